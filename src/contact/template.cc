#include "contact/template.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/digest.h"
#include "base/encoding.h"
#include "base/utf8.h"
#include "contact/body_reader.h"
#include "contact/front_matter.h"

namespace contact {

namespace {

constexpr std::pair<std::string_view, Family> kFamilies[] = {
    {"traditional", Family::kTraditional}, {"eye_level", Family::kEyeLevel}, {"support", Family::kSupport}};
constexpr std::pair<std::string_view, Purpose> kPurposes[] = {
    {"notice", Purpose::kNotice},          {"demand", Purpose::kDemand},   {"final_notice", Purpose::kFinalNotice},
    {"handed_over", Purpose::kHandedOver}, {"receipt", Purpose::kReceipt},
};

template <class Value, std::size_t kCount>
std::optional<Value> named(std::pair<std::string_view, Value> const (&words)[kCount], std::string_view name) {
  for (auto const& [word, value] : words) {
    if (word == name) return value;
  }
  return std::nullopt;
}

/// Fills in the head. The first mistake is the file's error.
class HeadReader {
 public:
  HeadReader(FrontMatter const& front, Template& out) : front_(front), out_(out) {}

  std::optional<TemplateError> read() {
    out_.id = required("template");
    word("family", family_named, out_.family, "traditional, eye_level or support");
    word("language", language_of, out_.language, "da, en, nb or nl");
    word("purpose", purpose_named, out_.purpose, "notice, demand, final_notice, handed_over or receipt");
    auto const version = front_.number("version");
    if (!version || *version < 1) fail("version", "needs 'version', a whole number from 1");
    out_.version = version.value_or(0);
    line_text("subject", out_.subject, out_.subject_line);
    line_text("preview", out_.preview, out_.preview_line);
    line_text("sms", out_.sms, out_.sms_line);
    line_text("sms_without_link", out_.sms_without_link, out_.sms_without_link_line);
    for (auto const& [key, value] : front_.all()) {
      if (!asked_.contains(key)) fail(key, "'" + key + "' has no meaning in a template");
    }
    return error_;
  }

 private:
  void fail(std::string_view key, std::string message) {
    if (!error_) error_ = TemplateError{out_.file, std::max<std::size_t>(front_.line_of(key), 1), std::move(message)};
  }

  std::string required(std::string_view key) {
    asked_.emplace(key);
    auto text = front_.text(key);
    if (!text || text->empty()) fail(key, "needs '" + std::string{key} + "', a text in quotation marks");
    return text.value_or("");
  }

  template <class Value, class Find>
  void word(std::string_view key, Find find, Value& out, std::string_view known) {
    std::string const text = required(key);
    auto const value = find(text);
    if (value) {
      out = *value;
    } else {
      fail(key, "'" + std::string{key} + "' must be " + std::string{known});
    }
  }

  void line_text(std::string_view key, TextTemplate& out, std::size_t& line) {
    std::string const words = required(key);
    line = front_.line_of(key);
    auto text = read_text(words, Scope::kMessage);
    if (!text) return fail(key, "in '" + std::string{key} + "': " + text.error());
    out = std::move(*text);
  }

  FrontMatter const& front_;
  Template& out_;
  std::set<std::string, std::less<>> asked_{"version"};
  std::optional<TemplateError> error_;
};

/// Where the head and the body are.
struct Halves {
  std::string_view head, body;
  std::size_t body_line = 0;
};

std::optional<Halves> halves(std::string_view text) {
  constexpr std::string_view kFence = "+++\n";
  if (!text.starts_with(kFence)) return std::nullopt;
  std::size_t const end = text.find("\n+++\n", kFence.size() - 1);
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view const head = text.substr(kFence.size(), end + 1 - kFence.size());
  auto const lines = static_cast<std::size_t>(std::ranges::count(head, '\n'));
  return Halves{head, text.substr(end + 5), lines + 3};
}

}  // namespace

std::string_view name_of(Family family) { return kFamilies[static_cast<std::size_t>(family)].first; }
std::optional<Family> family_named(std::string_view name) { return named(kFamilies, name); }
std::string_view name_of(Purpose purpose) { return kPurposes[static_cast<std::size_t>(purpose)].first; }
std::optional<Purpose> purpose_named(std::string_view name) { return named(kPurposes, name); }

std::expected<Template, TemplateError> read_template(TemplateFile const& file, std::span<TemplateFile const> files) {
  if (!base::is_utf8(file.text)) return std::unexpected(TemplateError{file.name, 0, "is not UTF-8: save it as UTF-8"});
  auto const parts = halves(file.text);
  if (!parts) {
    return std::unexpected(TemplateError{file.name, 1, "begins with a head between two lines of '+++'"});
  }
  auto const front = FrontMatter::read(file.name, parts->head, 2);
  if (!front) return std::unexpected(front.error());
  Template out;
  out.file = file.name;
  if (auto error = HeadReader{*front, out}.read()) return std::unexpected(std::move(*error));
  auto const lines = source_lines(file, parts->body, parts->body_line, out.language, files);
  if (!lines) return std::unexpected(lines.error());
  auto body = read_body(*lines);
  if (!body) return std::unexpected(body.error());
  out.conditions = std::move(body->conditions);
  out.blocks = std::move(body->blocks);
  base::Sha256 hash;
  hash.update(parts->head);
  for (SourceLine const& line : *lines) hash.update(line.text).update("\n");
  out.hash = base::to_hex(hash.finish());
  return out;
}

}  // namespace contact

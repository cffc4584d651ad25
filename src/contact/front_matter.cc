#include "contact/front_matter.h"

#include <charconv>

namespace contact {

namespace {

std::string_view trimmed(std::string_view text) {
  std::size_t const first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

bool is_key(std::string_view key) {
  return !key.empty() && key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

/// Takes a quoted text off the front of `rest`.
std::optional<std::string> take_text(std::string_view& rest) {
  if (!rest.starts_with('"')) return std::nullopt;
  std::string text;
  for (std::size_t at = 1; at < rest.size(); ++at) {
    if (rest[at] == '"') {
      rest = trimmed(rest.substr(at + 1));
      return text;
    }
    if (rest[at] == '\\') {
      if (++at == rest.size() || (rest[at] != '"' && rest[at] != '\\')) return std::nullopt;
    }
    text += rest[at];
  }
  return std::nullopt;
}

std::optional<std::vector<std::string>> take_texts(std::string_view& rest) {
  std::vector<std::string> texts;
  rest = trimmed(rest.substr(1));
  while (!rest.starts_with(']')) {
    auto text = take_text(rest);
    if (!text) return std::nullopt;
    texts.push_back(std::move(*text));
    if (rest.starts_with(',')) {
      rest = trimmed(rest.substr(1));
    } else if (!rest.starts_with(']')) {
      return std::nullopt;
    }
  }
  rest = trimmed(rest.substr(1));
  return texts;
}

bool is_over(std::string_view rest) { return rest.empty() || rest.front() == '#'; }

std::optional<FrontValue> read_value(std::string_view rest, std::size_t line) {
  FrontValue value{line, {}};
  if (rest.starts_with('"')) {
    auto text = take_text(rest);
    if (!text || !is_over(rest)) return std::nullopt;
    value.value = std::move(*text);
  } else if (rest.starts_with('[')) {
    auto texts = take_texts(rest);
    if (!texts || !is_over(rest)) return std::nullopt;
    value.value = std::move(*texts);
  } else {
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (error != std::errc{} || !is_over(trimmed({end, rest.data() + rest.size()}))) return std::nullopt;
    value.value = number;
  }
  return value;
}

}  // namespace

std::expected<FrontMatter, TemplateError> FrontMatter::read(std::string const& file, std::string_view text,
                                                            std::size_t first_line) {
  FrontMatter front;
  for (std::size_t number = first_line; !text.empty(); ++number) {
    std::size_t const end = std::min(text.find('\n'), text.size());
    std::string_view const line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (is_over(line)) continue;
    std::size_t const equals = line.find('=');
    std::string_view const key = trimmed(line.substr(0, std::min(equals, line.size())));
    if (equals == std::string_view::npos || !is_key(key)) {
      return std::unexpected(TemplateError{file, number, "is no line of the form  key = \"text\""});
    }
    auto value = read_value(trimmed(line.substr(equals + 1)), number);
    if (!value) {
      return std::unexpected(TemplateError{file, number,
                                           "the value of '" + std::string{key} +
                                               "' must be a \"text\" in quotation marks, a whole number or a list " +
                                               "[\"one\", \"two\"] on the same line"});
    }
    if (!front.values_.emplace(key, std::move(*value)).second) {
      return std::unexpected(TemplateError{file, number, "'" + std::string{key} + "' is there twice: keep one"});
    }
  }
  return front;
}

std::size_t FrontMatter::line_of(std::string_view key) const {
  auto const found = values_.find(key);
  return found == values_.end() ? 0 : found->second.line;
}

template <class Kind>
std::optional<Kind> FrontMatter::get(std::string_view key) const {
  auto const found = values_.find(key);
  if (found == values_.end()) return std::nullopt;
  auto const* value = std::get_if<Kind>(&found->second.value);
  return value == nullptr ? std::nullopt : std::optional{*value};
}

std::optional<std::string> FrontMatter::text(std::string_view key) const { return get<std::string>(key); }
std::optional<std::int64_t> FrontMatter::number(std::string_view key) const { return get<std::int64_t>(key); }
std::optional<std::vector<std::string>> FrontMatter::texts(std::string_view key) const {
  return get<std::vector<std::string>>(key);
}

}  // namespace contact

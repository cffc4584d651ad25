#include "adapters/law_files/help_directory_file.h"

#include <algorithm>

#include "adapters/law_files/pack_settings.h"
#include "adapters/law_files/toml_fields.h"

namespace adapters::law_files {

namespace {

using help::Access;
using help::Entry;

constexpr Word<Access> kAccess[] = {
    {"self", Access::kSelf}, {"authority", Access::kAuthority}, {"both", Access::kBoth}};

constexpr std::size_t kLongestCode = 32;

bool is_code(std::string const& text) {
  return text.size() <= kLongestCode && std::ranges::all_of(text, [](char sign) {
           return (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') || sign == '_' || sign == '-';
         });
}

/// Digits, spaces and a leading '+': it becomes an address that telephones dial.
bool is_phone(std::string const& text) {
  return std::ranges::all_of(text, [&](char const& sign) {
    return (sign >= '0' && sign <= '9') || sign == ' ' || (sign == '+' && &sign == text.data());
  });
}

/// Nothing in it that an address cannot hold as it stands.
bool is_website(std::string const& text) {
  return text.starts_with("https://") && text.size() > 8 && std::ranges::all_of(text, [](char sign) {
           return sign > ' ' && sign < '\x7f' && sign != '"' && sign != '<' && sign != '>';
         });
}

std::optional<help::PostcodeRange> read_range(std::string const& text) {
  std::size_t const dash = text.find('-');
  auto const first = help::tidy_postcode(text.substr(0, dash));
  auto const last = dash == std::string::npos ? first : help::tidy_postcode(text.substr(dash + 1));
  if (!first || !last || first->size() != last->size() || *last < *first) return std::nullopt;
  return help::PostcodeRange{*first, *last};
}

void read_area(Fields& fields, Entry& entry) {
  entry.everywhere = fields.yes("everywhere");
  if (fields.has("postcodes") == entry.everywhere) {
    fields.note("everywhere", "an entry has either 'postcodes' or 'everywhere = true'");
  }
  if (!fields.has("postcodes")) return;
  for (std::string const& text : fields.texts("postcodes")) {
    auto const range = read_range(text);
    if (!range) {
      fields.note("postcodes", "'" + text + "' is no postcode and no range such as \"8200-8299\"");
      return;
    }
    entry.areas.push_back(*range);
  }
}

void read_needs(Fields& fields, Entry& entry) {
  for (std::string const& word : fields.texts("needs")) {
    auto const need = help::need_named(word);
    if (!need) {
      std::string known;
      for (help::Need const each : help::kNeeds)
        known += (known.empty() ? "" : ", ") + std::string{help::name_of(each)};
      fields.note("needs", "'" + word + "' is no need: one of " + known);
      return;
    }
    if (std::ranges::find(entry.needs, *need) != entry.needs.end()) {
      fields.note("needs", "'" + word + "' stands there twice");
    }
    entry.needs.push_back(*need);
  }
}

void read_languages(Fields& fields, Entry& entry) {
  entry.languages = fields.texts("languages");
  for (std::string const& language : entry.languages) {
    bool const code =
        language.size() == 2 && std::ranges::all_of(language, [](char sign) { return sign >= 'a' && sign <= 'z'; });
    if (!code) fields.note("languages", "'" + language + "' is no language: two small letters, such as \"da\"");
  }
}

void read_contact(Fields& fields, Entry& entry) {
  entry.phone = fields.text_or_empty("phone");
  entry.website = fields.text_or_empty("website");
  if (!is_phone(entry.phone))
    fields.note("phone", "a telephone number has digits and spaces, such as \"+45 00 11 22 33\"");
  if (!entry.website.empty() && !is_website(entry.website)) {
    fields.note("website", "an address of a website begins with https:// and has no spaces");
  }
  if (entry.access != Access::kAuthority && entry.phone.empty() && entry.website.empty()) {
    fields.note("nobody can reach it: give 'phone' or 'website', or access = \"authority\"");
  }
}

Entry read_entry(Fields& fields) {
  Entry entry;
  entry.code = fields.text("code");
  if (!is_code(entry.code)) fields.note("code", "a code has at most 32 small letters, digits, '_' and '-'");
  entry.name = fields.text("name");
  entry.example = fields.yes("example");
  entry.about = fields.by_language("about");
  read_needs(fields, entry);
  read_area(fields, entry);
  if (fields.has("for")) entry.for_whom = fields.by_language("for");
  read_languages(fields, entry);
  entry.access = fields.word("access", kAccess);
  if (fields.has("hours")) entry.hours = fields.by_language("hours");
  read_contact(fields, entry);
  entry.checked_on = fields.date("checked_on");
  fields.finish();
  return entry;
}

}  // namespace

std::expected<help::Directory, LawFileError> read_help_directory(LawFile const& file) {
  auto const root = parse_law_file(file);
  if (!root) return std::unexpected(root.error());
  Notes notes{file.name};
  Fields fields{*root, notes, "a directory of help"};
  (void)fields.number("format", {1, 1});
  help::Directory directory;
  directory.name = fields.text("directory");
  directory.country = fields.text("country");
  for (toml::table const* source : fields.tables("entry")) {
    Fields cells{*source, notes, "an entry"};
    Entry entry = read_entry(cells);
    if (directory.find(entry.code) != nullptr) cells.note("code", "'" + entry.code + "' stands there twice");
    directory.entries.push_back(std::move(entry));
  }
  if (directory.entries.empty()) fields.note("a directory needs at least one [[entry]]");
  fields.finish();
  if (notes.error()) return std::unexpected(*notes.error());
  return directory;
}

}  // namespace adapters::law_files

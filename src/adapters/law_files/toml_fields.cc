#include "adapters/law_files/toml_fields.h"

#include "base/money.h"

namespace adapters::law_files {

namespace {

std::string quoted(std::string_view key) { return "'" + std::string{key} + "'"; }

}  // namespace

void Notes::note(toml::node const& where, std::string message) {
  if (!error_) error_ = LawFileError{file_, where.source().begin.line, std::move(message)};
}

Fields::Fields(toml::table const& table, Notes& notes, std::string what)
    : table_(table), notes_(notes), what_(std::move(what)) {}

void Fields::note(std::string_view key, std::string message) {
  toml::node const* node = table_.get(key);
  notes_.note(node != nullptr ? *node : table_, std::move(message));
}

toml::node const* Fields::get(std::string_view key) {
  asked_.emplace(key);
  return table_.get(key);
}

toml::node const* Fields::require(std::string_view key) {
  toml::node const* node = get(key);
  if (node == nullptr) notes_.note(table_, what_ + " needs " + quoted(key));
  return node;
}

std::string Fields::text(std::string_view key) {
  toml::node const* node = require(key);
  if (node == nullptr) return {};
  auto const* text = node->as_string();
  if (text == nullptr || text->get().empty()) {
    note(key, quoted(key) + " must be a text in quotation marks, and not empty");
    return {};
  }
  return text->get();
}

std::string Fields::text_or_empty(std::string_view key) { return get(key) == nullptr ? std::string{} : text(key); }

base::Date Fields::date(std::string_view key) {
  toml::node const* node = require(key);
  if (node == nullptr) return {};
  auto const* found = node->as_date();
  std::optional<base::Date> const date =
      found == nullptr ? std::nullopt : base::make_date(found->get().year, found->get().month, found->get().day);
  if (!date) note(key, quoted(key) + " must be a date such as 2026-01-01, without quotation marks");
  return date.value_or(base::Date{});
}

std::optional<base::Date> Fields::date_if_given(std::string_view key) {
  if (get(key) == nullptr) return std::nullopt;
  return date(key);
}

bool Fields::yes_or_no(std::string_view key) {
  toml::node const* node = require(key);
  if (node == nullptr) return false;
  auto const* answer = node->as_boolean();
  if (answer == nullptr) note(key, quoted(key) + " must be true or false");
  return answer != nullptr && answer->get();
}

std::int64_t Fields::number(std::string_view key, Bounds bounds) {
  toml::node const* node = require(key);
  if (node == nullptr) return bounds.least;
  auto const* number = node->as_integer();
  if (number == nullptr || number->get() < bounds.least || number->get() > bounds.most) {
    note(key, quoted(key) + " must be a whole number from " + std::to_string(bounds.least) + " to " +
                  std::to_string(bounds.most));
    return bounds.least;
  }
  return number->get();
}

std::optional<std::int64_t> Fields::number_if_given(std::string_view key, Bounds bounds) {
  if (get(key) == nullptr) return std::nullopt;
  return number(key, bounds);
}

int Fields::small_number(std::string_view key, int fallback) {
  return static_cast<int>(number_if_given(key, {0, 1'000}).value_or(fallback));
}

std::int64_t Fields::hundredths(std::string_view key) {
  std::string const found = text(key);
  if (found.empty()) return 0;
  auto const value = base::parse_amount(found, {'.', '\0'});
  if (!value) note(key, quoted(key) + " must be a number with at most two decimals in quotation marks: \"8.05\"");
  return value.value_or(0);
}

std::optional<std::int64_t> Fields::hundredths_if_given(std::string_view key) {
  if (get(key) == nullptr) return std::nullopt;
  return hundredths(key);
}

std::vector<std::string> Fields::texts(std::string_view key) {
  std::vector<std::string> result;
  toml::node const* node = require(key);
  if (node == nullptr) return result;
  auto const* list = node->as_array();
  if (list == nullptr || list->empty()) note(key, quoted(key) + " must be a list of texts, and not empty");
  if (list == nullptr) return result;
  for (toml::node const& item : *list) {
    if (auto const* text = item.as_string()) {
      result.push_back(text->get());
    } else {
      notes_.note(item, quoted(key) + " must be a list of texts in quotation marks");
    }
  }
  return result;
}

std::map<std::string, std::string> Fields::by_language(std::string_view key) {
  std::map<std::string, std::string> texts;
  toml::table const* const found = table(key);
  if (found == nullptr) return texts;
  for (auto const& [language, value] : *found) {
    auto const text = value.value<std::string>();
    if (language.str().size() != 2 || !text || text->empty()) {
      note(key, quoted(key) + " holds a text for each language: { da = \"...\", en = \"...\" }");
      return texts;
    }
    texts.emplace(language.str(), *text);
  }
  if (texts.empty()) note(key, quoted(key) + " holds no text");
  return texts;
}

toml::table const* Fields::table(std::string_view key) {
  toml::node const* const node = require(key);
  if (node == nullptr) return nullptr;
  if (node->as_table() == nullptr) note(key, quoted(key) + " must be a table");
  return node->as_table();
}

std::vector<toml::table const*> Fields::tables(std::string_view key) {
  std::vector<toml::table const*> result;
  toml::node const* node = get(key);
  if (node == nullptr) return result;
  auto const* list = node->as_array();
  if (list == nullptr) {
    note(key, quoted(key) + " must be a list of tables");
    return result;
  }
  for (toml::node const& item : *list) {
    if (auto const* table = item.as_table()) {
      result.push_back(table);
    } else {
      notes_.note(item, quoted(key) + " must be a list of tables");
    }
  }
  return result;
}

void Fields::finish() {
  // In the order of the file: the table itself is sorted by key.
  toml::node const* first = nullptr;
  std::string name;
  for (auto const& [key, node] : table_) {
    if (asked_.contains(key.str())) continue;
    if (first != nullptr && first->source().begin.line <= node.source().begin.line) continue;
    first = &node;
    name = std::string{key.str()};
  }
  if (first != nullptr) notes_.note(*first, quoted(name) + " has no meaning for " + what_);
}

}  // namespace adapters::law_files

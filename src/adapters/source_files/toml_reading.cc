#include "adapters/source_files/toml_reading.h"

#include <algorithm>

namespace adapters::source_files {

void TomlMistakes::note(toml::node const& where, std::string message) {
  std::size_t const line = where.source().begin.line;
  if (!error_) error_ = MapError{file_, line > 0 ? line : line_, std::move(message)};
}

void TomlMistakes::check_keys(toml::table const& table, std::span<std::string_view const> allowed,
                              std::string_view what) {
  // In the order of the file: the table itself is sorted by key.
  toml::node const* first = nullptr;
  std::string name;
  for (auto const& [key, node] : table) {
    if (std::ranges::find(allowed, key.str()) != allowed.end()) continue;
    if (first != nullptr && first->source().begin.line <= node.source().begin.line) continue;
    first = &node;
    name = std::string{key.str()};
  }
  if (first == nullptr) return;
  note(*first, "'" + name + "' has no meaning for " + std::string{what} + ": here may stand " + join_words(allowed));
}

std::optional<std::string> TomlMistakes::text(toml::table const& table, std::string_view key) {
  toml::node const* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (auto const* text = node->as_string()) return text->get();
  note(*node, "'" + std::string{key} + "' must be a text in quotation marks");
  return std::nullopt;
}

std::optional<std::int64_t> TomlMistakes::whole_number(toml::table const& table, std::string_view key) {
  toml::node const* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (auto const* number = node->as_integer()) return number->get();
  note(*node, "'" + std::string{key} + "' must be a whole number");
  return std::nullopt;
}

std::optional<bool> TomlMistakes::yes_or_no(toml::table const& table, std::string_view key) {
  toml::node const* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (auto const* answer = node->as_boolean()) return answer->get();
  note(*node, "'" + std::string{key} + "' must be true or false");
  return std::nullopt;
}

std::vector<std::string> TomlMistakes::texts(toml::table const& table, std::string_view key) {
  toml::node const* node = table.get(key);
  if (node == nullptr) return {};
  if (auto const* text = node->as_string()) return {text->get()};
  std::vector<std::string> result;
  if (auto const* list = node->as_array()) {
    for (toml::node const& item : *list) {
      if (auto const* text = item.as_string()) {
        result.push_back(text->get());
      } else {
        note(item, "'" + std::string{key} + "' must be a list of texts in quotation marks");
      }
    }
    return result;
  }
  note(*node, "'" + std::string{key} + "' must be a text, or a list of texts, in quotation marks");
  return result;
}

char TomlMistakes::character(toml::table const& table, std::string_view key, char fallback) {
  auto const found = text(table, key);
  if (!found) return fallback;
  if (found->size() == 1) return found->front();
  note(*table.get(key), "'" + std::string{key} + "' must be one character");
  return fallback;
}

std::string join_words(std::span<std::string_view const> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += "'" + std::string{words[i]} + "'";
  }
  return text;
}

}  // namespace adapters::source_files

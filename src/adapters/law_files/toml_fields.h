// One TOML table read field by field. A field that is missing or wrong is noted with its line and answered by a neutral
// value, so that a reader runs straight through; the first note is the file's error. What was never asked for has no
// meaning, and finish() says so.
#pragma once

#include <toml++/toml.h>

#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/law_files/law_file.h"
#include "base/date.h"

namespace adapters::law_files {

/// The first mistake of a file.
class Notes {
 public:
  explicit Notes(std::string file) : file_(std::move(file)) {}
  void note(toml::node const& where, std::string message);
  [[nodiscard]] std::optional<LawFileError> const& error() const { return error_; }

 private:
  std::string file_;
  std::optional<LawFileError> error_;
};

template <class Value>
struct Word {
  std::string_view word;
  Value value;
};

/// What a whole number may be, both ends included.
struct Bounds {
  std::int64_t least = 0;
  std::int64_t most = 100'000;
};

class Fields {
 public:
  /// `what` is for messages: "a fee".
  Fields(toml::table const& table, Notes& notes, std::string what);

  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
  void note(std::string_view key, std::string message);
  void note(std::string message) { notes_.note(table_, std::move(message)); }

  /// Required and not empty.
  std::string text(std::string_view key);
  std::string text_or_empty(std::string_view key);
  base::Date date(std::string_view key);
  std::optional<base::Date> date_if_given(std::string_view key);
  bool yes_or_no(std::string_view key);
  bool yes(std::string_view key) { return has(key) && yes_or_no(key); }
  std::int64_t number(std::string_view key, Bounds bounds);
  std::optional<std::int64_t> number_if_given(std::string_view key, Bounds bounds);
  int small_number(std::string_view key, int fallback);
  /// "8.05" is 805: amounts in minor units, percentages in basis points. A text, since a TOML float is not exact.
  std::int64_t hundredths(std::string_view key);
  std::optional<std::int64_t> hundredths_if_given(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  /// Required: a text for each language, and at least one: { da = "...", en = "..." }.
  std::map<std::string, std::string> by_language(std::string_view key);
  std::vector<toml::table const*> tables(std::string_view key);
  /// Required; null, and noted, if it is no table.
  toml::table const* table(std::string_view key);

  template <class Value, std::size_t kCount>
  Value word(std::string_view key, Word<Value> const (&words)[kCount]) {
    return match(key, text(key), words);
  }
  template <class Value, std::size_t kCount>
  Value word_or(std::string_view key, Word<Value> const (&words)[kCount], Value fallback) {
    return has(key) ? word(key, words) : fallback;
  }
  /// What `found`, the text of a field, stands for.
  template <class Value, std::size_t kCount>
  Value match(std::string_view key, std::string const& found, Word<Value> const (&words)[kCount]) {
    std::string known;
    for (Word<Value> const& each : words) {
      if (each.word == found) return each.value;
      known += (known.empty() ? "'" : ", '") + std::string{each.word} + "'";
    }
    note(key, "'" + found + "' is not known here: one of " + known);
    return words[0].value;
  }

  /// Notes a key that nobody asked for.
  void finish();

 private:
  toml::node const* get(std::string_view key);
  toml::node const* require(std::string_view key);

  toml::table const& table_;
  Notes& notes_;
  std::string what_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace adapters::law_files

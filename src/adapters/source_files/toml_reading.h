// Reading a TOML table with the place of the first mistake. Read everything straight through, then ask error() once; a
// getter that fails notes the mistake and gives a neutral value.
#pragma once

#include <toml++/toml.h>

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/source_files/import_map.h"

namespace adapters::source_files {

class TomlMistakes {
 public:
  explicit TomlMistakes(std::string file) : file_(std::move(file)) {}

  /// The place of mistakes in tables that were made up, not read.
  void stand_at(toml::node const& where) { line_ = where.source().begin.line; }
  /// Notes the mistake, unless there was one before.
  void note(toml::node const& where, std::string message);
  [[nodiscard]] std::optional<MapError> const& error() const { return error_; }

  /// Every key of the table must be one of these.
  void check_keys(toml::table const& table, std::span<std::string_view const> allowed, std::string_view what);

  /// Nothing if the key is not there or its value is no text (which is noted).
  std::optional<std::string> text(toml::table const& table, std::string_view key);
  std::optional<std::int64_t> whole_number(toml::table const& table, std::string_view key);
  std::optional<bool> yes_or_no(toml::table const& table, std::string_view key);
  /// One text, or a list of texts.
  std::vector<std::string> texts(toml::table const& table, std::string_view key);
  /// One character; `fallback` if the key is not there.
  char character(toml::table const& table, std::string_view key, char fallback);

 private:
  std::string file_;
  std::size_t line_ = 0;
  std::optional<MapError> error_;
};

/// "'a', 'b' or 'c'"
[[nodiscard]] std::string join_words(std::span<std::string_view const> words);

}  // namespace adapters::source_files

// The head of a template, and the requirements file of a set of templates: a flat part of TOML 1.0.
//
//   key = "text"          key = 12          key = ["one", "two"]          # a comment
//
// One key a line, no tables, no other escapes than \" and \\. Every such file is TOML; the little reader keeps the
// templates free of a library, so that the engine can read them, and knows the line of each key.
// Pure.
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "contact/template_file.h"

namespace contact {

struct FrontValue {
  std::size_t line = 0;
  std::variant<std::string, std::int64_t, std::vector<std::string>> value;
};

class FrontMatter {
 public:
  /// `first_line` is the number of the first line of `text` in its file.
  [[nodiscard]] static std::expected<FrontMatter, TemplateError> read(std::string const& file, std::string_view text,
                                                                      std::size_t first_line);

  [[nodiscard]] bool has(std::string_view key) const { return values_.contains(key); }
  [[nodiscard]] std::size_t line_of(std::string_view key) const;
  /// Nothing if the key is missing or of another kind.
  [[nodiscard]] std::optional<std::string> text(std::string_view key) const;
  [[nodiscard]] std::optional<std::int64_t> number(std::string_view key) const;
  [[nodiscard]] std::optional<std::vector<std::string>> texts(std::string_view key) const;
  [[nodiscard]] std::map<std::string, FrontValue, std::less<>> const& all() const { return values_; }

 private:
  template <class Kind>
  [[nodiscard]] std::optional<Kind> get(std::string_view key) const;

  std::map<std::string, FrontValue, std::less<>> values_;
};

}  // namespace contact

// The characters that payment references and the texts around them are made of: ASCII only, no locale. Pure.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace payments {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr char to_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
[[nodiscard]] constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_letter(char c) { return is_upper(to_upper(c)); }

/// True of an empty text.
[[nodiscard]] constexpr bool all_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }

[[nodiscard]] inline std::string without_blanks(std::string_view text) {
  std::string out;
  std::ranges::copy_if(text, std::back_inserter(out), [](char c) { return !std::string_view{" \t\r\n"}.contains(c); });
  return out;
}

}  // namespace payments

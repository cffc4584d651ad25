// The language of the pages that the server writes itself, and amounts and days as they write them.
// Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/money.h"
#include "http/request.h"

namespace http {

enum class Language : std::uint8_t { kDanish, kEnglish };

/// As the citizen reads the portal: by its cookie, else as the browser asks.
[[nodiscard]] inline Language language_of(Request const& request) {
  std::string_view const chosen = request.cookie("lang").value_or("");
  if (chosen == "en" || chosen == "da") return chosen == "en" ? Language::kEnglish : Language::kDanish;
  return request.header("accept-language").value_or("").starts_with("en") ? Language::kEnglish : Language::kDanish;
}

[[nodiscard]] inline std::string_view code_of(Language language) {
  return language == Language::kEnglish ? "en" : "da";
}

/// "1.234,50 kr." or "DKK 1,234.50".
[[nodiscard]] inline std::string shown_amount(base::Money money, Language language) {
  bool const english = language == Language::kEnglish;
  std::string text = base::format_amount(money.minor);
  if (!english) text[text.size() - 3] = ',';
  for (std::size_t at = text.size() - 3; at > 3; at -= 3) text.insert(at - 3, 1, english ? ',' : '.');
  return english ? std::string{money.currency.code()} + " " + text
                 : text + (money.currency.code() == "DKK" ? " kr." : " " + std::string{money.currency.code()});
}

}  // namespace http

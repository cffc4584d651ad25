// The language of the sandbox's pages, and amounts as it writes them.
// Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/money.h"
#include "http/request.h"

namespace http::sandbox {

enum class Language : std::uint8_t { kDanish, kEnglish };

/// As the citizen reads the portal.
[[nodiscard]] inline Language language_of(Request const& request) {
  return request.cookie("lang") == "en" ? Language::kEnglish : Language::kDanish;
}

[[nodiscard]] inline std::string_view code_of(Language language) {
  return language == Language::kEnglish ? "en" : "da";
}

/// "1.234,50 kr." or "DKK 1,234.50": two styles are enough for a sandbox.
[[nodiscard]] inline std::string shown_amount(base::Money money, Language language) {
  bool const english = language == Language::kEnglish;
  std::string text = base::format_amount(money.minor);
  if (!english) text[text.size() - 3] = ',';
  for (std::size_t at = text.size() - 3; at > 3; at -= 3) text.insert(at - 3, 1, english ? ',' : '.');
  return english ? std::string{money.currency.code()} + " " + text : text + " kr.";
}

}  // namespace http::sandbox

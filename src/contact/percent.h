// A share in per cent as a language writes it: "8,05 %", with a no-break space.
// Units: basis points. Pure.
#pragma once

#include <string>

#include "contact/language.h"

namespace contact {

[[nodiscard]] inline std::string format_percent(std::int64_t basis_points, Language language) {
  std::string text = std::to_string(basis_points / 100);
  if (std::int64_t const rest = basis_points % 100; rest != 0) {
    std::string decimals = (rest < 10 ? "0" : "") + std::to_string(rest);
    while (decimals.back() == '0') decimals.pop_back();
    text += (language == Language::kEnglish ? "." : ",") + decimals;
  }
  return text + "\u00a0%";
}

}  // namespace contact

// The languages that messages are written in, and how each writes dates and amounts.
//
// Source: the common written forms (Dansk Sprognævn § 14 and Retskrivningsordbogen; Språkrådet, "Dato og klokkeslett";
//   Taaladvies, "Datumnotatie"; the GOV.UK style guide). No locale of the machine takes part: the same message comes
//   out the same everywhere.
// Units: amounts in minor units, two decimals. Between a number and its unit stands a no-break space (U+00A0).
// Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/money.h"

namespace contact {

enum class Language : std::uint8_t { kDanish, kEnglish, kNorwegian, kDutch };

inline constexpr std::array kLanguages{Language::kDanish, Language::kEnglish, Language::kNorwegian, Language::kDutch};

/// ISO 639-1: "da", "en", "nb", "nl".
[[nodiscard]] std::string_view code_of(Language language);
[[nodiscard]] std::optional<Language> language_of(std::string_view code);

enum class MoneyStyle : std::uint8_t {
  kText,   // "1.275 kr", "1.275,50 kr": no decimals where they are zeros
  kExact,  // "1.275,00 kr": always two decimals, for tables
};

enum class DateStyle : std::uint8_t {
  kLong,     // "4. december 2026"
  kDay,      // "4. december"
  kWeekday,  // "fredag den 4. december"
  kShort,    // "04.12.2026", for tables
};

[[nodiscard]] std::string format_money(base::Money money, Language language, MoneyStyle style);
[[nodiscard]] std::string format_date(base::Date date, Language language, DateStyle style);
/// With the language's sign between thousands.
[[nodiscard]] std::string format_count(std::int64_t count, Language language);

}  // namespace contact

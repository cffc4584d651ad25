#include "contact/language.h"

#include <chrono>

namespace contact {

namespace {

constexpr std::string_view kNoBreakSpace = "\u00a0";

/// What a language writes differently from the others. The order is that of Language.
struct Habits {
  std::string_view code;
  std::string_view thousands;
  char decimal;
  std::string_view day_mark;       // behind the day's number
  std::string_view weekday_joint;  // between the weekday and the day's number
  std::array<std::string_view, 12> months;
  std::array<std::string_view, 7> weekdays;  // from Sunday
};

constexpr std::array<Habits, 4> kHabits{{
    {"da",
     ".",
     ',',
     ".",
     " den ",
     {"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
      "december"},
     {"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"}},
    {"en",
     ",",
     '.',
     "",
     " ",
     {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December"},
     {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}},
    {"nb",
     kNoBreakSpace,
     ',',
     ".",
     " ",
     {"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
      "desember"},
     {"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"}},
    {"nl",
     ".",
     ',',
     "",
     " ",
     {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
      "december"},
     {"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}},
}};

Habits const& habits(Language language) { return kHabits[static_cast<std::size_t>(language)]; }

std::string grouped(std::uint64_t number, std::string_view separator) {
  std::string const digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += separator;
    text += digits[i];
  }
  return text;
}

std::string two_digits(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::string_view code_of(Language language) { return habits(language).code; }

std::optional<Language> language_of(std::string_view code) {
  for (Language const language : kLanguages) {
    if (code_of(language) == code) return language;
  }
  return std::nullopt;
}

std::string format_money(base::Money money, Language language, MoneyStyle style) {
  Habits const& habit = habits(language);
  bool const negative = money.minor < 0;
  auto const minor = static_cast<std::uint64_t>(negative ? -money.minor : money.minor);
  std::string number = (negative ? "-" : "") + grouped(minor / 100, habit.thousands);
  if (style == MoneyStyle::kExact || minor % 100 != 0) {
    number += habit.decimal + two_digits(static_cast<unsigned>(minor % 100));
  }
  std::string_view const code = money.currency.code();
  if (code == "EUR") return language == Language::kEnglish ? "€" + number : "€" + std::string{kNoBreakSpace} + number;
  bool const kroner =
      (code == "DKK" && language == Language::kDanish) || (code == "NOK" && language == Language::kNorwegian);
  if (kroner) return number + std::string{kNoBreakSpace} + "kr";
  return std::string{code} + std::string{kNoBreakSpace} + number;
}

std::string format_date(base::Date date, Language language, DateStyle style) {
  Habits const& habit = habits(language);
  std::chrono::year_month_day const day{date.sys()};
  unsigned const number = static_cast<unsigned>(day.day());
  unsigned const month = static_cast<unsigned>(day.month());
  std::string const year = std::to_string(static_cast<int>(day.year()));
  if (style == DateStyle::kShort) {
    std::string_view const separator = language == Language::kDutch ? "-" : language == Language::kEnglish ? "/" : ".";
    return two_digits(number) + std::string{separator} + two_digits(month) + std::string{separator} + year;
  }
  std::string text;
  if (style == DateStyle::kWeekday) {
    text += habit.weekdays[std::chrono::weekday{date.sys()}.c_encoding()];
    text += habit.weekday_joint;
  }
  // The day and its month stay on one line.
  text += std::to_string(number);
  text += habit.day_mark;
  text += kNoBreakSpace;
  text += habit.months[month - 1];
  if (style == DateStyle::kLong) text += " " + year;
  return text;
}

std::string format_count(std::int64_t count, Language language) {
  std::string const digits =
      grouped(static_cast<std::uint64_t>(count < 0 ? -count : count), habits(language).thousands);
  return count < 0 ? "-" + digits : digits;
}

}  // namespace contact

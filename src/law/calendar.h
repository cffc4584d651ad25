// Holidays and bank days of a country. Which days close what is data of the law packs; when Easter is, is computed.
//
// Source of the computation: the Gregorian Easter after the algorithm published anonymously in Nature, 20 April 1876
//   (Meeus, Jones and Butcher). The days themselves are cited in the packs' calendars.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "law/rule.h"

namespace law {

/// The same day can be open for one purpose and closed for another: banks close on 5 June, which is no public holiday.
enum class Purpose : std::uint8_t {
  kPublicHoliday = 1,  // the day is a holiday by law; weekends are not holidays
  kBank = 2,           // banks move no money
  kDeadline = 4,       // a deadline that falls on it moves
};

struct Holiday {
  std::string name;
  std::optional<int> easter_offset;  // days after Easter Sunday; else a day of the year:
  unsigned month = 0;
  unsigned day = 0;
  int sunday_shift = 0;           // days to move by if it falls on a Sunday
  std::optional<int> first_year;  // nothing: as far back as the calendar goes
  std::optional<int> last_year;   // the last year in which it is one
  std::uint8_t closes = 0;        // Purpose bits
};

struct Calendar {
  Rule rule;
  std::vector<Holiday> holidays;
};

[[nodiscard]] base::Date easter_sunday(int year);
[[nodiscard]] bool is_weekend(base::Date date);

/// The holiday that closes this day for the purpose; nothing on an ordinary day, and on a weekend that is no holiday.
[[nodiscard]] Holiday const* holiday_on(Calendar const& calendar, base::Date date, Purpose purpose);
[[nodiscard]] bool is_public_holiday(Calendar const& calendar, base::Date date);

/// Not a weekend and not closed for the purpose.
[[nodiscard]] bool is_open(Calendar const& calendar, base::Date date, Purpose purpose);
[[nodiscard]] inline bool is_bank_day(Calendar const& calendar, base::Date date) {
  return is_open(calendar, date, Purpose::kBank);
}

/// The day itself if it is open, else the next open one.
[[nodiscard]] base::Date move_to_open(Calendar const& calendar, base::Date date, Purpose purpose);
/// `count` open days later; with 0, as move_to_open.
[[nodiscard]] base::Date add_open_days(Calendar const& calendar, base::Date date, int count, Purpose purpose);

}  // namespace law

// Easter against published tables, and what the packs' calendars cannot show: moving days and counting open ones.
#include "law/calendar.h"

#include <gtest/gtest.h>

#include "law/day_arithmetic.h"

namespace law {
namespace {

base::Date day(char const* text) { return base::parse_date(text).value(); }

TEST(Calendar, EasterSundayOfManyYears) {
  for (char const* easter :
       {"1900-04-15", "1913-03-23", "1943-04-25", "1961-04-02", "1999-04-04", "2000-04-23", "2008-03-23",
        "2011-04-24", "2015-04-05", "2019-04-21", "2020-04-12", "2021-04-04", "2022-04-17", "2023-04-09",
        "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21",
        "2038-04-25", "2049-04-18", "2076-04-19", "2100-03-28", "2160-03-23", "2200-04-06"}) {
    EXPECT_EQ(base::format_date(easter_sunday(year_of(day(easter)))), easter);
  }
}

TEST(Calendar, EasterIsASundayBetween22MarchAnd25April) {
  for (int year = 1900; year <= 2200; ++year) {
    base::Date const easter = easter_sunday(year);
    EXPECT_EQ(std::chrono::weekday{easter.sys()}, std::chrono::Sunday) << year;
    EXPECT_GE(easter, *base::make_date(year, 3, 22));
    EXPECT_LE(easter, *base::make_date(year, 4, 25));
  }
}

constexpr std::uint8_t kBankOnly = static_cast<std::uint8_t>(Purpose::kBank);

Calendar two_days() {
  Calendar calendar;
  Holiday easter_monday{"Easter Monday", 1};
  easter_monday.closes = kBankOnly | static_cast<std::uint8_t>(Purpose::kPublicHoliday);
  Holiday fifth{"fifth of June", {}, 6, 5};
  fifth.closes = kBankOnly;
  calendar.holidays = {easter_monday, fifth};
  return calendar;
}

TEST(Calendar, AnOpenDayStaysAndAClosedOneMovesOn) {
  Calendar const calendar = two_days();
  EXPECT_EQ(move_to_open(calendar, day("2025-04-17"), Purpose::kBank), day("2025-04-17"));
  EXPECT_EQ(move_to_open(calendar, day("2025-04-19"), Purpose::kBank), day("2025-04-22"));
  EXPECT_EQ(move_to_open(calendar, day("2025-06-05"), Purpose::kBank), day("2025-06-06"));
  EXPECT_EQ(move_to_open(calendar, day("2025-06-05"), Purpose::kPublicHoliday), day("2025-06-05"));
}

TEST(Calendar, CountsOpenDays) {
  Calendar const calendar = two_days();
  EXPECT_EQ(add_open_days(calendar, day("2025-04-17"), 2, Purpose::kBank), day("2025-04-22"));
  EXPECT_EQ(add_open_days(calendar, day("2025-04-19"), 0, Purpose::kBank), day("2025-04-22"));
  EXPECT_EQ(add_open_days(calendar, day("2025-04-17"), 0, Purpose::kBank), day("2025-04-17"));
}

TEST(Calendar, AHolidayHasAFirstAndALastYear) {
  Calendar calendar = two_days();
  calendar.holidays[1].first_year = 2020;
  calendar.holidays[1].last_year = 2023;
  EXPECT_TRUE(is_bank_day(calendar, day("2019-06-05")));
  EXPECT_FALSE(is_bank_day(calendar, day("2020-06-05")));
  EXPECT_FALSE(is_bank_day(calendar, day("2023-06-05")));
  EXPECT_TRUE(is_bank_day(calendar, day("2024-06-05")));
  EXPECT_EQ(holiday_on(calendar, day("2023-06-05"), Purpose::kBank)->name, "fifth of June");
}

TEST(DayArithmetic, ADayThatIsMissingIsTheLastOne) {
  EXPECT_EQ(add_months(day("2025-01-31"), 1), day("2025-02-28"));
  EXPECT_EQ(add_months(day("2024-01-31"), 1), day("2024-02-29"));
  EXPECT_EQ(add_months(day("2025-01-31"), 2), day("2025-03-31"));
  EXPECT_EQ(add_months(day("2025-03-31"), -1), day("2025-02-28"));
  EXPECT_EQ(add_months(day("2025-11-30"), 3), day("2026-02-28"));
  EXPECT_EQ(add_years(day("2024-02-29"), 1), day("2025-02-28"));
  EXPECT_EQ(add_years(day("2024-02-29"), 4), day("2028-02-29"));
  EXPECT_EQ(last_day_of_month(day("2024-02-01")), day("2024-02-29"));
  EXPECT_EQ(days_in_year(1900), 365);
  EXPECT_EQ(days_in_year(2000), 366);
}

}  // namespace
}  // namespace law

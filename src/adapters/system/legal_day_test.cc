#include "adapters/system/legal_day.h"

#include <gtest/gtest.h>

namespace adapters::system {
namespace {

base::Instant at(std::string_view day, int hour, int minute) {
  return {(static_cast<std::int64_t>(base::parse_date(day)->days) * 86'400 + hour * 3'600 + minute * 60) * 1'000'000};
}

TEST(LegalDay, TheDayIsTheCountrysAndNotUtcs) {
  LegalDay const copenhagen{time_zone_of_country("DK")};
  EXPECT_EQ(base::format_date(copenhagen(at("2026-01-15", 22, 59))), "2026-01-15");
  EXPECT_EQ(base::format_date(copenhagen(at("2026-01-15", 23, 0))), "2026-01-16");
  // Summer time: the day turns an hour earlier in UTC.
  EXPECT_EQ(base::format_date(copenhagen(at("2026-07-15", 21, 59))), "2026-07-15");
  EXPECT_EQ(base::format_date(copenhagen(at("2026-07-15", 22, 0))), "2026-07-16");
}

TEST(LegalDay, TheNightsTheClocksChangeHaveOneDayEach) {
  LegalDay const copenhagen{"Europe/Copenhagen"};
  for (int minute = 0; minute < 180; minute += 10) {
    EXPECT_EQ(base::format_date(copenhagen(at("2026-03-29", minute / 60, minute % 60))), "2026-03-29");
    EXPECT_EQ(base::format_date(copenhagen(at("2026-10-25", minute / 60, minute % 60))), "2026-10-25");
  }
}

TEST(LegalDay, TheWallClockFollowsSummerTime) {
  LegalDay const copenhagen{"Europe/Copenhagen"};
  EXPECT_EQ(copenhagen.minute_of_day(at("2026-01-15", 6, 59)), 7 * 60 + 59);
  EXPECT_EQ(copenhagen.minute_of_day(at("2026-07-15", 6, 59)), 8 * 60 + 59);
  EXPECT_EQ(copenhagen.minute_of_day(at("2026-01-15", 23, 0)), 0);
}

TEST(LegalDay, UnknownZonesStopAtTheStart) { EXPECT_THROW(LegalDay{"Europe/Nowhere"}, std::runtime_error); }

}  // namespace
}  // namespace adapters::system

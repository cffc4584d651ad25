#include "base/date.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Date, ReadsThePatternsOfFiles) {
  Date const day = *make_date(2026, 11, 22);
  EXPECT_EQ(parse_date("2026-11-22"), day);
  EXPECT_EQ(parse_date("22-11-2026", "DD-MM-YYYY"), day);
  EXPECT_EQ(parse_date("20261122", "YYYYMMDD"), day);
  EXPECT_EQ(parse_date("11/22/26", "MM/DD/YY"), day);
  EXPECT_EQ(format_date(day), "2026-11-22");
}

TEST(Date, KnowsWhichDaysThereAre) {
  EXPECT_TRUE(parse_date("2024-02-29"));
  for (char const* text : {"2023-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-00-00", "1899-12-31",
                           "2201-01-01", "2026-1-01", "2026-01-01 ", "26-01-01", ""}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(Date, CountsFrom1970) {
  EXPECT_EQ(make_date(1970, 1, 1)->days, 0);
  EXPECT_EQ(make_date(1969, 12, 31)->days, -1);
  EXPECT_EQ(format_date(Date{20'000}), "2024-10-04");
}

TEST(Instant, PrintsInUtcWithMilliseconds) {
  EXPECT_EQ(format_instant({0}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_instant({1'763'806'530'125'999}), "2025-11-22T10:15:30.125Z");
}

}  // namespace
}  // namespace base

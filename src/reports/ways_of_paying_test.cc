#include "reports/ways_of_paying.h"

#include <gtest/gtest.h>

namespace reports {
namespace {

TEST(WaysOfPaying, AWeekBeginsOnMonday) {
  EXPECT_EQ(week_of({20'780}), base::Date{20'780});  // Monday 23 November 2026
  EXPECT_EQ(week_of({20'786}), base::Date{20'780});  // Sunday
  EXPECT_EQ(week_of({20'787}), base::Date{20'787});
  EXPECT_EQ(week_of({0}), base::Date{-3});  // Thursday 1 January 1970
  EXPECT_EQ(week_of({-4}), base::Date{-10});
}

TEST(WaysOfPaying, NewWaysAreThoseChosenOnAPage) {
  WaysOfPaying week;
  week.payments = {3, 2, 1, 10, 4, 5};
  EXPECT_EQ(week.all(), 25);
  EXPECT_EQ(week.by_new_ways(), 6);
}

}  // namespace
}  // namespace reports

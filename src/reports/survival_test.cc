#include "reports/survival.h"

#include <gtest/gtest.h>

namespace reports {
namespace {

std::vector<Observation> paid_and_unpaid() {
  std::vector<Observation> all;
  for (std::int64_t const minute : {5, 10, 20, 45, 60, 600}) all.push_back({minute, true});
  for (int i = 0; i < 4; ++i) all.push_back({20'160, false});
  return all;
}

TEST(Survival, TenDeliveredSixPaid) {
  EXPECT_EQ(share_within(paid_and_unpaid(), 45), 400'000);
  EXPECT_EQ(median_time(paid_and_unpaid()), 60);
  EXPECT_EQ(share_within(paid_and_unpaid(), 20'160), 600'000);
}

TEST(Survival, WhereMostHaveNotThereIsNoMedian) {
  EXPECT_EQ(median_time({{5, true}, {10, false}, {10, false}}), std::nullopt);
  EXPECT_EQ(median_time({}), std::nullopt);
  EXPECT_EQ(share_within({}, 5), 0);
}

// Freireich and others, 1963: weeks in remission of 21 patients with 6-mercaptopurine; the published median is 23.
TEST(Survival, ThePublishedRemissionTimes) {
  std::vector<Observation> weeks;
  for (std::int64_t const week : {6, 6, 6, 7, 10, 13, 16, 22, 23}) weeks.push_back({week, true});
  for (std::int64_t const week : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}) weeks.push_back({week, false});
  EXPECT_EQ(median_time(weeks), 23);
}

TEST(Survival, WhoIsNoLongerLookedAtCountsForAsLongAsTheyWere) {
  // Four; one leaves before anything happens: of the three that are left, two have it by 8.
  EXPECT_EQ(median_time({{1, false}, {5, true}, {8, true}, {9, true}}), 8);
}

}  // namespace
}  // namespace reports

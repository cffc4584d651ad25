// When a delivery is tried again.
#include "http/source/retry_schedule.h"

#include <gtest/gtest.h>

#include <array>

namespace http::source {
namespace {

TEST(RetrySchedule, IsTheSpecificationsWithUpToATenthMore) {
  std::array<std::int64_t, 9> const schedule{5, 300, 1800, 7200, 18'000, 36'000, 50'400, 72'000, 86'400};
  for (std::size_t i = 0; i < schedule.size(); ++i) {
    std::int64_t lowest = schedule[i] * 2;
    std::int64_t highest = 0;
    for (int event = 0; event < 200; ++event) {
      auto const delay =
          retry_delay_seconds(static_cast<std::int64_t>(i) + 1, "testby-" + std::to_string(event) + "-0");
      ASSERT_TRUE(delay);
      lowest = std::min(lowest, *delay);
      highest = std::max(highest, *delay);
    }
    EXPECT_GE(lowest, schedule[i]);
    EXPECT_LE(highest, schedule[i] + schedule[i] / 10);
    if (i > 0) {
      EXPECT_LT(lowest, highest) << "endpoints must not all come back at the same moment";
    }
  }
}

TEST(RetrySchedule, IsTheSameEveryTimeAndEnds) {
  EXPECT_EQ(retry_delay_seconds(3, "a-1-0"), retry_delay_seconds(3, "a-1-0"));
  EXPECT_FALSE(retry_delay_seconds(10, "a-1-0"));
  EXPECT_FALSE(retry_delay_seconds(11, "a-1-0"));
  EXPECT_FALSE(retry_delay_seconds(0, "a-1-0"));
}

// 784'111'777 is 1994-11-06T08:49:37Z, the date of the example in RFC 9110.
TEST(RetrySchedule, ReadsRetryAfter) {
  base::Instant const before{784'111'700LL * 1'000'000};
  EXPECT_EQ(retry_after_seconds("120", before), 120);
  EXPECT_EQ(retry_after_seconds("0", before), 0);
  EXPECT_EQ(retry_after_seconds("999999999", before), kLongestWaitSeconds);
  EXPECT_EQ(retry_after_seconds("Sun, 06 Nov 1994 08:49:37 GMT", before), 77);
  EXPECT_FALSE(retry_after_seconds("Sun, 06 Nov 1994 08:49:37 GMT", {784'111'777LL * 1'000'000}));
  for (std::string_view const text :
       {"", "-1", "soon", "Sun, 06 Now 1994 08:49:37 GMT", "Sun, 31 Feb 2027 08:49:37 GMT",
        "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET"}) {
    EXPECT_FALSE(retry_after_seconds(text, before)) << text;
  }
}

}  // namespace
}  // namespace http::source

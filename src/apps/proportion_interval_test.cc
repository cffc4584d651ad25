#include "apps/proportion_interval.h"

#include <gtest/gtest.h>

namespace apps {
namespace {

constexpr double kTolerance = 0.00005;

TEST(ProportionInterval, WilsonsKnownAnswers) {
  Interval const tenth = wilson({10, 100});
  EXPECT_NEAR(tenth.low, 0.0552, kTolerance);
  EXPECT_NEAR(tenth.high, 0.1744, kTolerance);
  // Newcombe 1998 (one proportion), his examples: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  EXPECT_NEAR(wilson({81, 263}).low, 0.2553, kTolerance);
  EXPECT_NEAR(wilson({81, 263}).high, 0.3662, kTolerance);
  EXPECT_NEAR(wilson({15, 148}).low, 0.0624, kTolerance);
  EXPECT_NEAR(wilson({15, 148}).high, 0.1605, kTolerance);
  EXPECT_EQ(wilson({0, 20}).low, 0);
  EXPECT_NEAR(wilson({0, 20}).high, 0.1611, kTolerance);
  EXPECT_NEAR(wilson({1, 29}).low, 0.0061, kTolerance);
  EXPECT_NEAR(wilson({1, 29}).high, 0.1718, kTolerance);
}

TEST(ProportionInterval, NewcombesKnownAnswers) {
  Interval const known = newcombe({56, 70}, {48, 80});
  EXPECT_NEAR(known.low, 0.0524, kTolerance);
  EXPECT_NEAR(known.high, 0.3339, kTolerance);
  EXPECT_NEAR(newcombe({9, 10}, {3, 10}).low, 0.1705, kTolerance);
  EXPECT_NEAR(newcombe({9, 10}, {3, 10}).high, 0.8090, kTolerance);
  // The other way round it is the same, mirrored.
  EXPECT_DOUBLE_EQ(newcombe({48, 80}, {56, 70}).low, -known.high);
  EXPECT_DOUBLE_EQ(newcombe({48, 80}, {56, 70}).high, -known.low);
}

TEST(ProportionInterval, NothingAndAll) {
  EXPECT_EQ(wilson({0, 0}).low, 0);
  EXPECT_EQ(wilson({0, 0}).high, 1);
  EXPECT_EQ(wilson({7, 7}).high, 1);
  EXPECT_TRUE(wilson({7, 7}).holds(1));
  EXPECT_TRUE(wilson({0, 7}).holds(0));
  EXPECT_FALSE(wilson({10, 100}).holds(0.2));
  EXPECT_EQ(newcombe({0, 0}, {1, 2}).low, -1);
  EXPECT_EQ(newcombe({1, 2}, {0, 0}).high, 1);
  EXPECT_TRUE(newcombe({5, 5}, {0, 5}).holds(1));
}

}  // namespace
}  // namespace apps

// Which figures of a policy anybody could live with.
#include "help/policy.h"

#include <gtest/gtest.h>

namespace help {
namespace {

TEST(HelpPolicy, APauseHasADayAndNoYears) {
  EXPECT_TRUE(is_usable({}));
  EXPECT_TRUE(is_usable({.longest_days = 1, .soon_days = 0, .fresh_days = 0, .stale_days = 1}));
  EXPECT_FALSE(is_usable({.longest_days = 0}));
  EXPECT_FALSE(is_usable({.longest_days = 731}));
  EXPECT_FALSE(is_usable({.soon_days = -1}));
  EXPECT_FALSE(is_usable({.fresh_days = 731}));
  EXPECT_FALSE(is_usable({.stale_days = 0}));
}

}  // namespace
}  // namespace help

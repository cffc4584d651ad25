#include "claims/accrual.h"

#include <gtest/gtest.h>

namespace claims {
namespace {

TEST(Accrual, ChangesStandByDayOneForEach) {
  std::vector<DatedChange> changes;
  add_change(changes, {{20}, 500});
  add_change(changes, {{10}, -200});  // dated back: before what is there
  add_change(changes, {{30}, 100});
  add_change(changes, {{20}, 50});
  EXPECT_EQ(changes, (std::vector<DatedChange>{{{10}, -200}, {{20}, 550}, {{30}, 100}}));
  EXPECT_EQ(sum_of(changes), 450);
}

TEST(Accrual, WhatComesToNothingIsLeftOut) {
  std::vector<DatedChange> changes;
  add_change(changes, {{10}, 0});
  EXPECT_TRUE(changes.empty());
  add_change(changes, {{10}, 700});
  add_change(changes, {{10}, -700});
  EXPECT_TRUE(changes.empty());
  EXPECT_EQ(sum_of(changes), 0);
}

}  // namespace
}  // namespace claims

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

TEST(Accrual, WhatIsLetGoOfADaysFeesIsKeptApartFromTheLetters) {
  Accrual accrual;
  accrual.letters = {{"reminder", "rule", 10'000, {10}}, {"demand", "rule", 2'500, {10}}, {"reminder", "", 0, {20}}};
  EXPECT_EQ(fees_kept(accrual, {10}), 12'500);
  add_change(accrual.fees_let_go, {{10}, 9'000});
  EXPECT_EQ(on_day(accrual.fees_let_go, {10}), 9'000);
  EXPECT_EQ(on_day(accrual.fees_let_go, {9}), 0);
  EXPECT_EQ(on_day(accrual.fees_let_go, {11}), 0);
  EXPECT_EQ(fees_kept(accrual, {10}), 3'500);
  EXPECT_EQ(fees_kept(accrual, {20}), 0);
  EXPECT_EQ(fees_kept(accrual, {21}), 0);
}

}  // namespace
}  // namespace claims

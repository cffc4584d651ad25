#include "reports/small_cells.h"

#include <gtest/gtest.h>

namespace reports {
namespace {

Cell cell(std::int64_t first, std::int64_t people) {
  Cell made;
  for (std::int64_t i = 0; i < people; ++i) made.add({first + i});
  return made;
}

std::vector<bool> hidden(std::vector<Cell> const& parts) { return hidden_parts(parts); }

TEST(SmallCells, OneToFourPeopleAreHiddenNoneAndFiveAreNot) {
  EXPECT_FALSE(cell(1, 0).is_small());
  EXPECT_TRUE(cell(1, 1).is_small());
  EXPECT_TRUE(cell(1, 4).is_small());
  EXPECT_FALSE(cell(1, 5).is_small());
}

TEST(SmallCells, SixPlansOfOnePersonAreOnePerson) {
  Cell plans;
  for (int i = 0; i < 6; ++i) plans.add({7});
  EXPECT_EQ(plans.count, 6);
  EXPECT_TRUE(plans.is_small());
}

TEST(SmallCells, WhatCouldBeWorkedOutFromTheTotalIsHiddenToo) {
  EXPECT_EQ(hidden({cell(1, 9), cell(20, 3), cell(40, 6)}), (std::vector{false, true, true}));
  EXPECT_EQ(hidden({cell(1, 9), cell(20, 3), cell(40, 2)}), (std::vector{false, true, true}));
  EXPECT_EQ(hidden({cell(1, 9), cell(20, 0), cell(40, 6)}), (std::vector{false, false, false}));
  EXPECT_EQ(hidden({cell(1, 3), cell(20, 0)}), (std::vector{true, false})) << "the total is small itself";
}

TEST(SmallCells, APartIsShownIfNeitherItNorTheRestIsSmall) {
  EXPECT_TRUE(can_be_shown(cell(1, 5), cell(1, 10)));
  EXPECT_FALSE(can_be_shown(cell(1, 6), cell(1, 10))) << "four are left";
  EXPECT_FALSE(can_be_shown(cell(1, 4), cell(1, 10)));
  EXPECT_TRUE(can_be_shown(cell(1, 0), cell(1, 10)));
  EXPECT_TRUE(can_be_shown(cell(1, 10), cell(1, 10)));
  EXPECT_FALSE(can_be_shown(cell(1, 0), cell(1, 4)));
}

}  // namespace
}  // namespace reports

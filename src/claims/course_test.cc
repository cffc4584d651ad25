#include "claims/course.h"

#include <gtest/gtest.h>

namespace claims {
namespace {

TEST(Course, WhatNoProcedureHasSeenIsLookedAtAtOnce) {
  Course course;
  EXPECT_EQ(course.look_from(), base::Date{});
  course.procedure = "dk/municipal@1";
  EXPECT_EQ(course.look_from(), std::nullopt);  // nothing is to come
  course.next = base::Date{20'000};
  EXPECT_EQ(course.look_from(), base::Date{20'000});
}

TEST(Course, FindsAStepThatWasTaken) {
  Course course;
  course.steps = {{"reminder", {10}, base::Date{20}}, {"notice", {30}, {}}};
  EXPECT_EQ(course.find("notice"), &course.steps[1]);
  EXPECT_EQ(course.find("hand_over"), nullptr);
}

}  // namespace
}  // namespace claims

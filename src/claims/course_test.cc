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

TEST(Course, IsWhatIsKeptOfIt) {
  Course const course{"dk/municipal@1", {{"reminder", {10}, {}}}, base::Date{20}, false};
  Course other = course;
  other.to_be_written = true;  // a note to the store, and no part of it
  EXPECT_EQ(course, other);
  EXPECT_NE(course, (Course{"dk/municipal@2", course.steps, course.next, false}));
  EXPECT_NE(course, (Course{course.procedure, {}, course.next, false}));
  EXPECT_NE(course, (Course{course.procedure, course.steps, {}, false}));
}

TEST(Course, FindsAStepThatWasTaken) {
  Course course;
  course.steps = {{"reminder", {10}, base::Date{20}}, {"notice", {30}, {}}};
  EXPECT_EQ(course.find("notice"), &course.steps[1]);
  EXPECT_EQ(course.find("hand_over"), nullptr);
}

}  // namespace
}  // namespace claims

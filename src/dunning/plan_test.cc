#include "dunning/plan.h"

#include <gtest/gtest.h>

namespace dunning {
namespace {

base::Date day(std::string const& text) { return *base::parse_date(text); }

Step step(std::string code, StepKind kind, Anchor anchor, int days) {
  Step made;
  made.code = std::move(code);
  made.kind = kind;
  made.anchor = anchor;
  made.days = days;
  made.message = "m";
  made.channels = {Channel::kLetter};
  return made;
}

class PlanTest : public testing::Test {
 protected:
  PlanTest() {
    procedure_.code = "t";
    procedure_.version = "1";
    Step upcoming = step("upcoming", StepKind::kPrompt, Anchor::kLastPaymentDay, -3);
    upcoming.until_days = -1;
    upcoming.audience = Audience::kUsuallyLate;
    Step reminder = step("reminder", StepKind::kReminder, Anchor::kLastPaymentDay, 10);
    reminder.answer_days = 10;
    reminder.at_least_minor = 5'000;
    Step notice = step("notice", StepKind::kNotice, Anchor::kDeadline, 5);
    notice.after_step = "reminder";
    notice.answer_days = 14;
    Step hand_over = step("hand_over", StepKind::kHandOver, Anchor::kDeadline, 3);
    procedure_.steps = {upcoming, reminder, notice, hand_over};
    claim_.id = {1};
    claim_.state = claims::ClaimState::kOpen;
    claim_.dates.issued = day("2026-02-01");
    claim_.dates.due = day("2026-03-01");
    claim_.dates.last_payment_day = day("2026-03-10");
    claim_.open = claim_.charged = {{20'000, 0, 0}};
    claim_.liable = {{7}};
  }

  Planned on(std::string const& date) {
    return plan(procedure_, nullptr, {claim_, claims::DebtorKind::kPerson, late_, escalation_, contact_}, day(date));
  }
  void take(std::string const& date) {
    Planned const planned = on(date);
    ASSERT_NE(planned.due, nullptr);
    claim_.course.steps.push_back({planned.due->code, day(date), planned.answer_until});
  }

  Procedure procedure_;
  claims::Claim claim_;
  bool late_ = false;
  bool escalation_ = false;
  bool contact_ = false;
};

TEST_F(PlanTest, NothingIsDueBeforeItsDay) {
  EXPECT_EQ(on("2026-03-01").due, nullptr);
  EXPECT_EQ(on("2026-03-01").next, day("2026-03-07"));  // whom the prompt is for is known on that day
  EXPECT_EQ(on("2026-03-08").next, day("2026-03-20"));
  EXPECT_EQ(on("2026-03-19").due, nullptr);
  ASSERT_NE(on("2026-03-20").due, nullptr);
  EXPECT_EQ(on("2026-03-20").due->code, "reminder");
  EXPECT_EQ(on("2026-03-20").answer_until, day("2026-03-30"));
}

TEST_F(PlanTest, WhoUsuallyMissesTheDayIsRemindedBeforeIt) {
  late_ = true;
  EXPECT_EQ(on("2026-03-06").due, nullptr);
  EXPECT_EQ(on("2026-03-07").due->code, "upcoming");
  EXPECT_EQ(on("2026-03-09").due->code, "upcoming");
  EXPECT_EQ(on("2026-03-10").due, nullptr);  // too late to help
  EXPECT_EQ(on("2026-03-10").next, day("2026-03-20"));
}

TEST_F(PlanTest, OneStepADayAndNoneBeforeTheDeadlineOfTheOneBefore) {
  take("2026-06-01");  // run for the first time when everything is late
  EXPECT_EQ(on("2026-06-01").due, nullptr);
  EXPECT_EQ(on("2026-06-01").next, day("2026-06-16"));  // the deadline of 11 June, and five days
  take("2026-06-16");
  EXPECT_EQ(on("2026-06-30").due, nullptr);
  take("2026-07-03");
  EXPECT_EQ(claim_.course.steps.back().step, "hand_over");
  EXPECT_EQ(on("2027-01-01").due, nullptr);
  EXPECT_EQ(on("2027-01-01").next, std::nullopt);
}

TEST_F(PlanTest, AStepThatComesSoonerByItsOwnDaysWaitsForTheDeadlineAllTheSame) {
  procedure_.steps[2] = step("notice", StepKind::kNotice, Anchor::kLastPaymentDay, 12);
  take("2026-03-20");
  EXPECT_EQ(on("2026-03-30").due, nullptr);
  EXPECT_EQ(on("2026-03-30").next, day("2026-03-31"));
}

TEST_F(PlanTest, HeldUpIsLookedAtAgainAndNothingIsSkipped) {
  escalation_ = true;
  EXPECT_TRUE(on("2026-03-20").held);
  EXPECT_EQ(on("2026-03-20").next, day("2026-03-20"));
  escalation_ = false;
  EXPECT_EQ(on("2026-05-02").due->code, "reminder");
  late_ = escalation_ = true;
  EXPECT_EQ(on("2026-03-08").due->code, "upcoming");  // a help to remember escalates nothing
  contact_ = true;
  EXPECT_EQ(on("2026-03-08").due, nullptr);
}

TEST_F(PlanTest, LittleMoneyIsLeftAlone) {
  procedure_.steps[3].after_step = "notice";
  claim_.open = {{4'999, 0, 0}};
  EXPECT_EQ(on("2026-03-20").due, nullptr);
  claim_.open = {{5'000, 0, 0}};
  EXPECT_NE(on("2026-03-20").due, nullptr);
}

TEST_F(PlanTest, WhatIsNotOpenIsLeftAlone) {
  for (auto const state :
       {claims::ClaimState::kSettled, claims::ClaimState::kHandedOver, claims::ClaimState::kCancelled}) {
    claim_.state = state;
    EXPECT_EQ(on("2026-06-01").due, nullptr);
    EXPECT_EQ(on("2026-06-01").next, std::nullopt);
  }
}

TEST_F(PlanTest, AStepThatFollowsAnotherDoesNotComeWithoutIt) {
  procedure_.steps[1].audience = Audience::kBusinesses;
  EXPECT_EQ(on("2026-06-01").due->code, "hand_over");  // the notice waits for the reminder, which is not for persons
}

TEST_F(PlanTest, WorkingDaysWaitForMonday) {
  law::Pack const pack;
  procedure_.steps[1].on = Days::kWorkingDays;
  procedure_.steps[1].days = 4;  // Saturday 14 March
  auto const planned = [&](std::string const& date) {
    return plan(procedure_, &pack, {claim_, claims::DebtorKind::kPerson, false, false, false}, day(date));
  };
  EXPECT_EQ(planned("2026-03-14").due, nullptr);
  EXPECT_EQ(planned("2026-03-14").next, day("2026-03-16"));
  EXPECT_EQ(planned("2026-03-21").due, nullptr);  // run late, on a Saturday
  EXPECT_EQ(planned("2026-03-21").next, day("2026-03-23"));
  EXPECT_NE(planned("2026-03-16").due, nullptr);
}

TEST(UsuallyLate, MoreThanHalfOfAtLeastTwo) {
  auto const settled = [](std::int32_t last_payment_day, std::int32_t paid) {
    claims::Claim claim;
    claim.state = claims::ClaimState::kSettled;
    claim.dates.last_payment_day = {last_payment_day};
    claim.accrual.principal = {{{paid}, -100}};
    return claim;
  };
  claims::Claim const late = settled(20'000, 20'001);
  claims::Claim const in_time = settled(20'000, 20'000);
  claims::Claim const long_ago = settled(19'000, 19'001);
  base::Date const today{20'100};
  EXPECT_FALSE(usually_late({}, today));
  EXPECT_FALSE(usually_late({&late}, today));
  EXPECT_TRUE(usually_late({&late, &late}, today));
  EXPECT_FALSE(usually_late({&late, &late, &in_time, &in_time}, today));
  EXPECT_TRUE(usually_late({&late, &late, &in_time}, today));
  EXPECT_FALSE(usually_late({&late, &long_ago}, today));
  EXPECT_FALSE(usually_late({&late, &late}, {20'000}));  // as of then, nobody had paid
}

}  // namespace
}  // namespace dunning

#include "reports/missed_payments.h"

#include <gtest/gtest.h>

namespace reports {
namespace {

constexpr base::Date kToday{1'000};

/// 100.00, to be paid by day 900.
claims::Claim claim(std::vector<claims::DatedChange> changes = {}) {
  claims::Claim made;
  made.charged.minor[0] = 100'00;
  made.open = made.charged;
  for (claims::DatedChange const& change : changes) made.open.minor[0] += change.minor;
  if (made.open.total() == 0) made.state = claims::ClaimState::kSettled;
  made.accrual.principal = std::move(changes);
  made.dates.last_payment_day = {900};
  return made;
}

TEST(MissedPayment, TheLastPaymentDayItselfIsInTime) {
  EXPECT_FALSE(missed_payment(claim({{{900}, -100'00}}), kToday));
  auto const late = missed_payment(claim({{{901}, -100'00}}), kToday);
  ASSERT_TRUE(late);
  EXPECT_EQ(late->day, base::Date{901});
  EXPECT_EQ(late->paid, base::Date{901});
  EXPECT_TRUE(missed_payment(claim({{{900}, -40'00}}), kToday)) << "a part of it is not in time";
  EXPECT_FALSE(missed_payment(claim(), {900})) << "the day is not over";
  EXPECT_FALSE(missed_payment(claim(), {901})->paid);
}

TEST(MissedPayment, WhatStoodStillOrWasWithdrawnWasNotMissed) {
  claims::Claim held = claim();
  held.holds = {{"p", claims::HoldKind::kPlanInForce, "plan", {880}, base::Date{901}}};
  EXPECT_FALSE(missed_payment(held, kToday));
  held.holds.front().last = base::Date{900};
  EXPECT_TRUE(missed_payment(held, kToday));
  claims::Claim withdrawn = claim();
  withdrawn.state = claims::ClaimState::kCancelled;
  EXPECT_FALSE(missed_payment(withdrawn, kToday));
}

TEST(MissedPayment, RemindedIsTheFirstStepAfterIt) {
  claims::Claim reminded = claim();
  reminded.course.steps = {
      {"upcoming", {895}, {}}, {"not_sent/reminder", {905}, {}}, {"reminder", {910}, {}}, {"notice", {930}, {}}};
  EXPECT_EQ(missed_payment(reminded, kToday)->reminded, base::Date{910});
}

TEST(MissedPayment, TheFirstArrearsLastUntilNothingIsLate) {
  auto const end = [](std::vector<MissedPayment> const& missed) { return end_of_first_arrears(missed); };
  MissedPayment const first{{901}, base::Date{920}, {}};
  EXPECT_EQ(end({first}), base::Date{920});
  EXPECT_EQ(end({first, {{915}, base::Date{940}, {}}, {{941}, {}, {}}}), base::Date{940}) << "then there was a day";
  EXPECT_EQ(end({first, {{915}, {}, {}}}), std::nullopt);
}

}  // namespace
}  // namespace reports

#include "reports/funnel.h"

#include <gtest/gtest.h>

namespace reports {
namespace {

using claims::Claim;
using claims::ClaimState;
using dunning::StepKind;

constexpr base::Date kToday{20'500};

std::optional<StepKind> kind_of(std::string_view, std::string_view step) {
  if (step == "upcoming") return StepKind::kPrompt;
  if (step == "reminder") return StepKind::kReminder;
  if (step == "notice") return StepKind::kNotice;
  if (step == "hand_over") return StepKind::kHandOver;
  return std::nullopt;
}

Claim claim(ClaimState state) {
  Claim claim;
  claim.state = state;
  claim.charged = claim.open = {{10'000, 0, 0}};
  claim.dates.last_payment_day = {20'400};
  return claim;
}
Claim paid(std::int32_t day, std::vector<claims::StepTaken> steps = {}) {
  Claim made = claim(ClaimState::kSettled);
  made.open = {};
  made.accrual.principal = {{{day}, -10'000}};
  made.course.steps = std::move(steps);
  return made;
}

FunnelPart part(Claim const& c) { return part_of(c, kind_of, kToday); }

TEST(Funnel, WhenItWasPaidAndWhatHadGoneBefore) {
  EXPECT_EQ(part(paid(20'400)), FunnelPart::kOnTime);
  EXPECT_EQ(part(paid(20'401)), FunnelPart::kLateBeforeReminder);
  EXPECT_EQ(part(paid(20'401, {{"upcoming", {20'397}, {}}})), FunnelPart::kLateBeforeReminder);
  std::vector<claims::StepTaken> const both = {{"reminder", {20'410}, {}}, {"notice", {20'430}, {}}};
  EXPECT_EQ(part(paid(20'409, both)), FunnelPart::kLateBeforeReminder);  // booked later, paid before
  EXPECT_EQ(part(paid(20'412, both)), FunnelPart::kAfterReminder);
  EXPECT_EQ(part(paid(20'431, both)), FunnelPart::kAfterNotice);
  EXPECT_EQ(part(paid(20'470, {{"hand_over", {20'460}, {}}})), FunnelPart::kToCollection);
  Claim collected = paid(20'480);
  collected.accrual.absences = {{{20'460}, base::Date{20'481}}};
  EXPECT_EQ(part(collected), FunnelPart::kToCollection);
}

TEST(Funnel, WhatIsNotPaid) {
  EXPECT_EQ(part(claim(ClaimState::kOpen)), FunnelPart::kOpen);
  EXPECT_EQ(part(claim(ClaimState::kHandedOver)), FunnelPart::kToCollection);
  EXPECT_EQ(part(claim(ClaimState::kCancelled)), FunnelPart::kCredited);
  Claim lowered = claim(ClaimState::kSettled);
  lowered.charged = lowered.open = {};
  EXPECT_EQ(part(lowered), FunnelPart::kCredited);
  Claim ready = claim(ClaimState::kOpen);
  ready.course.steps = {{"hand_over", {20'460}, {}}};
  EXPECT_EQ(part(ready), FunnelPart::kToCollection);
  Claim plan = claim(ClaimState::kOpen);
  plan.holds = {{"arrangement:7", claims::HoldKind::kPlanInForce, "plan", {20'450}, base::Date{20'499}}};
  EXPECT_EQ(part(plan), FunnelPart::kOpen);  // it ended yesterday
  plan.holds.front().last.reset();
  EXPECT_EQ(part(plan), FunnelPart::kPlan);
  plan.holds.front().key = "direct_debit:7";
  EXPECT_EQ(part(plan), FunnelPart::kOpen) << "on its way, and no plan";
}

}  // namespace
}  // namespace reports

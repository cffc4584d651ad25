#include "claims/hold.h"

#include <gtest/gtest.h>

#include <set>

namespace claims {
namespace {

constexpr HoldKind kKinds[] = {HoldKind::kObjection,   HoldKind::kDispute,        HoldKind::kBreathingSpace,
                               HoldKind::kBankruptcy,  HoldKind::kDeceasedEstate, HoldKind::kUnknownAddress,
                               HoldKind::kPlanInForce, HoldKind::kTechnical,      HoldKind::kVulnerable};

TEST(Hold, EveryKindHasItsNameAndItsRow) {
  ASSERT_EQ(hold_effects().size(), std::size(kKinds));
  std::set<std::string_view> names;
  for (HoldKind const kind : kKinds) {
    EXPECT_TRUE(names.insert(name_of(kind)).second);
    EXPECT_EQ(hold_kind(name_of(kind)), kind);
    EXPECT_EQ(effects_of(kind).kind, kind);
  }
  EXPECT_EQ(hold_kind("holiday"), std::nullopt);
}

// The table once more, as a caseworker would say it.
TEST(Hold, NoKindLetsAStepOrAFeeThrough) {
  for (HoldEffects const& effects : hold_effects()) {
    EXPECT_TRUE(effects.fees) << name_of(effects.kind);
    EXPECT_TRUE(effects.escalation) << name_of(effects.kind);
  }
  // Who disagrees or keeps a plan is still written to, and interest goes on: it is due if the claim was right.
  for (HoldKind const kind : {HoldKind::kObjection, HoldKind::kDispute, HoldKind::kPlanInForce}) {
    EXPECT_FALSE(effects_of(kind).contact) << name_of(kind);
    EXPECT_FALSE(effects_of(kind).interest) << name_of(kind);
  }
  // A letter to an address that is not theirs reaches nobody, and costs the debtor no less interest.
  EXPECT_TRUE(effects_of(HoldKind::kUnknownAddress).contact);
  EXPECT_FALSE(effects_of(HoldKind::kUnknownAddress).interest);
  // Somebody vulnerable hears about a last day to pay in time like everybody.
  EXPECT_FALSE(effects_of(HoldKind::kVulnerable).contact);
}

// A letter about a claim owed together goes to all of them.
TEST(Hold, OnlyWhatProtectsTheVulnerableCountsForTheOthersToo) {
  for (HoldEffects const& effects : hold_effects()) {
    EXPECT_EQ(effects.for_all, effects.kind == HoldKind::kVulnerable) << name_of(effects.kind);
  }
  std::vector<Hold> const holds{{"v", HoldKind::kVulnerable, "told by themselves", {10}, std::nullopt}};
  EXPECT_TRUE(any_stops_for_all(holds, {10}, &HoldEffects::fees));
  EXPECT_FALSE(any_stops_for_all(holds, {9}, &HoldEffects::fees));
  EXPECT_FALSE(any_stops_for_all(holds, {10}, &HoldEffects::interest));
  // What a person has decided sets this kind aside, and no other.
  EXPECT_FALSE(any_stops_for_all(holds, {10}, &HoldEffects::fees, HoldKind::kVulnerable));
  EXPECT_FALSE(any_stops(holds, {10}, &HoldEffects::fees, HoldKind::kVulnerable));
  EXPECT_TRUE(any_stops(holds, {10}, &HoldEffects::fees, HoldKind::kTechnical));
}

TEST(Hold, CoversItsFirstAndItsLastDay) {
  Hold const week{"h1", HoldKind::kTechnical, "a wrong file", {10}, base::Date{16}};
  EXPECT_FALSE(week.covers({9}));
  EXPECT_TRUE(week.covers({10}));
  EXPECT_TRUE(week.covers({16}));
  EXPECT_FALSE(week.covers({17}));
  Hold const open{"h2", HoldKind::kDispute, "before the board", {10}, {}};
  EXPECT_TRUE(open.covers({100'000}));
}

TEST(Hold, AnyStopsAsksTheDayAndTheKind) {
  std::vector<Hold> const holds = {{"h1", HoldKind::kObjection, "wrong child", {10}, base::Date{16}},
                                   {"h2", HoldKind::kBankruptcy, "decree", {30}, {}}};
  EXPECT_TRUE(any_stops(holds, {12}, &HoldEffects::fees));
  EXPECT_FALSE(any_stops(holds, {12}, &HoldEffects::interest));
  EXPECT_FALSE(any_stops(holds, {20}, &HoldEffects::fees));
  EXPECT_TRUE(any_stops(holds, {31}, &HoldEffects::interest));
  EXPECT_EQ(find_hold(holds, "h2"), &holds[1]);
  EXPECT_EQ(find_hold(holds, "h3"), nullptr);
}

}  // namespace
}  // namespace claims

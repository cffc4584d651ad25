// What is put into a model of people's behaviour comes out of the reports of books on which business days were run.
#include "apps/behaviour_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "apps/chosen_law.h"

namespace apps {
namespace {

using reports::FunnelPart;
using simulation::BehaviourOrder;
using simulation::BehaviourReport;

BehaviourOrder order_of(std::uint64_t seed, std::int64_t claims, simulation::Tried trials) {
  BehaviourOrder order;
  order.seed = seed;
  order.claims = claims;
  order.trials = trials;
  order.packs = built_in_packs();
  auto const procedures = built_in_procedures();
  order.procedure = *std::ranges::find(procedures, "dk/municipal", &dunning::Procedure::code);
  return order;
}

BehaviourReport lived(BehaviourOrder const& order) {
  BehaviourReport report = simulation::run_behaviour(order);
  for (std::string const& finding : report.findings) ADD_FAILURE() << finding;
  return report;
}

void expect_whole(FunnelFound const& found) {
  std::int64_t claims = 0;
  std::int64_t put_in = 0;
  for (ShareFound const& part : found.parts) {
    claims += part.found.count;
    put_in += part.put_in;
    EXPECT_EQ(part.found.of, found.total);
  }
  EXPECT_EQ(claims, found.total);
  EXPECT_EQ(put_in, 1'000'000);
}

void expect_held(FunnelFound const& found) {
  expect_whole(found);
  for (ShareFound const& part : found.parts) {
    EXPECT_TRUE(part.holds()) << found.name << ", " << reports::name_of(part.part) << ": " << part.found.count << " of "
                              << part.found.of << ", put in " << part.put_in;
  }
}

std::int64_t steps_of(BehaviourReport const& report, std::string const& step) {
  auto const found = report.steps.find(step);
  return found == report.steps.end() ? 0 : found->second;
}

TEST(BehaviourReport, TheFunnelShowsWhatWasPutIn) {
  BehaviourOrder const order = order_of(1, 4'000, {});
  BehaviourReport const report = lived(order);
  ASSERT_EQ(report.arms.size(), 1U);
  BehaviourFound const found = look_at(order.model, report);
  EXPECT_EQ(found.all.total, 4'000);
  EXPECT_TRUE(found.trials.empty());
  expect_held(found.all);
  EXPECT_EQ(steps_of(report, "dk/municipal upcoming"), 0);
  // Everybody who goes to collection has had every letter before it, and nobody else the last.
  std::string const code = order.procedure.code + "_without_prompts ";
  auto const& lived = report.arms.front().lived;
  EXPECT_EQ(steps_of(report, code + "hand_over"), lived[static_cast<std::size_t>(FunnelPart::kToCollection)]);
  EXPECT_EQ(steps_of(report, code + "final_notice"), lived[static_cast<std::size_t>(FunnelPart::kToCollection)] +
                                                         lived[static_cast<std::size_t>(FunnelPart::kAfterNotice)]);
}

TEST(BehaviourReport, TrialsShowTheEffectsThatWerePutIn) {
  BehaviourOrder const order = order_of(1, 8'000, {true, true});
  BehaviourReport const report = lived(order);
  ASSERT_EQ(report.arms.size(), 4U);
  BehaviourFound const found = look_at(order.model, report);
  expect_held(found.all);
  ASSERT_EQ(found.trials.size(), 2U);
  for (TrialFound const& trial : found.trials) {
    expect_held(trial.with);
    expect_held(trial.without);
    EXPECT_TRUE(wilson({trial.with.total, found.all.total}).holds(0.5)) << trial.with.total;
    for (DifferenceFound const& each : trial.differences) {
      EXPECT_TRUE(each.holds()) << trial.name << ", " << reports::name_of(each.part) << ": " << each.difference()
                                << ", put in " << each.put_in;
    }
  }
  // The effects are seen, not only not ruled out.
  auto const difference = [&](std::size_t trial, FunnelPart part) {
    return found.trials[trial].differences[static_cast<std::size_t>(part)].interval();
  };
  EXPECT_GT(difference(0, FunnelPart::kOnTime).low, 0);
  EXPECT_LT(difference(0, FunnelPart::kLateBeforeReminder).high, 0);
  EXPECT_GT(difference(1, FunnelPart::kAfterNotice).low, 0);
  EXPECT_LT(difference(1, FunnelPart::kToCollection).high, 0);
  // The message went to those who usually miss the day, in the one arm alone.
  Proportion const reminded{steps_of(report, "dk/municipal upcoming"), found.trials[0].with.total};
  EXPECT_GT(reminded.share(), 0.3);
  EXPECT_LT(reminded.share(), 0.6);
  EXPECT_EQ(steps_of(report, "dk/municipal_without_prompts upcoming"), 0);
}

TEST(BehaviourReport, WhereNothingIsPutInNothingIsShown) {
  BehaviourOrder order = order_of(1, 8'000, {true, true});
  order.model.moved_by_upcoming_per_mille = 0;
  order.model.moved_by_link_per_mille = 0;
  BehaviourFound const found = look_at(order.model, lived(order));
  for (TrialFound const& trial : found.trials) {
    for (DifferenceFound const& each : trial.differences) {
      EXPECT_EQ(each.put_in, 0);
      EXPECT_TRUE(each.holds()) << trial.name << ", " << reports::name_of(each.part) << ": " << each.difference();
    }
  }
}

TEST(BehaviourReport, AnotherShareThanWasPutInIsSeen) {
  BehaviourOrder order = order_of(1, 2'000, {});
  BehaviourReport const report = lived(order);
  std::swap(order.model.outcomes_per_mille[0], order.model.outcomes_per_mille[1]);
  BehaviourFound const found = look_at(order.model, report);
  EXPECT_FALSE(found.all.parts[0].holds());
  EXPECT_FALSE(found.all.parts[1].holds());
}

TEST(BehaviourReport, TheSameOrderGivesTheSameText) {
  BehaviourOrder const order = order_of(3, 600, {true, false});  // a whole town and a part of one
  BehaviourReport const report = lived(order);
  EXPECT_EQ(report.towns, 2);
  BehaviourFound const found = look_at(order.model, report);
  EXPECT_EQ(to_json(found, order, report), to_json(look_at(order.model, lived(order)), order, report));
  std::string const text = to_text(found, order, report);
  EXPECT_NE(text.find("difference: with upcoming_message less without upcoming_message"), std::string::npos) << text;
  EXPECT_NE(text.find("+6.39"), std::string::npos) << text;
  EXPECT_EQ(text.find("link_at_notice"), std::string::npos) << text;
}

}  // namespace
}  // namespace apps

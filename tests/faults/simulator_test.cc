// The fault simulator on a few seeds: nothing is found; a mistake made on purpose is found, and found again; the same
// seed is the same journal. ./x nightly runs many more.
#include "simulation/simulator.h"

#include <gtest/gtest.h>

#include "adapters/law_files/pack_reader.h"
#include "adapters/law_files/procedure_file.h"

namespace tests {
namespace {

simulation::SimulationOrder order_of(std::uint64_t seed, std::int64_t debtor_years) {
  simulation::SimulationOrder order;
  order.seed = seed;
  order.debtor_years = debtor_years;
  order.packs = *adapters::law_files::read_packs(adapters::law_files::built_in_law_files());
  for (adapters::law_files::LawFile const& file : adapters::law_files::built_in_procedure_files()) {
    order.procedures.push_back(*adapters::law_files::read_procedure(file));
  }
  return order;
}

void expect_nothing_found(std::uint64_t seed, std::int64_t debtor_years) {
  simulation::Simulation const done = simulation::simulate(order_of(seed, debtor_years));
  if (done.sum.finding) ADD_FAILURE() << done.sum.finding->what << "\nsee it again: " << done.to_replay;
}

TEST(FaultSimulator, AFewSeedsFindNothing) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) expect_nothing_found(seed, 200);
}

// Every kind of fault and every kind of event must come up, or a clean run says little.
TEST(FaultSimulator, EverythingComesUp) {
  simulation::Simulation const done = simulation::simulate(order_of(6, 500));
  EXPECT_GT(done.sum.store.failed_calls, 0);
  EXPECT_GT(done.sum.store.crashes, 0);
  EXPECT_GT(done.sum.store.late_crashes, 0);
  EXPECT_GT(done.sum.store.lost_answers, 0);
  EXPECT_GT(done.sum.provider_answers_lost, 0);
  EXPECT_GT(done.sum.captures, 0);
  EXPECT_GT(done.sum.repeated, 0);
  EXPECT_GT(done.sum.refused, 0);
  simulation::DunningReport const& dunning = done.sum.dunning;
  EXPECT_GE(dunning.days, 4 * 700);  // of ten worlds, four have business days
  EXPECT_GT(dunning.day_runs, dunning.days);
  EXPECT_GT(dunning.steps, 500);
  EXPECT_GT(dunning.fees, 100);
  EXPECT_GT(dunning.deliveries, 500);
  EXPECT_GT(dunning.too_late, 50);
  EXPECT_GT(dunning.doubtful, 5);
  EXPECT_GE(dunning.interruptions, dunning.doubtful);
  EXPECT_GT(dunning.crashes, 20);
  simulation::HelpReport const& help = done.sum.help;
  EXPECT_EQ(help.worlds, 2);
  EXPECT_GT(help.crashes, 20);
  EXPECT_GT(help.plans.made, 20);
  EXPECT_GT(help.plans.requested, 0);
  EXPECT_GT(help.plans.back_dated, 3);
  EXPECT_GT(help.plans.changed, 5);
  EXPECT_GT(help.plans.reminded, 10);
  EXPECT_GT(help.plans.completed, 10);
  EXPECT_GT(help.plans.broken, 0);
  for (std::int64_t const received : help.enquiries.received) EXPECT_GT(received, 0);
  EXPECT_GT(help.enquiries.back_dated, 3);
  EXPECT_GT(help.enquiries.answered, 10);
  EXPECT_GT(help.enquiries.answered_late, 3);
  EXPECT_GT(help.fees_let_go, 0);
  EXPECT_GT(help.helpers.referrals, 20);
  EXPECT_GT(help.helpers.referrals_back_dated, 3);
  EXPECT_GT(help.helpers.accepted, 5);
  EXPECT_GT(help.helpers.declined, 0);
  EXPECT_GT(help.helpers.expired, 0);
  EXPECT_GT(help.helpers.marks, 5);
  EXPECT_GT(help.helpers.decided, 3);
  EXPECT_GT(help.helpers.representations, 10);
  for (char const* const event :
       {"debtor_added",          "claim_registered",   "amount_changed",   "objection_opened",    "objection_resolved",
        "claim_cancelled",       "claim_handed_over",  "claim_recalled",   "claim_state_changed", "payment_recorded",
        "credit_applied",        "payment_reversed",   "credit_refunded",  "attempt_started",     "attempt_advanced",
        "hold_placed",           "hold_ended",         "interest_posted",  "letter_recorded",     "claim_written_down",
        "claim_transferred",     "debtor_changed",     "course_planned",   "course_step_taken",   "message_planned",
        "message_advanced",      "business_day_ended", "arrangement_made", "arrangement_changed", "arrangement_missed",
        "arrangement_looked_at", "arrangement_ended",  "enquiry_received", "enquiry_asked",       "enquiry_answered",
        "enquiry_closed",        "enquiry_late"}) {
    EXPECT_TRUE(done.sum.events.contains(event)) << event;
  }
}

TEST(FaultSimulator, TheSameSeedIsTheSameJournal) {
  std::string const first = simulation::simulate(order_of(7, 100)).sum.journal_hash;
  EXPECT_EQ(simulation::simulate(order_of(7, 100)).sum.journal_hash, first);
  EXPECT_NE(simulation::simulate(order_of(8, 100)).sum.journal_hash, first);
  // Also with business days.
  auto const last = [](std::uint64_t seed) {
    simulation::SimulationOrder order = order_of(seed, 1);
    order.world = 3;
    return simulation::simulate(order).sum.journal_hash;
  };
  EXPECT_EQ(last(7), last(7));
  EXPECT_NE(last(7), last(8));
}

// The auditor is worth what it finds. Every mistake is found within a few worlds, and what is printed shows it again.
TEST(FaultSimulator, EveryMistakeMadeOnPurposeIsFoundAndReplayed) {
  for (simulation::Mistake const mistake : simulation::all_mistakes()) {
    simulation::SimulationOrder order = order_of(10, 800);
    order.mistake = mistake;
    simulation::Simulation const done = simulation::simulate(order);
    ASSERT_TRUE(done.sum.finding) << simulation::name_of(mistake);
    EXPECT_FALSE(done.sum.finding->what.starts_with("verify")) << simulation::name_of(mistake) << ": the auditor's own";
    order.world = done.world;
    simulation::Simulation const again = simulation::simulate(order);
    ASSERT_TRUE(again.sum.finding) << simulation::name_of(mistake);
    EXPECT_EQ(again.sum.finding->step, done.sum.finding->step);
    EXPECT_EQ(again.sum.finding->what, done.sum.finding->what);
    EXPECT_EQ(again.to_replay, done.to_replay);
  }
}

// Seeds that once found something, each with what it was.

void expect_world_sound(std::uint64_t seed, std::int64_t world) {
  simulation::SimulationOrder order = order_of(seed, 1);
  order.world = world;
  simulation::Simulation const done = simulation::simulate(order);
  if (done.sum.finding) ADD_FAILURE() << done.sum.finding->what << "\nsee it again: " << done.to_replay;
}

// A claim that was paid off while a collection authority had it, and was then owed again, counted as away for ever: no
// interest ever more (gebyrloven in the first, renteloven in the second).
TEST(FaultSimulator, Seed1World1PaidWhileHandedOverThenOwedAgain) { expect_world_sound(1, 1); }
TEST(FaultSimulator, Seed3World0PaidWhileHandedOverThenOwedAgain) { expect_world_sound(3, 0); }
// A department's own reminder, on the day of one that never left, was taken for that one, and its fee waived.
TEST(FaultSimulator, Seed17World83AFeeOfAnotherLetterOfTheDay) { expect_world_sound(17, 83); }

// A fee of the morning stood although its letter never left: somebody had asked for help at noon, and the hold of that
// day was taken for one that had let the fee go.
TEST(FaultSimulator, Seed1World1000000AFeeOfTheDayOnWhichHelpWasAskedFor) { expect_world_sound(1, 1'000'000); }
// Who had once asked for a plan found that a wish for instalments held nothing up: the two had the same reason.
TEST(FaultSimulator, Seed1World1000001ARequestForAPlanIsNoEnquiry) { expect_world_sound(1, 1'000'001); }
// An instalment that was missing, then not, and then again, was followed by another offer without a reminder.
TEST(FaultSimulator, Seed1World1000005MissedAgainBeginsAnew) { expect_world_sound(1, 1'000'005); }
// A claim became another's while its collection was planned: its hold was forgotten.
TEST(FaultSimulator, Seed22World1000003AClaimThatBecameAnothersStayedHeld) { expect_world_sound(22, 1'000'003); }
// A mark that was over was brought back, over the day of a reminder whose letter then failed: its fee stayed.
TEST(FaultSimulator, Seed24World1000003AMarkThatCameBack) { expect_world_sound(24, 1'000'003); }
// What a person had decided on the day after the last business day waited for ever.
TEST(FaultSimulator, Seed43World1000002ADecidedLetterWaitedForADayThatNeverEnded) { expect_world_sound(43, 1'000'002); }
// A claim that became another's in the middle of a referral was held as if it had always been theirs: the fee from
// before stayed, when somebody else who owed it was referred later for days before that fee.
TEST(FaultSimulator, Seed108World1000003AHoldFromBeforeItWasTheirs) { expect_world_sound(108, 1'000'003); }
// Whoever takes a claim over while being helped had let go a fee that was somebody else's: so the books read the hold.
TEST(FaultSimulator, Seed108World1000011AFeeFromBeforeItWasTheirs) { expect_world_sound(108, 1'000'011); }
// The auditor forgot that a person had decided on a step when the same day they decided that the claim may be handed
// over.
TEST(FaultSimulator, Seed104World1000000TwoDecisionsOnOneDay) { expect_world_sound(104, 1'000'000); }
TEST(FaultSimulator, Seed109World1000010AHoldFromBeforeItWasTheirs) { expect_world_sound(109, 1'000'010); }

}  // namespace
}  // namespace tests

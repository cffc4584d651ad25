// What the journal tells of help: entries made by hand.
#include "apps/help_history.h"

#include <gtest/gtest.h>

namespace apps {
namespace {

using namespace engine;
using reports::HelpHistory;
using reports::Relief;

constexpr base::DebtorId kMaja{7};

Entry entry(std::int32_t day, std::vector<Event> events) { return {{}, {day}, "clerk:1", std::move(events)}; }

AmountChanged waived(std::int64_t minor) {
  AmountChanged event;
  event.component = ledger::Component::kFee;
  event.cause = AmountCause::kFeeWaived;
  event.delta_minor = -minor;
  return event;
}

HelpHistory read(std::vector<Entry> const& entries) {
  HelpHistory history;
  for (Entry const& each : entries) add_to(history, each);
  return history;
}

TEST(HelpHistory, AFeeGoesWithTheHelpThatItsEntryBegins) {
  ReferralMade referral;
  referral.debtor = kMaja;
  EnquiryReceived enquiry;
  enquiry.debtor = kMaja;
  HoldPlaced mark;
  mark.debtor = kMaja;
  mark.hold.kind = claims::HoldKind::kVulnerable;
  HoldPlaced pause;
  pause.debtor = kMaja;
  pause.hold.kind = claims::HoldKind::kBreathingSpace;
  HelpHistory const history =
      read({entry(10, {waived(100), waived(250), referral}), entry(11, {waived(100), enquiry}),
            entry(12, {waived(100), mark}), entry(13, {waived(100), pause}), entry(14, {waived(100)})});
  ASSERT_EQ(history.fees.size(), 4U) << "what a department waives by itself, and a plain hold, are no help";
  EXPECT_EQ(history.fees[0].by, Relief::kReferral);
  EXPECT_EQ(history.fees[1].minor, 250);
  EXPECT_EQ(history.fees[2].by, Relief::kEnquiry);
  EXPECT_EQ(history.fees[3].by, Relief::kVulnerable);
  EXPECT_EQ(history.fees[3].recorded, base::Date{12});
  EXPECT_EQ(history.fees[3].debtor, kMaja);
}

TEST(HelpHistory, APlanFromTheRequestToTheEnd) {
  ArrangementMade asked;
  asked.arrangement = {1};
  asked.debtor = kMaja;
  asked.state = arrangements::State::kRequested;
  asked.date = {10};
  ArrangementMissed missed{{1}, arrangements::Stage::kReminded, {40}, 100, {41}, {}};
  ArrangementMissed offered{{1}, arrangements::Stage::kOffered, {40}, 100, {45}, {}};
  ArrangementMissed later{{1}, arrangements::Stage::kReminded, {70}, 100, {71}, {}};
  HelpHistory const history =
      read({entry(10, {asked}), entry(20, {ArrangementAccepted{{1}, {}, {}, "yes", {20}, {}}}), entry(41, {missed}),
            entry(45, {offered}), entry(46, {ArrangementChanged{{1}, {}, {}, {}, "", {46}, {}}}), entry(71, {later}),
            entry(80, {ArrangementEnded{{1}, arrangements::State::kBroken, 100, "", {80}}})});
  reports::PlanHistory const& plan = history.plans.at({1});
  EXPECT_EQ(plan.debtor, kMaja);
  EXPECT_EQ(plan.asked, base::Date{10});
  EXPECT_EQ(plan.agreed, base::Date{20});
  EXPECT_EQ(plan.missed, base::Date{40});
  EXPECT_EQ(plan.changes, 1);
  EXPECT_EQ(plan.ended, base::Date{80});
  EXPECT_EQ(plan.state, arrangements::State::kBroken);
}

/// Without amounts.
std::vector<arrangements::Instalment> instalments(std::vector<std::int32_t> const& days) {
  std::vector<arrangements::Instalment> made;
  for (std::int32_t const day : days) made.push_back({{day}, {}});
  return made;
}

// Day 40 is missed, and all that falls due until day 75 finds nothing missing; from day 80 on the rest has other days,
// and those before stay.
TEST(HelpHistory, TheDaysOfInstalmentsAndWhenAPlanWasBehind) {
  ArrangementMade made;
  made.arrangement = {1};
  made.date = {10};
  made.instalments = instalments({40, 70, 100});
  ArrangementMissed const missed{{1}, arrangements::Stage::kReminded, {40}, 100, {41}, {}};
  ArrangementMissed const offered{{1}, arrangements::Stage::kOffered, {40}, 100, {48}, {}};
  ArrangementChanged const changed{{1}, {}, {}, instalments({40, 70, 110}), "", {80}, {}};
  HelpHistory const history =
      read({entry(10, {made}), entry(39, {ArrangementLookedAt{{1}, base::Date{41}}}), entry(41, {missed}),
            entry(48, {offered}), entry(75, {ArrangementLookedAt{{1}, base::Date{101}}}), entry(80, {changed})});
  reports::PlanHistory const& plan = history.plans.at({1});
  EXPECT_EQ(plan.due, (std::set<base::Date>{{40}, {70}, {110}}));
  ASSERT_EQ(plan.behind.size(), 1U);
  EXPECT_EQ(plan.behind[0].since, base::Date{40});
  EXPECT_EQ(plan.behind[0].until, base::Date{75});
}

TEST(HelpHistory, StepsThatAPersonHasDecidedButNoHandOver) {
  StepDecided const step{kMaja, {{1}, {2}}, "notice", false, "agreed", {10}};
  StepDecided const hand_over{kMaja, {{1}}, "=hand_over", false, "agreed", {11}};
  HelpHistory const history = read({entry(10, {step}), entry(11, {hand_over})});
  ASSERT_EQ(history.steps.size(), 2U) << "one for each claim";
  EXPECT_FALSE(history.steps[0].fee);
}

}  // namespace
}  // namespace apps

#include "arrangements/schedule.h"

#include <gtest/gtest.h>

#include <map>

#include "arrangements/plan_dates.h"
#include "arrangements/proposal.h"
#include "base/seeded_stream.h"
#include "law/day_arithmetic.h"

namespace arrangements {
namespace {

using ledger::Component;

constexpr base::Date kToday{20'500};

claims::Claim claim(std::int64_t id, std::int64_t principal, std::int64_t fee, std::int64_t interest,
                    std::int32_t last_day) {
  claims::Claim made;
  made.id = {id};
  made.liable = {{1}};
  made.dates.issued = {last_day - 40};
  made.dates.due = {last_day};
  made.dates.last_payment_day = {last_day};
  made.charged[Component::kPrincipal] = made.open[Component::kPrincipal] = principal;
  made.charged[Component::kFee] = made.open[Component::kFee] = fee;
  made.charged[Component::kInterest] = made.open[Component::kInterest] = interest;
  return made;
}

Interest no_interest() {
  return [](claims::Claim const& each, base::Date) { return claims::sum_of(each.accrual.interest); };
}

/// A tenth of a percent of what is open for each week after today: simple enough to follow, and it depends on what has
/// been paid.
Interest weekly_interest() {
  return [](claims::Claim const& each, base::Date until) {
    std::int64_t sum = claims::sum_of(each.accrual.interest);
    for (std::int32_t day = kToday.days + 7; day <= until.days; day += 7) {
      std::int64_t open = each.charged[Component::kPrincipal];
      for (claims::DatedChange const& change : each.accrual.principal) {
        if (change.date.days < day) open += change.minor;
      }
      sum += open / 1'000;
    }
    return sum;
  };
}

std::int64_t sum_for(std::vector<Instalment> const& instalments, base::ClaimId id) {
  std::int64_t sum = 0;
  for (Instalment const& each : instalments) {
    for (Part const& part : each.parts) sum += part.claim == id ? part.minor : 0;
  }
  return sum;
}

std::vector<base::Date> months(std::size_t count) { return monthly_dates({20'530}, std::nullopt, count, nullptr); }

TEST(Schedule, FeesAndInterestOfAllClaimsGoBeforeAnyPrincipal) {
  Debts const debts{{claim(1, 300'00, 100'00, 0, 20'300), claim(2, 200'00, 0, 10'00, 20'200)}, {}, no_interest()};
  std::vector<Planned> const planned{{{20'530}, 120'00}, {{20'560}, 490'00}};
  Schedule const made = schedule_of(debts, planned);
  ASSERT_EQ(made.instalments.size(), 2U);
  // 10.00 interest of the older claim, 100.00 fee, and 10.00 of the older claim's principal.
  EXPECT_EQ(made.instalments[0].parts, (std::vector<Part>{{{1}, 100'00}, {{2}, 20'00}}));
  EXPECT_EQ(made.instalments[1].parts, (std::vector<Part>{{{1}, 300'00}, {{2}, 190'00}}));
  EXPECT_EQ(made.left_minor, 0);
  EXPECT_EQ(made.over_minor, 0);
}

TEST(Schedule, WhatIsTooMuchAndTooLittleIsTold) {
  Debts const debts{{claim(1, 300'00, 0, 0, 20'300)}, {}, no_interest()};
  EXPECT_EQ(schedule_of(debts, std::vector<Planned>{{{20'530}, 299'99}}).left_minor, 1);
  Schedule const over = schedule_of(debts, std::vector<Planned>{{{20'530}, 300'01}, {{20'560}, 5}});
  EXPECT_EQ(over.over_minor, 6);
  EXPECT_EQ(over.instalments.size(), 1U);
}

TEST(Schedule, SizesAreWholeAndTheLastIsWhatIsLeft) {
  Debts const debts{{claim(1, 1'000'01, 0, 0, 20'300)}, {}, no_interest()};
  auto const equal = sizes_for(debts, months(3), Shape::kEqual, 100);
  ASSERT_EQ(equal.size(), 3U);
  EXPECT_EQ(equal[0].minor, 334'00);
  EXPECT_EQ(equal[2].minor, 332'01);
  auto const stepped = sizes_for(debts, months(4), Shape::kStepped, 100);
  ASSERT_EQ(stepped.size(), 4U);
  EXPECT_LT(stepped[0].minor, stepped[2].minor);
}

TEST(Schedule, ASizeThatNeverPaysTheInterestGivesNone) {
  Debts const debts{{claim(1, 100'000'00, 0, 0, 20'300)}, {}, weekly_interest()};
  EXPECT_TRUE(sizes_of(debts, months(60), 100'00).empty());
}

TEST(Schedule, SharesAddUpOverRandomDebts) {
  base::SeededStream stream{20'260'301, "schedules"};
  for (int round = 0; round < 400; ++round) {
    Debts debts{{}, {}, stream.below(2) == 0 ? no_interest() : weekly_interest()};
    std::int64_t const count = 1 + stream.below(6);
    for (std::int64_t id = 1; id <= count; ++id) {
      debts.claims.push_back(claim(id, 1 + stream.below(900'000), stream.below(3) == 0 ? 100'00 : 0,
                                   stream.below(2) * stream.below(5'000),
                                   static_cast<std::int32_t>(20'000 + stream.below(480))));
    }
    auto const dates = months(static_cast<std::size_t>(1 + stream.below(36)));
    Shape const shape = stream.below(2) == 0 ? Shape::kEqual : Shape::kStepped;
    auto const planned = sizes_for(debts, dates, shape, 100);
    ASSERT_FALSE(planned.empty());
    Schedule const made = schedule_of(debts, planned);
    EXPECT_EQ(made.left_minor, 0) << round;
    EXPECT_EQ(made.over_minor, 0) << round;
    // In total, of each instalment and of each claim.
    EXPECT_EQ(made.total_minor(), debts.open_minor() + made.interest_minor) << round;
    ASSERT_EQ(made.instalments.size(), planned.size());
    std::int64_t of_claims = 0;
    for (std::size_t i = 0; i < planned.size(); ++i) {
      EXPECT_EQ(made.instalments[i].minor(), planned[i].minor);
      EXPECT_EQ(made.instalments[i].date, planned[i].date);
      for (Part const& part : made.instalments[i].parts) EXPECT_GT(part.minor, 0);
    }
    for (claims::Claim const& each : debts.claims) {
      std::int64_t const sum = sum_for(made.instalments, each.id);
      EXPECT_GE(sum, each.open_minor());
      of_claims += sum;
    }
    EXPECT_EQ(of_claims, made.total_minor());
    // None but the first half of a stepped plan is above the one before it, and no last one is the largest.
    for (std::size_t i = 0; i + 1 < planned.size(); ++i) {
      EXPECT_EQ(planned[i].minor % 100, 0);
      EXPECT_TRUE(shape != Shape::kEqual || planned[i].minor >= planned[i + 1].minor) << round;
    }
  }
}

TEST(PlanDates, APaydayIsKeptOrMovesToABankDay) {
  auto const day = [](int year, unsigned month, unsigned at) { return *base::make_date(year, month, at); };
  auto const last = monthly_dates(day(2026, 1, 5), kLastBankDay, 3, nullptr);
  EXPECT_EQ(last, (std::vector{day(2026, 1, 30), day(2026, 2, 27), day(2026, 3, 31)}));
  auto const first = monthly_dates(day(2026, 1, 2), 1, 3, nullptr);
  EXPECT_EQ(first, (std::vector{day(2026, 2, 2), day(2026, 3, 2), day(2026, 4, 1)}));
  auto const same = monthly_dates(day(2026, 1, 31), std::nullopt, 3, nullptr);
  EXPECT_EQ(same, (std::vector{day(2026, 2, 2), day(2026, 3, 2), day(2026, 3, 31)}));
}

TEST(Proposals, AtLeastThreeThatDifferAndAllPayWhatIsOwed) {
  base::SeededStream stream{7, "proposals"};
  Policy const policy;
  for (int round = 0; round < 150; ++round) {
    Debts debts{{claim(1, 50'00 + stream.below(3'000'000), 0, 0, 20'300)}, {}, weekly_interest()};
    Wish wish;
    if (stream.below(2) == 0) wish.payday = static_cast<std::int32_t>(stream.below(32));
    Proposals const made = propose(debts, policy, nullptr, wish, std::nullopt, {}, kToday);
    ASSERT_GE(made.all.size(), 3U) << round;
    for (std::size_t i = 0; i < made.all.size(); ++i) {
      Schedule const& schedule = made.all[i].schedule;
      EXPECT_EQ(schedule.left_minor, 0);
      EXPECT_EQ(schedule.total_minor(), made.open_minor + schedule.interest_minor);
      EXPECT_TRUE(made.all[i].outside.empty()) << round << " " << name_of(made.all[i].kind);
      EXPECT_GT(schedule.instalments.front().date, kToday);
      for (std::size_t other = i + 1; other < made.all.size(); ++other) {
        EXPECT_NE(schedule.instalments, made.all[other].schedule.instalments);
      }
    }
  }
}

TEST(Proposals, AWishOutsideThePolicyIsProposedWithTheReason) {
  Debts const debts{{claim(1, 5'000'00, 0, 0, 20'300)}, {}, no_interest()};
  Wish wish;
  wish.instalment_minor = 50'00;
  Proposals const made = propose(debts, {}, nullptr, wish, std::nullopt, {}, kToday);
  auto const wished = std::ranges::find(made.all, ProposalKind::kWished, &Proposal::kind);
  ASSERT_NE(wished, made.all.end());
  EXPECT_EQ(wished->schedule.instalments.size(), 100U);
  EXPECT_EQ(wished->outside, (std::vector{PolicyBreach::kInstalmentTooSmall, PolicyBreach::kTooLong}));
}

TEST(Proposals, BrokenPlansAndALargeDebtAreForAPerson) {
  Debts const debts{{claim(1, 60'000'00, 0, 0, 20'300)}, {}, no_interest()};
  Proposals const made = propose(debts, {}, nullptr, {}, std::nullopt, {2}, kToday);
  for (Proposal const& each : made.all) {
    EXPECT_EQ(each.outside, (std::vector{PolicyBreach::kTotalTooLarge, PolicyBreach::kTooManyBroken}));
  }
}

TEST(Proposals, NothingOwedNothingProposed) {
  EXPECT_TRUE(propose({{}, {}, no_interest()}, {}, nullptr, {}, std::nullopt, {}, kToday).all.empty());
}

TEST(Proposals, WhatAPersonMustLiveOnIsABoundAndAWarning) {
  AffordabilityPack pack;
  pack.currency = base::kDanishKrone;
  law::Rule rule;
  rule.code = "minimum";
  rule.verified = true;
  MinimumRow row;
  row.from = {20'000};
  row.known_until = {21'000};
  row.single_minor = 7'000'00;
  pack.minimum = DatedRows<MinimumRow>{rule, {row}};
  pack.tables = {{rule, {21'000}, 50'00, 50'00, 60, {{0, 4, 3}}}};
  Household household;
  household.net_income_minor = 12'000'00;
  household.housing_minor = 4'500'00;
  Debts const debts{{claim(1, 12'000'00, 0, 0, 20'300)}, {}, no_interest()};
  Proposals const made = propose(debts, {}, nullptr, {}, Means{&pack, household}, {}, kToday);
  auto const ability = std::ranges::find(made.all, ProposalKind::kAbility, &Proposal::kind);
  // 4 % of 144 000 a year is 480 a month, rounded down to a multiple of 50: 450.
  ASSERT_NE(ability, made.all.end());
  EXPECT_EQ(ability->largest_minor(), 450'00);
  EXPECT_FALSE(ability->takes_what_is_lived_on);
  EXPECT_EQ(ability->left_to_live_on_minor, 7'050'00);
  bool warned = false;
  for (Proposal const& each : made.all) {
    EXPECT_EQ(each.takes_what_is_lived_on, each.largest_minor() > 500'00);
    warned |= each.takes_what_is_lived_on;
  }
  EXPECT_TRUE(warned);
}

// ---- how a plan stands

Arrangement plan_of(Debts const& debts, std::vector<Planned> const& planned) {
  Arrangement made;
  made.id = {9};
  made.debtor = {1};
  made.state = State::kInForce;
  made.agreed = kToday;
  made.instalments = schedule_of(debts, planned).instalments;
  for (claims::Claim const& each : debts.claims) made.claims.push_back({each.id, each.paid_minor(), each.open_minor()});
  return made;
}

Standing stand(Arrangement const& plan, std::vector<claims::Claim> const& claims, std::int32_t day) {
  std::vector<claims::Claim const*> rows;
  for (claims::Claim const& each : claims) rows.push_back(&each);
  return standing_of(plan, rows, {day});
}

TEST(PlanStanding, WhatIsPaidCountsInTheOrderOfTheDates) {
  Debts const debts{{claim(1, 300'00, 0, 0, 20'300)}, {}, no_interest()};
  Arrangement const plan = plan_of(debts, {{{20'530}, 100'00}, {{20'560}, 100'00}, {{20'590}, 100'00}});
  std::vector<claims::Claim> claims = debts.claims;
  EXPECT_FALSE(stand(plan, claims, 20'529).missed);
  EXPECT_EQ(stand(plan, claims, 20'530).missing_minor, 100'00);
  claims[0].open[Component::kPrincipal] -= 150'00;
  Standing const now = stand(plan, claims, 20'560);
  EXPECT_EQ(now.paid_minor, 150'00);
  EXPECT_EQ(now.left_minor, (std::vector<std::int64_t>{0, 50'00, 100'00}));
  EXPECT_EQ(now.missed, base::Date{20'560});
  EXPECT_EQ(now.missing_minor, 50'00);
  claims[0].open[Component::kPrincipal] = 0;
  EXPECT_FALSE(stand(plan, claims, 20'900).next());
}

TEST(PlanStanding, ALoweredClaimIsAskedForNoMoreAndARaisedOneWithTheLastInstalment) {
  Debts const debts{{claim(1, 200'00, 0, 0, 20'300), claim(2, 200'00, 0, 0, 20'400)}, {}, no_interest()};
  Arrangement const plan = plan_of(debts, {{{20'530}, 100'00}, {{20'560}, 100'00}, {{20'590}, 200'00}});
  std::vector<claims::Claim> claims = debts.claims;
  claims[0].charged[Component::kPrincipal] = claims[0].open[Component::kPrincipal] = 50'00;
  EXPECT_EQ(stand(plan, claims, 20'530).left_minor, (std::vector<std::int64_t>{50'00, 0, 200'00}));
  claims[1].charged[Component::kInterest] = claims[1].open[Component::kInterest] = 3'21;
  EXPECT_EQ(stand(plan, claims, 20'530).left_minor, (std::vector<std::int64_t>{50'00, 0, 203'21}));
  claims[1].open_objections = {"o"};
  EXPECT_EQ(stand(plan, claims, 20'590).missing_minor, 50'00);
  claims[0].state = claims::ClaimState::kCancelled;
  EXPECT_EQ(stand(plan, claims, 20'590).missing_minor, 0);
}

TEST(PlanStanding, LeftAlwaysAddsUpToOpenOverRandomHistories) {
  base::SeededStream stream{99, "standings"};
  for (int round = 0; round < 400; ++round) {
    Debts debts{{}, {}, no_interest()};
    std::int64_t const count = 1 + stream.below(5);
    for (std::int64_t id = 1; id <= count; ++id) {
      debts.claims.push_back(
          claim(id, 100'00 + stream.below(500'000), 0, 0, static_cast<std::int32_t>(20'000 + stream.below(480))));
    }
    auto const dates = months(static_cast<std::size_t>(2 + stream.below(20)));
    Arrangement const plan = plan_of(debts, sizes_for(debts, dates, Shape::kEqual, 100));
    std::vector<claims::Claim> claims = debts.claims;
    for (int step = 0; step < 12; ++step) {
      claims::Claim& one = claims[static_cast<std::size_t>(stream.below(count))];
      std::int64_t& open = one.open[Component::kPrincipal];
      std::int64_t& charged = one.charged[Component::kPrincipal];
      std::int64_t const what = stream.below(6);
      if (what < 3) {
        open -= stream.below(open + 1);
      } else if (what == 3) {
        std::int64_t const less = stream.below(charged + 1);
        charged -= less;
        open = std::min(open, charged);
      } else if (what == 4) {
        std::int64_t const more = stream.below(20'000);
        charged += more;
        open += more;
      } else {
        open = charged;  // everything that was paid is taken back
      }
      Standing const now = stand(plan, claims, 20'530 + static_cast<std::int32_t>(stream.below(700)));
      std::int64_t left = 0;
      std::int64_t owed = 0;
      for (std::int64_t const each : now.left_minor) {
        EXPECT_GE(each, 0);
        left += each;
      }
      for (claims::Claim const& each : claims) owed += each.open_minor();
      EXPECT_EQ(now.open_minor, owed);
      EXPECT_EQ(left, now.open_minor) << round;
      EXPECT_LE(now.missing_minor, now.open_minor);
      EXPECT_EQ(now.missed.has_value(), now.missing_minor > 0);
    }
  }
}

}  // namespace
}  // namespace arrangements

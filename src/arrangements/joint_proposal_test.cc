#include "arrangements/joint_proposal.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/seeded_stream.h"

namespace arrangements {
namespace {

constexpr base::Date kOn{20'514};  // 2 March 2026

claims::Claim owed(std::int64_t id, std::int64_t minor) {
  claims::Claim claim;
  claim.id = {id};
  claim.liable = {{1}};
  claim.dates.last_payment_day = {kOn.days - 30};
  claim.charged[ledger::Component::kPrincipal] = minor;
  claim.open[ledger::Component::kPrincipal] = minor;
  return claim;
}

Debts debts(std::vector<std::int64_t> const& amounts) {
  Debts made;
  for (std::int64_t const minor : amounts) made.claims.push_back(owed(std::ssize(made.claims) + 1, minor));
  made.interest = [](claims::Claim const&, base::Date) { return std::int64_t{0}; };
  return made;
}

JointProposal const* find(JointProposals const& all, ProposalKind kind) {
  auto const found = std::ranges::find(all.all, kind, &JointProposal::kind);
  return found == all.all.end() ? nullptr : &*found;
}

TEST(JointProposal, EachCreditorIsPaidInFullOnTheSameDays) {
  Debts const own = debts({240'000, 60'000});
  Debts const other = debts({120'000});
  std::vector<Side> const sides{{&own, {}, {}}, {&other, {}, {}}};
  JointProposals const all = propose_jointly(sides, nullptr, {}, {}, kOn);
  EXPECT_EQ(all.open_minor, 420'000);
  ASSERT_GE(all.all.size(), 3U);
  for (JointProposal const& each : all.all) {
    ASSERT_EQ(each.schedules.size(), 2U);
    EXPECT_EQ(each.schedules[0].total_minor(), 300'000);
    EXPECT_EQ(each.schedules[1].total_minor(), 120'000);
    EXPECT_EQ(each.total_minor(), 420'000);
    EXPECT_TRUE(each.is_within_policies()) << name_of(each.kind);
    // Whoever is done first was paid on the first of the days.
    std::vector<Planned> const days = each.days();
    for (Schedule const& schedule : each.schedules) {
      for (std::size_t i = 0; i < schedule.instalments.size(); ++i) {
        EXPECT_EQ(schedule.instalments[i].date, days[i].date);
      }
    }
  }
  EXPECT_TRUE(std::ranges::is_sorted(all.all, {}, &JointProposal::last_date));
}

TEST(JointProposal, WhoYieldsIsPaidInFullAfterTheOthers) {
  Debts const own = debts({240'000, 60'000});
  Debts const other = debts({120'000});
  std::vector<Side> const sides{{&own, {}, {}, true}, {&other, {}, {}}};
  Wish const wish{{}, {}, 40'000};
  JointProposals const all = propose_jointly(sides, nullptr, wish, {}, kOn);
  ASSERT_GE(all.all.size(), 3U);
  for (JointProposal const& each : all.all) {
    EXPECT_EQ(each.schedules[0].total_minor(), 300'000);
    EXPECT_EQ(each.schedules[1].total_minor(), 120'000);
    EXPECT_GT(each.schedules[0].instalments.front().date, each.schedules[1].instalments.back().date)
        << name_of(each.kind);
  }
  JointProposal const* const wished = find(all, ProposalKind::kWished);
  ASSERT_NE(wished, nullptr);
  EXPECT_LE(wished->largest_minor(), 40'000);
  EXPECT_EQ(wished->schedules[1].instalments.size(), 3U);
  EXPECT_EQ(wished->schedules[0].instalments.size(), 8U);
}

TEST(JointProposal, WhoYieldsToNobodyIsPaidFromTheFirstDayOn) {
  Debts const own = debts({240'000});
  Debts const none = debts({});
  std::vector<Side> const yielding{{&own, {}, {}, true}, {&none, {}, {}}};
  std::vector<Side> const plain{{&own, {}, {}}, {&none, {}, {}}};
  JointProposals const left = propose_jointly(yielding, nullptr, {}, {}, kOn);
  JointProposals const right = propose_jointly(plain, nullptr, {}, {}, kOn);
  ASSERT_EQ(left.all.size(), right.all.size());
  for (std::size_t i = 0; i < left.all.size(); ++i) EXPECT_EQ(left.all[i].days(), right.all[i].days());
}

TEST(JointProposal, WhatSomebodyWantsToPayIsForAllTogether) {
  Debts const own = debts({300'000});
  Debts const other = debts({150'000});
  std::vector<Side> const sides{{&own, {}, {}}, {&other, {}, {}}};
  Wish wish;
  wish.instalment_minor = 45'000;
  JointProposals const all = propose_jointly(sides, nullptr, wish, {}, kOn);
  JointProposal const* const wished = find(all, ProposalKind::kWished);
  ASSERT_NE(wished, nullptr);
  EXPECT_LE(wished->largest_minor(), 45'000);
  EXPECT_EQ(wished->days().size(), 10U) << "as few as it can be";
  EXPECT_EQ(wished->schedules[0].instalments.front().minor(), 30'000);
  EXPECT_EQ(wished->schedules[1].instalments.front().minor(), 15'000) << "each by what it is owed";
}

TEST(JointProposal, ASmallDebtIsPaidOffSoonerAndEachPolicyIsAskedForItself) {
  Debts const own = debts({480'000});
  Debts const small = debts({25'000});
  Policy strict;
  strict.largest_total_minor = 20'000;
  std::vector<Side> const sides{{&own, {}, {}}, {&small, strict, {}}};
  JointProposals const all = propose_jointly(sides, nullptr, {}, {}, kOn);
  JointProposal const* const longest = find(all, ProposalKind::kLong);
  ASSERT_NE(longest, nullptr);
  EXPECT_EQ(longest->schedules[0].instalments.size(), 24U);
  EXPECT_EQ(longest->schedules[1].instalments.size(), 2U) << "no instalment below its smallest";
  EXPECT_TRUE(longest->outside[0].empty());
  EXPECT_EQ(longest->outside[1], std::vector{PolicyBreach::kTotalTooLarge});
  EXPECT_FALSE(longest->is_within_policies());
}

TEST(JointProposal, ACreditorWhoIsOwedNothingHasNoPart) {
  Debts const own = debts({90'000});
  Debts const nothing = debts({});
  std::vector<Side> const sides{{&own, {}, {}}, {&nothing, {}, {}}};
  JointProposals const all = propose_jointly(sides, nullptr, {}, {}, kOn);
  ASSERT_GE(all.all.size(), 3U);
  for (JointProposal const& each : all.all) EXPECT_TRUE(each.schedules[1].instalments.empty());
  std::vector<Side> const none{{&nothing, {}, {}}};
  EXPECT_TRUE(propose_jointly(none, nullptr, {}, {}, kOn).all.empty());
}

// Whatever is owed to however many: every proposal pays each of them exactly, and no day asks for more than was wished.
TEST(JointProposal, AddsUpForAnyDebts) {
  base::SeededStream stream{7, "joint"};
  for (int round = 0; round < 200; ++round) {
    std::vector<Debts> owed;
    for (std::int64_t i = 1 + stream.below(4); i > 0; --i) {
      std::vector<std::int64_t> amounts;
      for (std::int64_t claim = stream.below(4); claim > 0; --claim) amounts.push_back(stream.between(1, 400'000));
      owed.push_back(debts(amounts));
    }
    std::vector<Side> sides;
    for (Debts const& each : owed) sides.push_back({&each, {}, {}});
    Wish wish;
    wish.instalment_minor = stream.between(5'000, 200'000);
    JointProposals const all = propose_jointly(sides, nullptr, wish, {}, kOn);
    for (JointProposal const& each : all.all) {
      std::int64_t sum = 0;
      for (Planned const& day : each.days()) {
        sum += day.minor;
        if (each.kind == ProposalKind::kWished) {
          EXPECT_LE(day.minor, *wish.instalment_minor);
        }
      }
      for (std::size_t i = 0; i < sides.size(); ++i) EXPECT_EQ(each.schedules[i].total_minor(), owed[i].open_minor());
      EXPECT_EQ(sum, all.open_minor);
    }
  }
}

}  // namespace
}  // namespace arrangements

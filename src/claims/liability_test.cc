#include "claims/liability.h"

#include <gtest/gtest.h>

#include <numeric>

#include "base/money.h"

namespace claims {
namespace {

constexpr base::DebtorId kAnna{1};
constexpr base::DebtorId kBent{2};
constexpr base::DebtorId kClara{3};

std::vector<Share> shares(std::initializer_list<std::int64_t> parts) {
  std::vector<Share> result;
  for (std::int64_t const each : parts) result.push_back({each, {}});
  return result;
}

Claim claim(std::int64_t principal, std::int64_t fee, std::vector<Share> by) {
  Claim result;
  result.liable = {kAnna, kBent, kClara};
  result.liable.resize(std::max<std::size_t>(by.size(), 1));
  result.shares = std::move(by);
  result.charged[ledger::Component::kPrincipal] = principal;
  result.charged[ledger::Component::kFee] = fee;
  result.open = result.charged;
  return result;
}

void pay(Claim& claim, base::DebtorId payer, std::int64_t minor) {
  claim.open[ledger::Component::kPrincipal] -= minor;
  note_paid(claim, payer, minor);
}

using Parts = std::vector<std::int64_t>;

TEST(Liability, TheRemainderIsTheFirsts) {
  EXPECT_EQ(divided(10'000, shares({1, 1, 1})), (Parts{3'334, 3'333, 3'333}));
  EXPECT_EQ(divided(10'001, shares({1, 2, 3})), (Parts{1'668, 3'333, 5'000}));
  EXPECT_EQ(divided(1, shares({1, 1})), (Parts{1, 0}));
  EXPECT_EQ(divided(0, shares({1, 1})), (Parts{0, 0}));
}

TEST(Liability, EveryMinorUnitIsSomebodys) {
  for (std::int64_t minor : {std::int64_t{1}, std::int64_t{99}, std::int64_t{123'457}, base::kMoneyLimitMinor}) {
    for (auto const& by : {shares({1, kPartsLimit - 1}), shares({3, 7, 11}), shares({333'333, 333'333, 333'334})}) {
      Parts const parts = divided(minor, by);
      EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}), minor);
      for (std::int64_t const part : parts) EXPECT_GE(part, 0);
    }
  }
}

TEST(Liability, WhatOnePaysCountsForThatOnesShareFirst) {
  Claim c = claim(30'000, 0, shares({1, 2}));
  pay(c, kBent, 5'000);
  EXPECT_EQ(open_by_share(c), (Parts{10'000, 15'000}));
  EXPECT_EQ(open_for(c, kBent), 15'000);
  EXPECT_EQ(open_for(c, kClara), 0);
}

TEST(Liability, WhatIsMoreThanTheShareCountsForTheOthersInOrder) {
  Claim c = claim(30'000, 0, shares({1, 1, 1}));
  pay(c, kClara, 15'000);
  EXPECT_EQ(open_by_share(c), (Parts{5'000, 10'000, 0}));
  pay(c, base::DebtorId{9}, 7'000);  // somebody who owes nothing
  EXPECT_EQ(open_by_share(c), (Parts{0, 8'000, 0}));
  note_paid(c, base::DebtorId{9}, -7'000);
  c.open[ledger::Component::kPrincipal] += 7'000;
  EXPECT_EQ(open_by_share(c), (Parts{5'000, 10'000, 0}));
  EXPECT_EQ(c.paid_by.size(), 1U);
}

TEST(Liability, ANewDebtorOwesWhatTheOldOneLeft) {
  Claim c = claim(30'000, 0, shares({1, 1, 1}));
  pay(c, kBent, 4'000);
  c.liable[1] = base::DebtorId{7};
  c.shares[1].before.push_back(kBent);
  EXPECT_EQ(open_by_share(c), (Parts{10'000, 6'000, 10'000}));
  EXPECT_EQ(open_for(c, kBent), 0);
  // The one who left comes in again for another: then its money counts for the share it has now.
  c.liable[2] = kBent;
  c.shares[2].before.push_back(kClara);
  EXPECT_EQ(open_by_share(c), (Parts{10'000, 10'000, 6'000}));
}

TEST(Liability, NothingIsDividedAmongNobody) { EXPECT_TRUE(divided(100, {}).empty()); }

TEST(Liability, WhoIsNotLiableOwesNothingAndSeesTheClaimAsItIs) {
  Claim const c = claim(30'000, 0, shares({1, 2}));
  EXPECT_EQ(open_for(c, kClara), 0);
  EXPECT_EQ(as_owed_by(c, kClara), c);
}

TEST(Liability, AShareThatIsPaidChangesNoFinalState) {
  Claim c = claim(30'000, 0, shares({1, 2}));
  c.state = ClaimState::kHandedOver;
  pay(c, kAnna, 10'000);
  EXPECT_EQ(as_owed_by(c, kAnna).state, ClaimState::kHandedOver);
}

TEST(Liability, NoMoneyIsNoPayment) {
  Claim c = claim(30'000, 0, shares({1, 2}));
  note_paid(c, kAnna, 0);
  EXPECT_TRUE(c.paid_by.empty());
  note_paid(c, kBent, 100);
  note_paid(c, kAnna, 100);
  note_paid(c, kBent, 50);
  EXPECT_EQ(c.paid_by, (std::vector<PaidBy>{{kAnna, 100}, {kBent, 150}}));
}

TEST(Liability, AsOneDebtorOwesIt) {
  Claim c = claim(30'000, 3'000, shares({1, 2}));
  Claim const own = as_owed_by(c, kBent);
  EXPECT_EQ(own.open_minor(), 22'000);
  EXPECT_EQ(own.open[ledger::Component::kFee], 3'000);
  EXPECT_EQ(own.charged.total(), 22'000);
  ASSERT_EQ(own.shares.size(), 2U);
  EXPECT_EQ(own.shares[0].parts, 2);
  EXPECT_EQ(own.shares[1].parts, 1);
  pay(c, kBent, 22'000);
  EXPECT_EQ(as_owed_by(c, kBent).state, ClaimState::kSettled);
  EXPECT_EQ(as_owed_by(c, kBent).paid_minor(), 22'000);
  EXPECT_EQ(as_owed_by(c, kAnna).state, ClaimState::kOpen);
  EXPECT_EQ(as_owed_by(c, kAnna).open_minor(), 11'000);
}

TEST(Liability, JointlyEachOwesAllOfIt) {
  Claim c = claim(30'000, 0, {});
  c.liable = {kAnna, kBent};
  note_paid(c, kAnna, 10'000);
  EXPECT_TRUE(c.paid_by.empty());
  EXPECT_EQ(open_for(c, kAnna), 30'000);
  EXPECT_EQ(open_for(c, kBent), 30'000);
  EXPECT_EQ(as_owed_by(c, kBent), c);
}

}  // namespace
}  // namespace claims

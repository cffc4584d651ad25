#include "arrangements/arrangement.h"

#include <gtest/gtest.h>

namespace arrangements {
namespace {

using ledger::Component;

constexpr base::Date kDay{20'500};
constexpr base::DebtorId kMaja{7};

/// One claim of 100.00, in two instalments of 60.00 and 41.00: 1.00 of interest is foreseen.
struct Case {
  claims::Claim claim;
  Arrangement plan;

  Case() {
    claim.id = {1};
    claim.liable = {kMaja};
    claim.charged[Component::kPrincipal] = claim.open[Component::kPrincipal] = 10'000;
    plan.debtor = kMaja;
    plan.state = State::kInForce;
    plan.claims = {{claim.id, 0, 10'000}};
    plan.instalments = {{{kDay.days + 10}, {{claim.id, 6'000}}}, {{kDay.days + 40}, {{claim.id, 4'100}}}};
  }
  void pay(std::int64_t minor) { claim.open[Component::kPrincipal] -= minor; }
  [[nodiscard]] std::vector<std::int64_t> to_pay() const {
    claims::Claim const* const rows[] = {&claim};
    return still_to_pay(plan, rows, kDay);
  }
};

TEST(StillToPay, IsAsAgreedWithTheInterestThatWasForeseen) {
  Case one;
  EXPECT_EQ(one.to_pay(), (std::vector<std::int64_t>{6'000, 4'100}));
  one.pay(2'500);
  EXPECT_EQ(one.to_pay(), (std::vector<std::int64_t>{3'500, 4'100}));
  one.pay(3'500);
  EXPECT_EQ(one.to_pay(), (std::vector<std::int64_t>{0, 4'100}));
}

TEST(StillToPay, WhatNobodyForesawComesWithTheLastOne) {
  Case one;
  one.claim.charged[Component::kInterest] = one.claim.open[Component::kInterest] = 300;
  EXPECT_EQ(one.to_pay(), (std::vector<std::int64_t>{6'000, 4'300}));
}

TEST(StillToPay, AClaimThatWasLoweredAsksForWhatIsLeft) {
  Case one;
  one.claim.charged[Component::kPrincipal] = one.claim.open[Component::kPrincipal] = 7'000;
  EXPECT_EQ(one.to_pay(), (std::vector<std::int64_t>{6'000, 1'000}));
}

TEST(StillToPay, PaidOffIsNothing) {
  Case one;
  one.pay(10'000);
  EXPECT_EQ(one.to_pay(), (std::vector<std::int64_t>{0, 0}));
}

}  // namespace
}  // namespace arrangements

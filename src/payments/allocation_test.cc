#include "payments/allocation.h"

#include <gtest/gtest.h>

namespace payments {
namespace {

using ledger::Component;

claims::Claim claim(std::int64_t id, std::int32_t last_payment_day, claims::Amounts open) {
  claims::Claim claim;
  claim.id = {id};
  claim.dates.last_payment_day = {last_payment_day};
  claim.charged = claim.open = open;
  return claim;
}

class AllocationTest : public testing::Test {
 protected:
  // The older claim has the higher number: order of registration must not be what decides.
  claims::Claim older_ = claim(2, 10, {{100, 20, 5}});
  claims::Claim newer_ = claim(1, 20, {{50, 10, 0}});
  std::vector<claims::Claim const*> claims_ = {&newer_, &older_};
  AllocationOrder order_;

  Spread spread_over(std::int64_t minor, std::vector<Choice> const& choices = {}) {
    return spread(minor, claims_, choices, order_);
  }
};

TEST_F(AllocationTest, FeesAndInterestFirstThenOldestPrincipal) {
  Spread const result = spread_over(140);
  std::vector<Allocation> const expected = {{{2}, Component::kFee, 20},
                                            {{2}, Component::kInterest, 5},
                                            {{1}, Component::kFee, 10},
                                            {{2}, Component::kPrincipal, 100},
                                            {{1}, Component::kPrincipal, 5}};
  EXPECT_EQ(result.allocations, expected);
  EXPECT_EQ(result.left_minor, 0);
}

TEST_F(AllocationTest, WhatIsLeftIsLeft) { EXPECT_EQ(spread_over(1'000).left_minor, 1'000 - 185); }

TEST_F(AllocationTest, ACapIsOfOneClaimAndOfAllItsComponents) {
  std::vector<Cap> const caps = {{{2}, 60}};
  Spread const result = spread(140, claims_, {}, order_, caps);
  std::vector<Allocation> const expected = {{{2}, Component::kFee, 20},
                                            {{2}, Component::kInterest, 5},
                                            {{1}, Component::kFee, 10},
                                            {{2}, Component::kPrincipal, 35},
                                            {{1}, Component::kPrincipal, 50}};
  EXPECT_EQ(result.allocations, expected);
  EXPECT_EQ(result.left_minor, 20);
  // A choice is the payer's own word: the cap does not hold.
  EXPECT_EQ(spread(100, claims_, std::vector<Choice>{{{2}, std::nullopt}}, order_, caps).left_minor, 0);
}

TEST_F(AllocationTest, ThePayersChoiceGoesFirstAndNowhereElse) {
  Spread const result = spread_over(100, {{{1}, std::nullopt}});
  std::vector<Allocation> const expected = {{{1}, Component::kFee, 10}, {{1}, Component::kPrincipal, 50}};
  EXPECT_EQ(result.allocations, expected);
  EXPECT_EQ(result.left_minor, 40);
}

TEST_F(AllocationTest, AChoiceMayBeLimited) {
  Spread const result = spread_over(100, {{{2}, 22}, {{1}, 30}});
  std::vector<Allocation> const expected = {{{2}, Component::kFee, 20},
                                            {{2}, Component::kInterest, 2},
                                            {{1}, Component::kFee, 10},
                                            {{1}, Component::kPrincipal, 20}};
  EXPECT_EQ(result.allocations, expected);
  EXPECT_EQ(result.left_minor, 48);
}

TEST_F(AllocationTest, CancelledAndUnknownClaimsTakeNothing) {
  older_.state = claims::ClaimState::kCancelled;
  EXPECT_EQ(spread_over(1'000).left_minor, 940);
  EXPECT_EQ(spread_over(10, {{{2}, std::nullopt}, {{9}, std::nullopt}}).left_minor, 10);
}

// The order is data: an authority that clears the oldest claim whole before the next one.
TEST_F(AllocationTest, AnotherOrderIsOnlyOtherData) {
  order_.keys = {OrderKey::kLastPaymentDay, OrderKey::kFeeBeforeInterest};
  Spread const result = spread_over(130);
  std::vector<Allocation> const expected = {{{2}, Component::kFee, 20},
                                            {{2}, Component::kInterest, 5},
                                            {{2}, Component::kPrincipal, 100},
                                            {{1}, Component::kFee, 5}};
  EXPECT_EQ(result.allocations, expected);
}

TEST_F(AllocationTest, WhatTheOrderCannotTellApartGoesByRegistration) {
  order_.keys = {OrderKey::kLastPaymentDay};
  older_.dates.last_payment_day = newer_.dates.last_payment_day;
  std::vector<Allocation> const expected = {{{1}, Component::kPrincipal, 50}, {{1}, Component::kFee, 5}};
  EXPECT_EQ(spread_over(55).allocations, expected);
}

TEST(ChangeAllocation, KeepsPartsSortedAndDropsZeros) {
  Payment payment;
  change_allocation(payment, {{2}, Component::kFee, 5});
  change_allocation(payment, {{1}, Component::kFee, 7});
  change_allocation(payment, {{2}, Component::kFee, 3});
  EXPECT_EQ(payment.allocations, (std::vector<Allocation>{{{1}, Component::kFee, 7}, {{2}, Component::kFee, 8}}));
  change_allocation(payment, {{1}, Component::kFee, -7});
  EXPECT_EQ(payment.allocations.size(), 1U);
  change_allocation(payment, {{2}, Component::kPrincipal, 1});
  EXPECT_EQ(payment.allocations, (std::vector<Allocation>{{{2}, Component::kPrincipal, 1}, {{2}, Component::kFee, 8}}));
}

}  // namespace
}  // namespace payments

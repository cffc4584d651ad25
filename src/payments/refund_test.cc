#include "payments/refund.h"

#include <gtest/gtest.h>

#include <set>

namespace payments {
namespace {

TEST(Refund, EveryStateHasItsName) {
  std::set<std::string_view> names;
  for (RefundState const state : {RefundState::kProposed, RefundState::kApproved, RefundState::kRejected}) {
    EXPECT_TRUE(names.insert(name_of(state)).second);
  }
  EXPECT_FALSE(names.contains(""));
}

TEST(Refund, ItsAmountIsThatOfItsParts) {
  RefundProposal refund;
  EXPECT_EQ(refund.amount_minor(), 0);
  refund.parts = {{{3}, 500}, {{9}, 250}};
  EXPECT_EQ(refund.amount_minor(), 750);
}

}  // namespace
}  // namespace payments

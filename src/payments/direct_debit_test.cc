#include "payments/direct_debit.h"

#include <gtest/gtest.h>

#include "payments/direct_debit_policy.h"

namespace payments {
namespace {

TEST(DirectDebit, KeysLeadBackToTheCollection) {
  EXPECT_EQ(hold_key(base::CollectionId{12}), "direct_debit:12");
  EXPECT_EQ(collection_of("direct_debit:12"), base::CollectionId{12});
  EXPECT_EQ(collection_of(fresh_hold_key(base::CollectionId{12})), base::CollectionId{12});
  EXPECT_EQ(collection_of("direct_debit:12/rest"), base::CollectionId{12});
  EXPECT_EQ(collection_of("arrangement:12"), std::nullopt);
  EXPECT_EQ(collection_of("direct_debit:"), std::nullopt);
  EXPECT_EQ(collection_of("direct_debit:12x"), std::nullopt);
}

TEST(DirectDebit, NamesGoThereAndBack) {
  for (auto state = CollectionState::kPlanned; state <= CollectionState::kReversed;
       state = static_cast<CollectionState>(static_cast<int>(state) + 1)) {
    EXPECT_EQ(collection_state(name_of(state)), state);
  }
  EXPECT_EQ(collection_state("asked"), std::nullopt);
  EXPECT_TRUE(is_open(CollectionState::kSent));
  EXPECT_FALSE(is_open(CollectionState::kCollected));
}

TEST(DirectDebit, APolicyByWhichNothingCouldBeCollectedIsNotUsable) {
  DirectDebitPolicy policy;
  EXPECT_TRUE(is_usable(policy));
  EXPECT_FALSE(policy.has_agreement());
  policy.creditor_number = 27;
  EXPECT_FALSE(is_usable(policy)) << "nobody delivers the files";
  policy.data_supplier = 19;
  EXPECT_TRUE(is_usable(policy));
  policy.ahead_days = 15;
  EXPECT_FALSE(is_usable(policy)) << "planned when it is too late to send";
  policy.ahead_days = 91;
  EXPECT_FALSE(is_usable(policy)) << "further ahead than the scheme takes";
}

}  // namespace
}  // namespace payments

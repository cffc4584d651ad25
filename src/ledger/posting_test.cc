#include "ledger/posting.h"

#include <gtest/gtest.h>

#include "base/money.h"

namespace ledger {
namespace {

Account const kOwed = receivable({1}, Component::kPrincipal);
Account const kEarned = income({1}, Component::kPrincipal);

TEST(Balances, EveryPostingAddsUpToZero) {
  Balances balances;
  EXPECT_TRUE(balances.post({kOwed, kEarned, 100, {}}));
  EXPECT_TRUE(balances.post({money(Means::kMobilePay), kOwed, 60, {}}));
  EXPECT_EQ(balances.of(kOwed), 40);
  EXPECT_EQ(balances.of(kEarned), -100);
  EXPECT_EQ(balances.total(), 0);
}

TEST(Balances, RefuseWhatIsNoPosting) {
  Balances balances;
  EXPECT_FALSE(balances.post({kOwed, kEarned, 0, {}}));
  EXPECT_FALSE(balances.post({kOwed, kEarned, -5, {}}));
  EXPECT_FALSE(balances.post({kOwed, kOwed, 5, {}}));
  EXPECT_TRUE(balances.all().empty());
}

TEST(Balances, StayInTheRangeOfMoney) {
  Balances balances;
  EXPECT_TRUE(balances.post({kOwed, kEarned, base::kMoneyLimitMinor, {}}));
  EXPECT_FALSE(balances.post({kOwed, kEarned, 1, {}}));
  EXPECT_EQ(balances.of(kOwed), base::kMoneyLimitMinor);
}

TEST(Account, ComponentsAndOwnersAreAccountsOfTheirOwn) {
  EXPECT_NE(receivable({1}, Component::kFee), receivable({1}, Component::kInterest));
  EXPECT_NE(receivable({1}, Component::kFee), receivable({2}, Component::kFee));
  EXPECT_NE(debtor_credit({1}), money(Means::kSource));
}

}  // namespace
}  // namespace ledger

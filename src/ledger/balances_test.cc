#include "ledger/balances.h"

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
  EXPECT_FALSE(balances.post({{AccountKind::kReceivable, 8, 1}, kEarned, 5, {}}));
  EXPECT_FALSE(balances.post({kOwed, {AccountKind::kIncome, 0, -1}, 5, {}}));
  EXPECT_FALSE(balances.post({{static_cast<AccountKind>(9), 0, 1}, kEarned, 5, {}}));
  EXPECT_EQ(balances.of({static_cast<AccountKind>(9), 0, 1}), 0);
  EXPECT_EQ(balances.of({AccountKind::kReceivable, 8, 1}), 0);
  EXPECT_EQ(balances.of({AccountKind::kReceivable, 0, -1}), 0);
  EXPECT_EQ(balances.of(money(Means::kCard)), 0);
  EXPECT_EQ(balances.of(kEarned), 0);
}

TEST(Balances, OneSideMayBeAddedAlone) {
  Balances balances;
  EXPECT_TRUE(balances.add(kOwed, 100));
  EXPECT_TRUE(balances.add(kOwed, -130));
  EXPECT_EQ(balances.of(kOwed), -30);
  EXPECT_FALSE(balances.add(kOwed, -base::kMoneyLimitMinor));
  EXPECT_FALSE(balances.add({AccountKind::kReceivable, 8, 1}, 1));
  EXPECT_EQ(balances.of(kOwed), -30);
}

TEST(Balances, StayInTheRangeOfMoney) {
  Balances balances;
  EXPECT_TRUE(balances.post({kOwed, kEarned, base::kMoneyLimitMinor, {}}));
  EXPECT_FALSE(balances.post({kOwed, kEarned, 1, {}}));
  EXPECT_EQ(balances.of(kOwed), base::kMoneyLimitMinor);
  // The other side may be what has no room: nothing of the posting stays.
  EXPECT_FALSE(balances.post({money(Means::kBank), kEarned, 1, {}}));
  EXPECT_EQ(balances.of(money(Means::kBank)), 0);
}

TEST(Balances, OwnersFarApartAndCloseTogetherKeepTheirOrder) {
  Balances balances;
  for (std::int64_t const owner : {std::int64_t{1} << 60, std::int64_t{511}, std::int64_t{512}, std::int64_t{7}}) {
    EXPECT_TRUE(balances.post({receivable({owner}, Component::kFee), kEarned, owner % 1000 + 1, {}}));
  }
  std::vector<std::int64_t> owners;
  balances.each(AccountKind::kReceivable, [&](std::int64_t owner, std::uint8_t part, std::int64_t minor) {
    owners.push_back(owner);
    EXPECT_EQ(part, 1);
    EXPECT_EQ(minor, owner % 1000 + 1);
  });
  EXPECT_EQ(owners, (std::vector<std::int64_t>{7, 511, 512, std::int64_t{1} << 60}));
  EXPECT_EQ(balances.total(), 0);
}

TEST(Account, ComponentsAndOwnersAreAccountsOfTheirOwn) {
  EXPECT_NE(receivable({1}, Component::kFee), receivable({1}, Component::kInterest));
  EXPECT_NE(receivable({1}, Component::kFee), receivable({2}, Component::kFee));
  EXPECT_NE(debtor_credit({1}), money(Means::kSource));
}

}  // namespace
}  // namespace ledger

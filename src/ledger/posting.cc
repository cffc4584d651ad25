#include "ledger/posting.h"

#include "base/money.h"

namespace ledger {

bool Balances::post(Posting const& posting) {
  if (posting.minor <= 0 || posting.debit == posting.credit) return false;
  auto const debit = base::add_minor(of(posting.debit), posting.minor);
  auto const credit = base::add_minor(of(posting.credit), -posting.minor);
  if (!debit || !credit) return false;
  balances_[posting.debit] = *debit;
  balances_[posting.credit] = *credit;
  return true;
}

std::int64_t Balances::of(Account const& account) const {
  auto const found = balances_.find(account);
  return found == balances_.end() ? 0 : found->second;
}

std::int64_t Balances::total() const {
  std::int64_t sum = 0;
  for (auto const& [account, balance] : balances_) sum += balance;
  return sum;
}

}  // namespace ledger

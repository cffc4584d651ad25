// A posting moves one amount from one account to another: it names the account debited and the account credited, so
// a posting that does not balance cannot be written down. A transaction is the postings of one journal entry.
//
// Postings are never changed or removed; a correction is a posting the other way (decision 0003).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "base/date.h"
#include "ledger/account.h"

namespace ledger {

struct Posting {
  Account debit;
  Account credit;
  std::int64_t minor = 0;  // always above zero, in the authority's currency
  base::Date value_date;   // the legal day the amount counts from
  friend constexpr bool operator==(Posting const&, Posting const&) = default;
};

/// Balances by account: debits less credits. A debtor's credit and income are therefore negative here.
class Balances {
 public:
  /// False, and nothing is changed, if the posting's amount is not above zero or a balance would leave the range of
  /// money.
  [[nodiscard]] bool post(Posting const& posting);
  [[nodiscard]] std::int64_t of(Account const& account) const;
  /// The trial balance: zero, always. Kept as a check of the arithmetic, not of the caller.
  [[nodiscard]] std::int64_t total() const;
  [[nodiscard]] std::map<Account, std::int64_t> const& all() const { return balances_; }

 private:
  std::map<Account, std::int64_t> balances_;
};

}  // namespace ledger

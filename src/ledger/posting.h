// A posting moves one amount from one account to another: it names the account debited and the account credited, so
// a posting that does not balance cannot be written down. A transaction is the postings of one journal entry.
//
// Postings are never changed or removed; a correction is a posting the other way (decision 0003).
#pragma once

#include <cstdint>

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

}  // namespace ledger

// The trial balance as of a day, and the general ledger's movements day by day that lead to it.
//
// A general ledger account here is an account kind with its component or means and, for income and write-offs, the
// department; all claims' receivables of one component are one account, and so are all debtors' credits.
// A posting is booked on the later of its value day and the legal day on which it was recorded. So a day's movements
// never change once the day is over, and the movements up to a day add up to the trial balance as of that day.
// Units: minor units. Reads only.
#pragma once

#include <compare>
#include <map>
#include <string>
#include <vector>

#include "ports/books_reader.h"

namespace reports {

struct GeneralAccount {
  ledger::AccountKind kind = ledger::AccountKind::kMoney;
  std::uint8_t part = 0;
  base::SourceId source;  // of income and write-offs; else zero
  friend auto operator<=>(GeneralAccount const&, GeneralAccount const&) = default;
};

/// "receivable-principal", "debtor-credit", "income-library-fee", "money-bank", "written-off-library-interest".
[[nodiscard]] std::string code_of(GeneralAccount const& account, std::vector<ports::Source> const& sources);

[[nodiscard]] GeneralAccount general_account(ledger::Account const& account);
[[nodiscard]] base::Date booking_day(ports::PostingRow const& row);

struct Movement {
  std::int64_t debit_minor = 0;
  std::int64_t credit_minor = 0;
  [[nodiscard]] std::int64_t balance_minor() const { return debit_minor - credit_minor; }
};

using AccountMovements = std::map<GeneralAccount, Movement>;

/// Every account that has a posting, with all it was debited and credited.
[[nodiscard]] AccountMovements trial_balance(ports::BooksReader& books, base::AuthorityId authority,
                                             ports::AsOf const& as_of);

/// The two sums; in sound books they are one.
[[nodiscard]] Movement total_of(AccountMovements const& movements);

struct GeneralLedger {
  AccountMovements opening;                     // as of the day before the first
  std::map<base::Date, AccountMovements> days;  // only days with postings
  AccountMovements closing;                     // as of the last day
};

[[nodiscard]] GeneralLedger general_ledger(ports::BooksReader& books, base::AuthorityId authority, base::Date first,
                                           base::Date last);

}  // namespace reports

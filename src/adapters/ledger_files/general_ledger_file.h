// The general ledger's movements as a file for the authority's accounting system.
//
//   CSV    one line for each day and account: posting_date,account,debit,credit
//   SAF-T  XML in the shape of the Norwegian and Danish SAF-T Financial files (OECD Standard Audit File for Tax 2.0):
//          Header, MasterFiles/GeneralLedgerAccounts, GeneralLedgerEntries/Journal/Transaction/Line. One transaction
//          for each day. What the books do not know (registration number, tax codes, the standard chart of accounts)
//          is left out, so the file is for an accounting system to read, not for handing in to a tax authority.
//
// The posting date is the booking day (see reports/trial_balance.h). Amounts with two decimals. The same ledger gives
// the same bytes. Pure: the caller writes the file.
#pragma once

#include <string>

#include "reports/trial_balance.h"

namespace adapters::ledger_files {

struct LedgerFileHead {
  ports::Authority authority;
  base::Date first;
  base::Date last;
  base::Date created;  // the legal day on which the file is made
};

[[nodiscard]] std::string to_csv(reports::GeneralLedger const& ledger, std::vector<ports::Source> const& sources);

[[nodiscard]] std::string to_saft(LedgerFileHead const& head, reports::GeneralLedger const& ledger,
                                  std::vector<ports::Source> const& sources);

}  // namespace adapters::ledger_files

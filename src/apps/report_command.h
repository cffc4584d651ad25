// fairdue report: what was owed and what the accounts came to on a day, as known then or as known later; and
// fairdue ledger export. Reads only.
#pragma once

#include <string>

#include "apps/report_table.h"

namespace apps {

struct ReportArguments {
  std::string database;
  std::string authority;
  std::string as_of;      // YYYY-MM-DD
  std::string known_at;   // a legal day, or an instant in UTC; empty: the end of the legal day `as_of`
  std::string reference;  // of a claim
  std::string source;     // the claim's; may be empty if only one source has the reference
};

/// Each prints to standard output and throws CommandRefused with what is wrong and what to do.
int run_report_arrears(ReportArguments const& arguments, ReportFormat format);
int run_report_aging(ReportArguments const& arguments, ReportFormat format);
int run_report_trial_balance(ReportArguments const& arguments, ReportFormat format);
int run_report_claim(ReportArguments const& arguments, ReportFormat format);

struct LedgerExportArguments {
  std::string database;
  std::string authority;
  std::string from, to;  // YYYY-MM-DD, both included
  std::string format;    // "csv" or "saft"
  std::string file;
};
int run_ledger_export(LedgerExportArguments const& arguments);

}  // namespace apps

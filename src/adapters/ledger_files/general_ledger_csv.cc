#include "adapters/ledger_files/general_ledger_file.h"
#include "base/money.h"

namespace adapters::ledger_files {

std::string to_csv(reports::GeneralLedger const& ledger, std::vector<ports::Source> const& sources) {
  std::string text = "posting_date,account,debit,credit\r\n";
  for (auto const& [day, movements] : ledger.days) {
    for (auto const& [account, movement] : movements) {
      // Codes are letters, digits, hyphens and underscores: nothing to be quoted.
      text += base::format_date(day) + "," + reports::code_of(account, sources) + "," +
              base::format_amount(movement.debit_minor) + "," + base::format_amount(movement.credit_minor) + "\r\n";
    }
  }
  return text;
}

}  // namespace adapters::ledger_files

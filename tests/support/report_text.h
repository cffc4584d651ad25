// Reports as text, a line a row, for tests to compare.
#pragma once

#include <string>

#include "reports/outstanding.h"
#include "reports/trial_balance.h"

namespace tests {

inline std::string text_of(reports::OutstandingCell const& cell) {
  return ": " + std::to_string(cell.open.minor[0]) + " " + std::to_string(cell.open.minor[1]) + " " +
         std::to_string(cell.open.minor[2]) + " (" + std::to_string(cell.claims) + ")\n";
}

inline std::string text_of(reports::Outstanding const& owed) {
  std::string text;
  for (auto const& [key, cell] : owed.cells) {
    text += key.type + " " + std::string{reports::name_of(key.debtor)} + " " + std::string{reports::name_of(key.band)} +
            text_of(cell);
  }
  return text + "total" + text_of(reports::OutstandingCell{owed.total, owed.claims});
}

inline std::string text_of(reports::AccountMovements const& movements, std::vector<ports::Source> const& sources) {
  std::string text;
  for (auto const& [account, movement] : movements) {
    text += reports::code_of(account, sources) + ": " + std::to_string(movement.debit_minor) + " " +
            std::to_string(movement.credit_minor) + "\n";
  }
  return text;
}

}  // namespace tests

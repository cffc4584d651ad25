// Reads bank statements (camt.053) and notifications of credits and debits (camt.054).
//
// Source: ISO 20022, camt.053.001.02 and .08, camt.054.001.02, .04 and .08. Which version it is says the namespace of
//   the root; others are refused. The schema's order of elements is not enforced: what is used is checked by itself.
// A file is taken whole or refused with the first fault. Checked: the sums of every batch, the bank's own summary,
//   opening balance + booked entries = closing balance, currencies, days not after `today`, amounts to the minor unit.
// Not checked, because only the caller can: whether a statement or a key was had before, and gaps in the sequence.
// The XML is never in memory as a whole; the entries are.
#pragma once

#include <expected>
#include <istream>
#include <string_view>
#include <vector>

#include "adapters/bank_files/bank_file_error.h"
#include "adapters/bank_files/bank_statement.h"
#include "adapters/bank_files/xml_elements.h"

namespace adapters::bank_files {

/// `today` is the authority's legal day.
[[nodiscard]] std::expected<std::vector<BankStatement>, BankFileError> read_camt(std::istream& input, base::Date today,
                                                                                 XmlLimits const& limits = {});
[[nodiscard]] std::expected<std::vector<BankStatement>, BankFileError> read_camt(std::string_view bytes,
                                                                                 base::Date today,
                                                                                 XmlLimits const& limits = {});

}  // namespace adapters::bank_files

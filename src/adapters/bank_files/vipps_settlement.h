// The settlement report of Vipps MobilePay, as XML: which payments a payout is for, and what the fees were.
//
// Source: SettlementReport-3.0.xsd of the provider, with its two public examples (net and gross). The provider has
//   stopped sending these files by SFTP and gives the same figures through its Report API; a file is what was kept.
// A file is taken whole or refused with the first fault. Checked: every line, every payout's sums and count, the
//   number of payouts, one currency a payout, no payout of a day after `today`, no payout or transaction twice.
#pragma once

#include <expected>
#include <istream>
#include <vector>

#include "adapters/bank_files/bank_file_error.h"
#include "adapters/bank_files/payout.h"
#include "adapters/bank_files/xml_elements.h"

namespace adapters::bank_files {

[[nodiscard]] std::expected<std::vector<Payout>, BankFileError> read_vipps_settlement(std::istream& input,
                                                                                      base::Date today,
                                                                                      XmlLimits const& limits = {});

}  // namespace adapters::bank_files

// Reads what a bank says of a delivery of collections: pain.002, the customer payment status report.
//
// Source: ISO 20022, pain.002.001; the elements that are used are the same in versions 03 to 14. Codes of status are
//   those of the external code sets: ACSC and ACCC are money, RJCT and CANC are an end, the others are on the way.
// A report is taken whole or refused with the first fault. Checked: no document type (entities are a way to attack), a
//   delivery of collections, one status a collection, amounts to the minor unit.
// Not checked, because only the caller can: whether the references are ours.
// Pure. Errors name a line, never what stands in it about a person.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "payments/bank_answers.h"

namespace adapters::iso20022_direct_debit {

/// Whether a file is XML, whatever is in it.
[[nodiscard]] bool is_xml(std::string_view file);

/// The error says what is wrong: "line 12 ...".
[[nodiscard]] std::expected<payments::BankAnswers, std::string> read_status_report(std::string_view file);

}  // namespace adapters::iso20022_direct_debit

// A bank's report on a delivery (pain.002), held against what was sent. Private to the commands about direct debit.
#pragma once

#include <string>

#include "apps/direct_debit_desk.h"
#include "payments/bank_answers.h"

namespace apps {

/// Throws CommandRefused, with the line, unless everything in it is about one delivery of ours, as it was sent. A
/// refusal of all is spread on each collection.
[[nodiscard]] payments::BankAnswers read_bank_report(DirectDebitDesk& desk, payments::DirectDebitPolicy const& policy,
                                                     std::string const& text);

}  // namespace apps

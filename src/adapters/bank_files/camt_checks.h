// The sums that a statement must keep before a single entry of it is believed.
#pragma once

#include "adapters/bank_files/xml_fields.h"

namespace adapters::bank_files {

/// Every entry is in the statement's currency; no booked entry is of a day after `today`.
void check_entries(BankStatement const& statement, base::Date today, XmlFields& fields);

/// Opening balance and booked entries give the closing balance.
void check_balance(BankStatement const& statement, Element const& element, XmlFields& fields);

/// The bank's own summary (TxsSummry), where there is one. Entries that are no money may be in it or not, or be turned
/// round, for banks differ in that: what is booked must fit to the øre.
void check_summary(BankStatement const& statement, Element const& element, XmlFields& fields);

}  // namespace adapters::bank_files

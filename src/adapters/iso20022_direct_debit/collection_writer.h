// A delivery of collections as pain.008, the customer direct debit initiation.
//
// Source: ISO 20022, pain.008.001.08 and .02, their schemas. One payment instruction for each day, so that the bank can
//   book it as one sum under the reference of that day.
// The debtor's account is mandatory in the schema, and not known here (decision 0029): the file says NOTPROVIDED, and
// only a bank that knows the account from the mandate can use it. See docs/decisions/0032-pain-008.md.
// Units: minor units of the creditor's currency, with two decimals; legal dates; an instant in UTC.
// Personal data: the names of debtors.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/iso20022_direct_debit/creditor.h"
#include "base/date.h"

namespace adapters::iso20022_direct_debit {

struct OutgoingCollection {
  std::int64_t mandate = 0;   // the customer number that we have given it
  base::Date mandate_signed;  // the day from which it counts
  std::string debtor;         // name
  base::Date day;
  std::int64_t amount_minor = 0;   // above zero
  std::string reference;           // comes back unchanged; 35 letters at most
  std::vector<std::string> texts;  // what it is for; as many as fit into 140 letters
};

/// The text of the file, UTF-8; the same for the same arguments. `creditor` has no mistake; there is a collection.
[[nodiscard]] std::string write_collections(Creditor const& creditor, std::int64_t delivery, base::Instant made,
                                            std::vector<OutgoingCollection> collections);

}  // namespace adapters::iso20022_direct_debit

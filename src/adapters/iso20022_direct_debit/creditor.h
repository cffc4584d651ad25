// Who collects by ISO 20022, as it was agreed with the bank. Everything here is the authority's own and comes with the
// agreement; nothing of it has been confirmed by a real bank, so it is off until it is switched on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/money.h"

namespace adapters::iso20022_direct_debit {

struct Creditor {
  bool on = false;
  std::string version = "pain.008.001.08";  // or "pain.008.001.02"
  std::string scheme_id;                    // the creditor's identifier with the scheme; at most 35 letters
  std::string scheme_name = "SEPA";         // of that identifier
  std::string account;                      // IBAN, to which the money comes
  std::string agent;                        // BIC of its bank; empty: the file says NOTPROVIDED
  std::string service_level = "SEPA";       // a code, or empty
  std::string local_instrument = "CORE";    // a code, or empty
  std::string sequence = "RCUR";            // FRST, RCUR, FNAL or OOFF
  // From elsewhere:
  std::int64_t number = 0;  // the creditor's number in our references
  std::string name;
  base::Currency currency;
};

/// What keeps `creditor` from delivering, in words for whoever can mend it; empty: nothing.
[[nodiscard]] std::string mistake_in(Creditor const& creditor);

/// Of the form of an IBAN, with right check digits (ISO 7064, modulus 97-10).
[[nodiscard]] bool is_iban(std::string_view text);

}  // namespace adapters::iso20022_direct_debit

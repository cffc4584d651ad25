// What an authority has agreed with its bank, from its settings:
//
//   "bank": {"schemes": ["fik_71"], "creditors": ["81234567"], "accounts": ["DK5000400440116243"]}
#pragma once

#include <string>
#include <vector>

#include "payments/matching.h"
#include "ports/books_reader.h"

namespace apps {

struct BankAgreement {
  payments::MatchingRules rules;
  std::vector<std::string> accounts;  // ours; none: every account is taken
};

/// `schemes` and `creditors` count more than the settings if they are not empty. Throws CommandRefused for a scheme
/// that there is not, and for settings that cannot be read.
[[nodiscard]] BankAgreement read_bank_agreement(ports::Authority const& authority,
                                                std::vector<std::string> const& schemes,
                                                std::vector<std::string> const& creditors);

}  // namespace apps

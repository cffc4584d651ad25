#include "payments/bank_line.h"

namespace payments {

std::string_view name_of(BankLineState state) {
  switch (state) {
    case BankLineState::kUnmatched:
      return "unmatched";
    case BankLineState::kUndivided:
      return "undivided";
    case BankLineState::kMatched:
      return "matched";
    case BankLineState::kConfirmed:
      return "confirmed";
    case BankLineState::kReversal:
      return "reversal";
    case BankLineState::kReturned:
      return "returned";
    case BankLineState::kCharge:
      return "charge";
    case BankLineState::kOutside:
      return "outside";
    case BankLineState::kDivided:
      return "divided";
    case BankLineState::kExpected:
      return "expected";
    case BankLineState::kMet:
      return "met";
    case BankLineState::kWithdrawn:
      return "withdrawn";
  }
  return "";
}

// A bank's key begins with the account, in which a slash is written otherwise.
std::string expected_key(std::string_view reference) { return "/expected/" + std::string{reference}; }

}  // namespace payments

// What stands around a message: from whom, to whom, and how it can be paid outside the link.
//
// The same for every channel; a channel takes what it has room for. Addresses come from the vault at the moment of
// sending and are not part of the stored message.
// Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"

namespace contact {

struct Sender {
  std::string name;
  std::vector<std::string> address;
  std::string phone;
  std::string website;
  std::string email;
};

struct Recipient {
  std::string name;
  std::vector<std::string> address;  // without the name; at most 5 lines fit into a window
  std::string email;
};

enum class SlipKind : std::uint8_t {
  kPaymentLine,  // Denmark: "+71<...+...<"
  kBankAccount,  // registration and account number
  kIban,
  kKid,               // Norway
  kPaymentReference,  // what else ties a transfer to the claim
};

/// A line of the payment slip. Its label is the language's (labels.h).
struct SlipLine {
  SlipKind kind = SlipKind::kBankAccount;
  std::string value;
};

struct Envelope {
  Sender sender;
  Recipient recipient;
  base::Date date;
  std::string case_number;
  std::string short_address;  // what a person types instead of scanning
  std::string payment_code;
  std::vector<SlipLine> slip;  // empty: nothing can be paid through a bank
};

}  // namespace contact

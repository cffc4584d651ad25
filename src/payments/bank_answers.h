// What a bank, or a scheme of banks, says of collections and mandates, whatever the format of the file. Units: minor
// units; legal dates. Pure values; texts are ours or the format's own, never what stands in a file about a person.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"

namespace payments {

enum class BankAnswerKind : std::uint8_t {
  kCollected,           // 0236; ACSC, ACCC
  kRejected,            // 0237, by the bank; RJCT
  kCancelled,           // 0238, by the payer or the creditor; CANC
  kReversed,            // 0239, by the payer
  kMandateActive,       // 0230 and 0231
  kMandateEndedBank,    // 0232
  kMandateEndedHere,    // 0233, by the creditor
  kMandateEndedScheme,  // 0234
};

struct BankAnswer {
  std::size_t line = 0;  // in the file, from 1
  BankAnswerKind kind = BankAnswerKind::kCollected;
  std::string customer;
  std::string mandate;
  std::string reference;                   // of a collection
  std::int64_t paid_minor = 0;             // of kCollected and kReversed; 0: not said
  std::optional<base::Date> paid;          // of those: the day on which it was paid; booked if that is not said
  std::string key;                         // permanent within the file
  std::string code;                        // why: the bank's code of at most four letters and digits, or empty
  std::optional<base::Currency> currency;  // where the format says it
};

struct UnreadAnswer {
  std::size_t line = 0;
  std::string why;
};

/// All that the bank has refused of a delivery, or of one day of it, without naming each.
struct RefusedDelivery {
  std::size_t line = 0;
  std::string reference;  // ours: of a delivery, or of a day of one
  std::string code;
};

struct BankAnswers {
  std::string type;      // "0602", "0603" or "pain.002"
  std::string delivery;  // its number or name
  std::vector<BankAnswer> answers;
  std::vector<UnreadAnswer> unread;  // of kinds that are not known for certain: for a person to look at
  std::string about;                 // pain.002: our reference of the delivery that it answers
  std::vector<RefusedDelivery> refused;
  std::int64_t under_way = 0;  // collections of which the bank says no more than that it has them
};

}  // namespace payments

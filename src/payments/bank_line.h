// A bank line: one amount that moved our bank account, as the bank reports it, and what became of it. Every line is in
// exactly one state, and no two states count its amount twice.
//
// Beside the lines that the bank reports are those that we expect: money that the books have paid out (a refund) or
// that a provider has said it will pay in. When the bank's line comes, the two meet and nothing moves again.
//
// Units: minor units of the authority's currency; above zero came in, below zero went out. Legal dates.
// Nothing here identifies a person: names, accounts and texts are kept sealed, apart.
// Pure values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/identifiers.h"

namespace payments {

enum class BankLineState : std::uint8_t {
  kUnmatched = 1,   // a person must say whose it is
  kUndivided = 2,   // the sum of a batch, whose parts have not come yet
  kMatched = 3,     // in: it became a payment
  kConfirmed = 4,   // it is a line that was expected
  kReversal = 5,    // out: it took a payment back, which is reversed
  kReturned = 6,    // in: sent back; out: the sending back of a line
  kCharge = 7,      // the bank's or a provider's price
  kOutside = 8,     // not the business of these books
  kDivided = 9,     // its parts have come and count in its place
  kExpected = 10,   // ours: the bank has not reported it yet
  kMet = 11,        // ours: the bank has reported it
  kWithdrawn = 12,  // ours: not expected any more
};

/// "unmatched", "undivided" ...
[[nodiscard]] std::string_view name_of(BankLineState state);

struct BankLine {
  base::BankLineId id;
  std::string key;    // permanent and unique
  std::string entry;  // of the entry it is a part of; the same for all parts of a batch
  BankLineState state = BankLineState::kUnmatched;
  std::int64_t amount_minor = 0;
  base::Date booked;
  base::Date value_date;
  base::PaymentId payment;       // with kMatched and kReversal
  base::BankLineId counterpart;  // the other line, with kConfirmed, kMet and kReturned
  std::string reason;            // the bank's code of a return, or a person's for a decision
  std::int64_t recorded_seq = 0;
  std::int64_t reopened = 0;  // how often a decision about it was taken back
  friend bool operator==(BankLine const&, BankLine const&) = default;

  /// Its amount stands on the account of unmatched money.
  [[nodiscard]] bool waits() const { return state == BankLineState::kUnmatched || state == BankLineState::kUndivided; }
};

/// The key of an expected line. No line of a bank has such a key.
[[nodiscard]] std::string expected_key(std::string_view reference);

}  // namespace payments

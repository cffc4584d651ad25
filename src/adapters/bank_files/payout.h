// A payout: what a payment provider transfers to the bank account in one sum, for many payments, with its fees.
//
// Units: minor units of `currency`. A refund is below zero, a fee is what the provider takes: above zero, or zero.
//   gross = captures + refunds;  net = gross - fees. Legal dates.
// Pure values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"

namespace adapters::bank_files {

struct PayoutLine {
  std::string key;        // permanent: the payout's key and the provider's transaction id
  std::int64_t line = 0;  // in the file
  base::Date date;        // of the transaction, as the provider writes it
  std::string transaction_id;
  std::string reference;  // what we called the payment when it was started
  std::int64_t capture_minor = 0;
  std::int64_t refund_minor = 0;
  std::int64_t gross_minor = 0;
  std::int64_t fee_minor = 0;
  std::int64_t net_minor = 0;
};

enum class PayoutKind : std::uint8_t {
  kGross,  // the transfer is the gross amount; fees are invoiced apart
  kNet,    // fees have been kept back
};

struct Payout {
  std::string key;  // permanent: provider, sales unit, payout id
  std::string id;   // unique within the sales unit
  std::string sales_unit;
  std::string account;  // to which the provider transfers
  base::Currency currency;
  base::Date date;
  PayoutKind kind = PayoutKind::kNet;
  std::int64_t gross_minor = 0;
  std::int64_t fees_minor = 0;
  std::int64_t net_minor = 0;
  std::int64_t settled_minor = 0;  // what comes to the bank account: gross or net
  std::vector<PayoutLine> lines;
};

}  // namespace adapters::bank_files

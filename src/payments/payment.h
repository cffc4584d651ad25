// A payment that has been received, and where its money is now. At any moment
//   amount = allocated to claims + credit + refunded,
// or all of them are zero because the payment was reversed. A debtor's credit is the sum over that debtor's payments.
//
// Units: minor units of the authority's currency. Pure values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/identifiers.h"
#include "ledger/account.h"

namespace payments {

/// A part of a payment that covers a part of a claim.
struct Allocation {
  base::ClaimId claim;
  ledger::Component component = ledger::Component::kPrincipal;
  std::int64_t minor = 0;
  friend bool operator==(Allocation const&, Allocation const&) = default;
};

enum class PaymentState : std::uint8_t { kReceived = 1, kReversed = 2 };

struct Payment {
  base::PaymentId id;
  base::DebtorId payer;
  ledger::Means means = ledger::Means::kSource;
  PaymentState state = PaymentState::kReceived;
  std::int64_t amount_minor = 0;
  std::int64_t credit_minor = 0;    // not allocated: the payer's credit
  std::int64_t refunded_minor = 0;  // paid back
  base::Date value_date;
  std::string external_reference;       // what the partner or the source calls it
  std::vector<Allocation> allocations;  // sorted by claim, component; no zero amounts
  std::int64_t recorded_seq = 0;
  friend bool operator==(Payment const&, Payment const&) = default;
};

/// Adds to (or, with a negative amount, takes from) the payment's part for that claim and component.
void change_allocation(Payment& payment, Allocation const& change);

}  // namespace payments

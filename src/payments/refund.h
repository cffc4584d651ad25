// A refund that waits for a second person: proposed by one, paid back only when another approves it.
//
// The parts say which payments' credit it is to come from. They are fixed when it is proposed: if the credit has
// changed by the time somebody approves, what was checked is not what would be paid, and the approval is refused.
// People are named by how they act on the books ("clerk:anna"), never by more.
//
// Units: minor units of the authority's currency; legal dates. Pure values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/identifiers.h"
#include "ledger/account.h"

namespace payments {

/// Which payment's credit is paid back.
struct RefundedPart {
  base::PaymentId payment;
  std::int64_t minor = 0;
  friend bool operator==(RefundedPart const&, RefundedPart const&) = default;
  static void visit(auto& self, auto&& f) { f(self.payment), f(self.minor); }
};

enum class RefundState : std::uint8_t {
  kProposed = 1,  // waits for a second person
  kApproved = 2,  // paid back
  kRejected = 3,  // not paid back; the credit stays
};

/// "proposed", "approved", "rejected".
[[nodiscard]] std::string_view name_of(RefundState state);

struct RefundProposal {
  base::RefundId id;
  base::DebtorId debtor;
  ledger::Means means = ledger::Means::kBank;
  RefundState state = RefundState::kProposed;
  std::vector<RefundedPart> parts;
  std::string external_reference;  // the end-to-end id of the transfer
  std::string proposed_by;
  base::Date proposed;
  std::string decided_by;  // empty while it waits
  std::string reason;      // of a rejection
  std::int64_t recorded_seq = 0;
  friend bool operator==(RefundProposal const&, RefundProposal const&) = default;

  [[nodiscard]] std::int64_t amount_minor() const;
};

}  // namespace payments

// A payment attempt: a citizen has chosen claims and a provider has been, or may have been, asked for the money.
// An attempt moves no money in the books; only a capture that the provider confirms becomes a payment, once.
//
// `kUnknown` is a state of its own: we do not know what the provider did (no answer, an unreadable answer). A janitor
// asks until it is known; nothing else is done with that attempt meanwhile.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/identifiers.h"
#include "payments/allocation.h"

namespace payments {

enum class AttemptState : std::uint8_t {
  kStarted = 1,     // written down; the provider has not been asked, or the answer has not been stored
  kWaiting = 2,     // the provider waits for the payer
  kAuthorized = 3,  // the payer has approved; the money is reserved, not ours
  kCaptured = 4,    // the money is ours: there is a payment. The end.
  kDeclined = 5,    // the payer said no. The end.
  kExpired = 6,     // the payer did nothing in time. The end.
  kCancelled = 7,   // we let go of it. The end.
  kUnknown = 8,     // ask the provider
};

struct AttemptEdge {
  AttemptState from;
  AttemptState to;
};

/// Every step an attempt may take. A provider's message about a step that is not here is old news and changes nothing.
[[nodiscard]] std::span<AttemptEdge const> attempt_edges();
[[nodiscard]] bool may_become(AttemptState from, AttemptState to);
[[nodiscard]] bool is_final(AttemptState state);
[[nodiscard]] std::string_view name_of(AttemptState state);

struct PaymentAttempt {
  base::AttemptId id;
  base::DebtorId payer;
  std::string provider;   // the adapter's name
  std::string reference;  // what the provider knows it by; unguessable
  AttemptState state = AttemptState::kStarted;
  std::int64_t amount_minor = 0;
  std::vector<Choice> choices;  // each with its amount
  base::PaymentId payment;      // set when captured
  base::Instant started;
  friend bool operator==(PaymentAttempt const&, PaymentAttempt const&) = default;
};

}  // namespace payments

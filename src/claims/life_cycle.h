// The life cycle of a claim, as one table of edges. What is not in the table cannot happen.
//
// An objection is no state: a claim may be disputed while open, handed over or already paid, and what that stops is
// a matter of holds and law, not of the life cycle.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "claims/claim.h"

namespace claims {

enum class LifeCycleEvent : std::uint8_t {
  kPaidInFull = 1,  // nothing is owed any more, by payment or by being lowered
  kOwedAgain = 2,   // raised, given a fee, or a payment was taken back
  kHandedOver = 3,  // a collection authority takes it over
  kRecalled = 4,    // taken back from the collection authority
  kCancelled = 5,   // withdrawn by the creditor
};

struct LifeCycleEdge {
  ClaimState from;
  LifeCycleEvent event;
  ClaimState to;
};

[[nodiscard]] std::span<LifeCycleEdge const> life_cycle_edges();

/// Where `event` leads from `from`, or nothing if the table has no such edge.
[[nodiscard]] std::optional<ClaimState> next_state(ClaimState from, LifeCycleEvent event);

[[nodiscard]] std::string_view name_of(ClaimState state);
[[nodiscard]] std::string_view name_of(LifeCycleEvent event);

}  // namespace claims

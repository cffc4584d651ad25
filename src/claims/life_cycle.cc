#include "claims/life_cycle.h"

namespace claims {

namespace {

using enum LifeCycleEvent;

// A handed-over claim must be recalled before it can be cancelled: otherwise two authorities would hold different
// truths. A settled claim can be cancelled: what was paid becomes the debtor's credit.
constexpr LifeCycleEdge kEdges[] = {
    {ClaimState::kOpen, kPaidInFull, ClaimState::kSettled},
    {ClaimState::kOpen, kHandedOver, ClaimState::kHandedOver},
    {ClaimState::kOpen, kCancelled, ClaimState::kCancelled},
    {ClaimState::kSettled, kOwedAgain, ClaimState::kOpen},
    {ClaimState::kSettled, kCancelled, ClaimState::kCancelled},
    {ClaimState::kHandedOver, kPaidInFull, ClaimState::kSettled},
    {ClaimState::kHandedOver, kRecalled, ClaimState::kOpen},
};

}  // namespace

std::span<LifeCycleEdge const> life_cycle_edges() { return kEdges; }

std::optional<ClaimState> next_state(ClaimState from, LifeCycleEvent event) {
  for (LifeCycleEdge const& edge : kEdges) {
    if (edge.from == from && edge.event == event) return edge.to;
  }
  return std::nullopt;
}

std::string_view name_of(ClaimState state) {
  switch (state) {
    case ClaimState::kOpen:
      return "open";
    case ClaimState::kSettled:
      return "settled";
    case ClaimState::kHandedOver:
      return "handed_over";
    case ClaimState::kCancelled:
      return "cancelled";
  }
  return "";
}

std::string_view name_of(LifeCycleEvent event) {
  switch (event) {
    case kPaidInFull:
      return "paid_in_full";
    case kOwedAgain:
      return "owed_again";
    case LifeCycleEvent::kHandedOver:
      return "handed_over";
    case kRecalled:
      return "recalled";
    case LifeCycleEvent::kCancelled:
      return "cancelled";
  }
  return "";
}

}  // namespace claims

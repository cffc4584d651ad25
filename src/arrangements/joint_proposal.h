// Proposals for paying several creditors by one plan: on the same days, each creditor by instalments of its own, so
// that each keeps its own books, its own lawful order and its own policy, and the person has one plan.
//
// Chosen here: every creditor is paid from the first day on, each in equal steps of its own debt; no law puts one
// public creditor before another. A debt too small for so many instalments is paid off sooner. A creditor may yield:
// its own debt stands back until the others are paid, which its policy will hardly let anybody agree on alone. Units:
// minor units of one currency; legal dates. Pure.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "arrangements/proposal.h"

namespace arrangements {

/// What one creditor is owed, and what it lets a person agree on alone. `debts` must outlive the call.
struct Side {
  Debts const* debts = nullptr;
  Policy policy;
  PlanHistory history;
  bool yields = false;  // paid after the others; where there are no others, from the first day on
};

struct JointProposal {
  ProposalKind kind = ProposalKind::kMiddle;
  std::vector<Schedule> schedules;                 // of each side, in their order; each pays all that is owed
  std::vector<std::vector<PolicyBreach>> outside;  // of each side's policy; empty: nobody else has to decide
  // After the day on which most is paid; nothing without means.
  std::optional<std::int64_t> left_to_live_on_minor;
  bool takes_what_is_lived_on = false;

  /// What is paid on each day, to all together.
  [[nodiscard]] std::vector<Planned> days() const;
  [[nodiscard]] std::int64_t largest_minor() const;
  [[nodiscard]] std::int64_t total_minor() const;
  [[nodiscard]] base::Date last_date() const;
  [[nodiscard]] bool is_within_policies() const;
};

struct JointProposals {
  base::Date on;
  std::int64_t open_minor = 0;     // of all sides
  std::vector<JointProposal> all;  // the shortest first
  std::optional<Affordability> affordability;
  std::optional<AffordabilityError> affordability_error;
};

/// None where no side is owed anything; a side that is owed nothing has no part in any. `calendar` may be null.
[[nodiscard]] JointProposals propose_jointly(std::span<Side const> sides, law::Calendar const* calendar,
                                             Wish const& wish, std::optional<Means> const& means, base::Date on);

}  // namespace arrangements

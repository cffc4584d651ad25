// What instalments are made for: the claims as they are, with the interest that the law lets run on them.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "arrangements/proposal.h"
#include "engine/law_book.h"
#include "engine/refusal.h"
#include "ports/working_set.h"

namespace engine {

/// The claims and their liable debtors are in `state`; both must outlive what is returned.
[[nodiscard]] arrangements::Debts debts_of(ports::WorkingSet const& state, Rules const& rules,
                                           std::span<base::ClaimId const> claims);

/// Why instalments cannot be agreed on for this claim of the debtor at all; nothing if they can.
[[nodiscard]] std::optional<Refusal> why_not_in_plan(claims::Claim const& claim, base::DebtorId debtor);

/// Whether a plan has a hold on the claim beyond `day`: one that ends on the day gives way to another.
[[nodiscard]] bool is_in_plan(claims::Claim const& claim, base::Date day);

/// The claims as an arrangement notes them.
[[nodiscard]] std::vector<arrangements::ArrangedClaim> arranged(ports::WorkingSet const& state,
                                                                std::span<base::ClaimId const> claims);

/// The claims of an arrangement that `state` has.
[[nodiscard]] std::vector<claims::Claim const*> claims_in(ports::WorkingSet const& state,
                                                          arrangements::Arrangement const& arrangement);

/// Nothing is owed on any of these claims of the arrangement, in dispute or not.
[[nodiscard]] bool is_paid(arrangements::Arrangement const& arrangement, std::span<claims::Claim const* const> claims);

/// The debtor's plans that were broken in the policy's months before `on`; `state` has all plans of the debtor.
[[nodiscard]] arrangements::PlanHistory plan_history(std::span<arrangements::Arrangement const* const> plans,
                                                     arrangements::Policy const& policy, base::Date on);

/// The fees of letters sent on `since` or later that are still open or paid: what a plan from that day on lets go.
/// Without those that have been let go before, and those of the days that `stays` names.
struct LateFee {
  base::Date date;  // of the letters
  std::int64_t minor = 0;
};
[[nodiscard]] std::vector<LateFee> fees_since(claims::Claim const& claim, base::Date since,
                                              std::function<bool(base::Date)> const& stays = {});

}  // namespace engine

#include "engine/arrangement_debts.h"

#include <algorithm>

#include "engine/claim_law.h"
#include "law/day_arithmetic.h"

namespace engine {

namespace {

/// What stands posted on the claim when a run has gone up to `until`. Where the law gives no answer (no rate for a
/// day), nothing more is posted.
std::int64_t interest_until(ports::WorkingSet const& state, Rules const& rules, claims::Claim const& claim,
                            base::Date until) {
  std::int64_t const posted = claims::sum_of(claim.accrual.interest);
  auto const law = rules.law.find(state.authority, claim.type);
  if (!law) return posted;
  auto const steps = interest_of(state, claim, *law, std::max(until, claim.accrual.run_through));
  if (!steps) return posted;
  std::int64_t sum = 0;
  for (law::Step const& step : *steps) sum += step.minor;
  return sum;
}

}  // namespace

arrangements::Debts debts_of(ports::WorkingSet const& state, Rules const& rules,
                             std::span<base::ClaimId const> claims) {
  arrangements::Debts debts;
  std::vector<claims::Claim const*> rows;
  for (base::ClaimId const id : claims) {
    claims::Claim const* const claim = state.claims.find(id);
    if (claim == nullptr) continue;
    rows.push_back(claim);
    debts.claims.push_back(*claim);
  }
  debts.order = order_for(rules, state.authority, rows);
  debts.interest = [&state, &rules](claims::Claim const& claim, base::Date until) {
    return interest_until(state, rules, claim, until);
  };
  return debts;
}

std::optional<Refusal> why_not_in_plan(claims::Claim const& claim, base::DebtorId debtor) {
  if (claim.state == claims::ClaimState::kCancelled) return Refusal::kClaimCancelled;
  if (claim.state == claims::ClaimState::kHandedOver) return Refusal::kClaimHandedOver;
  if (claim.open_minor() == 0) return Refusal::kClaimSettled;
  if (std::ranges::find(claim.liable, debtor) == claim.liable.end()) return Refusal::kClaimNotOfDebtor;
  if (claim.disputed()) return Refusal::kPlanClaimDisputed;
  if (!claim.shares.empty()) return Refusal::kPlanClaimShared;
  return std::nullopt;
}

bool is_in_plan(claims::Claim const& claim, base::Date day) {
  return std::ranges::any_of(claim.holds, [&](claims::Hold const& hold) {
    return hold.key.starts_with(arrangements::kHoldKeyStart) && (!hold.last || *hold.last > day);
  });
}

std::vector<arrangements::ArrangedClaim> arranged(ports::WorkingSet const& state,
                                                  std::span<base::ClaimId const> claims) {
  std::vector<arrangements::ArrangedClaim> made;
  for (base::ClaimId const id : claims) {
    if (claims::Claim const* const claim = state.claims.find(id)) {
      made.push_back({id, claim->paid_minor(), claim->open_minor()});
    }
  }
  return made;
}

std::vector<claims::Claim const*> claims_in(ports::WorkingSet const& state,
                                            arrangements::Arrangement const& arrangement) {
  std::vector<claims::Claim const*> rows;
  for (arrangements::ArrangedClaim const& each : arrangement.claims) {
    if (claims::Claim const* const claim = state.claims.find(each.claim)) rows.push_back(claim);
  }
  return rows;
}

bool is_paid(arrangements::Arrangement const& arrangement, std::span<claims::Claim const* const> claims) {
  return std::ranges::all_of(claims, [&](claims::Claim const* claim) {
    bool const is_owed = claim->state != claims::ClaimState::kCancelled && claim->open_minor() > 0;
    return !is_owed || std::ranges::find(claim->liable, arrangement.debtor) == claim->liable.end();
  });
}

arrangements::PlanHistory plan_history(std::span<arrangements::Arrangement const* const> plans,
                                       arrangements::Policy const& policy, base::Date on) {
  arrangements::PlanHistory history;
  base::Date const since = law::add_months(on, -policy.broken_within_months);
  for (arrangements::Arrangement const* const plan : plans) {
    if (plan->state == arrangements::State::kBroken && plan->ended && *plan->ended >= since) ++history.broken;
  }
  return history;
}

std::vector<LateFee> fees_since(claims::Claim const& claim, base::Date since,
                                std::function<bool(base::Date)> const& stays) {
  std::vector<LateFee> fees;
  std::int64_t room = claim.charged[ledger::Component::kFee];  // a department may have waived some
  for (claims::Letter const& letter : claim.accrual.letters) {
    bool const is_seen = std::ranges::find(fees, letter.date, &LateFee::date) != fees.end();
    if (letter.date < since || letter.fee_minor == 0 || is_seen || (stays && stays(letter.date))) continue;
    std::int64_t const minor = std::min(claims::fees_kept(claim.accrual, letter.date), room);
    if (minor <= 0) continue;
    room -= minor;
    fees.push_back({letter.date, minor});
  }
  return fees;
}

}  // namespace engine

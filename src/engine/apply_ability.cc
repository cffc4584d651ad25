// Rules for ability statements: kept by consent, taken back, read by staff, over by themselves.
//
// The answers are nowhere here: they lie sealed beside the books, and an entry only says that there are some.
#include "engine/decision.h"

namespace engine {

namespace {

using arrangements::AbilityStatement;

AbilityStatement const* find_kept(Decision const& d, base::DebtorId debtor) {
  AbilityStatement const* const found = d.state().ability_statements.find(debtor);
  return found != nullptr && found->state == arrangements::StatementState::kKept ? found : nullptr;
}

}  // namespace

Refused decide(Decision& d, KeepAbility const& c) {
  if (d.state().debtors.find(c.debtor) == nullptr) return Refusal::kDebtorNotFound;
  // Words that are not shown any more were not read by whoever sends them now.
  if (c.consent != arrangements::kAbilityConsent) return Refusal::kAbilityConsent;
  base::Date const today = d.context().now.date;
  std::int32_t const days = d.context().rules.ability_policy(d.state().authority).keep_days;
  d.emit(AbilityKept{c.debtor, c.consent, {today.days + days}, today});
  return std::nullopt;
}

Refused decide(Decision& d, TakeBackAbility const& c) {
  if (find_kept(d, c.debtor) == nullptr) return Refusal::kAbilityNotKept;
  d.emit(AbilityEnded{c.debtor, arrangements::StatementState::kTakenBack, d.context().now.date});
  return std::nullopt;
}

Refused decide(Decision& d, ReadAbility const& c) {
  AbilityStatement const* const found = find_kept(d, c.debtor);
  base::Date const today = d.context().now.date;
  if (found == nullptr || !found->is_kept_on(today)) return Refusal::kAbilityNotKept;
  d.emit(AbilityRead{c.debtor, today});
  return std::nullopt;
}

Refused decide(Decision& d, ExpireAbility const& c) {
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  for (base::DebtorId const debtor : c.debtors) {
    AbilityStatement const* const found = find_kept(d, debtor);
    if (found == nullptr || found->is_kept_on(c.date)) continue;
    d.emit(AbilityEnded{debtor, arrangements::StatementState::kExpired, c.date});
  }
  return std::nullopt;
}

}  // namespace engine

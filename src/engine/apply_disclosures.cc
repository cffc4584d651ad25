// Rules for telling another authority what a debtor owes. Staff record the debtor's consent or the section of an act;
// the debtor, logged in, records a consent alone. A consent is taken back by whoever gave it, at once.
#include "engine/decision.h"

namespace engine {

namespace {

using claims::Disclosure;
using claims::DisclosureBasis;

bool is_debtor_self(Decision const& d, base::DebtorId debtor) {
  // Whoever acts for the debtor decides nothing about who else is told.
  return d.context().actor == claims::actor_for(debtor, debtor);
}

}  // namespace

Refused decide(Decision& d, AllowDisclosure const& c) {
  bool const is_staff = d.context().actor.starts_with(kClerkActor);
  bool const is_own_consent = is_debtor_self(d, c.debtor) && c.basis == DisclosureBasis::kConsent;
  if (!is_staff && !is_own_consent) return Refusal::kNotAPerson;
  if (c.words.size() > kTextLimit) return Refusal::kTextTooLong;
  if (c.words.empty()) return Refusal::kDisclosureWords;
  base::Date const today = d.context().now.date;
  // Nobody consents to what has been told before.
  bool const dates_fit = c.first >= today && (!c.last || *c.last >= c.first);
  if (!dates_fit) return Refusal::kDisclosureDates;
  if (d.state().debtors.find(c.debtor) == nullptr) return Refusal::kDebtorNotFound;
  if (!c.to || c.to == d.state().authority) return Refusal::kDisclosureToSelf;
  bool exists = false;
  d.state().disclosures.each([&](Disclosure const& each) {
    exists |= each.debtor == c.debtor && each.to == c.to && each.meets(c.first, c.last);
  });
  if (exists) return Refusal::kDisclosureExists;
  d.emit(DisclosureAllowed{{d.new_id()}, c.debtor, c.to, c.basis, c.words, c.first, c.last, today});
  return std::nullopt;
}

Refused decide(Decision& d, EndDisclosure const& c) {
  if (c.reason.size() > kTextLimit) return Refusal::kTextTooLong;
  if (c.reason.empty()) return Refusal::kReasonMissing;
  Disclosure const* const found = d.state().disclosures.find(c.disclosure);
  if (found == nullptr) return Refusal::kDisclosureNotFound;
  bool const is_staff = d.context().actor.starts_with(kClerkActor);
  bool const is_debtor = is_debtor_self(d, found->debtor);
  if (!is_staff && !is_debtor) return Refusal::kDisclosureNotFound;
  if (is_debtor && found->basis == DisclosureBasis::kLaw) return Refusal::kDisclosureByLaw;
  if (found->ended) return Refusal::kDisclosureEnded;
  d.emit(DisclosureEnded{found->id, c.reason, d.context().now.date});
  return std::nullopt;
}

}  // namespace engine

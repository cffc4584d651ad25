// Rules for those who may act for a debtor. Staff enter it from what they have seen: nobody makes themselves somebody's
// representative. It is ended by staff, by the representative, and by the debtor, unless a guardian was appointed.
#include "engine/decision.h"

namespace engine {

namespace {

using claims::Representation;
using claims::RepresentationBasis;

}  // namespace

Refused decide(Decision& d, GrantRepresentation const& c) {
  if (!d.context().actor.starts_with(kClerkActor)) return Refusal::kNotAPerson;
  base::Date const today = d.context().now.date;
  if (c.last && (*c.last < c.first || *c.last < today)) return Refusal::kRepresentationDates;
  if (d.state().debtors.find(c.debtor) == nullptr) return Refusal::kDebtorNotFound;
  std::span<ResolvedParty> const parties = d.context().parties;
  if (c.party < 0 || static_cast<std::size_t>(c.party) >= parties.size()) return Refusal::kDebtorNotFound;
  ResolvedParty& party = parties[parties[static_cast<std::size_t>(c.party)].same_as];
  // Who cannot log in cannot act.
  if (party.kind != claims::DebtorKind::kPerson) return Refusal::kRepresentativeKind;
  if (party.debtor && party.debtor == c.debtor) return Refusal::kRepresentsSelf;
  bool exists = false;
  d.state().representations.each([&](Representation const& each) {
    exists |= party.debtor && each.debtor == c.debtor && each.representative == party.debtor &&
              each.meets(std::max(c.first, today), c.last);
  });
  if (exists) return Refusal::kRepresentationExists;
  if (!party.debtor) {
    party.debtor = {d.new_id()};
    d.emit(DebtorAdded{party.debtor, party.kind});
  }
  d.emit(RepresentationGranted{{d.new_id()}, c.debtor, party.debtor, c.scope, c.basis, c.first, c.last, today});
  return std::nullopt;
}

Refused decide(Decision& d, EndRepresentation const& c) {
  if (c.reason.size() > kTextLimit) return Refusal::kTextTooLong;
  if (c.reason.empty()) return Refusal::kReasonMissing;
  Representation const* const found = d.state().representations.find(c.representation);
  if (found == nullptr) return Refusal::kRepresentationNotFound;
  std::string_view const actor = d.context().actor;
  bool const is_staff = actor.starts_with(kClerkActor);
  bool const is_representative = claims::is_actor(actor, found->representative);
  // Whoever is acted for ends it as themselves; somebody else who acts for them does not.
  bool const is_debtor = actor == claims::actor_for(found->debtor, found->debtor);
  if (!is_staff && !is_representative && !is_debtor) return Refusal::kRepresentationNotFound;
  if (is_debtor && found->basis == RepresentationBasis::kGuardianship) return Refusal::kGuardianship;
  if (found->ended) return Refusal::kRepresentationEnded;
  d.emit(RepresentationEnded{found->id, c.reason, d.context().now.date});
  return std::nullopt;
}

}  // namespace engine

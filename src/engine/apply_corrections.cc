// Rules for what is put right or let go later: write-downs, another owner, another debtor, another national id.
#include <algorithm>

#include "engine/decision.h"

namespace engine {

using claims::Claim;

Refused decide(Decision& d, WriteDown const& c) {
  if (c.note.size() > kTextLimit) return Refusal::kTextTooLong;
  auto const found = d.usable(c.claim, std::string{claims::name_of(c.reason)}, c.date);
  if (!found) return found.error();
  Claim const& claim = **found;
  claims::Amounts const amounts = c.all ? claim.open : c.amounts;
  for (ledger::Component const component : ledger::kComponents) {
    if (amounts[component] < 0) return Refusal::kAmountNotPositive;
    if (amounts[component] > claim.open[component]) return Refusal::kAmountExceedsOpen;
  }
  if (amounts.total() == 0) return claim.open_minor() == 0 ? Refusal::kClaimSettled : Refusal::kAmountNotPositive;
  base::ClaimId const id = claim.id;
  d.emit(ClaimWrittenDown{id, claim.owner, amounts, c.reason, c.note, c.date});
  d.follow_balance(id);
  return std::nullopt;
}

Refused decide(Decision& d, TransferClaim const& c) {
  auto const found = d.usable(c.claim, c.reason, c.date);
  if (!found) return found.error();
  Claim const& claim = **found;
  if (std::ranges::find(d.state().sources, c.to) == d.state().sources.end()) return Refusal::kUnknownSource;
  if (c.to == claim.owner) return std::nullopt;
  d.emit(ClaimTransferred{claim.id, claim.owner, c.to, claim.charged, c.reason, c.date});
  return std::nullopt;
}

Refused decide(Decision& d, ChangeDebtor const& c) {
  auto const found = d.usable(c.claim, c.reason, c.date);
  if (!found) return found.error();
  Claim const& claim = **found;
  if (std::ranges::find(claim.liable, c.from) == claim.liable.end()) return Refusal::kClaimNotOfDebtor;
  std::span<ResolvedParty> const parties = d.context().parties;
  if (c.party < 0 || static_cast<std::size_t>(c.party) >= parties.size()) return Refusal::kDebtorNotFound;
  ResolvedParty& party = parties[parties[static_cast<std::size_t>(c.party)].same_as];
  if (party.debtor && std::ranges::find(claim.liable, party.debtor) != claim.liable.end()) {
    return Refusal::kDebtorAlreadyLiable;
  }
  base::ClaimId const id = claim.id;
  if (!party.debtor) {
    party.debtor = {d.new_id()};
    d.emit(DebtorAdded{party.debtor, party.kind});
  }
  d.emit(DebtorChanged{id, c.from, party.debtor, c.reason, c.date});
  return std::nullopt;
}

Refused decide(Decision& d, ChangeNationalId const& c) {
  if (c.reason.size() > kTextLimit) return Refusal::kTextTooLong;
  if (c.reason.empty()) return Refusal::kReasonMissing;
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  claims::Debtor const* const debtor = d.state().debtors.find(c.debtor);
  std::span<ResolvedParty> const parties = d.context().parties;
  bool const is_party = c.party >= 0 && static_cast<std::size_t>(c.party) < parties.size();
  if (debtor == nullptr || !is_party) return Refusal::kDebtorNotFound;
  ResolvedParty& party = parties[parties[static_cast<std::size_t>(c.party)].same_as];
  if (party.kind != debtor->kind || party.kind == claims::DebtorKind::kUnknown) return Refusal::kNationalIdOfOtherKind;
  // A former id of the same debtor may come back; one that finds somebody else would make two people one.
  if (party.debtor && party.debtor != c.debtor) return Refusal::kNationalIdOfOther;
  party.debtor = c.debtor;
  d.emit(NationalIdChanged{c.debtor, c.reason, c.date});
  return std::nullopt;
}

}  // namespace engine

// Rules for commands about one claim.
#include <algorithm>

#include "claims/liability.h"
#include "engine/claim_law.h"

namespace engine {

namespace {

using claims::Claim;
using claims::ClaimState;

bool too_long(std::string const& text) { return text.size() > kTextLimit; }

Refused check_amount(std::int64_t minor) {
  if (minor <= 0) return Refusal::kAmountNotPositive;
  if (!base::in_money_range(minor)) return Refusal::kAmountOutOfRange;
  return std::nullopt;
}

struct Change {
  ledger::Component component;
  AmountCause cause;
  std::int64_t delta_minor;
  std::string const& reason;
  base::Date date;
};

/// Raises or lowers one component, frees what had been paid of the part that goes, and follows the balance.
Refused change_amount(Decision& d, Claim const& claim, Change const& change) {
  if (change.delta_minor > 0 && claim.state == ClaimState::kHandedOver) return Refusal::kClaimHandedOver;
  auto const charged = base::add_minor(claim.charged.total(), change.delta_minor);
  if (!charged) return Refusal::kAmountOutOfRange;
  if (claim.charged[change.component] + change.delta_minor < 0) return Refusal::kLoweredBelowZero;
  std::int64_t const beyond_open = -change.delta_minor - claim.open[change.component];
  base::ClaimId const id = claim.id;
  d.emit(AmountChanged{id, claim.owner, change.component, change.cause, change.delta_minor,
                       d.parts_to_free(id, change.component, beyond_open), change.reason, change.date});
  d.follow_balance(id);
  return std::nullopt;
}

Refused check_dates(claims::ClaimDates const& dates, base::Date today) {
  if (dates.issued > today) return Refusal::kDateInFuture;
  if (dates.period_first && dates.period_last && *dates.period_last < *dates.period_first) {
    return Refusal::kPeriodReversed;
  }
  if (dates.due < dates.issued) return Refusal::kDueBeforeIssued;
  if (dates.last_payment_day < dates.due) return Refusal::kLastPaymentDayBeforeDue;
  return std::nullopt;
}

/// A fee that a source has charged by itself. Where a law is chosen, no fee of a letter may be above the highest that
/// the law has for any letter that day, and a hold stops it; what the reason means is the source's own matter.
Refused check_cap(Decision& d, Claim const& claim, std::int64_t minor, base::Date date) {
  auto const law = d.context().rules.law.find(d.state().authority, claim.type);
  if (!law) return std::nullopt;
  if (is_stopped(d.state(), claim, date, &claims::HoldEffects::fees)) return Refusal::kFeeOnHold;
  std::int64_t highest = 0;
  for (law::Fee const& fee : law->pack->fees) {
    if (!law::applies_to(fee.applies, debtor_class(d.state(), claim))) continue;
    highest = std::max(highest, law::cap_on(fee, date).value_or(0));
  }
  auto const cost = collection_cost(d.state(), claim, *law->pack, date);
  if (minor <= std::max(highest, cost.value_or(0))) return std::nullopt;
  return cost ? Refusal::kFeeAboveCap : cost.error();
}

/// A source may not raise by an amendment what the law charges.
Refused check_raised(Decision& d, Claim const& claim, AmendClaim const& c, std::int64_t delta) {
  if (c.component == ledger::Component::kFee) return check_cap(d, claim, delta, c.date);
  if (c.component != ledger::Component::kInterest) return std::nullopt;
  auto const law = d.context().rules.law.find(d.state().authority, claim.type);
  return law ? Refused{Refusal::kInterestByLaw} : std::nullopt;
}

Refused check_amounts(claims::Amounts const& amounts) {
  std::int64_t sum = 0;
  for (std::int64_t const minor : amounts.minor) {
    if (minor < 0) return Refusal::kAmountNotPositive;
    auto const next = base::add_minor(sum, minor);
    if (!next) return Refusal::kAmountOutOfRange;
    sum = *next;
  }
  // Nothing is a sum too: some sources register a claim first and tell its fee later.
  return std::nullopt;
}

Refused check_shares(RegisterClaim const& c) {
  if (c.shares.empty() && c.shares_of == 0) return std::nullopt;
  if (c.shares.size() != c.parties.size() || c.shares_of > claims::kPartsLimit) return Refusal::kSharesDoNotAddUp;
  std::int64_t left = c.shares_of;
  for (std::int64_t const parts : c.shares) {
    if (parts < 1 || parts > left) return Refusal::kSharesDoNotAddUp;
    left -= parts;
  }
  return left == 0 ? Refused{} : Refusal::kSharesDoNotAddUp;
}

}  // namespace

Refused decide(Decision& d, RegisterClaim const& c) {
  if (too_long(c.reference) || too_long(c.type)) return Refusal::kTextTooLong;
  if (c.reference.empty()) return Refusal::kReferenceMissing;
  if (c.type.empty()) return Refusal::kTypeMissing;
  if (Refused const refused = check_amounts(c.amounts)) return refused;
  if (Refused const refused = check_dates(c.dates, d.context().now.date)) return refused;
  if (Refused const refused = check_shares(c)) return refused;
  if (d.state().find_claim({{}, c.source, c.reference}) != nullptr) return Refusal::kReferenceInUse;

  std::vector<base::DebtorId> liable;
  std::vector<std::int64_t> shares;
  for (std::size_t i = 0; i < c.parties.size(); ++i) {
    std::span<ResolvedParty> const parties = d.context().parties;
    ResolvedParty& party = parties[parties[static_cast<std::size_t>(c.parties[i])].same_as];
    if (!party.debtor) {
      party.debtor = {d.new_id()};
      d.emit(DebtorAdded{party.debtor, party.kind});
    }
    auto const known = std::ranges::find(liable, party.debtor);
    std::int64_t const parts = c.shares.empty() ? 0 : c.shares[i];
    if (known == liable.end()) {
      liable.push_back(party.debtor);
      shares.push_back(parts);
    } else {
      shares[static_cast<std::size_t>(known - liable.begin())] += parts;  // the same one twice owes both shares
    }
  }
  if (liable.empty()) {
    liable.push_back({d.new_id()});
    d.emit(DebtorAdded{liable.front(), claims::DebtorKind::kUnknown});
  }
  base::ClaimId const id{d.new_id()};
  d.emit(ClaimRegistered{id, c.source, c.reference, c.type, c.dates, std::move(liable), c.amounts});
  if (!c.shares.empty() && shares.size() > 1) d.emit(SharesSet{id, std::move(shares)});
  d.follow_balance(id);
  return std::nullopt;
}

Refused decide(Decision& d, AmendClaim const& c) {
  if (c.minor < 0 || (c.minor == 0 && c.mode != AmendMode::kToTotal)) return Refusal::kAmountNotPositive;
  if (!base::in_money_range(c.minor)) return Refusal::kAmountOutOfRange;
  auto const claim = d.usable(c.claim, c.reason, c.date);
  if (!claim) return claim.error();
  std::int64_t delta = c.minor;
  if (c.mode == AmendMode::kDownBy) delta = -c.minor;
  if (c.mode == AmendMode::kToTotal) delta = c.minor - (*claim)->charged[c.component];
  if (delta > 0) {
    if (Refused const refused = check_raised(d, **claim, c, delta)) return refused;
  }
  // What interest runs have posted is theirs to take back; it is let go by a write-down.
  if (c.component == ledger::Component::kInterest && delta < 0 && !(*claim)->accrual.interest.empty() &&
      (*claim)->charged[c.component] + delta < claims::sum_of((*claim)->accrual.interest)) {
    return Refusal::kInterestByLaw;
  }
  return change_amount(d, **claim, {c.component, AmountCause::kAmended, delta, c.reason, c.date});
}

Refused decide(Decision& d, AddFee const& c) {
  if (Refused const refused = check_amount(c.minor)) return refused;
  auto const claim = d.usable(c.claim, c.reason, c.date);
  if (!claim) return claim.error();
  if (Refused const refused = check_cap(d, **claim, c.minor, c.date)) return refused;
  return change_amount(d, **claim, {ledger::Component::kFee, AmountCause::kFeeAdded, c.minor, c.reason, c.date});
}

Refused decide(Decision& d, WaiveFee const& c) {
  if (c.minor < 0) return Refusal::kAmountNotPositive;
  auto const claim = d.usable(c.claim, c.reason, c.date);
  if (!claim) return claim.error();
  std::int64_t const minor = c.minor == 0 ? (*claim)->charged[ledger::Component::kFee] : c.minor;
  return change_amount(d, **claim, {ledger::Component::kFee, AmountCause::kFeeWaived, -minor, c.reason, c.date});
}

Refused decide(Decision& d, OpenObjection const& c) {
  if (too_long(c.reason)) return Refusal::kTextTooLong;
  auto const claim = d.usable(c.claim, c.objection, c.date);
  if (!claim) return claim.error();
  if (c.objection.starts_with(enquiries::kKeyStart)) return Refusal::kOfEnquiry;
  if (std::ranges::binary_search((*claim)->open_objections, c.objection)) return Refusal::kObjectionAlreadyOpen;
  d.emit(ObjectionOpened{(*claim)->id, c.objection, c.reason, c.date});
  return std::nullopt;
}

Refused decide(Decision& d, ResolveObjection const& c) {
  auto const claim = d.usable(c.claim, c.objection, c.date);
  if (!claim) return claim.error();
  if (!std::ranges::binary_search((*claim)->open_objections, c.objection)) return Refusal::kNoSuchObjection;
  // It has reasons to be given and somebody to be told.
  if (c.objection.starts_with(enquiries::kKeyStart)) return Refusal::kOfEnquiry;
  d.emit(ObjectionResolved{(*claim)->id, c.objection, c.outcome, c.date});
  return std::nullopt;
}

Refused decide(Decision& d, CancelClaim const& c) {
  auto const found = d.usable(c.claim, c.reason, c.date);
  if (!found) return found.error();
  Claim const& claim = **found;
  auto const to = claims::next_state(claim.state, claims::LifeCycleEvent::kCancelled);
  if (!to) return Refusal::kClaimHandedOver;
  std::vector<PaymentPart> freed;
  for (ledger::Component const component : ledger::kComponents) {
    std::int64_t const paid = claim.charged[component] - claim.open[component];
    for (PaymentPart const& part : d.parts_to_free(claim.id, component, paid)) freed.push_back(part);
  }
  base::ClaimId const id = claim.id;
  ClaimState const from = claim.state;
  d.emit(ClaimCancelled{id, claim.owner, claim.open, std::move(freed), c.reason, c.date});
  d.emit(ClaimStateChanged{id, from, *to, claims::LifeCycleEvent::kCancelled});
  return std::nullopt;
}

Refused decide(Decision& d, HandOverClaim const& c) {
  auto const found = d.usable(c.claim, c.recipient, c.date);
  if (!found) return found.error();
  Claim const& claim = **found;
  auto const to = claims::next_state(claim.state, claims::LifeCycleEvent::kHandedOver);
  if (!to) return claim.state == ClaimState::kSettled ? Refusal::kClaimSettled : Refusal::kClaimHandedOver;
  if (is_stopped(d.state(), claim, c.date, &claims::HoldEffects::escalation, claims::HoldKind::kVulnerable)) {
    return Refusal::kHandOverOnHold;
  }
  bool const protects = is_stopped(d.state(), claim, c.date, &claims::HoldEffects::escalation);
  if (protects && claim.course.find(claims::kHandOverDecided) == nullptr) return Refusal::kNeedsDecision;
  ClaimState const from = claim.state;
  base::ClaimId const id = claim.id;
  d.emit(ClaimHandedOver{id, c.recipient, claim.open, c.date});
  d.emit(ClaimStateChanged{id, from, *to, claims::LifeCycleEvent::kHandedOver});
  return std::nullopt;
}

Refused decide(Decision& d, RecallClaim const& c) {
  auto const found = d.usable(c.claim, c.reason, c.date);
  if (!found) return found.error();
  Claim const& claim = **found;
  auto const to = claims::next_state(claim.state, claims::LifeCycleEvent::kRecalled);
  if (!to) return Refusal::kClaimNotHandedOver;
  if (!claim.accrual.absences.empty() && c.date < claim.accrual.absences.back().handed_over) {
    return Refusal::kRecalledBeforeHandOver;
  }
  base::ClaimId const id = claim.id;
  ClaimState const from = claim.state;
  d.emit(ClaimRecalled{id, c.reason, c.date});
  d.emit(ClaimStateChanged{id, from, *to, claims::LifeCycleEvent::kRecalled});
  return std::nullopt;
}

}  // namespace engine

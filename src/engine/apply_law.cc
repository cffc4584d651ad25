// Rules for holds, interest and letters: what the law of the claim's type lets happen.
#include <algorithm>

#include "engine/claim_law.h"
#include "engine/interest_due.h"

namespace engine {

namespace {

using claims::Claim;
using claims::Hold;

/// The holds that a command is about, or why there are none.
std::expected<std::vector<Hold> const*, Refusal> holds_of(Decision& d, ClaimKey const& key, base::DebtorId debtor,
                                                          base::ClaimId& claim_id) {
  if (debtor) {
    claims::Debtor const* const found = d.state().debtors.find(debtor);
    if (found == nullptr) return std::unexpected(Refusal::kDebtorNotFound);
    return &found->holds;
  }
  auto const claim = d.find(key);
  if (!claim) return std::unexpected(claim.error());
  if ((*claim)->state == claims::ClaimState::kCancelled) return std::unexpected(Refusal::kClaimCancelled);
  claim_id = (*claim)->id;
  return &(*claim)->holds;
}

Refused post_interest(Decision& d, Claim const& claim, base::Date until) {
  if (claim.state == claims::ClaimState::kCancelled) return std::nullopt;
  auto const law = d.context().rules.law.find(d.state().authority, claim.type);
  if (!law) return std::nullopt;
  base::Date const through = std::max(until, claim.accrual.run_through);
  auto due = interest_due(d.state(), claim, d.context().rules, until);
  if (!due) return due.error();
  std::vector<InterestStep> steps = std::move(*due);
  if (steps.empty() && !claim.accrual.to_be_run) return std::nullopt;
  std::int64_t sum = 0;
  for (InterestStep const& step : steps) {
    auto const next = base::add_minor(sum, step.minor);
    if (!next) return Refusal::kAmountOutOfRange;
    sum = *next;
  }
  if (!base::add_minor(claim.charged.total(), sum)) return Refusal::kAmountOutOfRange;
  base::ClaimId const id = claim.id;
  // Interest that was written down and now turns out not to have been owed was no loss.
  std::int64_t const written_down = -sum - claim.charged[ledger::Component::kInterest];
  if (written_down > 0) {
    claims::Amounts amounts;
    amounts[ledger::Component::kInterest] = -written_down;
    d.emit(ClaimWrittenDown{id, claim.owner, amounts, claims::WriteDownReason::kUncollectable, "taken_back",
                            d.context().now.date});
  }
  std::int64_t const beyond_open = -sum - claim.open[ledger::Component::kInterest];
  d.emit(InterestPosted{id, claim.owner, law->pack->code, std::move(steps),
                        d.parts_to_free(id, ledger::Component::kInterest, beyond_open), through});
  d.follow_balance(id);
  return std::nullopt;
}

}  // namespace

Refused decide(Decision& d, PlaceHold const& c) {
  if (c.hold.key.size() > kTextLimit || c.hold.reason.size() > kTextLimit) return Refusal::kTextTooLong;
  if (c.hold.key.empty() || c.hold.reason.empty()) return Refusal::kReasonMissing;
  if (c.hold.last && *c.hold.last < c.hold.first) return Refusal::kHoldEndsBeforeItBegins;
  if (c.hold.key.starts_with(arrangements::kHoldKeyStart)) return Refusal::kHoldOfPlan;
  if (c.hold.key.starts_with(enquiries::kKeyStart)) return Refusal::kOfEnquiry;
  if (c.hold.key.starts_with(help::kKeyStart)) return Refusal::kOfReferral;
  if (c.hold.key.starts_with(payments::kDirectDebitKeyStart)) return Refusal::kOfDirectDebit;
  bool const protects = c.hold.kind == claims::HoldKind::kVulnerable;
  if (protects && !c.debtor) return Refusal::kVulnerableIsOfDebtor;
  base::ClaimId claim;
  auto const holds = holds_of(d, c.claim, c.debtor, claim);
  if (!holds) return holds.error();
  if (claims::find_hold(**holds, c.hold.key) != nullptr) return Refusal::kHoldKeyInUse;
  if (protects) {
    // As if it had been known when that day began; what a person had decided on under an earlier mark stays.
    auto const owed = owed_by(d, c.debtor);
    Refused const refused = waive_fees_since(d, owed, c.hold.first, "vulnerable", DecidedFees::kStay);
    if (refused) return refused;
  }
  d.emit(HoldPlaced{claim, c.debtor, c.hold});
  return std::nullopt;
}

Refused decide(Decision& d, EndHold const& c) {
  if (c.key.size() > kTextLimit) return Refusal::kTextTooLong;
  base::ClaimId claim;
  auto const holds = holds_of(d, c.claim, c.debtor, claim);
  if (!holds) return holds.error();
  claims::Hold const* const hold = claims::find_hold(**holds, c.key);
  if (hold == nullptr) return Refusal::kNoSuchHold;
  // What was asked of somebody since a mark ended was asked by right: a new mark is made for what comes.
  bool const is_over = hold->last && *hold->last < d.context().now.date;
  bool const would_come_back = is_over && c.last > *hold->last;
  if (hold->kind == claims::HoldKind::kVulnerable && would_come_back) return Refusal::kNotVulnerable;
  if (c.key.starts_with(arrangements::kHoldKeyStart)) return Refusal::kHoldOfPlan;
  if (c.key.starts_with(enquiries::kKeyStart)) return Refusal::kOfEnquiry;
  if (c.key.starts_with(help::kKeyStart)) return Refusal::kOfReferral;
  if (c.key.starts_with(payments::kDirectDebitKeyStart)) return Refusal::kOfDirectDebit;
  d.emit(HoldEnded{claim, c.debtor, c.key, c.last});
  return std::nullopt;
}

Refused decide(Decision& d, PostInterest const& c) {
  if (c.until > d.context().now.date) return Refusal::kDateInFuture;
  for (base::ClaimId const id : c.claims) {
    auto const claim = d.find({id, {}, {}});
    if (!claim) return claim.error();
    if (Refused const refused = post_interest(d, **claim, c.until)) return refused;
  }
  return std::nullopt;
}

Refused decide(Decision& d, RecordLetter const& c) {
  auto const found = d.usable(c.claim, c.letter, c.date);
  if (!found) return found.error();
  Claim const& claim = **found;
  LetterRecorded event{claim.id, claim.owner, {}, {c.letter, {}, 0, c.date}, std::nullopt};
  auto const law = d.context().rules.law.find(d.state().authority, claim.type);
  if (law) {
    event.pack = law->pack->code;
  } else if (c.charge_fee) {
    return Refusal::kNoLawForClaim;
  }
  if (c.charge_fee) {
    if (claim.state == claims::ClaimState::kHandedOver) return Refusal::kClaimHandedOver;
    if (claim.state == claims::ClaimState::kSettled) return Refusal::kClaimSettled;
    auto fee = fee_of(d.state(), claim, *law->pack, c.letter, c.date);
    if (!fee && fee.error() == Refusal::kFeeNotInLaw) {
      fee = cost_by_letter(d.state(), claim, *law->pack, c.letter, c.date);
    }
    if (!fee) return fee.error();
    if (!base::add_minor(claim.charged.total(), fee->minor)) return Refusal::kAmountOutOfRange;
    event.letter.fee_minor = fee->minor;
    event.letter.rule = fee->rule;
    event.answer_until = fee->answer_until;
  }
  d.emit(std::move(event));
  return std::nullopt;
}

}  // namespace engine

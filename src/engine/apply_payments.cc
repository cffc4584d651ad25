// Rules for commands about money: payments, credit, refunds and payment attempts.
#include <algorithm>
#include <deque>

#include "claims/liability.h"
#include "engine/decision.h"
#include "engine/receipt.h"

namespace engine {

Refused check_money(Decision const& d, std::int64_t minor, base::Date date) {
  if (minor <= 0) return Refusal::kAmountNotPositive;
  if (!base::in_money_range(minor)) return Refusal::kAmountOutOfRange;
  if (date > d.context().now.date) return Refusal::kDateInFuture;
  return std::nullopt;
}

namespace {

using payments::AttemptState;

std::expected<std::vector<payments::Choice>, Refusal> resolve(Decision const& d,
                                                              std::vector<ChosenClaim> const& chosen) {
  std::vector<payments::Choice> choices;
  for (ChosenClaim const& item : chosen) {
    auto const claim = d.find(item.claim);
    if (!claim) return std::unexpected(claim.error());
    choices.push_back({(*claim)->id, item.limit_minor});
  }
  return choices;
}

/// Who pays: as said, or the first liable debtor of the first chosen claim.
std::expected<base::DebtorId, Refusal> payer_of(Decision const& d, base::DebtorId said,
                                                std::vector<payments::Choice> const& choices) {
  base::DebtorId payer = said;
  if (!payer && !choices.empty()) payer = d.state().claims.find(choices.front().claim)->liable.front();
  if (d.state().debtors.find(payer) == nullptr) return std::unexpected(Refusal::kDebtorNotFound);
  return payer;
}

bool is_liable(claims::Claim const& claim, base::DebtorId debtor) {
  return std::ranges::find(claim.liable, debtor) != claim.liable.end();
}

/// The interest on the claim that was posted for days after `date`. Money that came by then meets none of it: the next
/// interest run takes back what should not have been posted, and what the money covers must be as if it had been
/// recorded in time.
std::int64_t posted_after(claims::Claim const& claim, base::Date date) {
  std::int64_t sum = 0;
  for (claims::DatedChange const& change : claim.accrual.interest) {
    if (change.date > date) sum += change.minor;
  }
  return sum;
}

payments::Spread spread_over_state(Decision const& d, base::DebtorId debtor, std::int64_t minor, base::Date value_date,
                                   std::vector<payments::Choice> const& choices) {
  std::vector<claims::Claim const*> claims;
  std::deque<claims::Claim> as_they_were;
  std::vector<payments::Cap> caps;
  d.state().claims.each([&](claims::Claim const& claim) {
    if (choices.empty() && !is_liable(claim, debtor)) return;
    // Who pays without a choice pays the own share; a claim that was chosen takes what is open.
    if (!claim.shares.empty()) caps.push_back({claim.id, claims::open_for(claim, debtor)});
    std::int64_t const later = posted_after(claim, value_date);
    if (later <= 0) {
      claims.push_back(&claim);
      return;
    }
    std::int64_t& open = as_they_were.emplace_back(claim).open[ledger::Component::kInterest];
    open = std::max<std::int64_t>(0, open - later);
    claims.push_back(&as_they_were.back());
  });
  return payments::spread(minor, claims, choices, order_for(d.context().rules, d.state().authority, claims), caps);
}

template <class Parts>
void follow_balances(Decision& d, Parts const& claim_ids) {
  std::vector<base::ClaimId> ids(claim_ids.begin(), claim_ids.end());
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  for (base::ClaimId const id : ids) d.follow_balance(id);
}

constexpr std::int32_t kReceiptDays = 14;  // of money that came longer ago, the payer has long known

/// A message to the payer that the money is here: one for the payment, about the claims of the first procedure that
/// has receipts. Money that a department has taken in itself is the department's to receipt.
void plan_receipt(Decision& d, base::PaymentId payment, Receipt const& receipt, std::vector<base::ClaimId> claims) {
  base::Date const today = d.context().now.date;
  if (receipt.means == ledger::Means::kSource || receipt.value_date.days < today.days - kReceiptDays) return;
  claims::Debtor const* const payer = d.state().debtors.find(receipt.payer);
  if (payer == nullptr || payer->kind == claims::DebtorKind::kUnknown) return;
  dunning::Procedure const* procedure = nullptr;
  std::ranges::sort(claims);
  claims.erase(std::ranges::unique(claims).begin(), claims.end());
  std::erase_if(claims, [&](base::ClaimId id) {
    claims::Claim const& claim = *d.state().claims.find(id);
    auto const law = d.context().rules.law.find(d.state().authority, claim.type);
    if (!law || law->procedure == nullptr || law->procedure->receipt.message.empty()) return true;
    // Who pays for somebody else learns nothing about what that one owes.
    if (!is_liable(claim, receipt.payer)) return true;
    if (procedure == nullptr) procedure = law->procedure;
    return law->procedure != procedure;
  });
  if (claims.empty()) return;
  d.emit(MessagePlanned{{d.new_id()},
                        receipt.payer,
                        procedure->identity(),
                        dunning::receipt_step(payment),
                        procedure->receipt.message,
                        std::move(claims),
                        procedure->receipt.channels,
                        false,
                        today,
                        std::nullopt,
                        receipt.minor,
                        0});
}

}  // namespace

base::PaymentId receive(Decision& d, Receipt const& receipt, std::vector<payments::Choice> const& choices) {
  payments::Spread spread = spread_over_state(d, receipt.payer, receipt.minor, receipt.value_date, choices);
  std::vector<base::ClaimId> touched;
  for (payments::Allocation const& part : spread.allocations) touched.push_back(part.claim);
  std::vector<base::ClaimId> meant_for;
  for (payments::Choice const& choice : choices) meant_for.push_back(choice.claim);
  base::PaymentId const id{d.new_id()};
  d.emit(PaymentRecorded{id, receipt.payer, receipt.means, receipt.minor, std::move(spread.allocations),
                         spread.left_minor, receipt.value_date, receipt.external_reference, std::move(meant_for)});
  follow_balances(d, touched);
  plan_receipt(d, id, receipt, std::move(touched));
  return id;
}

void count_again(Decision& d, std::vector<PaymentPart> const& freed) {
  for (PaymentPart const& part : freed) {
    payments::Payment const* const payment = d.state().payments.find(part.payment);
    claims::Claim const* const claim = d.state().claims.find(part.allocation.claim);
    // What somebody else paid for them is theirs to say.
    if (payment == nullptr || claim == nullptr || !is_liable(*claim, part.payer)) continue;
    base::Date const came = payment->value_date;
    payments::Choice const choice{part.allocation.claim, part.allocation.minor};
    payments::Spread const spread = spread_over_state(d, part.payer, part.allocation.minor, came, {choice});
    std::vector<PaymentPart> parts;
    for (payments::Allocation const& each : spread.allocations) parts.push_back({part.payment, part.payer, each});
    if (parts.empty()) continue;
    d.emit(CreditApplied{part.payer, std::move(parts), came});
    d.follow_balance(part.allocation.claim);
  }
}

Refused decide(Decision& d, RecordPayment const& c) {
  if (c.external_reference.size() > kTextLimit) return Refusal::kTextTooLong;
  if (Refused const refused = check_money(d, c.minor, c.value_date)) return refused;
  auto const choices = resolve(d, c.chosen);
  if (!choices) return choices.error();
  auto const payer = payer_of(d, c.payer, *choices);
  if (!payer) return payer.error();
  receive(d, {*payer, c.means, c.minor, c.value_date, c.external_reference}, *choices);
  return std::nullopt;
}

Refused decide(Decision& d, AllocateCredit const& c) {
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  auto const choices = resolve(d, c.chosen);
  if (!choices) return choices.error();
  auto const debtor = payer_of(d, c.debtor, *choices);
  if (!debtor) return debtor.error();
  payments::Spread const spread =
      spread_over_state(d, *debtor, d.state().debtors.find(*debtor)->credit_minor, c.date, *choices);

  // The oldest credit is used first.
  struct Source {
    base::PaymentId payment;
    std::int64_t left_minor;
  };
  std::vector<Source> sources;
  base::Date last_came = c.date;
  d.state().payments.each([&](payments::Payment const& p) {
    if (p.payer != *debtor || p.credit_minor <= 0) return;
    sources.push_back({p.id, p.credit_minor});
    last_came = std::max(last_came, p.value_date);
  });
  if (c.date < last_came) return Refusal::kBeforeMoneyCame;
  std::vector<PaymentPart> parts;
  std::vector<base::ClaimId> touched;
  std::size_t next = 0;
  for (payments::Allocation allocation : spread.allocations) {
    touched.push_back(allocation.claim);
    std::int64_t rest = allocation.minor;
    while (rest > 0 && next < sources.size()) {
      std::int64_t const part = std::min(rest, sources[next].left_minor);
      parts.push_back({sources[next].payment, *debtor, {allocation.claim, allocation.component, part}});
      rest -= part;
      sources[next].left_minor -= part;
      if (sources[next].left_minor == 0) ++next;
    }
  }
  if (parts.empty()) return std::nullopt;
  d.emit(CreditApplied{*debtor, std::move(parts), c.date});
  follow_balances(d, touched);
  return std::nullopt;
}

Refused decide(Decision& d, ReversePayment const& c) {
  if (c.reason.size() > kTextLimit) return Refusal::kTextTooLong;
  if (c.reason.empty()) return Refusal::kReasonMissing;
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  payments::Payment const* payment = d.state().payments.find(c.payment);
  if (payment == nullptr) return Refusal::kPaymentNotFound;
  if (payment->state == payments::PaymentState::kReversed) return Refusal::kPaymentAlreadyReversed;
  if (payment->refunded_minor > 0) return Refusal::kPaymentRefunded;
  if (c.date < payment->value_date) return Refusal::kBeforeMoneyCame;
  std::vector<base::ClaimId> touched;
  for (payments::Allocation const& part : payment->allocations) touched.push_back(part.claim);
  d.emit(PaymentReversed{payment->id, payment->payer, payment->means, payment->allocations, payment->credit_minor,
                         c.reason, c.date});
  follow_balances(d, touched);
  return std::nullopt;
}

Refused decide(Decision& d, StartAttempt const& c) {
  if (c.reference.size() > kTextLimit || c.provider.size() > kTextLimit) return Refusal::kTextTooLong;
  if (c.reference.empty()) return Refusal::kReferenceMissing;
  if (d.state().debtors.find(c.payer) == nullptr) return Refusal::kDebtorNotFound;
  if (c.choices.empty()) return Refusal::kNothingChosen;
  std::int64_t sum = 0;
  for (payments::Choice const& choice : c.choices) {
    claims::Claim const* claim = d.state().claims.find(choice.claim);
    if (claim == nullptr) return Refusal::kClaimNotFound;
    if (!is_liable(*claim, c.payer)) return Refusal::kClaimNotOfDebtor;
    if (!choice.limit_minor || *choice.limit_minor <= 0) return Refusal::kNothingChosen;
    if (claim->state == claims::ClaimState::kCancelled) return Refusal::kClaimCancelled;
    if (claim->state == claims::ClaimState::kHandedOver) return Refusal::kClaimHandedOver;
    std::int64_t const open_minor = claims::open_for(*claim, c.payer);
    if (open_minor == 0) return Refusal::kClaimSettled;
    if (*choice.limit_minor > open_minor) return Refusal::kAmountExceedsOpen;
    if (std::ranges::count(c.choices, choice.claim, &payments::Choice::claim) > 1) return Refusal::kAmountExceedsOpen;
    auto const next = base::add_minor(sum, *choice.limit_minor);
    if (!next) return Refusal::kAmountOutOfRange;
    sum = *next;
  }
  d.emit(AttemptStarted{{d.new_id()}, c.payer, c.provider, c.reference, sum, c.choices, d.context().now.instant});
  return std::nullopt;
}

Refused decide(Decision& d, AdvanceAttempt const& c) {
  payments::PaymentAttempt const* attempt = d.state().attempts.find(c.attempt);
  if (attempt == nullptr) return Refusal::kAttemptNotFound;
  // Messages from a provider come late, twice and in any order. A step that the table does not have is old news.
  if (!payments::may_become(attempt->state, c.to)) return std::nullopt;
  base::PaymentId payment;
  if (c.to == AttemptState::kCaptured) {
    if (c.captured_minor <= 0) return Refusal::kCapturedAmountMissing;
    if (Refused const refused = check_money(d, c.captured_minor, c.value_date)) return refused;
    payment =
        receive(d, {attempt->payer, c.means, c.captured_minor, c.value_date, attempt->reference}, attempt->choices);
  }
  d.emit(AttemptAdvanced{c.attempt, c.to, payment});
  return std::nullopt;
}

}  // namespace engine

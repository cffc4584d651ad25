// Rules for direct debit: mandates, and what is collected by them.
//
// A claim is planned when its last payment day comes within the days that the authority has decided on, so early that
// the debtor has been told in time and the bank can be. From then on its course waits. What comes to nothing leaves
// some days to pay by other means, without a fee. Only claims that one debtor owes alone are collected: nobody's
// account is charged for what others owe as well. Where the law is silent, what we chose is in
// docs/decisions/0029-direct-debit.md.
#include <algorithm>
#include <map>

#include "engine/arrangement_debts.h"
#include "engine/decision.h"
#include "engine/receipt.h"

namespace engine {

namespace {

using claims::Claim;
using payments::Collection;
using payments::CollectionState;
using payments::Mandate;
using payments::MandateState;

constexpr char const* kReason = "direct_debit";
/// Of a hold's key, where the money came and something is still owed.
constexpr char const* kRest = "/rest";
constexpr char const* kFreshReason = "after_direct_debit";

payments::DirectDebitPolicy policy_of(Decision const& d) {
  return d.context().rules.direct_debit_policy(d.state().authority);
}

/// The last day on which the bank can be told of a collection on `day`.
base::Date last_sending_day(law::Calendar const& calendar, base::Date day, std::int32_t bank_days) {
  while (bank_days > 0) {
    --day.days;
    bank_days -= law::is_bank_day(calendar, day);
  }
  return day;
}

/// Nothing if the claim is under no law that is known here, and so under no calendar.
law::Calendar const* calendar_of(Decision const& d, Claim const& claim) {
  auto const law = d.context().rules.law.find(d.state().authority, claim.type);
  return law ? &law->pack->calendar : nullptr;
}

/// Whether the debtor's account may be charged for it: owed by nobody else, not in dispute, in a plan or in a pause.
/// `own` is the collection's hold, which keeps nothing from itself.
bool is_collectable(Decision const& d, Claim const& claim, base::DebtorId debtor, base::Date on,
                    std::string const& own) {
  if (claim.state != claims::ClaimState::kOpen || claim.open_minor() == 0 || claim.disputed()) return false;
  if (claim.liable.size() != 1 || claim.liable.front() != debtor) return false;
  auto const stops = [&](claims::Hold const& hold) {
    claims::HoldEffects const& effects = claims::effects_of(hold.kind);
    // Somebody vulnerable may pay as they have chosen to.
    bool const protects = hold.kind == claims::HoldKind::kVulnerable;
    return hold.key != own && !protects && hold.covers(on) && (effects.escalation || effects.contact);
  };
  claims::Debtor const* const row = d.state().debtors.find(debtor);
  return std::ranges::none_of(claim.holds, stops) && (row == nullptr || std::ranges::none_of(row->holds, stops));
}

void tell(Decision& d, Collection const& collection, std::string_view step, base::Date on, base::Date deadline) {
  claims::Debtor const* const debtor = d.state().debtors.find(collection.debtor);
  if (debtor == nullptr || debtor->kind == claims::DebtorKind::kUnknown) return;
  std::vector<base::ClaimId> about;
  for (payments::Choice const& part : collection.parts) about.push_back(part.claim);
  std::string content = country_template(d, about.front(), "direct_debit_" + std::string{step});
  d.emit(MessagePlanned{{d.new_id()},
                        collection.debtor,
                        payments::hold_key(collection.id),
                        std::string{step},
                        std::move(content),
                        std::move(about),
                        {dunning::Channel::kDigitalPost, dunning::Channel::kLetter},
                        false,
                        on,
                        deadline,
                        collection.amount_minor(),
                        0});
}

/// Some days more, under `key`, for what is still owed.
struct Fresh {
  std::string key;
  base::Date until;
};

void let_go(Decision& d, base::CollectionId id, base::ClaimId claim, base::Date on, std::optional<Fresh> const& fresh) {
  Claim const* const found = d.state().claims.find(claim);
  if (found == nullptr) return;
  std::string const key = payments::hold_key(id);
  if (claims::find_hold(found->holds, key) != nullptr) d.emit(HoldEnded{claim, {}, key, on});
  if (!fresh || found->open_minor() == 0 || claims::find_hold(found->holds, fresh->key) != nullptr) return;
  d.emit(HoldPlaced{claim, {}, {fresh->key, claims::HoldKind::kPlanInForce, kFreshReason, on, fresh->until}});
}

/// Until when to pay by other means: some days, and never before the claim's own last day.
base::Date fresh_until(Decision const& d, Collection const& collection, base::Date on) {
  base::Date until{on.days + policy_of(d).fresh_days};
  for (payments::Choice const& part : collection.parts) {
    if (Claim const* const claim = d.state().claims.find(part.claim)) {
      until = std::max(until, claim->dates.last_payment_day);
    }
  }
  return until;
}

/// Stopped before it was sent: the claims go on as if nobody had planned it.
void cancel(Decision& d, base::CollectionId id, std::string reason, base::Date on) {
  Collection const collection = *d.state().collections.find(id);
  d.emit(CollectionEnded{id, CollectionState::kCancelled, {}, std::move(reason), on});
  for (payments::Choice const& part : collection.parts) let_go(d, id, part.claim, on, std::nullopt);
}

/// Came to nothing, though the debtor was told that it would be collected.
void fail(Decision& d, base::CollectionId id, CollectionState state, std::string reason, base::Date on) {
  Collection const collection = *d.state().collections.find(id);
  d.emit(CollectionEnded{id, state, collection.payment, std::move(reason), on});
  base::Date const until = fresh_until(d, collection, on);
  for (payments::Choice const& part : collection.parts)
    let_go(d, id, part.claim, on, Fresh{payments::fresh_hold_key(id), until});
  bool const owes = std::ranges::any_of(collection.parts, [&](payments::Choice const& part) {
    Claim const* const claim = d.state().claims.find(part.claim);
    return claim != nullptr && claim->open_minor() > 0;
  });
  if (owes) tell(d, collection, payments::kFailedStep, on, until);
}

/// Of a collection, what may still be collected, with what is open of it now.
std::vector<payments::Choice> parts_now(Decision const& d, Collection const& collection, base::Date on) {
  std::vector<payments::Choice> parts;
  for (payments::Choice const& part : collection.parts) {
    Claim const* const claim = d.state().claims.find(part.claim);
    bool const may =
        claim != nullptr && is_collectable(d, *claim, collection.debtor, on, payments::hold_key(collection.id));
    // The debtor was told of an amount: no more than that.
    if (may) parts.push_back({part.claim, std::min(*part.limit_minor, claim->open_minor())});
  }
  return parts;
}

/// What is planned is looked at again: nothing may be left of it, or it may be too late to send it.
void follow_planned(Decision& d, base::DebtorId debtor, base::Date date) {
  std::vector<Collection> planned;
  d.state().collections.each([&](Collection const& each) {
    if (each.debtor == debtor && each.state == CollectionState::kPlanned) planned.push_back(each);
  });
  for (Collection const& each : planned) {
    if (parts_now(d, each, date).empty()) {
      cancel(d, each.id, "nothing_left", date);
      continue;
    }
    Claim const* const claim = d.state().claims.find(each.parts.front().claim);
    law::Calendar const* const calendar = claim != nullptr ? calendar_of(d, *claim) : nullptr;
    bool const too_late =
        calendar == nullptr || last_sending_day(*calendar, each.day, policy_of(d).send_bank_days) < date;
    if (too_late) fail(d, each.id, CollectionState::kFailed, "not_sent", date);
  }
}

bool was_planned(Decision const& d, base::ClaimId claim) {
  bool found = false;
  d.state().collections.each([&](Collection const& each) { found |= each.is_about(claim); });
  return found;
}

/// The first bank day on or after `day` on which the mandate collects nothing yet: the scheme takes one a day.
base::Date free_day(Decision const& d, Mandate const& mandate, law::Calendar const& calendar, base::Date day) {
  auto const is_taken = [&](base::Date wanted) {
    bool taken = false;
    d.state().collections.each([&](Collection const& each) {
      taken |= each.mandate == mandate.id && each.day == wanted && each.state != CollectionState::kCancelled;
    });
    return taken;
  };
  day = law::move_to_open(calendar, day, law::Purpose::kBank);
  while (is_taken(day)) day = law::move_to_open(calendar, {day.days + 1}, law::Purpose::kBank);
  return day;
}

/// The debtor is told today, also by a business day that somebody runs late.
void plan(Decision& d, Mandate const& mandate, base::Date date) {
  base::Date const today = d.context().now.date;
  payments::DirectDebitPolicy const policy = policy_of(d);
  std::map<base::Date, std::vector<payments::Choice>> by_day;
  for (base::ClaimId const id : owed_by(d, mandate.debtor)) {
    Claim const& claim = *d.state().claims.find(id);
    law::Calendar const* const calendar = calendar_of(d, claim);
    if (calendar == nullptr || !is_collectable(d, claim, mandate.debtor, date, {}) || was_planned(d, id)) continue;
    base::Date const day = free_day(d, mandate, *calendar, claim.dates.last_payment_day);
    bool const in_time = day.days >= today.days + policy.notice_days && day.days <= today.days + policy.ahead_days;
    if (in_time && today < last_sending_day(*calendar, day, policy.send_bank_days)) {
      by_day[day].push_back({id, claim.open_minor()});
    }
  }
  for (auto& [day, parts] : by_day) {
    base::CollectionId const id{d.new_id()};
    d.emit(CollectionPlanned{id, mandate.id, mandate.debtor, day, parts, date});
    for (payments::Choice const& part : parts) {
      d.emit(HoldPlaced{
          part.claim, {}, {payments::hold_key(id), claims::HoldKind::kPlanInForce, kReason, date, std::nullopt}});
    }
    Collection const made = *d.state().collections.find(id);
    tell(d, made, payments::kNoticeStep, date, day);
  }
}

std::expected<Mandate const*, Refusal> find_mandate(Decision const& d, base::MandateId id) {
  Mandate const* const found = d.state().mandates.find(id);
  if (found == nullptr) return std::unexpected(Refusal::kMandateNotFound);
  if (found->state == MandateState::kEnded) return std::unexpected(Refusal::kMandateEnded);
  return found;
}

}  // namespace

Refused decide(Decision& d, SignUpMandate const& c) {
  if (!policy_of(d).has_agreement()) return Refusal::kNoDirectDebit;
  if (d.state().debtors.find(c.debtor) == nullptr) return Refusal::kDebtorNotFound;
  bool exists = false;
  d.state().mandates.each(
      [&](Mandate const& each) { exists |= each.debtor == c.debtor && each.state != MandateState::kEnded; });
  if (exists) return Refusal::kMandateExists;
  d.emit(MandateAsked{{d.new_id()}, c.debtor, d.context().now.date});
  return std::nullopt;
}

Refused decide(Decision& d, ConfirmMandate const& c) {
  if (c.reference.empty() || c.reference.size() > payments::kMandateReferenceLetters) return Refusal::kMandateReference;
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  auto const found = find_mandate(d, c.mandate);
  if (!found) return found.error();
  // The bank's full list says again what it has said.
  if ((*found)->state == MandateState::kActive && (*found)->reference == c.reference) return std::nullopt;
  d.emit(MandateConfirmed{c.mandate, c.reference, std::max(c.date, (*found)->asked)});
  return std::nullopt;
}

Refused decide(Decision& d, EndMandate const& c) {
  if (c.reason.size() > kTextLimit) return Refusal::kTextTooLong;
  if (c.reason.empty()) return Refusal::kReasonMissing;
  auto const found = find_mandate(d, c.mandate);
  if (!found) return found.error();
  base::Date const today = d.context().now.date;
  // What the bank has been told of takes its course; it tells us if the bank does not collect it.
  std::vector<base::CollectionId> planned;
  d.state().collections.each([&](Collection const& each) {
    if (each.mandate == c.mandate && each.state == CollectionState::kPlanned) planned.push_back(each.id);
  });
  d.emit(MandateEnded{c.mandate, c.reason, today});
  for (base::CollectionId const id : planned) cancel(d, id, "mandate_ended", today);
  return std::nullopt;
}

Refused decide(Decision& d, FollowDirectDebits const& c) {
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  for (base::DebtorId const debtor : c.debtors) {
    follow_planned(d, debtor, c.date);
    std::vector<Mandate> active;
    d.state().mandates.each([&](Mandate const& each) {
      if (each.debtor == debtor && each.state == MandateState::kActive) active.push_back(each);
    });
    if (!policy_of(d).has_agreement()) continue;
    for (Mandate const& each : active) plan(d, each, c.date);
  }
  return std::nullopt;
}

Refused decide(Decision& d, SendCollection const& c) {
  Collection const* const found = d.state().collections.find(c.collection);
  if (found == nullptr) return Refusal::kCollectionNotFound;
  if (found->state != CollectionState::kPlanned || c.delivery <= 0) return Refusal::kCollectionState;
  base::Date const today = d.context().now.date;
  Collection const before = *found;
  std::vector<payments::Choice> parts = parts_now(d, before, today);
  if (parts.empty()) {
    cancel(d, before.id, "nothing_left", today);
    return std::nullopt;
  }
  d.emit(CollectionSent{before.id, c.delivery, parts, today});
  for (payments::Choice const& part : before.parts) {
    bool const goes = std::ranges::find(parts, part.claim, &payments::Choice::claim) != parts.end();
    if (!goes) let_go(d, before.id, part.claim, today, std::nullopt);
  }
  return std::nullopt;
}

Refused decide(Decision& d, SettleCollection const& c) {
  if (c.reason.size() > kTextLimit) return Refusal::kTextTooLong;
  Collection const* const found = d.state().collections.find(c.collection);
  if (found == nullptr) return Refusal::kCollectionNotFound;
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  // Told twice, in two files: it is old news.
  if (found->state == c.state) return std::nullopt;
  Collection const before = *found;
  switch (c.state) {
    case CollectionState::kCollected: {
      if (before.state != CollectionState::kSent) return Refusal::kCollectionState;
      if (Refused const refused = check_money(d, c.minor, c.date)) return refused;
      base::PaymentId const payment =
          receive(d, {before.debtor, ledger::Means::kDirectDebit, c.minor, c.date, payments::hold_key(before.id)},
                  before.parts);
      d.emit(CollectionEnded{before.id, CollectionState::kCollected, payment, {}, c.date});
      base::Date const until = fresh_until(d, before, c.date);
      for (payments::Choice const& part : before.parts)
        let_go(d, before.id, part.claim, c.date, Fresh{payments::hold_key(before.id).append(kRest), until});
      return std::nullopt;
    }
    case CollectionState::kFailed:
      if (before.state != CollectionState::kSent) return Refusal::kCollectionState;
      fail(d, before.id, CollectionState::kFailed, c.reason, d.context().now.date);
      return std::nullopt;
    case CollectionState::kReversed:
      if (before.state != CollectionState::kCollected) return Refusal::kCollectionState;
      if (Refused const refused = decide(d, ReversePayment{before.payment, kReason, c.date})) return refused;
      fail(d, before.id, CollectionState::kReversed, c.reason, d.context().now.date);
      return std::nullopt;
    default:
      return Refusal::kCollectionState;
  }
}

Refused decide(Decision& d, StopCollection const& c) {
  Collection const* const found = d.state().collections.find(c.collection);
  if (found == nullptr) return Refusal::kCollectionNotFound;
  if (found->state == CollectionState::kCancelled) return std::nullopt;
  if (found->state != CollectionState::kPlanned) return Refusal::kCollectionState;
  cancel(d, found->id, "by_payer", d.context().now.date);
  return std::nullopt;
}

}  // namespace engine

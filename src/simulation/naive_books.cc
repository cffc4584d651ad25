#include "simulation/naive_books.h"

#include <algorithm>

namespace simulation {

namespace {

using ledger::Component;

constexpr std::size_t kPrincipal = 0;
constexpr std::size_t kFee = 1;
constexpr std::size_t kInterest = 2;

std::size_t index_of(Component component) { return static_cast<std::size_t>(component); }
std::string number(std::int64_t value) { return std::to_string(value); }

}  // namespace

void NaiveBooks::expect(bool is_so, std::string const& complaint) {
  if (!is_so) complaints.push_back(complaint);
}

NaiveClaim& NaiveBooks::claim_of(base::ClaimId id) {
  expect(claims.contains(id.value), "an event about claim " + number(id.value) + ", which nobody registered");
  return claims[id.value];
}

std::int64_t NaiveBooks::free(std::vector<engine::PaymentPart> const& parts) {
  std::int64_t sum = 0;
  for (engine::PaymentPart const& part : parts) {
    std::size_t const component = index_of(part.allocation.component);
    std::int64_t const minor = part.allocation.minor;
    NaivePayment& payment = payments[part.payment.value];
    std::int64_t& on_claim = payment.parts[{part.allocation.claim.value, component}];
    expect(minor > 0 && on_claim >= minor,
           "payment " + number(part.payment.value) + " gives back more than it had on the claim");
    on_claim -= minor;
    payment.credit += minor;
    claims[part.allocation.claim.value].paid[component] -= minor;
    debtors[part.payer.value].credit += minor;
    accounts[ledger::debtor_credit(part.payer)] -= minor;
    sum += minor;
  }
  return sum;
}

/// A part of a claim is paid; below zero: it is not any more.
void NaiveBooks::pay(base::ClaimId id, Component component, std::int64_t minor, base::Date date) {
  NaiveClaim& claim = claim_of(id);
  claim.paid[index_of(component)] += minor;
  if (component == Component::kPrincipal) claim.principal.emplace_back(date.days, -minor);
  accounts[ledger::receivable(id, component)] -= minor;
  expect(claim.open(index_of(component)) >= 0, "claim " + number(id.value) + " is paid more than was owed");
}

void NaiveBooks::operator()(engine::DebtorAdded const& e) { debtors[e.debtor.value].kind = e.kind; }

void NaiveBooks::operator()(engine::ClaimRegistered const& e) {
  expect(!claims.contains(e.claim.value), "claim " + number(e.claim.value) + " is registered twice");
  NaiveClaim& claim = claims[e.claim.value];
  claim.owner = e.source.value;
  claim.type = e.type;
  claim.dates = e.dates;
  for (base::DebtorId const debtor : e.liable) claim.liable.push_back(debtor.value);
  claim.charged = e.amounts.minor;
  claim.first_principal = e.amounts.minor[kPrincipal];
  for (Component const c : ledger::kComponents) {
    accounts[ledger::receivable(e.claim, c)] += e.amounts[c];
    accounts[ledger::income(e.source, c)] -= e.amounts[c];
  }
}

void NaiveBooks::operator()(engine::AmountChanged const& e) {
  NaiveClaim& claim = claim_of(e.claim);
  expect(claim.owner == e.source.value, "claim " + number(e.claim.value) + ": the change is another department's");
  std::int64_t const freed = free(e.freed);
  std::size_t const component = index_of(e.component);
  claim.charged[component] += e.delta_minor;
  if (component == kPrincipal) claim.principal.emplace_back(e.date.days, e.delta_minor + freed);
  accounts[ledger::receivable(e.claim, e.component)] += e.delta_minor + freed;
  accounts[ledger::income(e.source, e.component)] -= e.delta_minor;
  expect(claim.charged[component] >= 0 && claim.open(component) >= 0,
         "claim " + number(e.claim.value) + " is below zero after a change");
  expect(freed == 0 || claim.open(component) == 0,
         "claim " + number(e.claim.value) + ": money was freed although something was still owed");
}

void NaiveBooks::operator()(engine::ObjectionOpened const& e) { claim_of(e.claim).objections.insert(e.objection); }
void NaiveBooks::operator()(engine::ObjectionResolved const& e) { claim_of(e.claim).objections.erase(e.objection); }

void NaiveBooks::operator()(engine::ClaimCancelled const& e) {
  NaiveClaim& claim = claim_of(e.claim);
  for (Component const c : ledger::kComponents) {
    expect(claim.open(index_of(c)) == e.open[c], "claim " + number(e.claim.value) + " is cancelled with a wrong sum");
    accounts[ledger::receivable(e.claim, c)] -= e.open[c];
    accounts[ledger::income(e.source, c)] += claim.charged[index_of(c)];
  }
  free(e.freed);
  expect(claim.paid == std::array<std::int64_t, 3>{},
         "claim " + number(e.claim.value) + " is cancelled and keeps money that was paid");
  claim.charged = {};
  claim.cancelled = true;
}

void NaiveBooks::operator()(engine::ClaimHandedOver const& e) {
  claim_of(e.claim).absences.push_back({e.date.days, std::nullopt});
}
void NaiveBooks::operator()(engine::ClaimRecalled const& e) {
  NaiveClaim& claim = claim_of(e.claim);
  expect(!claim.absences.empty(), "claim " + number(e.claim.value) + " comes back without having been away");
  if (!claim.absences.empty()) claim.absences.back().recalled = e.date.days;
}

/// A claim that is paid off while a collection authority has it is away to the end of the day on
/// which its principal last changed.
void NaiveBooks::operator()(engine::ClaimStateChanged const& e) {
  if (e.from != claims::ClaimState::kHandedOver || e.to != claims::ClaimState::kSettled) return;
  NaiveClaim& claim = claim_of(e.claim);
  if (claim.absences.empty() || claim.absences.back().recalled) return;
  std::int32_t until = claim.absences.back().handed_over;
  for (auto const& [day, minor] : claim.principal) until = std::max(until, day + 1);
  claim.absences.back().recalled = until;
}

void NaiveBooks::operator()(engine::PaymentRecorded const& e) {
  expect(!payments.contains(e.payment.value), "payment " + number(e.payment.value) + " is recorded twice");
  NaivePayment& payment = payments[e.payment.value];
  payment.payer = e.payer.value;
  payment.amount = e.amount_minor;
  payment.credit = e.credit_minor;
  std::int64_t sum = e.credit_minor;
  for (payments::Allocation const& part : e.allocations) {
    expect(part.minor > 0, "payment " + number(e.payment.value) + " has an empty part");
    payment.parts[{part.claim.value, index_of(part.component)}] += part.minor;
    pay(part.claim, part.component, part.minor, e.value_date);
    sum += part.minor;
  }
  expect(sum == e.amount_minor && e.credit_minor >= 0,
         "payment " + number(e.payment.value) + " is not what its parts and its credit add up to");
  debtors[e.payer.value].credit += e.credit_minor;
  accounts[ledger::money(e.means)] += e.amount_minor;
  accounts[ledger::debtor_credit(e.payer)] -= e.credit_minor;
  if (e.meant_for.empty()) check_order(e);
}

void NaiveBooks::operator()(engine::SharesSet const& e) {
  NaiveClaim& claim = claim_of(e.claim);
  expect(claim.parts.empty() && e.parts.size() == claim.liable.size(),
         "claim " + number(e.claim.value) + " has other shares than debtors");
  claim.parts = e.parts;
  claim.came_before.resize(e.parts.size());
}

std::int64_t NaiveBooks::left_of(std::int64_t claim_id, std::int64_t debtor) const {
  NaiveClaim const& claim = claims.at(claim_id);
  if (claim.parts.empty()) return claim.open();
  std::int64_t all_parts = 0;
  for (std::int64_t const part : claim.parts) all_parts += part;
  std::int64_t const charged = claim.charged[0] + claim.charged[1] + claim.charged[2];
  std::vector<std::int64_t> left;
  std::int64_t given = 0;
  for (std::int64_t const part : claim.parts) {
    left.push_back(charged * part / all_parts);  // the simulated amounts are small
    given += left.back();
  }
  left.front() += charged - given;
  std::int64_t spare = 0;
  std::map<std::int64_t, std::int64_t> by_payer;
  for (auto const& [id, payment] : payments) {
    for (auto const& [part, minor] : payment.parts) {
      if (part.first == claim_id) by_payer[payment.payer] += minor;
    }
  }
  for (auto const& [payer, minor] : by_payer) {
    std::size_t place = left.size();
    for (std::size_t i = left.size(); i > 0; --i) {
      if (claim.came_before[i - 1].contains(payer)) place = i - 1;
    }
    auto const own = std::ranges::find(claim.liable, payer);
    if (own != claim.liable.end()) place = static_cast<std::size_t>(own - claim.liable.begin());
    if (place == left.size()) {
      spare += minor;
      continue;
    }
    left[place] -= minor;
  }
  // Who has paid too much has paid for the others.
  for (std::int64_t& share : left) {
    spare -= std::min<std::int64_t>(share, 0);
    share = std::max<std::int64_t>(share, 0);
  }
  for (std::int64_t& share : left) {
    std::int64_t const taken = std::min(share, spare);
    share -= taken;
    spare -= taken;
  }
  auto const own = std::ranges::find(claim.liable, debtor);
  return own == claim.liable.end() ? 0 : left[static_cast<std::size_t>(own - claim.liable.begin())];
}

/// Without a choice of the payer's: nothing is left over while something is owed, and no principal is paid while fees
/// or interest are owed.
void NaiveBooks::check_order(engine::PaymentRecorded const& e) {
  bool const reached_principal = std::ranges::any_of(
      e.allocations, [](payments::Allocation const& part) { return part.component == Component::kPrincipal; });
  for (auto const& [id, claim] : claims) {
    if (claim.cancelled || std::ranges::find(claim.liable, e.payer.value) == claim.liable.end()) continue;
    // Interest of days after the money came is no matter of this payment: the next run takes it back or leaves it.
    std::int64_t later = 0;
    for (auto const& [day, minor] : claim.interest) {
      if (day > e.value_date.days) later += minor;
    }
    std::int64_t const interest = std::max<std::int64_t>(0, claim.open(kInterest) - std::max<std::int64_t>(0, later));
    if (!claim.parts.empty() && left_of(id, e.payer.value) == 0) continue;  // the own share is paid
    expect(e.credit_minor == 0 || claim.open(0) + claim.open(kFee) + interest == 0,
           "payment " + number(e.payment.value) + " leaves credit while claim " + number(id) + " is owed");
    expect(
        !reached_principal || claim.open(kFee) + interest == 0,
        "payment " + number(e.payment.value) + " covers principal before the fees and interest of claim " + number(id));
  }
}

void NaiveBooks::operator()(engine::CreditApplied const& e) {
  for (engine::PaymentPart const& part : e.parts) {
    NaivePayment& payment = payments[part.payment.value];
    std::int64_t const minor = part.allocation.minor;
    expect(minor > 0 && payment.credit >= minor && part.payer.value == payment.payer,
           "payment " + number(part.payment.value) + " gives credit it does not have");
    payment.credit -= minor;
    payment.parts[{part.allocation.claim.value, index_of(part.allocation.component)}] += minor;
    debtors[part.payer.value].credit -= minor;
    accounts[ledger::debtor_credit(part.payer)] += minor;
    pay(part.allocation.claim, part.allocation.component, minor, e.date);
  }
}

void NaiveBooks::operator()(engine::PaymentReversed const& e) {
  NaivePayment& payment = payments[e.payment.value];
  expect(payment.credit == e.credit_minor && payment.refunded == 0,
         "payment " + number(e.payment.value) + " is reversed with a wrong credit");
  std::int64_t sum = e.credit_minor;
  for (payments::Allocation const& part : e.allocations) {
    payment.parts[{part.claim.value, index_of(part.component)}] -= part.minor;
    pay(part.claim, part.component, -part.minor, e.date);
    sum += part.minor;
  }
  expect(sum == payment.amount, "payment " + number(e.payment.value) + " is not reversed in full");
  debtors[e.payer.value].credit -= e.credit_minor;
  accounts[ledger::debtor_credit(e.payer)] += e.credit_minor;
  accounts[ledger::money(e.means)] -= sum;
  payment.amount = payment.credit = 0;
}

void NaiveBooks::operator()(engine::RefundProposed const& e) {
  NaiveRefund& refund = refunds[e.refund.value];
  refund.debtor = e.debtor.value;
  refund.by = e.by;
  for (engine::RefundedPart const& part : e.parts) refund.minor += part.minor;
}

NaiveRefund& NaiveBooks::decide(base::RefundId id, std::string const& by) {
  NaiveRefund& refund = refunds[id.value];
  expect(!refund.by.empty() && !by.empty(), "refund " + number(id.value) + " was never proposed");
  expect(!refund.decided, "refund " + number(id.value) + " is decided twice");
  refund.decided = true;
  return refund;
}

void NaiveBooks::operator()(engine::RefundApproved const& e) {
  NaiveRefund const& refund = decide(e.refund, e.by);
  expect(refund.by != e.by, "refund " + number(e.refund.value) + " is approved by who proposed it");
  approved_minor_ = refund.minor;
}

void NaiveBooks::operator()(engine::RefundRejected const& e) { decide(e.refund, e.by); }

void NaiveBooks::operator()(engine::CreditRefunded const& e) {
  std::int64_t sum = 0;
  for (engine::RefundedPart const& part : e.parts) sum += part.minor;
  expect(sum <= kRefundAloneUpToMinor || sum == approved_minor_,
         "debtor " + number(e.debtor.value) + " is refunded more than one person may refund alone");
  approved_minor_ = 0;
  for (engine::RefundedPart const& part : e.parts) {
    NaivePayment& payment = payments[part.payment.value];
    expect(part.minor > 0 && payment.credit >= part.minor && payment.payer == e.debtor.value,
           "payment " + number(part.payment.value) + " is refunded more than its credit");
    payment.credit -= part.minor;
    payment.refunded += part.minor;
    debtors[e.debtor.value].credit -= part.minor;
    accounts[ledger::debtor_credit(e.debtor)] += part.minor;
    accounts[ledger::money(e.means)] -= part.minor;
  }
}

std::vector<claims::Hold>& NaiveBooks::holds_of(base::ClaimId claim, base::DebtorId debtor) {
  return claim ? claim_of(claim).holds : debtors[debtor.value].holds;
}

std::optional<NaiveBooks::Decided> NaiveBooks::decided_on(std::int64_t claim, std::int32_t day) const {
  auto const found = decided_.find({claim, day});
  return found == decided_.end() ? std::nullopt : std::optional{found->second};
}

void NaiveBooks::operator()(engine::StepDecided const& e) {
  for (base::ClaimId const claim : e.claims) {
    // What was said first that day stays said.
    Decided& decided = decided_[{claim.value, e.date.days}];
    decided.fee |= e.fee;
    decided.steps.insert(e.step);
    if (e.step == "=hand_over") hand_over_decided.insert(claim.value);
  }
}

void NaiveBooks::operator()(engine::HoldPlaced const& e) { holds_of(e.claim, e.debtor).push_back(e.hold); }

void NaiveBooks::operator()(engine::HoldEnded const& e) {
  auto& holds = holds_of(e.claim, e.debtor);
  for (claims::Hold& hold : holds) {
    if (hold.key == e.key) hold.last = e.last;
  }
  std::erase_if(holds, [](claims::Hold const& hold) { return hold.last && hold.last->days < hold.first.days; });
}

void NaiveBooks::operator()(engine::InterestPosted const& e) {
  NaiveClaim& claim = claim_of(e.claim);
  std::int64_t const freed = free(e.freed);
  std::int64_t sum = 0;
  for (engine::InterestStep const& step : e.steps) {
    claim.interest[step.date.days] += step.minor;
    sum += step.minor;
  }
  claim.charged[kInterest] += sum;
  claim.run_through = e.through.days;
  accounts[ledger::receivable(e.claim, Component::kInterest)] += sum + freed;
  accounts[ledger::income(e.source, Component::kInterest)] -= sum;
  expect(claim.open(kInterest) >= 0, "claim " + number(e.claim.value) + ": interest below zero");
  expect(claim.owner == e.source.value, "claim " + number(e.claim.value) + ": another department's interest");
}

void NaiveBooks::operator()(engine::LetterRecorded const& e) {
  NaiveClaim& claim = claim_of(e.claim);
  claim.letters.push_back(e.letter);
  claim.charged[kFee] += e.letter.fee_minor;
  accounts[ledger::receivable(e.claim, Component::kFee)] += e.letter.fee_minor;
  accounts[ledger::income(e.source, Component::kFee)] -= e.letter.fee_minor;
}

/// It counts for nothing any more; the money is an event of its own.
void NaiveBooks::operator()(engine::LetterNotSent const& e) {
  if (e.letter.letter.empty()) return;
  auto& letters = claim_of(e.claim).letters;
  auto const found = std::ranges::find(letters, e.letter);
  expect(found != letters.end(), "claim " + number(e.claim.value) + ": a letter that was not sent was not written");
  if (found != letters.end()) letters.erase(found);
}

void NaiveBooks::operator()(engine::ClaimWrittenDown const& e) {
  NaiveClaim& claim = claim_of(e.claim);
  for (Component const c : ledger::kComponents) {
    // Below zero: a write-down is undone, of interest that should never have been posted.
    claim.written_down[index_of(c)] += e.amounts[c];
    expect(claim.written_down[index_of(c)] >= 0 && e.amounts[c] <= claim.open(index_of(c)),
           "claim " + number(e.claim.value) + " is written down below what is owed");
    claim.charged[index_of(c)] -= e.amounts[c];
    accounts[ledger::receivable(e.claim, c)] -= e.amounts[c];
    accounts[ledger::written_off(e.source, c)] += e.amounts[c];
  }
  claim.principal.emplace_back(e.date.days, -e.amounts[Component::kPrincipal]);
}

void NaiveBooks::operator()(engine::ClaimTransferred const& e) {
  NaiveClaim& claim = claim_of(e.claim);
  expect(claim.owner == e.from.value && claim.charged == e.charged.minor,
         "claim " + number(e.claim.value) + " is transferred with a wrong owner or sum");
  claim.owner = e.to.value;
  for (Component const c : ledger::kComponents) {
    accounts[ledger::income(e.from, c)] += e.charged[c];
    accounts[ledger::income(e.to, c)] -= e.charged[c];
  }
}

void NaiveBooks::operator()(engine::DebtorChanged const& e) {
  NaiveClaim& claim = claim_of(e.claim);
  for (std::size_t i = 0; i < claim.parts.size(); ++i) {
    if (claim.liable[i] == e.from.value) claim.came_before[i].insert(e.from.value);
  }
  std::ranges::replace(claim.liable, e.from.value, e.to.value);
}

}  // namespace simulation

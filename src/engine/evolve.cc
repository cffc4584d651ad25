#include "engine/evolve.h"

#include <algorithm>

namespace engine {

namespace {

/// Applies events one by one; `failed` stays true once something did not fit.
class Evolution {
 public:
  Evolution(ports::WorkingSet& state, std::int64_t seq) : state_(state), seq_(seq) {}
  [[nodiscard]] bool failed() const { return failed_; }

  void operator()(DebtorAdded const& e) {
    state_.debtors.add({e.debtor, e.kind, 0});
    given_out(e.debtor.value);
  }

  void operator()(ClaimRegistered const& e) {
    claims::Claim claim;
    claim.id = e.claim;
    claim.source = e.source;
    claim.reference = e.reference;
    claim.type = e.type;
    claim.dates = e.dates;
    claim.liable = e.liable;
    claim.charged = e.amounts;
    claim.open = e.amounts;
    claim.registered_seq = seq_;
    state_.claims.add(std::move(claim));
    given_out(e.claim.value);
  }

  void operator()(AmountChanged const& e) {
    free_parts(e.freed);
    std::int64_t freed = 0;
    for (PaymentPart const& part : e.freed) freed += part.allocation.minor;
    change_claim(e.claim, [&](claims::Claim& claim) {
      claim.charged[e.component] += e.delta_minor;
      claim.open[e.component] += e.delta_minor + freed;
    });
  }

  void operator()(ObjectionOpened const& e) {
    change_claim(e.claim, [&](claims::Claim& claim) {
      auto& keys = claim.open_objections;
      keys.insert(std::ranges::lower_bound(keys, e.objection), e.objection);
    });
  }

  void operator()(ObjectionResolved const& e) {
    change_claim(e.claim, [&](claims::Claim& claim) { std::erase(claim.open_objections, e.objection); });
  }

  void operator()(ClaimCancelled const& e) {
    free_parts(e.freed);
    change_claim(e.claim, [&](claims::Claim& claim) { claim.charged = claim.open = {}; });
  }

  void operator()(ClaimHandedOver const&) {}
  void operator()(ClaimRecalled const&) {}

  void operator()(ClaimStateChanged const& e) {
    change_claim(e.claim, [&](claims::Claim& claim) { claim.state = e.to; });
  }

  void operator()(PaymentRecorded const& e) {
    payments::Payment payment;
    payment.id = e.payment;
    payment.payer = e.payer;
    payment.means = e.means;
    payment.amount_minor = e.amount_minor;
    payment.credit_minor = e.credit_minor;
    payment.value_date = e.value_date;
    payment.external_reference = e.external_reference;
    payment.recorded_seq = seq_;
    for (payments::Allocation const& part : e.allocations) {
      payments::change_allocation(payment, part);
      lower_open(part);
    }
    state_.payments.add(std::move(payment));
    change_credit(e.payer, e.credit_minor);
    given_out(e.payment.value);
  }

  void operator()(CreditApplied const& e) {
    for (PaymentPart const& part : e.parts) {
      move_part(part, part.allocation.minor);
      lower_open(part.allocation);
    }
  }

  void operator()(PaymentReversed const& e) {
    change_credit(e.payer, -e.credit_minor);
    for (payments::Allocation part : e.allocations) {
      part.minor = -part.minor;
      lower_open(part);
    }
    payments::Payment* payment = state_.payments.change(e.payment);
    if (payment == nullptr) return fail();
    payment->allocations.clear();
    payment->credit_minor = 0;
    payment->state = payments::PaymentState::kReversed;
  }

  void operator()(CreditRefunded const& e) {
    for (RefundedPart const& part : e.parts) {
      payments::Payment* payment = state_.payments.change(part.payment);
      if (payment == nullptr) return fail();
      payment->credit_minor -= part.minor;
      payment->refunded_minor += part.minor;
      failed_ |= payment->credit_minor < 0;
      change_credit(e.debtor, -part.minor);
    }
  }

  void operator()(AttemptStarted const& e) {
    state_.attempts.add({e.attempt,
                         e.payer,
                         e.provider,
                         e.reference,
                         payments::AttemptState::kStarted,
                         e.amount_minor,
                         e.choices,
                         {},
                         e.started});
    given_out(e.attempt.value);
  }

  void operator()(AttemptAdvanced const& e) {
    payments::PaymentAttempt* attempt = state_.attempts.change(e.attempt);
    if (attempt == nullptr) return fail();
    attempt->state = e.to;
    if (e.payment) attempt->payment = e.payment;
  }

 private:
  void fail() { failed_ = true; }
  void given_out(std::int64_t id) { state_.next_id = std::max(state_.next_id, id + 1); }

  template <class Function>
  void change_claim(base::ClaimId id, Function&& function) {
    claims::Claim* claim = state_.claims.change(id);
    if (claim == nullptr) return fail();
    function(*claim);
    for (ledger::Component const c : ledger::kComponents) {
      failed_ |= claim->open[c] < 0 || claim->open[c] > claim->charged[c];
    }
  }
  void lower_open(payments::Allocation const& part) {
    change_claim(part.claim, [&](claims::Claim& claim) { claim.open[part.component] -= part.minor; });
  }
  void change_credit(base::DebtorId debtor, std::int64_t minor) {
    if (minor == 0) return;
    claims::Debtor* row = state_.debtors.change(debtor);
    if (row == nullptr) return fail();
    row->credit_minor += minor;
    failed_ |= row->credit_minor < 0;
  }
  /// Moves `minor` of a payment between its credit and its part for a claim: above zero to the claim.
  void move_part(PaymentPart const& part, std::int64_t minor) {
    payments::Payment* payment = state_.payments.change(part.payment);
    if (payment == nullptr) return fail();
    payments::change_allocation(*payment, {part.allocation.claim, part.allocation.component, minor});
    payment->credit_minor -= minor;
    failed_ |= payment->credit_minor < 0;
    change_credit(part.payer, -minor);
  }
  void free_parts(std::vector<PaymentPart> const& parts) {
    for (PaymentPart const& part : parts) move_part(part, -part.allocation.minor);
  }

  ports::WorkingSet& state_;
  std::int64_t seq_;
  bool failed_ = false;
};

}  // namespace

bool evolve(ports::WorkingSet& state, Event const& event, std::int64_t seq) {
  Evolution evolution{state, seq};
  std::visit(evolution, event);
  return !evolution.failed();
}

}  // namespace engine

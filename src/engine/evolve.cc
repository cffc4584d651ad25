#include "engine/evolve.h"

#include <algorithm>

#include "claims/liability.h"

namespace engine {

namespace {

using payments::BankLineState;

/// Applies events one by one; `failed` stays true once something did not fit.
class Evolution {
 public:
  Evolution(ports::WorkingSet& state, std::int64_t seq, base::Date recorded)
      : state_(state), seq_(seq), recorded_(recorded) {}
  [[nodiscard]] bool failed() const { return failed_; }

  void operator()(DebtorAdded const& e) {
    state_.debtors.add({e.debtor, e.kind, 0, {}});
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
    claim.owner = e.source;
    claim.registered_seq = seq_;
    state_.claims.add(std::move(claim));
    given_out(e.claim.value);
  }

  void operator()(SharesSet const& e) {
    change_claim(e.claim, [&](claims::Claim& claim) {
      if (e.parts.size() != claim.liable.size() || !claim.shares.empty()) return fail();
      for (std::int64_t const parts : e.parts) claim.shares.push_back({parts, {}});
    });
  }

  void operator()(AmountChanged const& e) {
    free_parts(e.freed);
    std::int64_t freed = 0;
    for (PaymentPart const& part : e.freed) freed += part.allocation.minor;
    change_claim(e.claim, [&](claims::Claim& claim) {
      claim.charged[e.component] += e.delta_minor;
      claim.open[e.component] += e.delta_minor + freed;
      note_change(claim, e.component, {e.date, e.delta_minor + freed});
      if (e.component == ledger::Component::kInterest) claims::add_change(claim.accrual.interest_paid, {e.date, freed});
      if (e.delta_minor > 0) look_again(claim, e.date);
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
    change_claim(e.claim, [&](claims::Claim& claim) {
      claim.charged = claim.open = {};
      claim.accrual.to_be_run = false;
    });
  }

  void operator()(ClaimHandedOver const& e) {
    change_claim(e.claim, [&](claims::Claim& claim) {
      claim.accrual.absences.push_back({e.date, std::nullopt});
      claim.accrual.to_be_run = true;
    });
  }
  void operator()(ClaimRecalled const& e) {
    change_claim(e.claim, [&](claims::Claim& claim) {
      if (!claim.accrual.absences.empty()) claim.accrual.absences.back().recalled = e.date;
      claim.accrual.to_be_run = true;
    });
  }

  void operator()(ClaimStateChanged const& e) {
    change_claim(e.claim, [&](claims::Claim& claim) {
      claim.state = e.to;
      claim.course.to_be_written = true;
      bool const paid_while_away = e.from == claims::ClaimState::kHandedOver && e.to == claims::ClaimState::kSettled;
      if (paid_while_away) end_absence(claim);
    });
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
      lower_open(e.payer, part, e.value_date);
    }
    state_.payments.add(std::move(payment));
    change_credit(e.payer, e.credit_minor);
    given_out(e.payment.value);
  }

  void operator()(CreditApplied const& e) {
    for (PaymentPart const& part : e.parts) {
      move_part(part, part.allocation.minor);
      lower_open(part.payer, part.allocation, e.date);
    }
  }

  void operator()(PaymentReversed const& e) {
    change_credit(e.payer, -e.credit_minor);
    for (payments::Allocation part : e.allocations) {
      part.minor = -part.minor;
      lower_open(e.payer, part, e.date);
      if (claims::Claim* const claim = state_.claims.change(part.claim)) look_again(*claim, e.date);
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

  void operator()(HoldPlaced const& e) {
    change_holds(e.claim, e.debtor, [&](std::vector<claims::Hold>& holds) { holds.push_back(e.hold); });
  }

  void operator()(HoldEnded const& e) {
    change_holds(e.claim, e.debtor, [&](std::vector<claims::Hold>& holds) {
      auto const hold = std::ranges::find(holds, e.key, &claims::Hold::key);
      if (hold == holds.end()) return fail();
      // A hold that ended before it began never was.
      if (e.last < hold->first) {
        holds.erase(hold);
      } else {
        hold->last = e.last;
      }
    });
  }

  void operator()(InterestPosted const& e) {
    free_parts(e.freed);
    std::int64_t freed = 0;
    for (PaymentPart const& part : e.freed) freed += part.allocation.minor;
    change_claim(e.claim, [&](claims::Claim& claim) {
      std::int64_t sum = 0;
      for (InterestStep const& step : e.steps) {
        claims::add_change(claim.accrual.interest, {step.date, step.minor});
        sum += step.minor;
      }
      claim.charged[ledger::Component::kInterest] += sum;
      claim.open[ledger::Component::kInterest] += sum + freed;
      if (freed != 0) claims::add_change(claim.accrual.interest_paid, {e.through, freed});
      if (sum > 0) look_again(claim, e.through);
      claim.accrual.run_through = e.through;
      claim.accrual.to_be_run = false;
    });
  }

  void operator()(LetterRecorded const& e) {
    change_claim(e.claim, [&](claims::Claim& claim) {
      claim.accrual.letters.push_back(e.letter);
      claim.charged[ledger::Component::kFee] += e.letter.fee_minor;
      claim.open[ledger::Component::kFee] += e.letter.fee_minor;
      if (e.letter.fee_minor > 0) look_again(claim, e.letter.date);
    });
  }

  void operator()(LetterFeesLetGo const& e) {
    change_claim(e.claim, [&](claims::Claim& claim) {
      // Nothing lets a fee go twice.
      if (e.minor <= 0 || e.minor > claims::fees_kept(claim.accrual, e.letters)) return fail();
      claims::add_change(claim.accrual.fees_let_go, {e.letters, e.minor});
    });
  }

  void operator()(ClaimWrittenDown const& e) {
    change_claim(e.claim, [&](claims::Claim& claim) {
      for (ledger::Component const c : ledger::kComponents) {
        claim.charged[c] -= e.amounts[c];
        claim.open[c] -= e.amounts[c];
        note_change(claim, c, {e.date, -e.amounts[c]});
      }
      // Interest that was let go bears no interest either.
      std::int64_t const interest = e.amounts[ledger::Component::kInterest];
      claims::add_change(claim.accrual.interest_paid, {e.date, -interest});
      if (interest != 0) claim.accrual.to_be_run = true;
    });
  }

  void operator()(ClaimTransferred const& e) {
    change_claim(e.claim, [&](claims::Claim& claim) { claim.owner = e.to; });
  }

  void operator()(DebtorChanged const& e) {
    change_claim(e.claim, [&](claims::Claim& claim) {
      auto const from = std::ranges::find(claim.liable, e.from);
      if (from == claim.liable.end()) return fail();
      if (!claim.shares.empty()) {
        claim.shares[static_cast<std::size_t>(from - claim.liable.begin())].before.push_back(e.from);
      }
      *from = e.to;
      look_again(claim, e.date);
      claim.accrual.to_be_run = true;  // the new debtor's holds count, and what kind of debtor it is
    });
  }

  void operator()(NationalIdChanged const& e) {
    if (state_.debtors.change(e.debtor) == nullptr) fail();  // touched: its pages show something else now
  }

  void operator()(BankStatementRecorded const&) {}

  void operator()(BankLineRecorded const& e) {
    state_.bank_lines.add({e.line, e.key, e.entry, e.state, e.amount_minor, e.booked, e.value_date, e.payment,
                           e.counterpart, e.reason, seq_});
    given_out(e.line.value);
    if (e.state == BankLineState::kConfirmed) meet(e.counterpart, e.line, e.amount_minor);
  }

  void operator()(BankLineExpected const& e) {
    state_.bank_lines.add(
        {e.line, e.key, e.key, BankLineState::kExpected, e.amount_minor, e.date, e.date, {}, {}, {}, seq_});
    given_out(e.line.value);
  }

  void operator()(BankLineDecided const& e) {
    payments::BankLine* const line = state_.bank_lines.change(e.line);
    if (line == nullptr || !line->waits() || line->amount_minor != e.amount_minor) return fail();
    line->state = e.state;
    line->payment = e.payment;
    line->counterpart = e.counterpart;
    if (!e.reason.empty()) line->reason = e.reason;
    if (e.state == BankLineState::kConfirmed) meet(e.counterpart, e.line, e.amount_minor);
  }

  void operator()(BankLineReopened const& e) {
    payments::BankLine* const line = state_.bank_lines.change(e.line);
    if (line == nullptr || line->state != e.state || line->amount_minor != e.amount_minor) return fail();
    reopen(*line);
    if (e.counterpart) {
      payments::BankLine* const other = state_.bank_lines.change(e.counterpart);
      if (other == nullptr || other->counterpart != e.line) return fail();
      if (other->state == BankLineState::kMet) {
        other->state = BankLineState::kExpected;
        other->counterpart = {};
      } else {
        reopen(*other);
      }
    }
    if (e.withdrawn) {
      payments::BankLine* const ours = state_.bank_lines.change(e.withdrawn);
      if (ours == nullptr || ours->state != BankLineState::kExpected) return fail();
      ours->state = BankLineState::kWithdrawn;
    }
  }

  void operator()(PayoutRecorded const&) {}

  void operator()(BusinessDayStarted const&) {}
  void operator()(BusinessDayEnded const&) {}

  void operator()(CoursePlanned const& e) {
    change_claim(e.claim, [&](claims::Claim& claim) {
      claim.course.to_be_written = true;
      claim.course.procedure = e.procedure;
      claim.course.next = e.next;
    });
  }

  void operator()(CourseStepTaken const& e) {
    change_claim(e.claim, [&](claims::Claim& claim) {
      claim.course.to_be_written = true;
      claim.course.procedure = e.procedure;
      std::string const not_sent = std::string{claims::kNotSent} + e.step.step;
      std::erase_if(claim.course.steps, [&](claims::StepTaken const& each) { return each.step == not_sent; });
      claim.course.steps.push_back(e.step);
      claim.course.next = e.next;
    });
  }

  void operator()(LetterNotSent const& e) {
    change_claim(e.claim, [&](claims::Claim& claim) {
      auto& letters = claim.accrual.letters;
      if (auto const found = std::ranges::find(letters, e.letter); found != letters.end()) {
        letters.erase(found);
        // More is let go than the day's other letters charged: that was of this one, and is forgotten with it.
        std::int64_t const kept = claims::fees_kept(claim.accrual, e.letter.date);
        if (kept < 0) claims::add_change(claim.accrual.fees_let_go, {e.letter.date, kept});
        claim.accrual.to_be_run = true;  // interest may run from the first letter
      }
      if (e.step.empty()) return;
      auto const taken = std::ranges::find(claim.course.steps, e.step, &claims::StepTaken::step);
      if (taken == claim.course.steps.end()) return fail();
      *taken = {std::string{claims::kNotSent} + e.step, taken->date, {}};
      claim.course.next = e.next;
      claim.course.to_be_written = true;
    });
  }

  void operator()(MessagePlanned const& e) {
    dunning::Message message;
    message.id = e.message;
    message.debtor = e.debtor;
    message.procedure = e.procedure;
    message.step = e.step;
    message.content = e.content;
    message.claims = e.claims;
    message.channels = e.channels;
    message.beside = e.beside;
    message.planned = e.date;
    message.answer_until = e.answer_until;
    message.amount_minor = e.amount_minor;
    message.fee_minor = e.fee_minor;
    message.recorded_seq = seq_;
    state_.messages.add(std::move(message));
    given_out(e.message.value);
  }

  void operator()(MessageAdvanced const& e) {
    dunning::Message* const message = state_.messages.change(e.message);
    if (message == nullptr || !dunning::may_follow(message->state, e.to)) return fail();
    message->state = e.to;
    if (e.channel) message->channel = e.channel;
    if (!e.variant.empty()) message->variant = e.variant;
    if (!e.provider_reference.empty()) message->provider_reference = e.provider_reference;
    message->reason = e.reason;
    if (e.to == dunning::MessageState::kSending) ++message->tries;
    // Taken on a later day than it was first asked for: after doubt, a provider was asked again.
    if (e.to == dunning::MessageState::kSending || e.to == dunning::MessageState::kSent) message->sent_on = recorded_;
  }

  void operator()(RefundProposed const& e) {
    payments::RefundProposal refund;
    refund.id = e.refund;
    refund.debtor = e.debtor;
    refund.means = e.means;
    refund.parts = e.parts;
    refund.external_reference = e.external_reference;
    refund.proposed_by = e.by;
    refund.proposed = e.date;
    refund.recorded_seq = seq_;
    state_.refunds.add(std::move(refund));
    given_out(e.refund.value);
  }
  void operator()(RefundApproved const& e) { decide_refund(e.refund, payments::RefundState::kApproved, e.by, {}); }
  void operator()(RefundRejected const& e) {
    decide_refund(e.refund, payments::RefundState::kRejected, e.by, e.reason);
  }

  void operator()(ArrangementMade const& e) {
    arrangements::Arrangement made;
    made.id = e.arrangement;
    made.debtor = e.debtor;
    made.state = e.state;
    made.agreed = e.date;
    made.claims = e.claims;
    made.instalments = e.instalments;
    made.outside = e.outside;
    made.reason = e.reason;
    made.look_from = e.next;
    made.recorded_seq = seq_;
    if (made.instalments.empty()) return fail();
    state_.arrangements.add(std::move(made));
    given_out(e.arrangement.value);
  }
  void operator()(ArrangementAccepted const& e) {
    arrangements::Arrangement* const row = change_arrangement(e.arrangement, arrangements::State::kRequested);
    if (row == nullptr || e.instalments.empty()) return fail();
    row->state = arrangements::State::kInForce;
    row->claims = e.claims;
    row->instalments = e.instalments;
    row->reason = e.reason;
    row->look_from = e.next;
  }
  void operator()(ArrangementChanged const& e) {
    arrangements::Arrangement* const row = change_arrangement(e.arrangement, arrangements::State::kInForce);
    if (row == nullptr || e.instalments.empty()) return fail();
    row->claims = e.claims;
    row->instalments = e.instalments;
    row->stage = arrangements::Stage::kNone;
    row->stage_for = {};
    row->stage_on = {};
    row->look_from = e.next;
    row->moves += e.change == arrangements::Change::kMoveDate ? 1 : 0;
    row->pauses += e.change == arrangements::Change::kPause ? 1 : 0;
    row->replans += e.change == arrangements::Change::kReplan ? 1 : 0;
  }
  void operator()(ArrangementMissed const& e) {
    arrangements::Arrangement* const row = change_arrangement(e.arrangement, arrangements::State::kInForce);
    if (row == nullptr) return;
    row->stage = e.stage;
    row->stage_for = e.missed;
    row->stage_on = e.date;
    row->look_from = e.next;
  }
  void operator()(ArrangementLookedAt const& e) {
    arrangements::Arrangement* const row = change_arrangement(e.arrangement, arrangements::State::kInForce);
    if (row == nullptr) return;
    // Nothing is missing: should something be again, it begins anew.
    row->stage = arrangements::Stage::kNone;
    row->stage_for = {};
    row->stage_on = {};
    row->look_from = e.next;
  }
  void operator()(ArrangementEnded const& e) {
    arrangements::Arrangement* const row = state_.arrangements.change(e.arrangement);
    if (row == nullptr || arrangements::is_ended(row->state) || !arrangements::is_ended(e.state)) return fail();
    row->state = e.state;
    row->ended = e.date;
    row->reason = e.reason;
    row->look_from.reset();
  }

  void operator()(EnquiryReceived const& e) {
    enquiries::Enquiry made;
    made.id = e.enquiry;
    made.debtor = e.debtor;
    made.kind = e.kind;
    made.state = e.state;
    made.reason = e.reason;
    made.way = e.way;
    for (base::ClaimId const claim : e.claims) made.claims.push_back({claim, enquiries::Outcome::kNone});
    made.received = e.date;
    made.wanted = e.wanted;
    made.holds = e.holds;
    made.answer_by = e.answer_by;
    made.look_from = e.next;
    made.words = e.words;
    made.recorded_seq = seq_;
    if (!enquiries::is_open(made.state)) made.ended = e.date;
    if (made.claims.empty()) return fail();
    state_.enquiries.add(std::move(made));
    given_out(e.enquiry.value);
  }
  void operator()(EnquiryAsked const& e) {
    change_enquiry(e.enquiry, [&](enquiries::Enquiry& row) {
      row.state = enquiries::State::kAsked;
      row.asked = e.date;
      row.asked_for = e.answer_by;
      row.words = std::max(row.words, e.words);
    });
  }
  void operator()(EnquiryAnswered const& e) {
    change_enquiry(e.enquiry, [&](enquiries::Enquiry& row) {
      for (enquiries::EnquiredClaim& each : row.claims) {
        if (std::ranges::find(e.claims, each.claim) != e.claims.end()) each.outcome = e.outcome;
      }
      if (e.granted) row.granted = e.granted;
      row.words = std::max(row.words, e.words);
      if (!e.complete) return;
      row.outcome = enquiries::outcome_of(row.claims);
      end_enquiry(row, enquiries::State::kAnswered, e.date);
    });
  }
  void operator()(EnquiryClosed const& e) {
    change_enquiry(e.enquiry, [&](enquiries::Enquiry& row) {
      row.ended_reason = e.reason;
      end_enquiry(row, e.state, e.date);
    });
  }
  void operator()(ReferralMade const& e) {
    help::Referral made;
    made.id = e.referral;
    made.debtor = e.debtor;
    made.helper = e.helper;
    made.need = e.need;
    made.consent = e.consent;
    made.consented = e.consented;
    made.until = e.until;
    made.held = e.held;
    made.made = e.date;
    made.recorded_seq = seq_;
    state_.referrals.add(std::move(made));
    given_out(e.referral.value);
  }
  void operator()(ReferralExtended const& e) {
    change_referral(e.referral,
                    [&](help::Referral& row) { row.held.insert(row.held.end(), e.claims.begin(), e.claims.end()); });
  }
  void operator()(ReferralSent const& e) {
    change_referral(e.referral, [&](help::Referral& row) {
      row.state = help::State::kSent;
      row.sent = e.date;
    });
  }
  void operator()(ReferralAccepted const& e) {
    change_referral(e.referral, [&](help::Referral& row) {
      row.state = help::State::kAccepted;
      row.answered = e.date;
    });
  }
  void operator()(ReferralEnded const& e) {
    change_referral(e.referral, [&](help::Referral& row) {
      row.state = e.state;
      row.outcome = e.outcome;
      row.ended = e.date;
      row.fresh_until = e.fresh_until;
      if (e.state == help::State::kDeclined) row.answered = e.date;
    });
  }
  void operator()(EnquiryLate const& e) {
    change_enquiry(e.enquiry, [&](enquiries::Enquiry& row) {
      row.late_since = e.date;
      row.promised = e.promised;
      row.look_from.reset();
    });
  }
  void operator()(AbilityKept const& e) {
    arrangements::AbilityStatement made;
    made.id = e.debtor;
    made.consent = e.consent;
    made.kept = e.date;
    made.until = e.until;
    if (arrangements::AbilityStatement* const row = state_.ability_statements.change(e.debtor)) {
      *row = std::move(made);
    } else {
      state_.ability_statements.add(std::move(made));
    }
  }
  void operator()(AbilityEnded const& e) {
    arrangements::AbilityStatement* const row = state_.ability_statements.change(e.debtor);
    if (row == nullptr || row->state != arrangements::StatementState::kKept) return fail();
    row->state = e.state;
    row->ended = e.date;
  }
  void operator()(AbilityRead const& e) {
    arrangements::AbilityStatement const* const row = state_.ability_statements.find(e.debtor);
    if (row == nullptr || row->state != arrangements::StatementState::kKept) fail();
  }
  void operator()(RepresentationGranted const& e) {
    claims::Representation made;
    made.id = e.representation;
    made.debtor = e.debtor;
    made.representative = e.representative;
    made.scope = e.scope;
    made.basis = e.basis;
    made.first = e.first;
    made.last = e.last;
    made.recorded_seq = seq_;
    state_.representations.add(std::move(made));
    given_out(e.representation.value);
  }
  void operator()(RepresentationEnded const& e) {
    claims::Representation* const row = state_.representations.change(e.representation);
    if (row == nullptr || row->ended) return fail();
    row->ended = e.date;
    row->reason = e.reason;
  }
  void operator()(DisclosureAllowed const& e) {
    claims::Disclosure made;
    made.id = e.disclosure;
    made.debtor = e.debtor;
    made.to = e.to;
    made.basis = e.basis;
    made.words = e.words;
    made.first = e.first;
    made.last = e.last;
    made.recorded_seq = seq_;
    state_.disclosures.add(std::move(made));
    given_out(e.disclosure.value);
  }
  void operator()(DisclosureEnded const& e) {
    claims::Disclosure* const row = state_.disclosures.change(e.disclosure);
    if (row == nullptr || row->ended) return fail();
    row->ended = e.date;
    row->reason = e.reason;
  }
  void operator()(MandateAsked const& e) {
    payments::Mandate made;
    made.id = e.mandate;
    made.debtor = e.debtor;
    made.asked = e.date;
    made.recorded_seq = seq_;
    state_.mandates.add(std::move(made));
    given_out(e.mandate.value);
  }
  void operator()(MandateConfirmed const& e) {
    payments::Mandate* const row = state_.mandates.change(e.mandate);
    if (row == nullptr || row->state == payments::MandateState::kEnded) return fail();
    row->state = payments::MandateState::kActive;
    row->reference = e.reference;
    row->confirmed = e.date;
  }
  void operator()(MandateEnded const& e) {
    payments::Mandate* const row = state_.mandates.change(e.mandate);
    if (row == nullptr || row->state == payments::MandateState::kEnded) return fail();
    row->state = payments::MandateState::kEnded;
    row->ended = e.date;
    row->reason = e.reason;
  }
  void operator()(CollectionPlanned const& e) {
    payments::Collection made;
    made.id = e.collection;
    made.mandate = e.mandate;
    made.debtor = e.debtor;
    made.day = e.day;
    made.parts = e.parts;
    made.planned = e.date;
    made.recorded_seq = seq_;
    state_.collections.add(std::move(made));
    given_out(e.collection.value);
  }
  void operator()(CollectionSent const& e) {
    payments::Collection* const row = state_.collections.change(e.collection);
    if (row == nullptr || row->state != payments::CollectionState::kPlanned) return fail();
    row->state = payments::CollectionState::kSent;
    row->delivery = e.delivery;
    row->parts = e.parts;
  }
  void operator()(CollectionEnded const& e) {
    payments::Collection* const row = state_.collections.change(e.collection);
    if (row == nullptr) return fail();
    bool const is_reversal = e.state == payments::CollectionState::kReversed;
    bool const was = is_reversal ? row->state == payments::CollectionState::kCollected : is_open(row->state);
    if (!was || is_open(e.state)) return fail();
    row->state = e.state;
    row->payment = e.payment;
    row->reason = e.reason;
    row->ended = e.date;
  }
  void operator()(StepDecided const& e) {
    for (base::ClaimId const id : e.claims) {
      change_claim(id, [&](claims::Claim& claim) {
        claim.course.to_be_written = true;
        claim.course.steps.push_back({std::string{claims::kDecided} + e.step, e.date, {}});
      });
    }
  }

 private:
  void fail() { failed_ = true; }
  arrangements::Arrangement* change_arrangement(base::ArrangementId id, arrangements::State expected) {
    arrangements::Arrangement* const row = state_.arrangements.change(id);
    if (row != nullptr && row->state == expected) return row;
    fail();
    return nullptr;
  }
  /// Only one that has not ended changes.
  template <class Change>
  void change_referral(base::ReferralId id, Change&& change) {
    help::Referral* const row = state_.referrals.change(id);
    if (row == nullptr || !help::is_open(row->state)) return fail();
    change(*row);
  }
  /// Only one that has not ended changes.
  template <class Change>
  void change_enquiry(base::EnquiryId id, Change&& change) {
    enquiries::Enquiry* const row = state_.enquiries.change(id);
    if (row == nullptr || !enquiries::is_open(row->state)) return fail();
    change(*row);
  }
  static void end_enquiry(enquiries::Enquiry& row, enquiries::State state, base::Date date) {
    row.state = state;
    row.ended = date;
    row.look_from.reset();
  }
  static void reopen(payments::BankLine& line) {
    line.state = BankLineState::kUnmatched;
    line.payment = {};
    line.counterpart = {};
    ++line.reopened;
  }
  void decide_refund(base::RefundId id, payments::RefundState state, std::string const& by, std::string const& reason) {
    payments::RefundProposal* const refund = state_.refunds.change(id);
    if (refund == nullptr || refund->state != payments::RefundState::kProposed) return fail();
    refund->state = state;
    refund->decided_by = by;
    refund->reason = reason;
  }
  void meet(base::BankLineId expected, base::BankLineId line, std::int64_t minor) {
    payments::BankLine* const row = state_.bank_lines.change(expected);
    if (row == nullptr || row->state != BankLineState::kExpected || row->amount_minor != minor) return fail();
    row->state = BankLineState::kMet;
    row->counterpart = line;
  }
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
  /// Interest counts on the principal alone.
  static void note_change(claims::Claim& claim, ledger::Component component, claims::DatedChange change) {
    if (component != ledger::Component::kPrincipal || change.minor == 0) return;
    claims::add_change(claim.accrual.principal, change);
    claim.accrual.to_be_run = true;
  }
  /// A procedure that had nothing more to do about a claim may have again: more is owed, or by somebody else.
  static void look_again(claims::Claim& claim, base::Date date) {
    if (claim.course.procedure.empty() || claim.course.next) return;
    claim.course.next = date;
    claim.course.to_be_written = true;
  }
  /// A claim that is paid comes back by itself: should it be owed again, the authority is the one to ask, and interest
  /// counts from then on. It was away to the end of the day on which the principal last changed.
  static void end_absence(claims::Claim& claim) {
    if (claim.accrual.absences.empty() || claim.accrual.absences.back().recalled) return;
    claims::Absence& absence = claim.accrual.absences.back();
    auto const& changes = claim.accrual.principal;
    absence.recalled = absence.handed_over;
    if (!changes.empty()) absence.recalled = std::max(absence.handed_over, base::Date{changes.back().date.days + 1});
    claim.accrual.to_be_run = true;
  }
  template <class Function>
  void change_holds(base::ClaimId claim_id, base::DebtorId debtor_id, Function&& function) {
    if (claim_id) {
      change_claim(claim_id, [&](claims::Claim& claim) {
        function(claim.holds);
        claim.accrual.to_be_run = true;
      });
      return;
    }
    claims::Debtor* const debtor = state_.debtors.change(debtor_id);
    if (debtor == nullptr) return fail();
    function(debtor->holds);
    std::vector<base::ClaimId> owed;
    state_.claims.each([&](claims::Claim const& claim) {
      if (std::ranges::find(claim.liable, debtor_id) != claim.liable.end()) owed.push_back(claim.id);
    });
    for (base::ClaimId const id : owed) {
      if (claims::Claim* const claim = state_.claims.change(id)) claim->accrual.to_be_run = true;
    }
  }
  void lower_open(base::DebtorId payer, payments::Allocation const& part, base::Date date) {
    change_claim(part.claim, [&](claims::Claim& claim) {
      claims::note_paid(claim, payer, part.minor);
      claim.open[part.component] -= part.minor;
      note_change(claim, part.component, {date, -part.minor});
      if (part.component == ledger::Component::kInterest) {
        claims::add_change(claim.accrual.interest_paid, {date, -part.minor});
        claim.accrual.to_be_run = true;
      }
    });
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
    for (PaymentPart const& part : parts) {
      move_part(part, -part.allocation.minor);
      if (claims::Claim* const claim = state_.claims.change(part.allocation.claim)) {
        claims::note_paid(*claim, part.payer, -part.allocation.minor);
      }
    }
  }

  ports::WorkingSet& state_;
  std::int64_t seq_;
  base::Date recorded_;
  bool failed_ = false;
};

}  // namespace

bool evolve(ports::WorkingSet& state, Event const& event, std::int64_t seq, base::Date recorded) {
  Evolution evolution{state, seq, recorded};
  std::visit(evolution, event);
  return !evolution.failed();
}

}  // namespace engine

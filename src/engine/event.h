// Events: what happened. An event carries every amount it moved, so that the books can be rebuilt from events alone,
// without the rules that led to them; rules may change, what happened may not.
//
// Nothing here identifies a person: debtors are numbers, names are in the vault.
// Pure values. `visit` lists the fields once, for the journal's encoding: only ever add at the end, with a new tag.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "arrangements/ability_statement.h"
#include "arrangements/arrangement.h"
#include "claims/claim.h"
#include "claims/debtor.h"
#include "claims/disclosure.h"
#include "claims/life_cycle.h"
#include "claims/representation.h"
#include "claims/write_down.h"
#include "engine/command.h"
#include "payments/attempt.h"
#include "payments/bank_line.h"
#include "payments/payment.h"
#include "payments/refund.h"

namespace engine {

struct DebtorAdded {
  base::DebtorId debtor;
  claims::DebtorKind kind = claims::DebtorKind::kUnknown;
  static void visit(auto& self, auto&& f) { f(self.debtor), f(self.kind); }
};

struct ClaimRegistered {
  base::ClaimId claim;
  base::SourceId source;
  std::string reference;
  std::string type;
  claims::ClaimDates dates;
  std::vector<base::DebtorId> liable;
  claims::Amounts amounts;
  static void visit(auto& self, auto&& f) {
    f(self.claim), f(self.source), f(self.reference), f(self.type), f(self.dates), f(self.liable), f(self.amounts);
  }
};

/// A part of a payment that was on a claim and is its payer's credit again (or the other way, in CreditApplied).
struct PaymentPart {
  base::PaymentId payment;
  base::DebtorId payer;
  payments::Allocation allocation;
  static void visit(auto& self, auto&& f) { f(self.payment), f(self.payer), f(self.allocation); }
};

enum class AmountCause : std::uint8_t { kAmended = 1, kFeeAdded = 2, kFeeWaived = 3 };

/// What is charged went up (delta above zero) or down. Going down, what had been paid of it is freed to credit.
struct AmountChanged {
  base::ClaimId claim;
  base::SourceId source;
  ledger::Component component = ledger::Component::kPrincipal;
  AmountCause cause = AmountCause::kAmended;
  std::int64_t delta_minor = 0;
  std::vector<PaymentPart> freed;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.claim), f(self.source), f(self.component), f(self.cause), f(self.delta_minor), f(self.freed), f(self.reason),
        f(self.date);
  }
};

struct ObjectionOpened {
  base::ClaimId claim;
  std::string objection;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.objection), f(self.reason), f(self.date); }
};

struct ObjectionResolved {
  base::ClaimId claim;
  std::string objection;
  ObjectionOutcome outcome = ObjectionOutcome::kRejected;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.objection), f(self.outcome), f(self.date); }
};

/// The claim is withdrawn: nothing of it is charged any more, what was paid is freed.
struct ClaimCancelled {
  base::ClaimId claim;
  base::SourceId source;
  claims::Amounts open;  // what was still owed
  std::vector<PaymentPart> freed;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.claim), f(self.source), f(self.open), f(self.freed), f(self.reason), f(self.date);
  }
};

struct ClaimHandedOver {
  base::ClaimId claim;
  std::string recipient;
  claims::Amounts open;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.recipient), f(self.open), f(self.date); }
};

struct ClaimRecalled {
  base::ClaimId claim;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.reason), f(self.date); }
};

/// Follows from the event before it; told on its own because it is what most readers wait for.
struct ClaimStateChanged {
  base::ClaimId claim;
  claims::ClaimState from = claims::ClaimState::kOpen;
  claims::ClaimState to = claims::ClaimState::kOpen;
  claims::LifeCycleEvent cause = claims::LifeCycleEvent::kPaidInFull;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.from), f(self.to), f(self.cause); }
};

struct PaymentRecorded {
  base::PaymentId payment;
  base::DebtorId payer;
  ledger::Means means = ledger::Means::kSource;
  std::int64_t amount_minor = 0;
  std::vector<payments::Allocation> allocations;
  std::int64_t credit_minor = 0;
  base::Date value_date;
  std::string external_reference;
  std::vector<base::ClaimId> meant_for;  // the claims the payer chose, also those that took nothing
  static void visit(auto& self, auto&& f) {
    f(self.payment), f(self.payer), f(self.means), f(self.amount_minor), f(self.allocations), f(self.credit_minor),
        f(self.value_date), f(self.external_reference), f(self.meant_for);
  }
};

struct CreditApplied {
  base::DebtorId debtor;
  std::vector<PaymentPart> parts;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.debtor), f(self.parts), f(self.date); }
};

struct PaymentReversed {
  base::PaymentId payment;
  base::DebtorId payer;
  ledger::Means means = ledger::Means::kSource;
  std::vector<payments::Allocation> allocations;
  std::int64_t credit_minor = 0;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.payment), f(self.payer), f(self.means), f(self.allocations), f(self.credit_minor), f(self.reason),
        f(self.date);
  }
};

using payments::RefundedPart;

struct CreditRefunded {
  base::DebtorId debtor;
  std::vector<RefundedPart> parts;
  ledger::Means means = ledger::Means::kBank;
  std::string external_reference;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.debtor), f(self.parts), f(self.means), f(self.external_reference), f(self.date);
  }
};

struct AttemptStarted {
  base::AttemptId attempt;
  base::DebtorId payer;
  std::string provider;
  std::string reference;
  std::int64_t amount_minor = 0;
  std::vector<payments::Choice> choices;
  base::Instant started;
  static void visit(auto& self, auto&& f) {
    f(self.attempt), f(self.payer), f(self.provider), f(self.reference), f(self.amount_minor), f(self.choices),
        f(self.started);
  }
};

struct AttemptAdvanced {
  base::AttemptId attempt;
  payments::AttemptState to = payments::AttemptState::kUnknown;
  base::PaymentId payment;
  static void visit(auto& self, auto&& f) { f(self.attempt), f(self.to), f(self.payment); }
};

struct HoldPlaced {
  base::ClaimId claim;    // zero: on everything the debtor owes
  base::DebtorId debtor;  // zero: on the claim
  claims::Hold hold;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.debtor), f(self.hold); }
};

struct HoldEnded {
  base::ClaimId claim;
  base::DebtorId debtor;
  std::string key;
  base::Date last;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.debtor), f(self.key), f(self.last); }
};

/// What one rule of law gave for one day; below zero: what had been posted for that day is taken back.
struct InterestStep {
  base::Date date;
  std::int64_t minor = 0;
  std::string rule;
  static void visit(auto& self, auto&& f) { f(self.date), f(self.minor), f(self.rule); }
};

/// Interest up to and including `through`. Where it goes down by more than is open, what had been paid of it is freed.
struct InterestPosted {
  base::ClaimId claim;
  base::SourceId source;
  std::string pack;
  std::vector<InterestStep> steps;
  std::vector<PaymentPart> freed;
  base::Date through;
  static void visit(auto& self, auto&& f) {
    f(self.claim), f(self.source), f(self.pack), f(self.steps), f(self.freed), f(self.through);
  }
};

struct LetterRecorded {
  base::ClaimId claim;
  base::SourceId source;
  std::string pack;  // empty: no law was asked
  claims::Letter letter;
  std::optional<base::Date> answer_until;
  static void visit(auto& self, auto&& f) {
    f(self.claim), f(self.source), f(self.pack), f(self.letter), f(self.answer_until);
  }
};

/// Let go. Below zero: interest that had been let go is not let go any more, because it is about to be taken back.
struct ClaimWrittenDown {
  base::ClaimId claim;
  base::SourceId source;
  claims::Amounts amounts;
  claims::WriteDownReason reason = claims::WriteDownReason::kUncollectable;
  std::string note;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.claim), f(self.source), f(self.amounts), f(self.reason), f(self.note), f(self.date);
  }
};

struct ClaimTransferred {
  base::ClaimId claim;
  base::SourceId from;
  base::SourceId to;
  claims::Amounts charged;  // the income that goes along
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.claim), f(self.from), f(self.to), f(self.charged), f(self.reason), f(self.date);
  }
};

struct DebtorChanged {
  base::ClaimId claim;
  base::DebtorId from;
  base::DebtorId to;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.from), f(self.to), f(self.reason), f(self.date); }
};

struct BankStatementRecorded {
  std::string account;
  std::string statement;
  std::string digest;
  std::int64_t entries = 0;
  std::int64_t opening_minor = 0;
  std::int64_t closing_minor = 0;
  static void visit(auto& self, auto&& f) {
    f(self.account), f(self.statement), f(self.digest), f(self.entries), f(self.opening_minor), f(self.closing_minor);
  }
};

/// `state` is what it is from the start: kUnmatched or kUndivided, or already accounted for.
struct BankLineRecorded {
  base::BankLineId line;
  std::string key;
  std::string entry;
  payments::BankLineState state = payments::BankLineState::kUnmatched;
  std::int64_t amount_minor = 0;
  base::Date booked;
  base::Date value_date;
  base::PaymentId payment;
  base::BankLineId counterpart;
  std::string reason;
  static void visit(auto& self, auto&& f) {
    f(self.line), f(self.key), f(self.entry), f(self.state), f(self.amount_minor), f(self.booked), f(self.value_date),
        f(self.payment), f(self.counterpart), f(self.reason);
  }
};

/// The books have moved money that the bank has yet to report.
struct BankLineExpected {
  base::BankLineId line;
  std::string key;
  std::int64_t amount_minor = 0;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.line), f(self.key), f(self.amount_minor), f(self.date); }
};

/// A line that waited is now what `state` says.
struct BankLineDecided {
  base::BankLineId line;
  payments::BankLineState state = payments::BankLineState::kMatched;
  std::int64_t amount_minor = 0;
  base::PaymentId payment;
  base::BankLineId counterpart;
  std::string reason;
  base::Date date;  // of the money
  static void visit(auto& self, auto&& f) {
    f(self.line), f(self.state), f(self.amount_minor), f(self.payment), f(self.counterpart), f(self.reason),
        f(self.date);
  }
};

/// A line that had been decided waits again. `state` is what it was.
struct BankLineReopened {
  base::BankLineId line;
  payments::BankLineState state = payments::BankLineState::kMatched;
  std::int64_t amount_minor = 0;
  base::BankLineId counterpart;  // the other line of the decision: it waits again, or is expected again
  base::BankLineId withdrawn;    // our line that is not expected any more
  std::string reason;
  base::Date date;  // of the money
  static void visit(auto& self, auto&& f) {
    f(self.line), f(self.state), f(self.amount_minor), f(self.counterpart), f(self.withdrawn), f(self.reason),
        f(self.date);
  }
};

struct PayoutRecorded {
  std::string key;
  ledger::Means means = ledger::Means::kMobilePay;
  std::int64_t settled_minor = 0;
  std::int64_t fees_minor = 0;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.key), f(self.means), f(self.settled_minor), f(self.fees_minor), f(self.date);
  }
};

struct BusinessDayStarted {
  base::Date date;
  std::string procedures;
  static void visit(auto& self, auto&& f) { f(self.date), f(self.procedures); }
};

struct BusinessDayEnded {
  base::Date date;
  std::string batch_hash;
  BusinessDayTotals totals;
  static void visit(auto& self, auto&& f) { f(self.date), f(self.batch_hash), f(self.totals); }
};

/// Where a claim stands in which procedure, and when there is something to look at next.
struct CoursePlanned {
  base::ClaimId claim;
  std::string procedure;  // "-": no procedure is chosen for such claims
  std::optional<base::Date> next;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.procedure), f(self.next); }
};

struct CourseStepTaken {
  base::ClaimId claim;
  base::DebtorId debtor;  // in whose case: the one first liable
  std::string procedure;
  claims::StepTaken step;
  std::optional<base::Date> next;
  static void visit(auto& self, auto&& f) {
    f(self.claim), f(self.debtor), f(self.procedure), f(self.step), f(self.next);
  }
};

struct MessagePlanned {
  base::MessageId message;
  base::DebtorId debtor;
  std::string procedure;
  std::string step;
  std::string content;
  std::vector<base::ClaimId> claims;
  std::vector<dunning::Channel> channels;
  bool beside = false;
  base::Date date;
  std::optional<base::Date> answer_until;
  std::int64_t amount_minor = 0;
  std::int64_t fee_minor = 0;
  static void visit(auto& self, auto&& f) {
    f(self.message), f(self.debtor), f(self.procedure), f(self.step), f(self.content), f(self.claims), f(self.channels),
        f(self.beside), f(self.date), f(self.answer_until), f(self.amount_minor), f(self.fee_minor);
  }
};

struct MessageAdvanced {
  base::MessageId message;
  dunning::MessageState to = dunning::MessageState::kSent;
  std::optional<dunning::Channel> channel;
  std::string variant;
  std::string provider_reference;
  std::string reason;
  static void visit(auto& self, auto&& f) {
    f(self.message), f(self.to), f(self.channel), f(self.variant), f(self.provider_reference), f(self.reason);
  }
};

struct RefundProposed {
  base::RefundId refund;
  base::DebtorId debtor;
  std::vector<RefundedPart> parts;
  ledger::Means means = ledger::Means::kBank;
  std::string external_reference;
  std::string by;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.refund), f(self.debtor), f(self.parts), f(self.means), f(self.external_reference), f(self.by), f(self.date);
  }
};

/// Followed by the CreditRefunded that pays it.
struct RefundApproved {
  base::RefundId refund;
  std::string by;
  static void visit(auto& self, auto&& f) { f(self.refund), f(self.by); }
};

struct RefundRejected {
  base::RefundId refund;
  std::string by;
  std::string reason;
  static void visit(auto& self, auto&& f) { f(self.refund), f(self.by), f(self.reason); }
};

/// Follows ClaimRegistered where each debtor owes a share only: the parts of each, in the order of the liable.
struct SharesSet {
  base::ClaimId claim;
  std::vector<std::int64_t> parts;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.parts); }
};

/// Neither id is here: they are in the vault's table.
struct NationalIdChanged {
  base::DebtorId debtor;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.debtor), f(self.reason), f(self.date); }
};

/// Agreed (the state says kInForce), or asked for and to be decided by a person (kRequested).
struct ArrangementMade {
  base::ArrangementId arrangement;
  base::DebtorId debtor;
  arrangements::State state = arrangements::State::kInForce;
  std::vector<arrangements::ArrangedClaim> claims;
  std::vector<arrangements::Instalment> instalments;
  std::vector<arrangements::PolicyBreach> outside;
  std::string reason;
  base::Date date;
  std::optional<base::Date> next;  // the first day on which there is something to look at
  static void visit(auto& self, auto&& f) {
    f(self.arrangement), f(self.debtor), f(self.state), f(self.claims), f(self.instalments), f(self.outside),
        f(self.reason), f(self.date), f(self.next);
  }
};

/// A request that a person has agreed to; what it covers is reckoned anew.
struct ArrangementAccepted {
  base::ArrangementId arrangement;
  std::vector<arrangements::ArrangedClaim> claims;
  std::vector<arrangements::Instalment> instalments;
  std::string reason;
  base::Date date;
  std::optional<base::Date> next;
  static void visit(auto& self, auto&& f) {
    f(self.arrangement), f(self.claims), f(self.instalments), f(self.reason), f(self.date), f(self.next);
  }
};

/// Its claims and instalments as they are from now on.
struct ArrangementChanged {
  base::ArrangementId arrangement;
  arrangements::Change change = arrangements::Change::kMoveDate;
  std::vector<arrangements::ArrangedClaim> claims;
  std::vector<arrangements::Instalment> instalments;
  std::string reason;
  base::Date date;
  std::optional<base::Date> next;
  static void visit(auto& self, auto&& f) {
    f(self.arrangement), f(self.change), f(self.claims), f(self.instalments), f(self.reason), f(self.date),
        f(self.next);
  }
};

/// What follows on a missed instalment has come to this stage.
struct ArrangementMissed {
  base::ArrangementId arrangement;
  arrangements::Stage stage = arrangements::Stage::kReminded;
  base::Date missed;  // the instalment's date
  std::int64_t missing_minor = 0;
  base::Date date;
  std::optional<base::Date> next;
  static void visit(auto& self, auto&& f) {
    f(self.arrangement), f(self.stage), f(self.missed), f(self.missing_minor), f(self.date), f(self.next);
  }
};

/// Nothing is missing: when to look again.
struct ArrangementLookedAt {
  base::ArrangementId arrangement;
  std::optional<base::Date> next;
  static void visit(auto& self, auto&& f) { f(self.arrangement), f(self.next); }
};

/// Completed, broken or cancelled. The holds on its claims end by events of their own.
struct ArrangementEnded {
  base::ArrangementId arrangement;
  arrangements::State state = arrangements::State::kCompleted;
  std::int64_t open_minor = 0;  // on its claims
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.arrangement), f(self.state), f(self.open_minor), f(self.reason), f(self.date);
  }
};

/// The letter about the claim never left: it was stopped, or nobody could be reached. Its step has not been taken, and
/// it is no letter of the law; an AmountChanged waives its fee.
struct LetterNotSent {
  base::ClaimId claim;
  base::MessageId message;
  std::string step;       // empty: the step stays, nothing follows from it
  claims::Letter letter;  // the one that does not count any more; its code is empty: none
  std::string reason;     // the message's
  std::optional<base::Date> next;
  static void visit(auto& self, auto&& f) {
    f(self.claim), f(self.message), f(self.step), f(self.letter), f(self.reason), f(self.next);
  }
};

/// `holds`: it stops the course of its claims while it waits; its holds are events of their own. `words`: the line of
/// what was written; zero: nothing was.
struct EnquiryReceived {
  base::EnquiryId enquiry;
  base::DebtorId debtor;
  enquiries::Kind kind = enquiries::Kind::kQuestion;
  enquiries::State state = enquiries::State::kReceived;  // or kClosed: a promise within the policy
  std::string reason;
  enquiries::Way way = enquiries::Way::kLink;
  std::vector<base::ClaimId> claims;
  std::optional<base::Date> wanted;
  bool holds = false;
  base::Date answer_by;
  std::int64_t words = 0;
  base::Date date;
  std::optional<base::Date> next;  // the first day on which there is something to look at
  static void visit(auto& self, auto&& f) {
    f(self.enquiry), f(self.debtor), f(self.kind), f(self.state), f(self.reason), f(self.way), f(self.claims),
        f(self.wanted), f(self.holds), f(self.answer_by), f(self.words), f(self.date), f(self.next);
  }
};

struct EnquiryAsked {
  base::EnquiryId enquiry;
  std::vector<base::ClaimId> claims;  // that have no answer yet: whose departments are asked
  base::Date answer_by;               // the last day for the department
  std::int64_t words = 0;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.enquiry), f(self.claims), f(self.answer_by), f(self.words), f(self.date);
  }
};

/// For these claims. `complete`: with it all of them have an answer, and the enquiry is answered.
struct EnquiryAnswered {
  base::EnquiryId enquiry;
  std::vector<base::ClaimId> claims;
  enquiries::Outcome outcome = enquiries::Outcome::kRejected;
  std::optional<base::Date> granted;
  bool complete = true;
  std::int64_t words = 0;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.enquiry), f(self.claims), f(self.outcome), f(self.granted), f(self.complete), f(self.words), f(self.date);
  }
};

/// Ended without an answer: kClosed or kWithdrawn.
struct EnquiryClosed {
  base::EnquiryId enquiry;
  enquiries::State state = enquiries::State::kClosed;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.enquiry), f(self.state), f(self.reason), f(self.date); }
};

/// The authority has not answered in time. Everything stands still as before; a new day has been promised.
struct EnquiryLate {
  base::EnquiryId enquiry;
  base::Date promised;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.enquiry), f(self.promised), f(self.date); }
};

/// Everything that the debtor owes stands still from `consented` on; its holds are events of their own.
struct ReferralMade {
  base::ReferralId referral;
  base::DebtorId debtor;
  std::string helper;
  help::Need need = help::Need::kDebtAdvice;
  help::Consent consent = help::Consent::kByTelephone;
  base::Date consented;
  base::Date until;
  std::vector<base::ClaimId> held;  // that others owe as well
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.referral), f(self.debtor), f(self.helper), f(self.need), f(self.consent), f(self.consented), f(self.until),
        f(self.held), f(self.date);
  }
};

/// It holds these as well.
struct ReferralExtended {
  base::ReferralId referral;
  std::vector<base::ClaimId> claims;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.referral), f(self.claims), f(self.date); }
};

struct ReferralSent {
  base::ReferralId referral;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.referral), f(self.date); }
};

struct ReferralAccepted {
  base::ReferralId referral;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.referral), f(self.date); }
};

/// kDeclined or kEnded. `fresh_until`: the last day on which nothing is asked for.
struct ReferralEnded {
  base::ReferralId referral;
  help::State state = help::State::kEnded;
  help::Outcome outcome = help::Outcome::kHelped;
  std::optional<base::Date> fresh_until;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.referral), f(self.state), f(self.outcome), f(self.fresh_until), f(self.date);
  }
};

/// Answers about what can be paid are kept, by consent, until the end of a day. What they are is not here.
struct AbilityKept {
  base::DebtorId debtor;
  std::string consent;  // the version of the words agreed to
  base::Date until;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.debtor), f(self.consent), f(self.until), f(self.date); }
};

/// Taken back or expired: the answers are deleted.
struct AbilityEnded {
  base::DebtorId debtor;
  arrangements::StatementState state = arrangements::StatementState::kTakenBack;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.debtor), f(self.state), f(self.date); }
};

/// By whoever the entry names.
struct AbilityRead {
  base::DebtorId debtor;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.debtor), f(self.date); }
};

/// A person has decided that this happens to claims of somebody vulnerable; what follows from it are events of their
/// own. `step` of a hand-over: claims::kHandOverDecided without its beginning.
struct StepDecided {
  base::DebtorId debtor;
  std::vector<base::ClaimId> claims;
  std::string step;
  bool fee = false;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.debtor), f(self.claims), f(self.step), f(self.fee), f(self.reason), f(self.date);
  }
};

/// Somebody may act for a debtor from now on: until `last`, or until it is ended.
struct RepresentationGranted {
  base::RepresentationId representation;
  base::DebtorId debtor;
  base::DebtorId representative;
  claims::RepresentationScope scope = claims::RepresentationScope::kSee;
  claims::RepresentationBasis basis = claims::RepresentationBasis::kPowerOfAttorney;
  base::Date first;
  std::optional<base::Date> last;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.representation), f(self.debtor), f(self.representative), f(self.scope), f(self.basis), f(self.first),
        f(self.last), f(self.date);
  }
};

struct RepresentationEnded {
  base::RepresentationId representation;
  std::string reason;
  base::Date date;  // the first day on which nobody acts by it any more
  static void visit(auto& self, auto&& f) { f(self.representation), f(self.reason), f(self.date); }
};

/// Somebody wishes to pay by direct debit; nobody's account is charged before the bank has confirmed it.
struct MandateAsked {
  base::MandateId mandate;
  base::DebtorId debtor;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.mandate), f(self.debtor), f(self.date); }
};

struct MandateConfirmed {
  base::MandateId mandate;
  std::string reference;  // of the bank's system
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.mandate), f(self.reference), f(self.date); }
};

struct MandateEnded {
  base::MandateId mandate;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.mandate), f(self.reason), f(self.date); }
};

/// The debtor is told that these claims will be collected on `day`.
struct CollectionPlanned {
  base::CollectionId collection;
  base::MandateId mandate;
  base::DebtorId debtor;
  base::Date day;
  std::vector<payments::Choice> parts;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.collection), f(self.mandate), f(self.debtor), f(self.day), f(self.parts), f(self.date);
  }
};

/// With what was still to be collected when it was sent.
struct CollectionSent {
  base::CollectionId collection;
  std::int64_t delivery = 0;
  std::vector<payments::Choice> parts;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.collection), f(self.delivery), f(self.parts), f(self.date); }
};

/// It is collected, came to nothing, or was taken back. Money and claims have events of their own.
struct CollectionEnded {
  base::CollectionId collection;
  payments::CollectionState state = payments::CollectionState::kCollected;
  base::PaymentId payment;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.collection), f(self.state), f(self.payment), f(self.reason), f(self.date);
  }
};

/// From `first` on another authority may be told what the debtor owes: until `last`, or until it is ended.
struct DisclosureAllowed {
  base::DisclosureId disclosure;
  base::DebtorId debtor;
  base::AuthorityId to;
  claims::DisclosureBasis basis = claims::DisclosureBasis::kConsent;
  std::string words;
  base::Date first;
  std::optional<base::Date> last;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.disclosure), f(self.debtor), f(self.to), f(self.basis), f(self.words), f(self.first), f(self.last),
        f(self.date);
  }
};

struct DisclosureEnded {
  base::DisclosureId disclosure;
  std::string reason;
  base::Date date;  // the first day on which nothing is told any more
  static void visit(auto& self, auto&& f) { f(self.disclosure), f(self.reason), f(self.date); }
};

/// Of the fees of letters of that day so much is let go: the AmountChanged before it says what is owed now, and this
/// which letters it was about, for nothing lets a fee go twice.
struct LetterFeesLetGo {
  base::ClaimId claim;
  base::Date letters;
  std::int64_t minor = 0;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.letters), f(self.minor); }
};

/// The position in this list is the event's tag in the journal: add at the end only.
using Event = std::variant<
    DebtorAdded, ClaimRegistered, AmountChanged, ObjectionOpened, ObjectionResolved, ClaimCancelled, ClaimHandedOver,
    ClaimRecalled, ClaimStateChanged, PaymentRecorded, CreditApplied, PaymentReversed, CreditRefunded, AttemptStarted,
    AttemptAdvanced, HoldPlaced, HoldEnded, InterestPosted, LetterRecorded, ClaimWrittenDown, ClaimTransferred,
    DebtorChanged, BankStatementRecorded, BankLineRecorded, BankLineExpected, BankLineDecided, PayoutRecorded,
    RefundProposed, RefundApproved, RefundRejected, SharesSet, NationalIdChanged, BankLineReopened, BusinessDayStarted,
    BusinessDayEnded, CoursePlanned, CourseStepTaken, MessagePlanned, MessageAdvanced, ArrangementMade,
    ArrangementAccepted, ArrangementChanged, ArrangementMissed, ArrangementLookedAt, ArrangementEnded, LetterNotSent,
    EnquiryReceived, EnquiryAsked, EnquiryAnswered, EnquiryClosed, EnquiryLate, ReferralMade, ReferralExtended,
    ReferralSent, ReferralAccepted, ReferralEnded, AbilityKept, AbilityEnded, AbilityRead, StepDecided,
    RepresentationGranted, RepresentationEnded, MandateAsked, MandateConfirmed, MandateEnded, CollectionPlanned,
    CollectionSent, CollectionEnded, DisclosureAllowed, DisclosureEnded, LetterFeesLetGo>;

/// "claim_registered", "payment_recorded" ...
[[nodiscard]] std::string_view name_of(Event const& event);

}  // namespace engine

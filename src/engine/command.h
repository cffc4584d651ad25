// Commands: everything that can be asked of the books. A command is a wish; the engine refuses it or turns it into
// events. Each names claims by the engine's id or by the source's own reference.
//
// Units: minor units of the authority's currency, always given as positive sizes; legal dates.
// Pure values. `visit` lists the fields once, for the encoding that the idempotency check digests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "arrangements/schedule.h"
#include "claims/claim.h"
#include "claims/write_down.h"
#include "dunning/message.h"
#include "enquiries/enquiry.h"
#include "ledger/account.h"
#include "payments/attempt.h"
#include "payments/direct_debit.h"
#include "ports/working_set.h"

namespace engine {

using ports::ClaimKey;

/// A new claim. `parties` are positions in the submission's list of parties; none means "not yet known who".
/// `shares`: how many of `shares_of` parts each party owes, in their order; none: all are liable for all of it.
struct RegisterClaim {
  base::SourceId source;
  std::string reference;
  std::string type;
  claims::ClaimDates dates;
  std::vector<std::int64_t> parties;
  claims::Amounts amounts;
  std::vector<std::int64_t> shares;
  std::int64_t shares_of = 0;
  static void visit(auto& self, auto&& f) {
    f(self.source), f(self.reference), f(self.type), f(self.dates), f(self.parties), f(self.amounts);
    // Left out where there are none: a registration must stay the same content that it was before there were shares.
    if (!self.shares.empty()) f(self.shares), f(self.shares_of);
  }
};

enum class AmendMode : std::uint8_t { kUpBy = 1, kDownBy = 2, kToTotal = 3 };

/// Raises or lowers what is charged of one component (the principal, mostly). The reason is a code of the source's.
struct AmendClaim {
  ClaimKey claim;
  ledger::Component component = ledger::Component::kPrincipal;
  AmendMode mode = AmendMode::kToTotal;
  std::int64_t minor = 0;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.claim), f(self.component), f(self.mode), f(self.minor), f(self.reason), f(self.date);
  }
};

struct AddFee {
  ClaimKey claim;
  std::int64_t minor = 0;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.minor), f(self.reason), f(self.date); }
};

struct WaiveFee {
  ClaimKey claim;
  std::int64_t minor = 0;  // zero: all fees charged on the claim
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.minor), f(self.reason), f(self.date); }
};

/// `objection` is the source's key for it; a claim may have several at a time.
struct OpenObjection {
  ClaimKey claim;
  std::string objection;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.objection), f(self.reason), f(self.date); }
};

enum class ObjectionOutcome : std::uint8_t { kRejected = 1, kPartlyUpheld = 2, kUpheld = 3, kWithdrawn = 4 };

/// Says only how it ended; if the sum changes, an amendment or cancellation says so.
struct ResolveObjection {
  ClaimKey claim;
  std::string objection;
  ObjectionOutcome outcome = ObjectionOutcome::kRejected;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.objection), f(self.outcome), f(self.date); }
};

struct CancelClaim {
  ClaimKey claim;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.reason), f(self.date); }
};

struct HandOverClaim {
  ClaimKey claim;
  std::string recipient;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.recipient), f(self.date); }
};

struct RecallClaim {
  ClaimKey claim;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.reason), f(self.date); }
};

/// A claim the payer chose, and at most how much of the money may go to it.
struct ChosenClaim {
  ClaimKey claim;
  std::optional<std::int64_t> limit_minor;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.limit_minor); }
};

/// Money that has come in. Without a payer, the first liable debtor of the first chosen claim is it. Without chosen
/// claims, all open claims of the payer are in the allocation order.
struct RecordPayment {
  base::DebtorId payer;
  ledger::Means means = ledger::Means::kSource;
  std::int64_t minor = 0;
  base::Date value_date;
  std::vector<ChosenClaim> chosen;
  std::string external_reference;
  static void visit(auto& self, auto&& f) {
    f(self.payer), f(self.means), f(self.minor), f(self.value_date), f(self.chosen), f(self.external_reference);
  }
};

/// Uses credit on claims. Always asked for, never done by itself. Without chosen claims: all open claims of the debtor.
/// Having no credit, or nothing open, is not an error: nothing happens.
struct AllocateCredit {
  base::DebtorId debtor;  // zero: the first liable debtor of the first chosen claim
  std::vector<ChosenClaim> chosen;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.debtor), f(self.chosen), f(self.date); }
};

struct ReversePayment {
  base::PaymentId payment;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.payment), f(self.reason), f(self.date); }
};

/// Pays credit back. Above what one person may refund alone it must be proposed instead.
struct RefundCredit {
  base::DebtorId debtor;
  std::int64_t minor = 0;
  ledger::Means means = ledger::Means::kBank;
  std::string external_reference;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.debtor), f(self.minor), f(self.means), f(self.external_reference), f(self.date);
  }
};

/// Credit is to be paid back when a second person says so, too. Whoever sends the submission is the first.
struct ProposeRefund {
  base::DebtorId debtor;
  std::int64_t minor = 0;
  ledger::Means means = ledger::Means::kBank;
  std::string external_reference;  // never empty: two refunds of one sum must be told apart
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.debtor), f(self.minor), f(self.means), f(self.external_reference), f(self.date);
  }
};

/// Pays a proposed refund back. Refused if the sender proposed it, if `minor` (what the sender has checked) is another
/// amount, or if the credit it was to come from has changed since.
struct ApproveRefund {
  base::RefundId refund;
  std::int64_t minor = 0;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.refund), f(self.minor), f(self.date); }
};

/// Anybody may reject, also who proposed it.
struct RejectRefund {
  base::RefundId refund;
  std::string reason;
  static void visit(auto& self, auto&& f) { f(self.refund), f(self.reason); }
};

/// A citizen wants to pay these amounts on these claims. Refused if any of it is not open any more.
struct StartAttempt {
  base::DebtorId payer;
  std::string provider;
  std::string reference;
  std::vector<payments::Choice> choices;  // every one with its amount
  static void visit(auto& self, auto&& f) { f(self.payer), f(self.provider), f(self.reference), f(self.choices); }
};

/// What is known of an attempt now. Old news (a step that the table of edges does not have) is accepted and ignored.
/// With kCaptured, the money becomes a payment of `captured_minor` at `value_date`.
struct AdvanceAttempt {
  base::AttemptId attempt;
  payments::AttemptState to = payments::AttemptState::kUnknown;
  std::int64_t captured_minor = 0;
  ledger::Means means = ledger::Means::kMobilePay;
  base::Date value_date;
  static void visit(auto& self, auto&& f) {
    f(self.attempt), f(self.to), f(self.captured_minor), f(self.means), f(self.value_date);
  }
};

/// Holds something up: on one claim, or (with a debtor and an empty claim key) on everything the debtor owes.
struct PlaceHold {
  ClaimKey claim;
  base::DebtorId debtor;
  claims::Hold hold;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.debtor), f(self.hold); }
};

/// Ends a hold: `last` is its last day, and may lie in the past.
struct EndHold {
  ClaimKey claim;
  base::DebtorId debtor;
  std::string key;
  base::Date last;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.debtor), f(self.key), f(self.last); }
};

/// Posts the interest that the law gives up to and including `until`, and takes back what a change of the past has
/// made wrong. Claims without a law, or without anything to post, are left as they are.
struct PostInterest {
  std::vector<base::ClaimId> claims;
  base::Date until;  // today or earlier
  static void visit(auto& self, auto&& f) { f(self.claims), f(self.until); }
};

/// A letter went out. With `charge_fee` it carries the fee the law allows that day, and is refused if it allows none.
struct RecordLetter {
  ClaimKey claim;
  std::string letter;  // as the law pack calls it
  bool charge_fee = false;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.letter), f(self.charge_fee), f(self.date); }
};

/// Lets go of what is open, though it was rightly charged: an expense of its own, not a lowered income. Amounts are at
/// most what is open.
struct WriteDown {
  ClaimKey claim;
  claims::Amounts amounts;
  bool all = false;  // everything that is open; the amounts are not looked at
  claims::WriteDownReason reason = claims::WriteDownReason::kUncollectable;
  std::string note;  // a code of the authority's; may be empty
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.claim), f(self.amounts), f(self.all), f(self.reason), f(self.note), f(self.date);
  }
};

/// The claim belongs to another department from a day on, with everything that has happened to it.
struct TransferClaim {
  ClaimKey claim;
  base::SourceId to;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.to), f(self.reason), f(self.date); }
};

/// Somebody else is liable from now on: `from` goes, the submission's party `party` comes in its place.
struct ChangeDebtor {
  ClaimKey claim;
  base::DebtorId from;
  std::int64_t party = 0;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.from), f(self.party), f(self.reason), f(self.date); }
};

/// A debtor has another national id from now on: the submission's party `party` has the new one, with the details as
/// they are to be kept. The debtor and its claims stay; the former id goes on finding the same debtor.
struct ChangeNationalId {
  base::DebtorId debtor;
  std::int64_t party = 0;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.debtor), f(self.party), f(self.reason), f(self.date); }
};

/// A statement or notification of the bank is here, with the digest of what it says: the same id with other content is
/// refused, because the submission's key is the statement's.
struct RecordBankStatement {
  std::string account;
  std::string statement;
  std::string digest;
  std::int64_t entries = 0;
  std::int64_t opening_minor = 0;  // zero where there are no balances
  std::int64_t closing_minor = 0;
  static void visit(auto& self, auto&& f) {
    f(self.account), f(self.statement), f(self.digest), f(self.entries), f(self.opening_minor), f(self.closing_minor);
  }
};

/// One line of an entry, with what its reference says by itself; at most one of `claim`, `debtor`, `expected` and
/// `charge`. None: a person decides.
struct ReportedLine {
  std::string key;
  std::int64_t amount_minor = 0;  // above zero came in, below zero went out
  base::Date booked;
  base::Date value_date;
  base::ClaimId claim;
  base::DebtorId debtor;
  std::string expected;  // the reference of an expected line; where there is none, a person decides
  bool charge = false;   // the bank's own code says so
  std::string reason;    // the bank's code of a return or reversal
  static void visit(auto& self, auto&& f) {
    f(self.key), f(self.amount_minor), f(self.booked), f(self.value_date), f(self.claim), f(self.debtor),
        f(self.expected), f(self.charge), f(self.reason);
  }
};

/// One entry of the bank, with all its lines. `undivided`: its one line is the sum of a batch. The parts of a batch
/// whose sum is here take the sum's place; they must add up to it.
struct RecordBankEntry {
  std::string entry;
  bool undivided = false;
  std::vector<ReportedLine> lines;
  static void visit(auto& self, auto&& f) { f(self.entry), f(self.undivided), f(self.lines); }
};

/// A person says what a waiting line is. Money in: whose (a claim or a debtor), or which expected line. Money out:
/// which expected line, or which payment it takes back.
struct MatchBankLine {
  base::BankLineId line;
  ClaimKey claim;
  base::DebtorId debtor;
  base::PaymentId payment;
  std::string expected;
  static void visit(auto& self, auto&& f) {
    f(self.line), f(self.claim), f(self.debtor), f(self.payment), f(self.expected);
  }
};

/// Money that is nobody's here goes back. With `with`, the line of the bank by which it has gone already; else it is
/// booked as gone now, and the bank's line is expected under `expected`.
struct ReturnBankLine {
  base::BankLineId line;
  base::BankLineId with;
  std::string expected;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.line), f(self.with), f(self.expected), f(self.reason), f(self.date);
  }
};

enum class BankPurpose : std::uint8_t { kCharge = 1, kOutside = 2 };

/// A waiting line is no payment: a price the bank takes, or something that belongs to other books.
struct BookBankLine {
  base::BankLineId line;
  BankPurpose purpose = BankPurpose::kOutside;
  std::string reason;
  static void visit(auto& self, auto&& f) { f(self.line), f(self.purpose), f(self.reason); }
};

/// Takes a decision about a line back: what it posted is posted the other way, and the line waits again. A payment it
/// became is reversed. A return that the bank has yet to report is withdrawn; `expected` is its reference then.
struct ReopenBankLine {
  base::BankLineId line;
  std::string expected;
  std::string reason;
  static void visit(auto& self, auto&& f) { f(self.line), f(self.expected), f(self.reason); }
};

/// A provider pays out what payers have paid it: `settled_minor` comes to the bank account, and `fees_minor` it has
/// kept. Both leave the provider's account in the books; the bank's line is expected under `key`.
struct RecordPayout {
  std::string key;
  ledger::Means means = ledger::Means::kMobilePay;
  std::int64_t settled_minor = 0;  // below zero: we owe the provider
  std::int64_t fees_minor = 0;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.key), f(self.means), f(self.settled_minor), f(self.fees_minor), f(self.date);
  }
};

/// The business day begins: what it does is found behind this entry.
struct StartBusinessDay {
  base::Date date;
  std::string procedures;  // a digest of all that are in use
  static void visit(auto& self, auto&& f) { f(self.date), f(self.procedures); }
};

/// What a business day came to. Sums are of what it did, not of what is open.
struct BusinessDayTotals {
  std::int64_t debtors = 0;
  std::int64_t steps = 0;
  std::int64_t messages = 0;
  std::int64_t fees_minor = 0;
  std::int64_t interest_minor = 0;
  friend bool operator==(BusinessDayTotals const&, BusinessDayTotals const&) = default;
  static void visit(auto& self, auto&& f) {
    f(self.debtors), f(self.steps), f(self.messages), f(self.fees_minor), f(self.interest_minor);
  }
};

struct EndBusinessDay {
  base::Date date;
  std::string batch_hash;
  BusinessDayTotals totals;
  static void visit(auto& self, auto&& f) { f(self.date), f(self.batch_hash), f(self.totals); }
};

/// Takes the steps that are due on `date` for the claims that these debtors are the first liable for: at most one a
/// claim, with the fees and messages that belong to it, and reckons when to look again.
struct TakeSteps {
  std::vector<base::DebtorId> debtors;
  base::Date date;       // today or earlier
  bool history = false;  // a procedure asks how a debtor has paid before: their settled claims count
  static void visit(auto& self, auto&& f) { f(self.debtors), f(self.date), f(self.history); }
};

/// A word on an occasion that one of the authority's procedures knows, to a debtor about what is late: one message, no
/// fee, no step. Refused where it is not for the debtor.
struct TellOfOccasion {
  base::DebtorId debtor;
  std::string procedure;  // its code
  std::string occasion;   // its code
  base::Date date;        // today or earlier; one of the occasion's days
  static void visit(auto& self, auto&& f) { f(self.debtor), f(self.procedure), f(self.occasion), f(self.date); }
};

/// What is known of a message now. News older than what is known are accepted and ignored.
struct AdvanceMessage {
  base::MessageId message;
  dunning::MessageState to = dunning::MessageState::kSent;
  std::optional<dunning::Channel> channel;
  std::string variant;
  std::string provider_reference;
  std::string reason;
  std::vector<base::ClaimId> left_out{};  // claims of the message that it does not speak of, as it goes
  static void visit(auto& self, auto&& f) {
    f(self.message), f(self.to), f(self.channel), f(self.variant), f(self.provider_reference), f(self.reason);
    if (!self.left_out.empty()) f(self.left_out);
  }
};

/// Who decides about what lies outside the authority's policy.
enum class PlanMode : std::uint8_t {
  kByPolicy = 1,   // nobody: it is refused
  kOrRequest = 2,  // a person, later: it is recorded as a request
  kByPerson = 3,   // the one who sends the command, with a reason
};

/// Instalments for claims of a debtor. Only sizes and dates are given: what they cover is reckoned by the books as they
/// are, and the sizes must pay exactly what is owed, with the interest that the law lets run.
struct MakeArrangement {
  base::DebtorId debtor;
  std::vector<base::ClaimId> claims;
  std::vector<arrangements::Planned> instalments;
  PlanMode mode = PlanMode::kByPolicy;
  std::string reason;  // of the person who decides
  base::Date date;     // from when; before today by a person alone: fees since then are waived
  static void visit(auto& self, auto&& f) {
    f(self.debtor), f(self.claims), f(self.instalments), f(self.mode), f(self.reason), f(self.date);
  }
};

/// A person agrees to what was requested.
struct AcceptArrangement {
  base::ArrangementId arrangement;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.arrangement), f(self.reason), f(self.date); }
};

/// Another date for an instalment (`from` to `to`), a month's pause, or other instalments for what is left.
struct ChangeArrangement {
  base::ArrangementId arrangement;
  arrangements::Change change = arrangements::Change::kMoveDate;
  base::Date from;
  base::Date to;
  std::vector<arrangements::Planned> instalments;
  PlanMode mode = PlanMode::kByPolicy;  // a change is never recorded as a request
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.arrangement), f(self.change), f(self.from), f(self.to), f(self.instalments), f(self.mode), f(self.reason),
        f(self.date);
  }
};

/// By the debtor or by the authority; also declines a request.
struct CancelArrangement {
  base::ArrangementId arrangement;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.arrangement), f(self.reason), f(self.date); }
};

/// What the business day does about arrangements: those that are paid are completed, a missed instalment is followed
/// by a reminder, another offer and, if nothing comes, the end.
struct FollowArrangements {
  std::vector<base::ArrangementId> arrangements;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.arrangements), f(self.date); }
};

/// Somebody tells or asks the authority something about claims that they owe. What was written is sealed beside the
/// submission (Submission::enquiry_words); `words` is a keyed digest of it, so that other words are another wish.
struct ReceiveEnquiry {
  base::DebtorId debtor;
  std::vector<base::ClaimId> claims;
  enquiries::Kind kind = enquiries::Kind::kQuestion;
  std::string reason;  // a code
  enquiries::Way way = enquiries::Way::kLink;
  std::optional<base::Date> wanted;  // of a promise and a deferral: the day
  std::string words;                 // empty: nothing was written
  base::Date received;               // before today for what came by post: fees since then are waived
  static void visit(auto& self, auto&& f) {
    f(self.debtor), f(self.claims), f(self.kind), f(self.reason), f(self.way), f(self.wanted), f(self.words),
        f(self.received);
  }
};

/// The departments that the claims came from are asked, with or without words of the one who asks.
struct AskDepartment {
  base::EnquiryId enquiry;
  std::string words;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.enquiry), f(self.words), f(self.date); }
};

/// The answer for some of the claims (none named: for all that have none yet), with reasons in words. Says how it
/// ended; if the sum changes, an amendment or cancellation in the same submission says so.
struct AnswerEnquiry {
  base::EnquiryId enquiry;
  std::vector<base::ClaimId> claims;
  enquiries::Outcome outcome = enquiries::Outcome::kRejected;
  std::optional<base::Date> granted;  // of a deferral: until when
  std::string words;                  // never empty: an answer gives its reasons
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.enquiry), f(self.claims), f(self.outcome), f(self.granted), f(self.words), f(self.date);
  }
};

/// Taken back by whoever asked, or closed because nothing is left to answer.
struct CloseEnquiry {
  base::EnquiryId enquiry;
  bool withdrawn = false;
  std::string reason;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.enquiry), f(self.withdrawn), f(self.reason), f(self.date); }
};

/// What the business day does about enquiries: one that was not answered in time is noted as late, once, and whoever
/// waits is told; one about nothing any more is closed. None of them ends for being late.
struct FollowEnquiries {
  std::vector<base::EnquiryId> enquiries;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.enquiries), f(self.date); }
};

/// Somebody has agreed to be helped by an organisation of the directory. From the day of the consent on nothing is
/// asked of them; fees since then are waived.
struct ReferToHelp {
  base::DebtorId debtor;
  std::string helper;  // its code in the directory
  help::Need need = help::Need::kDebtAdvice;
  help::Consent consent = help::Consent::kByTelephone;
  base::Date consented;
  static void visit(auto& self, auto&& f) {
    f(self.debtor), f(self.helper), f(self.need), f(self.consent), f(self.consented);
  }
};

/// The organisation has been told.
struct SendReferral {
  base::ReferralId referral;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.referral), f(self.date); }
};

/// What the organisation says: kAccepted or kDeclined.
struct AnswerReferral {
  base::ReferralId referral;
  help::State answer = help::State::kAccepted;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.referral), f(self.answer), f(self.date); }
};

/// What came of it.
struct EndReferral {
  base::ReferralId referral;
  help::Outcome outcome = help::Outcome::kHelped;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.referral), f(self.outcome), f(self.date); }
};

/// What the business day does about referrals: they hold what has come since, and one whose longest time has passed
/// ends.
struct FollowReferrals {
  std::vector<base::ReferralId> referrals;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.referrals), f(self.date); }
};

/// A person lets the authority keep what they told about money and household. The answers themselves are sealed beside
/// the submission (Submission::ability_answers); `answers` is a keyed digest of them, so that others are another wish.
struct KeepAbility {
  base::DebtorId debtor;
  std::string consent;  // the version of the words that were shown
  std::string answers;
  static void visit(auto& self, auto&& f) { f(self.debtor), f(self.consent), f(self.answers); }
};

/// The person takes it back: the answers are deleted.
struct TakeBackAbility {
  base::DebtorId debtor;
  static void visit(auto& self, auto&& f) { f(self.debtor); }
};

/// Staff say that they read the answers, before they do.
struct ReadAbility {
  base::DebtorId debtor;
  static void visit(auto& self, auto&& f) { f(self.debtor); }
};

/// Those of these debtors whose last day was before `date` are deleted.
struct ExpireAbility {
  std::vector<base::DebtorId> debtors;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.debtors), f(self.date); }
};

/// Who acts as a person of the authority's staff has this before the code: "clerk:17".
inline constexpr std::string_view kClerkActor = "clerk:";

/// What a person may decide about somebody vulnerable: kNextStep takes the step that is due, today; kHandOver lets the
/// claims be handed over.
enum class DecidedAct : std::uint8_t { kNextStep = 1, kHandOver = 2 };

/// A person has decided what a hold for the vulnerable keeps from happening by itself, for these claims of the debtor.
struct DecideStep {
  base::DebtorId debtor;
  std::vector<base::ClaimId> claims;
  DecidedAct act = DecidedAct::kNextStep;
  bool fee = false;    // the fee that the law allows the step's letter
  std::string reason;  // about the money and the way, not about the person's health or life
  static void visit(auto& self, auto&& f) { f(self.debtor), f(self.claims), f(self.act), f(self.fee), f(self.reason); }
};

/// `party` (a position in Submission::parties) may act for the debtor, from what staff have seen.
struct GrantRepresentation {
  base::DebtorId debtor;
  std::int32_t party = 0;
  claims::RepresentationScope scope = claims::RepresentationScope::kSee;
  claims::RepresentationBasis basis = claims::RepresentationBasis::kPowerOfAttorney;
  base::Date first;
  std::optional<base::Date> last;
  static void visit(auto& self, auto&& f) {
    f(self.debtor), f(self.party), f(self.scope), f(self.basis), f(self.first), f(self.last);
  }
};

/// From today on nobody acts by it any more.
struct EndRepresentation {
  base::RepresentationId representation;
  std::string reason;  // a code or a few words
  static void visit(auto& self, auto&& f) { f(self.representation), f(self.reason); }
};

/// The debtor wishes that what falls due is collected from their account. The bank has to confirm it.
struct SignUpMandate {
  base::DebtorId debtor;
  static void visit(auto& self, auto&& f) { f(self.debtor); }
};

/// The bank's system has it, under this reference.
struct ConfirmMandate {
  base::MandateId mandate;
  std::string reference;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.mandate), f(self.reference), f(self.date); }
};

/// By the debtor, by staff, or because the bank has ended it. What is planned and not sent is not collected.
struct EndMandate {
  base::MandateId mandate;
  std::string reason;  // a code or a few words
  static void visit(auto& self, auto&& f) { f(self.mandate), f(self.reason); }
};

/// What the business day does about direct debits: what falls due soon is planned and the debtor told; what is planned
/// is looked at again.
struct FollowDirectDebits {
  std::vector<base::DebtorId> debtors;
  base::Date date;
  static void visit(auto& self, auto&& f) { f(self.debtors), f(self.date); }
};

/// It goes out with this delivery to the bank's system.
struct SendCollection {
  base::CollectionId collection;
  std::int64_t delivery = 0;
  static void visit(auto& self, auto&& f) { f(self.collection), f(self.delivery); }
};

/// What the bank has answered: kCollected with the money (`minor`, at its value date), kFailed, or kReversed of what
/// had been collected.
struct SettleCollection {
  base::CollectionId collection;
  payments::CollectionState state = payments::CollectionState::kCollected;
  std::int64_t minor = 0;
  std::string reason;  // a code; empty for kCollected
  base::Date date;
  static void visit(auto& self, auto&& f) {
    f(self.collection), f(self.state), f(self.minor), f(self.reason), f(self.date);
  }
};

/// The debtor does not want this one collected. Before it is sent; after that, their bank can stop it.
struct StopCollection {
  base::CollectionId collection;
  static void visit(auto& self, auto&& f) { f(self.collection); }
};

/// Another authority of the installation may be told what the debtor owes here. By staff, or as a consent by the
/// debtor.
struct AllowDisclosure {
  base::DebtorId debtor;
  base::AuthorityId to;
  claims::DisclosureBasis basis = claims::DisclosureBasis::kConsent;
  std::string words;  // how the consent was given, or the act and section
  base::Date first;
  std::optional<base::Date> last;
  static void visit(auto& self, auto&& f) {
    f(self.debtor), f(self.to), f(self.basis), f(self.words), f(self.first), f(self.last);
  }
};

/// From today on nothing is told any more. What was agreed on meanwhile stays.
struct EndDisclosure {
  base::DisclosureId disclosure;
  std::string reason;  // a code or a few words
  static void visit(auto& self, auto&& f) { f(self.disclosure), f(self.reason); }
};

using Command =
    std::variant<RegisterClaim, AmendClaim, AddFee, WaiveFee, OpenObjection, ResolveObjection, CancelClaim,
                 HandOverClaim, RecallClaim, RecordPayment, AllocateCredit, ReversePayment, RefundCredit, StartAttempt,
                 AdvanceAttempt, PlaceHold, EndHold, PostInterest, RecordLetter, WriteDown, TransferClaim, ChangeDebtor,
                 RecordBankStatement, RecordBankEntry, MatchBankLine, ReturnBankLine, BookBankLine, RecordPayout,
                 ProposeRefund, ApproveRefund, RejectRefund, ChangeNationalId, ReopenBankLine, StartBusinessDay,
                 EndBusinessDay, TakeSteps, AdvanceMessage, MakeArrangement, AcceptArrangement, ChangeArrangement,
                 CancelArrangement, FollowArrangements, ReceiveEnquiry, AskDepartment, AnswerEnquiry, CloseEnquiry,
                 FollowEnquiries, TellOfOccasion, ReferToHelp, SendReferral, AnswerReferral, EndReferral,
                 FollowReferrals, KeepAbility, TakeBackAbility, ReadAbility, ExpireAbility, DecideStep,
                 GrantRepresentation, EndRepresentation, SignUpMandate, ConfirmMandate, EndMandate, FollowDirectDebits,
                 SendCollection, SettleCollection, StopCollection, AllowDisclosure, EndDisclosure>;

/// "register_claim", "record_payment" ...: the names that reports, files and the API use.
[[nodiscard]] std::string_view name_of(Command const& command);

}  // namespace engine

// The ledger's side of every event. Read the comment of each as "debit / credit".
#include <algorithm>
#include <iterator>
#include <optional>

#include "engine/evolve.h"

namespace engine {

namespace {

using ledger::Account;
using ledger::Component;
using ledger::Posting;
using payments::BankLineState;

class PostingWriter {
 public:
  explicit PostingWriter(std::vector<Posting>& out) : out_(out) {}

  // Charged: receivable / income.
  void operator()(ClaimRegistered const& e) {
    for (Component const c : ledger::kComponents) {
      post(ledger::receivable(e.claim, c), ledger::income(e.source, c), e.amounts[c], e.dates.issued);
    }
  }

  // Up: receivable / income. Down: income / receivable for what was open, income / the payer's credit for what had
  // been paid of it.
  void operator()(AmountChanged const& e) {
    Account const owed = ledger::receivable(e.claim, e.component);
    Account const earned = ledger::income(e.source, e.component);
    if (e.delta_minor > 0) return post(owed, earned, e.delta_minor, e.date);
    post(earned, owed, -e.delta_minor - free_parts(e.source, e.freed, e.date), e.date);
  }

  void operator()(ClaimCancelled const& e) {
    for (Component const c : ledger::kComponents) {
      post(ledger::income(e.source, c), ledger::receivable(e.claim, c), e.open[c], e.date);
    }
    free_parts(e.source, e.freed, e.date);
  }

  // Money in: money / receivable for each part, money / credit for the rest.
  void operator()(PaymentRecorded const& e) {
    Account const door = ledger::money(e.means);
    for (payments::Allocation const& part : e.allocations) {
      post(door, ledger::receivable(part.claim, part.component), part.minor, e.value_date);
    }
    post(door, ledger::debtor_credit(e.payer), e.credit_minor, e.value_date);
  }

  // Credit used: credit / receivable.
  void operator()(CreditApplied const& e) {
    for (PaymentPart const& part : e.parts) {
      post(ledger::debtor_credit(part.payer), ledger::receivable(part.allocation.claim, part.allocation.component),
           part.allocation.minor, e.date);
    }
  }

  // Money gone again: the payment's postings the other way.
  void operator()(PaymentReversed const& e) {
    Account const door = ledger::money(e.means);
    for (payments::Allocation const& part : e.allocations) {
      post(ledger::receivable(part.claim, part.component), door, part.minor, e.date);
    }
    post(ledger::debtor_credit(e.payer), door, e.credit_minor, e.date);
  }

  // Money paid back: credit / money.
  void operator()(CreditRefunded const& e) {
    for (RefundedPart const& part : e.parts) {
      post(ledger::debtor_credit(e.debtor), ledger::money(e.means), part.minor, e.date);
    }
  }

  // Interest: receivable / income. Taken back: income / receivable, and income / credit for what had been paid of it.
  void operator()(InterestPosted const& e) {
    Account const owed = ledger::receivable(e.claim, Component::kInterest);
    Account const earned = ledger::income(e.source, Component::kInterest);
    for (InterestStep const& step : e.steps) {
      if (step.minor > 0) post(owed, earned, step.minor, step.date);
      if (step.minor < 0) post(earned, owed, -step.minor, step.date);
    }
    // The receivable has been lowered by all of it; the part that was paid comes back from it as credit.
    for (PaymentPart const& part : e.freed) {
      post(owed, ledger::debtor_credit(part.payer), part.allocation.minor, e.through);
    }
  }

  void operator()(LetterRecorded const& e) {
    post(ledger::receivable(e.claim, Component::kFee), ledger::income(e.source, Component::kFee), e.letter.fee_minor,
         e.letter.date);
  }

  // Let go: expense / receivable. Below zero, what had been let go is charged again: receivable / expense.
  void operator()(ClaimWrittenDown const& e) {
    for (Component const c : ledger::kComponents) {
      Account const expense = ledger::written_off(e.source, c);
      Account const owed = ledger::receivable(e.claim, c);
      if (e.amounts[c] > 0) post(expense, owed, e.amounts[c], e.date);
      if (e.amounts[c] < 0) post(owed, expense, -e.amounts[c], e.date);
    }
  }

  // Another department's income: income of the old / income of the new.
  void operator()(ClaimTransferred const& e) {
    for (Component const c : ledger::kComponents) {
      post(ledger::income(e.from, c), ledger::income(e.to, c), e.charged[c], e.date);
    }
  }

  // A bank line: bank / where it belongs. What became a payment, or was expected, has been posted by that.
  void operator()(BankLineRecorded const& e) {
    if (auto const account = place_of(e.state)) signed_post(ledger::money(ledger::Means::kBank), *account, e);
  }

  // It leaves the money that waits. What became a payment, was expected, was divided or goes back leaves the bank
  // account on this side, because the other event or line posts on it.
  void operator()(BankLineDecided const& e) {
    if (e.state == BankLineState::kReturned && e.counterpart) return;  // the two lines together are nothing
    signed_post(ledger::unmatched(), place_of(e.state).value_or(ledger::money(ledger::Means::kBank)), e);
  }

  // A decision taken back: its posting the other way. What it was as a payment is reversed by that event.
  void operator()(BankLineReopened const& e) {
    if (e.state == BankLineState::kReturned && e.counterpart) return;  // the two lines together are nothing
    signed_post(place_of(e.state).value_or(ledger::money(ledger::Means::kBank)), ledger::unmatched(), e);
  }

  // A payout: bank / provider for what it pays, charges / provider for what it keeps.
  void operator()(PayoutRecorded const& e) {
    Account const provider = ledger::money(e.means);
    Account const bank = ledger::money(ledger::Means::kBank);
    post(ledger::charges(e.means), provider, e.fees_minor, e.date);
    if (e.settled_minor > 0) post(bank, provider, e.settled_minor, e.date);
    if (e.settled_minor < 0) post(provider, bank, -e.settled_minor, e.date);
  }

  // What moves no money has no postings. A hand-over changes who asks for the money, not who is owed it.
  void operator()(auto const&) {}

 private:
  void post(Account const& debit, Account const& credit, std::int64_t minor, base::Date date) {
    if (minor != 0) out_.push_back({debit, credit, minor, date});
  }
  /// The account beside the bank's that a line's amount stands on; nothing if another event says so.
  static std::optional<Account> place_of(BankLineState state) {
    switch (state) {
      case BankLineState::kUnmatched:
      case BankLineState::kUndivided:
        return ledger::unmatched();
      case BankLineState::kCharge:
        return ledger::charges(ledger::Means::kBank);
      case BankLineState::kOutside:
        return ledger::outside();
      default:
        return std::nullopt;
    }
  }
  /// Debit and credit for an amount above zero, the other way round for one below.
  void signed_post(Account const& debit, Account const& credit, auto const& line) {
    if (line.amount_minor > 0) post(debit, credit, line.amount_minor, date_of(line));
    if (line.amount_minor < 0) post(credit, debit, -line.amount_minor, date_of(line));
  }
  static base::Date date_of(BankLineRecorded const& line) { return line.value_date; }
  static base::Date date_of(BankLineDecided const& line) { return line.date; }
  static base::Date date_of(BankLineReopened const& line) { return line.date; }
  /// Income / credit, for each freed part; the sum of them.
  std::int64_t free_parts(base::SourceId source, std::vector<PaymentPart> const& parts, base::Date date) {
    std::int64_t freed = 0;
    for (PaymentPart const& part : parts) {
      post(ledger::income(source, part.allocation.component), ledger::debtor_credit(part.payer), part.allocation.minor,
           date);
      freed += part.allocation.minor;
    }
    return freed;
  }

  std::vector<Posting>& out_;
};

}  // namespace

void append_postings(Event const& event, std::vector<Posting>& out) { std::visit(PostingWriter{out}, event); }

namespace {

struct LineCollector {
  std::vector<ports::ClaimLine>& out;
  void each(std::vector<base::ClaimId> const& claims) const {
    for (base::ClaimId const claim : claims) out.push_back({claim, {}});
  }
  void operator()(PaymentRecorded const& e) const {
    for (auto const& part : e.allocations) out.push_back({part.claim, e.payment});
    for (base::ClaimId const claim : e.meant_for) out.push_back({claim, {}});
  }
  void operator()(PaymentReversed const& e) const {
    for (auto const& part : e.allocations) out.push_back({part.claim, {}});
  }
  void operator()(CreditApplied const& e) const {
    for (auto const& part : e.parts) out.push_back({part.allocation.claim, part.payment});
  }
  void operator()(DebtorAdded const&) const {}
  void operator()(CreditRefunded const&) const {}
  void operator()(AttemptStarted const&) const {}
  void operator()(AttemptAdvanced const&) const {}
  void operator()(HoldPlaced const& e) const {
    if (e.claim) out.push_back({e.claim, {}});
  }
  void operator()(HoldEnded const& e) const {
    if (e.claim) out.push_back({e.claim, {}});
  }
  // A line's payment has an event of its own.
  void operator()(BankStatementRecorded const&) const {}
  void operator()(BankLineRecorded const&) const {}
  void operator()(BankLineExpected const&) const {}
  void operator()(BankLineDecided const&) const {}
  void operator()(BankLineReopened const&) const {}
  void operator()(PayoutRecorded const&) const {}
  void operator()(NationalIdChanged const&) const {}
  // That an arrangement begins or ends is told by its holds.
  void operator()(ArrangementMade const&) const {}
  void operator()(ArrangementAccepted const&) const {}
  void operator()(ArrangementChanged const& e) const {
    for (arrangements::ArrangedClaim const& each : e.claims) out.push_back({each.claim, {}});
  }
  void operator()(ArrangementMissed const&) const {}
  void operator()(ArrangementLookedAt const&) const {}
  void operator()(ArrangementEnded const&) const {}
  void operator()(EnquiryReceived const& e) const { each(e.claims); }
  void operator()(EnquiryAsked const& e) const { each(e.claims); }
  void operator()(EnquiryAnswered const& e) const { each(e.claims); }
  void operator()(EnquiryClosed const&) const {}
  void operator()(EnquiryLate const&) const {}
  void operator()(ReferralMade const& e) const { each(e.held); }
  void operator()(ReferralExtended const& e) const { each(e.claims); }
  void operator()(ReferralSent const&) const {}
  void operator()(ReferralAccepted const&) const {}
  void operator()(ReferralEnded const&) const {}
  void operator()(AbilityKept const&) const {}
  void operator()(AbilityEnded const&) const {}
  void operator()(AbilityRead const&) const {}
  void operator()(RepresentationGranted const&) const {}
  void operator()(RepresentationEnded const&) const {}
  void operator()(DisclosureAllowed const&) const {}
  void operator()(DisclosureEnded const&) const {}
  void operator()(LetterFeesLetGo const&) const {}
  void operator()(MandateAsked const&) const {}
  void operator()(MandateConfirmed const&) const {}
  void operator()(MandateEnded const&) const {}
  void operator()(CollectionPlanned const&) const {}
  void operator()(CollectionSent const&) const {}
  void operator()(CollectionEnded const&) const {}
  void operator()(StepDecided const& e) const { each(e.claims); }
  void operator()(RefundProposed const&) const {}
  void operator()(RefundApproved const&) const {}
  void operator()(RefundRejected const&) const {}
  void operator()(BusinessDayStarted const&) const {}
  void operator()(BusinessDayEnded const&) const {}
  void operator()(CoursePlanned const&) const {}   // nothing happened to the claim
  void operator()(MessagePlanned const&) const {}  // its step tells of it
  void operator()(MessageAdvanced const&) const {}
  void operator()(auto const& e) const { out.push_back({e.claim, {}}); }
};

}  // namespace

std::vector<ports::ClaimLine> claim_lines(std::vector<Event> const& events, ports::WorkingSet const& state,
                                          std::int64_t seq) {
  std::vector<ports::ClaimLine> lines;
  for (Event const& event : events) std::visit(LineCollector{lines}, event);
  std::ranges::sort(lines);
  lines.erase(std::ranges::unique(lines).begin(), lines.end());
  // A line that names a payment says what the one without says too; the one without stands right before it.
  auto const is_told = [&](std::size_t at) {
    ports::ClaimLine const& line = lines[at];
    if (line.payment) return false;
    claims::Claim const* const claim = state.claims.find(line.claim);
    if (claim != nullptr && claim->registered_seq == seq) return true;
    return at + 1 < lines.size() && lines[at + 1].claim == line.claim;
  };
  std::vector<ports::ClaimLine> result;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (!is_told(at)) result.push_back(lines[at]);
  }
  return result;
}

}  // namespace engine

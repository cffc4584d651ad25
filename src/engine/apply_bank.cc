// Rules for bank lines: each is recorded once, and its amount is decided about once.
#include <algorithm>

#include "base/money.h"
#include "engine/decision.h"
#include "engine/receipt.h"

namespace engine {

namespace {

using payments::BankLine;
using payments::BankLineState;

bool is_long(std::string const& text) { return text.size() > kTextLimit; }

/// The expected line of this reference and exactly this amount, if the bank has not reported it yet.
BankLine const* find_expected(Decision const& d, std::string const& reference, std::int64_t amount_minor) {
  if (reference.empty()) return nullptr;
  std::string const key = payments::expected_key(reference);
  BankLine const* found = nullptr;
  d.state().bank_lines.each([&](BankLine const& line) {
    if (line.key == key && line.state == BankLineState::kExpected && line.amount_minor == amount_minor) found = &line;
  });
  return found;
}

bool has_key(Decision const& d, std::string const& key) {
  bool found = false;
  d.state().bank_lines.each([&](BankLine const& line) { found |= line.key == key; });
  return found;
}

Refused check_lines(Decision const& d, RecordBankEntry const& c) {
  if (c.entry.empty() || c.lines.empty()) return Refusal::kReferenceMissing;
  if (is_long(c.entry)) return Refusal::kTextTooLong;
  if (c.undivided && c.lines.size() != 1) return Refusal::kBankLineDiffers;
  std::vector<std::string_view> keys;
  for (ReportedLine const& line : c.lines) {
    if (line.key.empty()) return Refusal::kReferenceMissing;
    if (is_long(line.key) || is_long(line.reason) || is_long(line.expected)) return Refusal::kTextTooLong;
    if (line.amount_minor == 0) return Refusal::kAmountNotPositive;
    if (!base::in_money_range(line.amount_minor)) return Refusal::kAmountOutOfRange;
    if (std::max(line.booked, line.value_date) > d.context().now.date) return Refusal::kDateInFuture;
    bool const owned = line.claim || line.debtor;
    if (owned && (line.amount_minor < 0 || c.undivided)) return Refusal::kBankLineOtherDirection;
    keys.push_back(line.key);
  }
  std::ranges::sort(keys);
  return std::ranges::adjacent_find(keys) == keys.end() ? Refused{} : Refusal::kBankLineKnown;
}

/// The parts of a batch take the place of its sum, if that is what is known of the entry.
Refused make_room(Decision& d, RecordBankEntry const& c) {
  std::vector<BankLine> known;
  d.state().bank_lines.each([&](BankLine const& line) {
    if (line.entry == c.entry) known.push_back(line);
  });
  if (known.empty()) return std::nullopt;
  if (c.undivided || known.size() != 1 || known.front().state != BankLineState::kUndivided) {
    return Refusal::kBankLineKnown;
  }
  BankLine const& sum = known.front();
  std::int64_t parts = 0;
  for (ReportedLine const& line : c.lines) {
    auto const next = base::add_minor(parts, line.amount_minor);
    if (!next) return Refusal::kAmountOutOfRange;
    parts = *next;
  }
  if (parts != sum.amount_minor) return Refusal::kBankLineDiffers;
  d.emit(BankLineDecided{sum.id, BankLineState::kDivided, sum.amount_minor, {}, {}, {}, sum.value_date});
  return std::nullopt;
}

/// Becomes a payment of the claim's first liable debtor, or of the debtor.
std::expected<base::PaymentId, Refusal> pay(Decision& d, BankLine const& line, claims::Claim const* claim,
                                            base::DebtorId debtor) {
  base::DebtorId const payer = claim != nullptr ? claim->liable.front() : debtor;
  if (d.state().debtors.find(payer) == nullptr) return std::unexpected(Refusal::kDebtorNotFound);
  std::vector<payments::Choice> choices;
  if (claim != nullptr) choices.push_back({claim->id, std::nullopt});
  return receive(d, {payer, ledger::Means::kBank, line.amount_minor, line.value_date, line.key}, choices);
}

/// What the line is from the start, on its way into the books.
Refused settle(Decision& d, ReportedLine const& reported, BankLine& line) {
  if (BankLine const* expected = find_expected(d, reported.expected, line.amount_minor)) {
    line.state = BankLineState::kConfirmed;
    line.counterpart = expected->id;
  } else if (reported.charge) {
    line.state = BankLineState::kCharge;
  } else if (reported.claim || reported.debtor) {
    claims::Claim const* const claim = reported.claim ? d.state().claims.find(reported.claim) : nullptr;
    if (reported.claim && claim == nullptr) return Refusal::kClaimNotFound;
    auto const payment = pay(d, line, claim, reported.debtor);
    if (!payment) return payment.error();
    line.state = BankLineState::kMatched;
    line.payment = *payment;
  }
  return std::nullopt;
}

/// A line that waits for a decision.
std::expected<BankLine, Refusal> waiting(Decision const& d, base::BankLineId id) {
  BankLine const* const line = d.state().bank_lines.find(id);
  if (line == nullptr) return std::unexpected(Refusal::kBankLineNotFound);
  if (!line->waits()) return std::unexpected(Refusal::kBankLineDecided);
  return *line;
}

void decide_line(Decision& d, BankLine const& line, BankLineState state, base::PaymentId payment,
                 base::BankLineId counterpart, std::string const& reason) {
  d.emit(BankLineDecided{line.id, state, line.amount_minor, payment, counterpart, reason, line.value_date});
}

Refused match_out(Decision& d, BankLine const& line, MatchBankLine const& c) {
  payments::Payment const* const payment = d.state().payments.find(c.payment);
  if (payment == nullptr) return c.payment ? Refusal::kPaymentNotFound : Refusal::kBankLineOtherDirection;
  if (payment->amount_minor != -line.amount_minor) return Refusal::kBankLineDiffers;
  if (payment->means != ledger::Means::kBank) return Refusal::kBankLineOtherDirection;
  base::PaymentId const id = payment->id;
  std::string const reason = line.reason.empty() ? "bank_reversal" : line.reason;
  if (Refused const refused = decide(d, ReversePayment{id, reason, line.value_date})) return refused;
  decide_line(d, line, BankLineState::kReversal, id, {}, {});
  return std::nullopt;
}

}  // namespace

void expect_bank_line(Decision& d, std::string const& reference, std::int64_t amount_minor, base::Date date) {
  std::string key = payments::expected_key(reference);
  if (reference.empty() || amount_minor == 0 || has_key(d, key)) return;
  d.emit(BankLineExpected{{d.new_id()}, std::move(key), amount_minor, date});
}

Refused decide(Decision& d, RecordBankStatement const& c) {
  if (c.statement.empty() || c.account.empty()) return Refusal::kReferenceMissing;
  if (is_long(c.statement) || is_long(c.account) || is_long(c.digest)) return Refusal::kTextTooLong;
  d.emit(BankStatementRecorded{c.account, c.statement, c.digest, c.entries, c.opening_minor, c.closing_minor});
  return std::nullopt;
}

Refused decide(Decision& d, RecordBankEntry const& c) {
  if (Refused const refused = check_lines(d, c)) return refused;
  if (Refused const refused = make_room(d, c)) return refused;
  for (ReportedLine const& reported : c.lines) {
    BankLine line{{},
                  reported.key,
                  c.entry,
                  c.undivided ? BankLineState::kUndivided : BankLineState::kUnmatched,
                  reported.amount_minor,
                  reported.booked,
                  reported.value_date,
                  {},
                  {},
                  reported.reason,
                  0};
    if (Refused const refused = settle(d, reported, line)) return refused;
    d.emit(BankLineRecorded{{d.new_id()},
                            line.key,
                            line.entry,
                            line.state,
                            line.amount_minor,
                            line.booked,
                            line.value_date,
                            line.payment,
                            line.counterpart,
                            line.reason});
  }
  return std::nullopt;
}

Refused decide(Decision& d, MatchBankLine const& c) {
  if (is_long(c.expected)) return Refusal::kTextTooLong;
  auto const line = waiting(d, c.line);
  if (!line) return line.error();
  if (!c.expected.empty()) {
    BankLine const* const expected = find_expected(d, c.expected, line->amount_minor);
    if (expected == nullptr) return Refusal::kNoExpectedLine;
    decide_line(d, *line, BankLineState::kConfirmed, {}, expected->id, {});
    return std::nullopt;
  }
  if (line->amount_minor < 0) return match_out(d, *line, c);
  if (line->state == BankLineState::kUndivided) return Refusal::kBankLineUndivided;
  claims::Claim const* claim = nullptr;
  if (c.claim.id || !c.claim.reference.empty()) {
    auto const found = d.find(c.claim);
    if (!found) return found.error();
    claim = *found;
  }
  if (c.payment) return Refusal::kBankLineOtherDirection;
  auto const payment = pay(d, *line, claim, c.debtor);
  if (!payment) return payment.error();
  decide_line(d, *line, BankLineState::kMatched, *payment, {}, {});
  return std::nullopt;
}

Refused decide(Decision& d, ReturnBankLine const& c) {
  if (is_long(c.reason) || is_long(c.expected)) return Refusal::kTextTooLong;
  if (c.reason.empty()) return Refusal::kReasonMissing;
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  auto const line = waiting(d, c.line);
  if (!line) return line.error();
  if (line->amount_minor < 0) return Refusal::kBankLineOtherDirection;
  if (c.with) {
    auto const gone = waiting(d, c.with);
    if (!gone) return gone.error();
    if (gone->amount_minor != -line->amount_minor) return Refusal::kBankLineDiffers;
    decide_line(d, *line, BankLineState::kReturned, {}, gone->id, c.reason);
    decide_line(d, *gone, BankLineState::kReturned, {}, line->id, c.reason);
    return std::nullopt;
  }
  // Without a reference the bank's line could never be told from another.
  if (c.expected.empty()) return Refusal::kReferenceMissing;
  if (has_key(d, payments::expected_key(c.expected))) return Refusal::kBankLineKnown;
  d.emit(BankLineDecided{line->id, BankLineState::kReturned, line->amount_minor, {}, {}, c.reason, c.date});
  expect_bank_line(d, c.expected, -line->amount_minor, c.date);
  return std::nullopt;
}

Refused decide(Decision& d, BookBankLine const& c) {
  if (is_long(c.reason)) return Refusal::kTextTooLong;
  if (c.reason.empty()) return Refusal::kReasonMissing;
  auto const line = waiting(d, c.line);
  if (!line) return line.error();
  bool const charge = c.purpose == BankPurpose::kCharge;
  decide_line(d, *line, charge ? BankLineState::kCharge : BankLineState::kOutside, {}, {}, c.reason);
  return std::nullopt;
}

namespace {

/// Our own line that a return is expected by, or why the return cannot be taken back.
std::expected<base::BankLineId, Refusal> return_to_come(Decision const& d, BankLine const& line,
                                                        std::string const& reference) {
  if (BankLine const* const expected = find_expected(d, reference, -line.amount_minor)) return expected->id;
  return std::unexpected(has_key(d, payments::expected_key(reference)) ? Refusal::kBankLineFinal
                                                                       : Refusal::kNoExpectedLine);
}

}  // namespace

Refused decide(Decision& d, ReopenBankLine const& c) {
  if (is_long(c.reason) || is_long(c.expected)) return Refusal::kTextTooLong;
  if (c.reason.empty()) return Refusal::kReasonMissing;
  BankLine const* const found = d.state().bank_lines.find(c.line);
  if (found == nullptr) return Refusal::kBankLineNotFound;
  BankLine const line = *found;
  base::BankLineId withdrawn;
  switch (line.state) {
    case BankLineState::kUnmatched:
    case BankLineState::kUndivided:
    case BankLineState::kExpected:
    case BankLineState::kMet:
    case BankLineState::kWithdrawn:
      return Refusal::kBankLineNotDecided;
    case BankLineState::kReversal:
    case BankLineState::kDivided:
      return Refusal::kBankLineFinal;
    case BankLineState::kMatched:
      // The money was never this claim's or debtor's: it counts as if it had not come.
      if (Refused const refused = decide(d, ReversePayment{line.payment, c.reason, line.value_date})) return refused;
      break;
    case BankLineState::kReturned:
      if (!line.counterpart) {
        auto const expected = return_to_come(d, line, c.expected);
        if (!expected) return expected.error();
        withdrawn = *expected;
      }
      break;
    case BankLineState::kConfirmed:
    case BankLineState::kCharge:
    case BankLineState::kOutside:
      break;
  }
  d.emit(
      BankLineReopened{line.id, line.state, line.amount_minor, line.counterpart, withdrawn, c.reason, line.value_date});
  return std::nullopt;
}

Refused decide(Decision& d, RecordPayout const& c) {
  if (c.key.empty()) return Refusal::kReferenceMissing;
  if (is_long(c.key)) return Refusal::kTextTooLong;
  if (c.fees_minor < 0) return Refusal::kAmountNotPositive;
  if (!base::in_money_range(c.settled_minor) || !base::in_money_range(c.fees_minor)) return Refusal::kAmountOutOfRange;
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  if (has_key(d, payments::expected_key(c.key))) return Refusal::kBankLineKnown;
  d.emit(PayoutRecorded{c.key, c.means, c.settled_minor, c.fees_minor, c.date});
  expect_bank_line(d, c.key, c.settled_minor, c.date);
  return std::nullopt;
}

}  // namespace engine

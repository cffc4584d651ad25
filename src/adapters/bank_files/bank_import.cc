#include "adapters/bank_files/bank_import.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "adapters/bank_files/collected_days.h"
#include "adapters/bank_files/import_key.h"
#include "adapters/bank_files/target_lookup.h"
#include "base/digest.h"
#include "base/encoding.h"
#include "engine/codec.h"

namespace adapters::bank_files {

namespace {

using payments::BankLine;
using payments::BankLineState;

constexpr std::size_t kChunk = 500;  // submissions at a time

/// Thrown inside this file only: what is wrong with the file, and what to do.
struct Wrong {
  std::string message;
};

std::string place(BankEntry const& entry) { return "line " + std::to_string(entry.line) + ": "; }

std::int64_t signed_amount(BankTransaction const& transaction) {
  return transaction.direction == Direction::kCredit ? transaction.amount_minor : -transaction.amount_minor;
}

/// What the statement says about money: the same for every copy of it.
std::string digest_of(BankStatement const& statement) {
  engine::Encoder content;
  content(statement.account);
  content(std::string{statement.currency.code()});
  content(statement.kind);
  content(statement.opening_minor);
  content(statement.closing_minor);
  for (BankEntry const& entry : statement.entries) {
    content(entry.key);
    content(entry.status);
    content(entry.signed_minor());
    content(entry.booking_date);
    content(entry.value_date);
    for (BankTransaction const& transaction : entry.transactions) {
      content(transaction.key);
      content(signed_amount(transaction));
      content(encode_detail(detail_of(entry, transaction)));
    }
  }
  base::Digest const digest = base::sha256(content.bytes());
  return base::to_hex({reinterpret_cast<char const*>(digest.data()), digest.size()});
}

/// The bank's code of a return, if it is a code: its own words may be about a person.
std::string reason_of(BankEntry const& entry, BankTransaction const& transaction) {
  std::string const& reason = transaction.return_reason;
  if (reason.empty()) return entry.reversal ? "reversal" : "";
  bool const code = reason.size() <= 4 && std::ranges::all_of(reason, [](char c) {
                      return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                    });
  return code ? reason : "returned";
}

class StatementImport {
 public:
  StatementImport(BankTarget const& target, base::Now now)
      : target_(target),
        now_(now),
        reader_(target.books.reader()),
        open_(reader_->open_bank_lines(target.authority.id)) {}

  void add(BankStatement const& statement) {
    check_statement(statement);
    for (BankEntry const& entry : statement.entries) {
      if (!entry.is_money() || entry.amount_minor == 0) {
        ++report_.not_money;
      } else {
        add_entry(entry);
      }
    }
  }

  [[nodiscard]] BankImportReport const& report() const { return report_; }

  void book() {
    reader_.reset();  // it must not stand in the writer's way
    for (std::size_t at = 0; at < prepared_.size(); at += kChunk) {
      std::size_t const count = std::min(kChunk, prepared_.size() - at);
      std::vector<engine::Outcome> const outcomes = target_.books.submit({prepared_.data() + at, count}, now_);
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        engine::Outcome const& outcome = outcomes[i];
        // An entry that is known is old news; but what goes with an entry may be known and the entry may not be, where
        // two imports ran at once.
        bool const alone = prepared_[at + i].submission.commands.size() == 1;
        if (!outcome && (!alone || outcome.error().refusal != engine::Refusal::kBankLineKnown)) {
          throw Wrong{"the books refuse an entry: " + std::string{engine::advice_for(outcome.error().refusal)} +
                      " Import the file again when that is mended; what is in the books already stays as it is."};
        }
      }
    }
  }

 private:
  [[nodiscard]] base::AuthorityId authority() const { return target_.authority.id; }

  void check_statement(BankStatement const& statement) {
    if (statement.currency != target_.authority.currency) {
      throw Wrong{"the account is kept in " + std::string{statement.currency.code()} + ", the books in " +
                  std::string{target_.authority.currency.code()} + ": take the file of the right account"};
    }
    if (!target_.accounts.empty() && std::ranges::find(target_.accounts, statement.account) == target_.accounts.end()) {
      throw Wrong{
          "the file is of an account that is not among the authority's: take the right file, or add the account"
          " to the settings"};
    }
    ++report_.statements;
    engine::RecordBankStatement const command{
        statement.account,       statement.id,
        digest_of(statement),    static_cast<std::int64_t>(statement.entries.size()),
        statement.opening_minor, statement.closing_minor};
    std::string_view const kind = statement.kind == StatementKind::kStatement ? "statement" : "notification";
    std::string const key = short_key(kind, statement.account + '\n' + statement.id);
    engine::Prepared prepared = engine::prepare({authority(), std::string{kBankImporter}, key, {}, {}, {command}});
    auto const known = reader_->find_entry(authority(), prepared.key);
    if (known && known->input != prepared.input) {
      throw Wrong{"the bank's " + std::string{kind} + " '" + statement.id +
                  "' was imported before with other content. Ask the bank which of the two is right; nothing was"
                  " changed."};
    }
    if (known) ++report_.statements_known;
    prepared_.push_back(std::move(prepared));
  }

  void add_entry(BankEntry const& entry) {
    bool const undivided = entry.breakdown == Breakdown::kUndivided;
    engine::RecordBankEntry command{entry.key, undivided, {}};
    std::vector<std::string> details;
    std::int64_t sum = 0;
    for (BankTransaction const& transaction : entry.transactions) {
      std::int64_t const minor = signed_amount(transaction);
      if (minor == 0) continue;
      report_.read.add(minor);
      sum += minor;
      command.lines.push_back(line_of(entry, transaction, undivided));
      details.push_back(target_.box.seal(kLineDetailPurpose, encode_detail(detail_of(entry, transaction))));
    }
    if (sum != entry.signed_minor()) throw Wrong{place(entry) + "the parts do not add up to the entry"};
    if (is_known(entry, command, sum)) {
      for (engine::ReportedLine const& line : command.lines) report_.known.add(line.amount_minor);
      return;
    }
    std::vector<engine::Command> commands;
    if (auto payout = collected(entry, command)) {
      for (engine::ReportedLine const& line : command.lines) report_.confirmed.add(line.amount_minor);
      BankTransaction const whole = whole_of(entry);
      details = {target_.box.seal(kLineDetailPurpose, encode_detail(detail_of(entry, whole)))};
      engine::ReportedLine line = line_of(entry, whole, true);
      line.expected = payout->key;
      command.lines = {std::move(line)};
      command.undivided = false;
      commands.emplace_back(std::move(*payout));
    } else {
      take_back(entry, command, commands);
      for (engine::ReportedLine const& line : command.lines) count(line, undivided);
    }
    seen_[entry.key] = Seen{sum, command.undivided};
    std::string const key = short_key(undivided ? "batch" : "entry", entry.key);
    commands.emplace_back(std::move(command));
    prepared_.push_back(engine::prepare(
        {authority(), std::string{kBankImporter}, key, {}, {}, std::move(commands), false, std::move(details)}));
  }

  /// The entry as one transaction: what it tells of its parts is in the books already.
  static BankTransaction whole_of(BankEntry const& entry) {
    if (entry.transactions.size() == 1) return entry.transactions.front();
    BankTransaction whole;
    whole.index = 0;
    whole.line = entry.line;
    whole.amount_minor = entry.amount_minor;
    whole.direction = entry.direction;
    whole.key = transaction_key(entry, whole);
    return whole;
  }

  /// The payout of direct debit that the entry is, if it is nothing else.
  std::optional<engine::RecordPayout> collected(BankEntry const& entry, engine::RecordBankEntry const& command) {
    bool const can_be =
        entry.signed_minor() > 0 && !entry.reversal &&
        std::ranges::none_of(command.lines, [](engine::ReportedLine const& line) {
          return line.amount_minor < 0 || line.claim || line.debtor || !line.expected.empty() || !line.reason.empty();
        });
    // Parts that come after their sum take its place; whose they are, the sum has been asked already.
    if (!can_be || !reader_->bank_entry(authority(), entry.key).empty()) return std::nullopt;
    if (!collected_days_) collected_days_.emplace(*reader_, authority(), target_.debit_marks);
    IncomingSum sum{entry.signed_minor(), command.lines.front().value_date, entry.batch_id, {}};
    for (BankTransaction const& transaction : entry.transactions) sum.details.push_back(detail_of(entry, transaction));
    return collected_days_->take(sum);
  }

  /// What payers have had taken back from what was collected.
  void take_back(BankEntry const& entry, engine::RecordBankEntry& command, std::vector<engine::Command>& commands) {
    for (engine::ReportedLine& line : command.lines) {
      auto const transaction = std::ranges::find(entry.transactions, line.key, &BankTransaction::key);
      if (line.amount_minor >= 0 || transaction == entry.transactions.end()) continue;
      auto back = taken_back(*reader_, authority(), detail_of(entry, *transaction), line.amount_minor, line.value_date);
      // Once in this file too: the books know nothing of it yet.
      if (!back || !taken_back_.insert(back->payout.key).second) continue;
      line.expected = back->payout.key;
      report_.confirmed.add(line.amount_minor);
      commands.emplace_back(std::move(back->settle));
      commands.emplace_back(std::move(back->payout));
    }
  }

  engine::ReportedLine line_of(BankEntry const& entry, BankTransaction const& transaction, bool undivided) {
    engine::ReportedLine line;
    line.key = transaction.key;
    line.amount_minor = signed_amount(transaction);
    auto const booked = entry.booking_date ? entry.booking_date : entry.value_date;
    if (!booked) throw Wrong{place(entry) + "the entry has no date: ask the bank for a file with booking dates"};
    line.booked = *booked;
    line.value_date = entry.value_date.value_or(*booked);
    if (std::max(line.booked, line.value_date) > now_.date) {
      throw Wrong{place(entry) + "the value date " + base::format_date(line.value_date) +
                  " has not come: import the file again on that day"};
    }
    if (line.key.size() > engine::kTextLimit) throw Wrong{place(entry) + "the bank's reference is too long"};
    line.reason = reason_of(entry, transaction);
    LineDetail const detail = detail_of(entry, transaction);
    if (line.amount_minor < 0) {
      line.charge = entry.code.ends_with("/CHRG") && !entry.reversal && !undivided;
      if (!entry.reversal) line.expected = detail.end_to_end_id;
    } else if (!entry.reversal && line.reason.empty()) {
      line.expected = named_payout(open_, detail, line.amount_minor);
      if (!undivided && line.expected.empty()) find_owner(line, detail);
    }
    return line;
  }

  void find_owner(engine::ReportedLine& line, LineDetail const& detail) {
    payments::BankMoney const money =
        money_of(detail, {line.amount_minor, target_.authority.currency}, line.value_date);
    payments::Match const match = match_by_reference(*reader_, authority(), money, target_.rules);
    if (match.kind == payments::MatchKind::kClaim) line.claim = match.claim;
    if (match.kind == payments::MatchKind::kDebtor) line.debtor = match.debtor;
  }

  /// Whether nothing is left to do about the entry. An entry that is known with another amount is not the bank's.
  bool is_known(BankEntry const& entry, engine::RecordBankEntry const& command, std::int64_t sum) {
    std::vector<BankLine> const stored = reader_->bank_entry(authority(), entry.key);
    std::int64_t known_sum = 0;
    bool known_undivided = false;
    bool known = false;
    for (BankLine const& line : stored) {
      if (line.state == BankLineState::kDivided) continue;
      known = true;
      known_sum += line.amount_minor;
      known_undivided = line.state == BankLineState::kUndivided;
    }
    if (auto const seen = seen_.find(entry.key); seen != seen_.end()) {
      known = true;
      known_sum = seen->second.sum;
      known_undivided = seen->second.undivided;
    }
    if (!known) return false;
    if (known_sum != sum) {
      throw Wrong{place(entry) + "the bank reported this entry before with another amount (" +
                  base::format_amount(known_sum) + ", now " + base::format_amount(sum) +
                  "). Ask the bank which is right; nothing was changed."};
    }
    return command.undivided || !known_undivided;
  }

  void count(engine::ReportedLine const& line, bool undivided) {
    if (taken_back_.contains(line.expected)) return;  // counted
    auto const expected = std::ranges::find_if(open_, [&](BankLine const& open) {
      return !line.expected.empty() && open.state == BankLineState::kExpected &&
             open.key == payments::expected_key(line.expected) && open.amount_minor == line.amount_minor;
    });
    LineCount* kind = &report_.unmatched;
    if (expected != open_.end()) {
      open_.erase(expected);
      kind = &report_.confirmed;
    } else if (line.charge) {
      kind = &report_.charges;
    } else if (line.claim || line.debtor) {
      kind = &report_.matched;
    } else if (undivided) {
      kind = &report_.undivided;
    } else if (line.amount_minor < 0) {
      kind = &report_.debits;
    }
    kind->add(line.amount_minor);
  }

  struct Seen {
    std::int64_t sum = 0;
    bool undivided = false;
  };

  BankTarget const& target_;
  base::Now now_;
  std::shared_ptr<ports::BooksReader> reader_;
  std::vector<BankLine> open_;
  std::map<std::string, Seen> seen_;  // entries of this import
  std::optional<CollectedDays> collected_days_;
  std::set<std::string> taken_back_;  // keys of what is expected
  std::vector<engine::Prepared> prepared_;
  BankImportReport report_;
};

}  // namespace

std::expected<BankImportReport, std::string> import_statements(std::span<BankStatement const> statements,
                                                               BankTarget const& target, base::Now now,
                                                               ImportMode mode) {
  try {
    StatementImport import{target, now};
    for (BankStatement const& statement : statements) import.add(statement);
    BankImportReport const report = import.report();
    if (mode == ImportMode::kBook) import.book();
    return report;
  } catch (Wrong const& wrong) {
    return std::unexpected(wrong.message);
  }
}

}  // namespace adapters::bank_files

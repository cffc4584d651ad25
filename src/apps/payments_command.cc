#include "apps/payments_command.h"

#include <fstream>
#include <iostream>

#include "adapters/bank_files/bank_import.h"
#include "adapters/bank_files/camt_reader.h"
#include "adapters/bank_files/unmatched_queue.h"
#include "adapters/bank_files/vipps_settlement.h"
#include "apps/bank_agreement.h"
#include "apps/direct_debit_bank.h"
#include "apps/installation.h"
#include "http/json_writer.h"
#include "payments/reference_line.h"

namespace apps {

namespace {

namespace bank = adapters::bank_files;

/// The installation as these commands need it.
struct Desk {
  explicit Desk(PaymentsArguments const& arguments)
      : installation(arguments.database, arguments.key_file),
        authority(installation.authority(arguments.authority)),
        now(installation.now(authority)),
        agreement(read_bank_agreement(authority, arguments.schemes, arguments.creditors)) {}

  [[nodiscard]] payments::BankLine row(std::string const& key) {
    auto found = installation.books().reader()->bank_line(authority.id, key);
    if (!found) throw CommandRefused("there is no bank line '" + key + "': look at 'fairdue payments unmatched'");
    return std::move(*found);
  }
  [[nodiscard]] base::BankLineId line(std::string const& key) { return row(key).id; }

  [[nodiscard]] claims::Claim claim(std::string const& source, std::string const& reference) {
    return find_claim(*installation.books().reader(), authority, source, reference);
  }

  /// The same wish gives the same answer, however often it is sent.
  int decide(std::string const& word, std::string const& line_key, engine::Command command, Output output) {
    payments::BankLine const before = row(line_key);
    std::string key = word + ":" + std::to_string(before.id.value);
    // A line that waits again may be decided as it was before: that is another decision.
    if (before.reopened > 0) key += "." + std::to_string(before.reopened);
    auto const outcome =
        installation.books().submit_one({authority.id, "bank", key, {}, {}, {std::move(command)}}, now);
    if (!outcome) {
      // The key is the line's: other content means that something else was decided about it.
      bool const other = outcome.error().refusal == engine::Refusal::kKeyReusedWithOtherContent;
      throw CommandRefused(
          std::string{engine::advice_for(other ? engine::Refusal::kBankLineDecided : outcome.error().refusal)});
    }
    auto const stored = installation.books().reader()->bank_line(authority.id, line_key);
    std::string_view const state = payments::name_of(stored->state);
    if (output == Output::kJson) {
      http::JsonWriter json;
      json.begin_object().member("line", line_key).member("state", state);
      json.member("amount_minor", stored->amount_minor).member("payment", stored->payment.value);
      json.member("repeated", outcome->kind == engine::AnswerKind::kRepeated).end_object();
      std::cout << json.take() << "\n";
    } else {
      std::cout << line_key << ": " << base::format_amount(stored->amount_minor) << " " << authority.currency.code()
                << ", " << state << "\n";
    }
    return 0;
  }

  Installation installation;
  ports::Authority authority;
  base::Now now;
  BankAgreement agreement;
};

std::ifstream open_file(std::string const& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) throw CommandRefused("cannot read '" + path + "'");
  return file;
}

void print_counts(bank::BankImportReport const& report, Desk const& desk, PaymentsArguments const& arguments,
                  Output output) {
  struct Row {
    char const* name;
    char const* words;
    bank::LineCount const& count;
  };
  Row const rows[] = {{"read", "lines read", report.read},
                      {"known", "in the books already", report.known},
                      {"matched", "matched: became payments", report.matched},
                      {"confirmed", "had been expected", report.confirmed},
                      {"charges", "charges of the bank", report.charges},
                      {"unmatched", "unmatched: wait for a person", report.unmatched},
                      {"undivided", "sums that wait for their parts", report.undivided},
                      {"debits", "money out that waits for a person", report.debits}};
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("dry_run", arguments.dry_run).member("statements", report.statements);
    json.member("statements_known", report.statements_known).member("not_money", report.not_money);
    json.member("currency", desk.authority.currency.code());
    for (Row const& row : rows) {
      json.key(row.name).begin_object().member("lines", row.count.lines);
      json.member("sum_minor", row.count.minor).end_object();
    }
    std::cout << json.end_object().take() << "\n";
    return;
  }
  std::cout << report.statements << " statements, " << report.statements_known << " of them known; " << report.not_money
            << " entries are no money\n";
  for (Row const& row : rows) {
    std::cout << row.count.lines << " " << row.words << ": " << base::format_amount(row.count.minor) << " "
              << desk.authority.currency.code() << "\n";
  }
  if (arguments.dry_run) std::cout << "This was a dry run: nothing was changed.\n";
}

int import_statements(Desk& desk, bank::BankTarget const& target, PaymentsArguments const& arguments, Output output) {
  std::ifstream file = open_file(arguments.file);
  auto const statements = bank::read_camt(file, desk.now.date);
  if (!statements) throw CommandRefused(arguments.file + ": " + bank::to_text(statements.error()));
  auto const mode = arguments.dry_run ? bank::ImportMode::kDryRun : bank::ImportMode::kBook;
  auto const report = bank::import_statements(*statements, target, desk.now, mode);
  if (!report) throw CommandRefused(arguments.file + ": " + report.error());
  print_counts(*report, desk, arguments, output);
  return 0;
}

int import_payouts(Desk& desk, bank::BankTarget const& target, PaymentsArguments const& arguments, Output output) {
  std::ifstream file = open_file(arguments.file);
  auto const payouts = bank::read_vipps_settlement(file, desk.now.date);
  if (!payouts) throw CommandRefused(arguments.file + ": " + bank::to_text(payouts.error()));
  auto const mode = arguments.dry_run ? bank::ImportMode::kDryRun : bank::ImportMode::kBook;
  auto const report = bank::import_payouts(*payouts, target, desk.now, mode);
  if (!report) throw CommandRefused(arguments.file + ": " + report.error());
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("dry_run", arguments.dry_run).member("payouts", report->payouts);
    json.member("known", report->known).member("settled_minor", report->settled_minor);
    json.member("fees_minor", report->fees_minor).member("confirmed", report->confirmed).end_object();
    std::cout << json.take() << "\n";
    return 0;
  }
  std::cout << report->payouts << " payouts, " << report->known
            << " of them known; new: " << base::format_amount(report->settled_minor) << " to the bank account, "
            << base::format_amount(report->fees_minor) << " kept as fees; " << report->confirmed
            << " had come to the bank already\n";
  if (arguments.dry_run) std::cout << "This was a dry run: nothing was changed.\n";
  return 0;
}

void write_suggestions(http::JsonWriter& json, bank::QueuedLine const& queued) {
  json.key("suggestions").begin_array();
  for (payments::Suggestion const& suggestion : queued.suggestions) {
    json.begin_object().member("reason", payments::name_of(suggestion.reason));
    if (suggestion.claim) json.member("claim_id", suggestion.claim.value);
    if (suggestion.debtor) json.member("debtor", suggestion.debtor.value);
    json.member("rank", suggestion.rank).end_object();
  }
  json.end_array();
}

void print_queue_json(std::vector<bank::QueuedLine> const& queue, PaymentsArguments const& arguments) {
  http::JsonWriter json;
  json.begin_object().key("lines").begin_array();
  for (bank::QueuedLine const& queued : queue) {
    payments::BankLine const& line = queued.line;
    json.begin_object().member("line", line.key).member("state", payments::name_of(line.state));
    json.member("amount_minor", line.amount_minor).member("booked", line.booked);
    json.member("value_date", line.value_date).member("reason", line.reason);
    if (arguments.show_payers && queued.detail) {
      json.member("payer_name", queued.detail->payer_name).member("payer_account", queued.detail->payer_account);
      json.member("text", queued.detail->text).key("references").begin_array();
      for (std::string const& reference : queued.detail->references) json.value(reference);
      json.end_array();
    }
    write_suggestions(json, queued);
    json.end_object();
  }
  std::cout << json.end_array().end_object().take() << "\n";
}

void print_queue_text(std::vector<bank::QueuedLine> const& queue, PaymentsArguments const& arguments) {
  for (bank::QueuedLine const& queued : queue) {
    payments::BankLine const& line = queued.line;
    std::cout << line.key << "\n  " << base::format_date(line.value_date) << "  "
              << base::format_amount(line.amount_minor) << "  " << payments::name_of(line.state)
              << (line.reason.empty() ? "" : ", " + line.reason) << "\n";
    if (arguments.show_payers && queued.detail) {
      std::cout << "  from " << queued.detail->payer_name << " " << queued.detail->payer_account << ": "
                << queued.detail->text << "\n";
    }
    for (payments::Suggestion const& suggestion : queued.suggestions) {
      std::cout << "  " << suggestion.rank << ". "
                << (suggestion.claim ? "claim " + std::to_string(suggestion.claim.value)
                                     : "debtor " + std::to_string(suggestion.debtor.value))
                << ": " << payments::name_of(suggestion.reason) << "\n";
    }
  }
  if (queue.empty()) std::cout << "Nothing waits.\n";
}

}  // namespace

int run_payments_import(PaymentsArguments const& arguments, Output output) {
  Desk desk{arguments};
  bank::BankTarget const target{desk.authority,       desk.installation.books(), desk.installation.vault(),
                                desk.agreement.rules, desk.agreement.accounts,   direct_debit_marks(desk.authority)};
  if (arguments.format == "vipps-settlement") return import_payouts(desk, target, arguments, output);
  if (desk.agreement.rules.schemes.empty()) {
    std::cerr << "fairdue: no reference schemes are set, so every line will wait for a person: see"
                 " docs/guides/bank-money.md\n";
  }
  return import_statements(desk, target, arguments, output);
}

int run_payments_unmatched(PaymentsArguments const& arguments, Output output) {
  Desk desk{arguments};
  auto const reader = desk.installation.books().reader();
  auto const queue = bank::read_queue(*reader, desk.installation.vault(), desk.authority, desk.agreement.rules);
  output == Output::kJson ? print_queue_json(queue, arguments) : print_queue_text(queue, arguments);
  return 0;
}

int run_payments_match(PaymentsArguments const& arguments, Output output) {
  Desk desk{arguments};
  int const said = int{!arguments.claim.empty()} + int{arguments.debtor != 0} + int{arguments.payment != 0} +
                   int{!arguments.expected.empty()};
  if (said != 1) throw CommandRefused("say one of --claim, --debtor, --payment and --expected");
  engine::MatchBankLine command{
      desk.line(arguments.line), {}, {arguments.debtor}, {arguments.payment}, arguments.expected};
  if (!arguments.claim.empty()) command.claim.id = desk.claim(arguments.source, arguments.claim).id;
  return desk.decide("match", arguments.line, command, output);
}

int run_payments_return(PaymentsArguments const& arguments, Output output) {
  Desk desk{arguments};
  if (arguments.with.empty() == arguments.expected.empty()) {
    throw CommandRefused("say one of --with (the bank's line by which it has gone) and --expected (its end-to-end id)");
  }
  engine::ReturnBankLine const command{desk.line(arguments.line),
                                       arguments.with.empty() ? base::BankLineId{} : desk.line(arguments.with),
                                       arguments.expected, arguments.reason, desk.now.date};
  return desk.decide("return", arguments.line, command, output);
}

int run_payments_book(PaymentsArguments const& arguments, Output output) {
  Desk desk{arguments};
  engine::BankPurpose const purpose =
      arguments.purpose == "charge" ? engine::BankPurpose::kCharge : engine::BankPurpose::kOutside;
  return desk.decide("book", arguments.line, engine::BookBankLine{desk.line(arguments.line), purpose, arguments.reason},
                     output);
}

int run_payments_reopen(PaymentsArguments const& arguments, Output output) {
  Desk desk{arguments};
  return desk.decide("reopen", arguments.line,
                     engine::ReopenBankLine{desk.line(arguments.line), arguments.expected, arguments.reason}, output);
}

int run_payments_reference(PaymentsArguments const& arguments, Output output) {
  Desk desk{arguments};
  if (desk.agreement.rules.schemes.empty()) {
    throw CommandRefused("the authority has no reference scheme: set \"bank\" in its settings, or give --scheme");
  }
  claims::Claim const claim = desk.claim(arguments.source, arguments.claim);
  payments::ReferenceScheme const scheme = desk.agreement.rules.schemes.front();
  auto const reference = payments::reference_of(scheme, claim.id);
  if (!reference) throw CommandRefused(std::string{payments::advice_of(reference.error())});
  std::string const name{payments::name_of(scheme)};
  std::string line;
  if (name.starts_with("fik_") && !desk.agreement.rules.creditors.empty()) {
    auto const printed =
        payments::print_payment_line({name.substr(4), *reference, desk.agreement.rules.creditors.front()});
    if (!printed) throw CommandRefused(std::string{payments::advice_of(printed.error())});
    line = *printed;
  }
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("claim", claim.reference).member("claim_id", claim.id.value);
    json.member("scheme", name).member("reference", reference->text).member("payment_line", line).end_object();
    std::cout << json.take() << "\n";
  } else {
    std::cout << (line.empty() ? payments::print_reference(*reference) : line) << "\n";
  }
  return 0;
}

}  // namespace apps

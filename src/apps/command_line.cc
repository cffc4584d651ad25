#include "apps/command_line.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "apps/affordability_command.h"
#include "apps/day_command.h"
#include "apps/debtors_command.h"
#include "apps/demo_command.h"
#include "apps/dunning_reports.h"
#include "apps/import_command.h"
#include "apps/installation.h"
#include "apps/interest_command.h"
#include "apps/law_command.h"
#include "apps/letter_command.h"
#include "apps/link_command.h"
#include "apps/message_command.h"
#include "apps/messages_command.h"
#include "apps/payments_command.h"
#include "apps/procedure_command.h"
#include "apps/refunds_command.h"
#include "apps/report_command.h"
#include "apps/server_process.h"
#include "apps/simulate_command.h"
#include "apps/storage_commands.h"

namespace apps {

namespace {

/// What the words of the command line fill in, and what is to be done with it.
struct Wishes {
  std::string database = "sqlite:fairdue.db";
  std::string key_file, configuration, file, key_id;
  bool json = false;
  bool no_serve = false;
  NewAuthority authority;
  NewKey key;
  ImportArguments import;
  LawArguments law;
  LawChoice law_choice;
  InterestArguments interest;
  ExplainArguments explain;
  PaymentsArguments payments;
  RefundsArguments refunds;
  DebtorsArguments debtors;
  LetterArguments letter;
  LinkArguments link;
  SimulateArguments simulate;
  ReportArguments report;
  LedgerExportArguments ledger_export;
  DayArguments day;
  DunningReportArguments dunning;
  ProcedureArguments procedure;
  bool csv = false;
  RenderArguments render;
  LintArguments lint;
  MessagesArguments messages;
  ServerOptions server;
  DemoArguments demo;
  std::function<int()> action;
  [[nodiscard]] ReportFormat report_format() const {
    return json ? ReportFormat::kJson : csv ? ReportFormat::kCsv : ReportFormat::kText;
  }
  [[nodiscard]] Output output() const { return json ? Output::kJson : Output::kText; }
};

CLI::App* add(CLI::App& parent, Wishes& wishes, std::string const& name, std::string const& help,
              std::function<int()> action) {
  CLI::App* command = parent.add_subcommand(name, help);
  command->callback([&wishes, action = std::move(action)] { wishes.action = action; });
  return command;
}

void add_database(CLI::App* command, Wishes& wishes) {
  command->add_option("--db", wishes.database, std::string{"the database: "} + kDatabaseHelp)->capture_default_str();
}

void add_key_file(CLI::App* command, Wishes& wishes) {
  command->add_option("--key-file", wishes.key_file, "the master key's file; default: the SQLite file's path and .key");
}

void add_json(CLI::App* command, Wishes& wishes) { command->add_flag("--json", wishes.json, "print one JSON object"); }

void add_storage(CLI::App& app, Wishes& w) {
  CLI::App* migrate = add(app, w, "migrate", "bring the schema of a database up to date, or make a new one",
                          [&w] { return run_migrate(w.database, w.output()); });
  add_database(migrate, w);
  add_json(migrate, w);
  CLI::App* verify = add(app, w, "verify", "audit the books: chain, replay, every posting and account",
                         [&w] { return run_verify(w.database, w.output()); });
  add_database(verify, w);
  add_json(verify, w);
  CLI::App* backup =
      add(app, w, "backup", "copy a database while it is in use", [&w] { return run_backup(w.database, w.file); });
  add_database(backup, w);
  backup->add_option("FILE", w.file, "where to")->required();
  CLI::App* restore = add(app, w, "restore", "put a backup in place, after an audit of it",
                          [&w] { return run_restore(w.file, w.database); });
  add_database(restore, w);
  restore->add_option("FILE", w.file, "the backup")->required();
}

void add_authority(CLI::App& app, Wishes& w) {
  CLI::App* authority = app.add_subcommand("authority", "authorities of this installation");
  authority->require_subcommand(1);
  CLI::App* command = add(*authority, w, "add", "add an authority; makes the database if there is none",
                          [&w] { return run_authority_add(w.database, w.authority, w.output()); });
  add_database(command, w);
  add_json(command, w);
  command->add_option("CODE", w.authority.code, "short, such as testby")->required();
  command->add_option("--name", w.authority.name, "as citizens know it")->required();
  command->add_option("--country", w.authority.country, "two letters, such as DK")->required();
  command->add_option("--currency", w.authority.currency, "three letters, such as DKK")->required();
  command->add_option("--settings", w.authority.settings_file, "a JSON file with contact details");

  CLI::App* law = add(*authority, w, "law", "choose the law of an authority's claims, or show what is chosen",
                      [&w] { return run_authority_law(w.database, w.law_choice); });
  add_database(law, w);
  law->add_option("CODE", w.law_choice.authority, "the authority's")->required();
  law->add_option("--file", w.law_choice.file, "a TOML file: a law pack for each claim type, and what was decided");
  law->add_flag("--show", w.law_choice.show, "print what is chosen");

  CLI::App* procedure =
      add(*authority, w, "procedure", "an authority's own procedure, in the place of one of the program's",
          [&w] { return run_authority_procedure(w.database, w.procedure); });
  add_database(procedure, w);
  procedure->add_option("CODE", w.procedure.authority, "the authority's")->required();
  procedure->add_option("--file", w.procedure.file, "a TOML file, as 'fairdue procedure check' reads it");
  procedure->add_flag("--show", w.procedure.show, "print what is stored");

  CLI::App* key = app.add_subcommand("key", "keys of source systems");
  key->require_subcommand(1);
  CLI::App* add_key = add(*key, w, "add", "make a key for a source system; it is shown once",
                          [&w] { return run_key_add(w.database, w.key_file, w.key, w.output()); });
  CLI::App* revoke = add(*key, w, "revoke", "refuse a key from now on",
                         [&w] { return run_key_revoke(w.database, w.key_file, w.key.authority, w.key_id); });
  add_json(add_key, w);
  for (CLI::App* each : {add_key, revoke}) {
    add_database(each, w);
    add_key_file(each, w);
    each->add_option("--authority", w.key.authority, "its code")->required();
  }
  add_key->add_option("--source", w.key.source, "the source system's code")->required();
  add_key->add_option("--name", w.key.source_name, "the department's name, as citizens know it");
  revoke->add_option("KEY_ID", w.key_id)->required();
}

void add_import(CLI::App& parent, Wishes& w) {
  CLI::App* command = add(parent, w, "import", "bring a source's file into the books; safe to run again", [&w] {
    w.import.json = w.json;
    if (w.import.dry_run) {
      w.import.database = database_path(w.database,
                                        "a dry run works on a copy of the database, and only a SQLite file can be"
                                        " copied: restore a dump into another PostgreSQL database and import there");
    }
    Installation installation{w.database, w.key_file};
    ports::Authority const authority = installation.authority(w.import.authority);
    return run_import(w.import, installation.books(), installation.vault(), installation.now(authority));
  });
  add_database(command, w);
  add_key_file(command, w);
  add_json(command, w);
  command->add_option("FILE", w.import.file, "CSV or JSON Lines, also gzipped")->required();
  command->add_option("--authority", w.import.authority, "its code")->required();
  command->add_option("--source", w.import.source, "the source system's code; added if it is new")->required();
  command->add_option("--map", w.import.map, "the mapping file: which column means what")->required();
  command->add_option("--rejects", w.import.rejects, "where rejected rows go; default: FILE.rejects.csv");
  command->add_flag("--dry-run", w.import.dry_run, std::string{kDryRunHelp});
}

void add_day(CLI::App& app, Wishes& w) {
  CLI::App* day =
      add(app, w, "day", "the business day: interest, the steps that are due, their messages; safe to run again",
          [&w] { return run_day(w.database, w.day, w.output()); });
  add_database(day, w);
  add_json(day, w);
  day->add_option("--on", w.day.on, "the date, YYYY-MM-DD; default: today");
  day->add_option("--authority", w.day.authority, "its code; default: all that have chosen a procedure");
  day->add_flag("--dry-run", w.day.dry_run, "say what it would come to, and do nothing");
  day->add_flag("--confirm", w.day.confirm, "a day with abnormally many messages is right: let it end");
}

void add_procedure(CLI::App& app, Wishes& w) {
  CLI::App* procedure = app.add_subcommand("procedure", "what is done about a claim that is not paid, step by step");
  procedure->require_subcommand(1);
  CLI::App* list = add(*procedure, w, "list", "the procedures that are part of the program",
                       [&w] { return run_procedure_list(w.procedure, w.output()); });
  CLI::App* show = add(*procedure, w, "show", "the steps in words, and what they may cost at most",
                       [&w] { return run_procedure_show(w.procedure, w.output()); });
  CLI::App* check = add(*procedure, w, "check", "whether one may be used, and what must be corrected",
                        [&w] { return run_procedure_check(w.procedure, w.output()); });
  CLI::App* explain = add(*procedure, w, "explain", "for those who owe: what happens when, and what it costs",
                          [&w] { return run_procedure_explain(w.database, w.procedure); });
  for (CLI::App* each : {list, show, check}) {
    add_json(each, w);
    each->add_option("--language", w.procedure.language, "da, en, nb or nl")->capture_default_str();
  }
  add_database(explain, w);
  explain->add_option("--authority", w.procedure.authority, "all that it uses, with what it has decided");
  explain->add_option("--as", w.procedure.as, "html, pdf (to lie with a letter) or text")
      ->check(CLI::IsMember({"html", "pdf", "text"}))
      ->capture_default_str();
  explain->add_option("--lang", w.procedure.language, "da, en, nb or nl")
      ->check(CLI::IsMember({"da", "en", "nb", "nl"}))
      ->capture_default_str();
  explain->add_option("--out", w.procedure.out, "a file; -: standard output")->capture_default_str();
  for (CLI::App* each : {show, check, explain}) {
    CLI::Option* const code = each->add_option("CODE", w.procedure.code, "one of the program's");
    each->add_option("--file", w.procedure.file, "another, from its TOML file")->excludes(code);
  }
}

void add_messages(CLI::App& app, Wishes& w) {
  CLI::App* message = app.add_subcommand("message", "messages to debtors");
  message->require_subcommand(1);
  CLI::App* render = add(*message, w, "render", "write a template out for a synthetic person",
                         [&w] { return run_message_render(w.render); });
  render->add_option("TEMPLATE", w.render.name, "such as dk/reminder, or a template's file")->required();
  render->add_option("--as", w.render.as, "the channel")
      ->required()
      ->check(CLI::IsMember({"pdf", "memo", "sms", "email", "html"}));
  render->add_option("--lang", w.render.language, "da, en, nb or nl; default: the file's")
      ->check(CLI::IsMember({"da", "en", "nb", "nl"}));
  render->add_option("--family", w.render.family, "of a template that is not a file")
      ->check(CLI::IsMember({"eye_level", "traditional"}))
      ->capture_default_str();
  render->add_option("--out", w.render.out, "where to; -: standard output")->required();
  render->add_option("--schema", w.render.schema, "memo: a folder with MeMo_core.xsd to check with");
  render->add_flag("--memo-1.2", w.render.memo_1_2, "memo: the newer version");
  render->add_flag("--no-links", w.render.without_links, "sms: the text for where no links are sent");
  CLI::App* text = app.add_subcommand("text", "the texts of messages");
  text->require_subcommand(1);
  CLI::App* lint =
      add(*text, w, "lint", "check templates: plain words, one thing to do, a way out, the law in its place",
          [&w] { return run_text_lint(w.lint); });
  lint->add_option("FILES", w.lint.files, "templates and folders; default: the built-in ones");
}

void add_sending(CLI::App& app, Wishes& w) {
  CLI::App* messages = app.add_subcommand("messages", "messages to debtors: what has become of them, and sending");
  messages->require_subcommand(1);
  CLI::App* list = add(*messages, w, "list", "messages and their states",
                       [&w] { return run_messages_list(w.database, w.messages, w.output()); });
  CLI::App* show =
      add(*messages, w, "show", "one message", [&w] { return run_messages_show(w.database, w.messages, w.output()); });
  CLI::App* doubtful = add(*messages, w, "doubtful", "those of which nobody knows whether they were sent",
                           [&w] { return run_messages_doubtful(w.database, w.messages, w.output()); });
  CLI::App* decide = add(*messages, w, "decide", "say what became of one that is in doubt, or let it go again",
                         [&w] { return run_messages_decide(w.database, w.messages, w.output()); });
  CLI::App* block = add(*messages, w, "block", "do not write to a debtor by a channel",
                        [&w] { return run_messages_block(w.database, w.messages); });
  CLI::App* send = add(*messages, w, "send", "send what may leave now",
                       [&w] { return run_messages_send(w.database, w.messages, w.output()); });
  CLI::App* channels = add(*messages, w, "channels", "the providers of a configuration: what they can, what is open",
                           [&w] { return run_messages_channels(w.messages, w.output()); });
  add_json(channels, w);
  channels->add_option("--config", w.messages.configuration, "the installation's TOML file")->required();
  for (CLI::App* each : {list, show, doubtful, decide, block, send}) {
    add_database(each, w);
    add_json(each, w);
    each->add_option("--authority", w.messages.authority, "its code; not needed if there is only one");
  }
  list->add_option("--state", w.messages.state, "only those in this state");
  list->add_option("--debtor", w.messages.debtor, "only this debtor's");
  for (CLI::App* each : {show, decide}) each->add_option("MESSAGE", w.messages.message, "its number")->required();
  decide->add_option("--as", w.messages.as, "what is known of it")
      ->required()
      ->check(CLI::IsMember({"sent", "failed", "again"}));
  decide->add_option("--by", w.messages.by, "who decides")->required();
  block->add_option("--debtor", w.messages.debtor, "whom")->required();
  block->add_option("--channel", w.messages.channel, "digital_post, letter, sms or email")->required();
  CLI::Option* const why = block->add_option("--why", w.messages.reason, "the reason")
                               ->check(CLI::IsMember({"opted_out", "exempt", "bad_address"}));
  block->add_flag("--lift", w.messages.lift, "the debtor may be written to again")->excludes(why);
  send->add_flag("--once", w.messages.once, "one round, then end; 1 if some failed or are in doubt");
  send->add_option("--config", w.messages.configuration, "the installation's TOML file, with the providers");
  send->add_option("--outbox", w.messages.outbox, "the sandbox: a folder for all that would be sent");
  for (CLI::App* each : {block, send}) {
    each->add_option("--key-file", w.messages.key_file, "the master key; default: beside the database");
  }
}

void add_law(CLI::App& app, Wishes& w) {
  CLI::App* law = app.add_subcommand("law", "law packs: every rule with its source, and calculators");
  law->require_subcommand(1);
  CLI::App* list = add(*law, w, "list", "the packs there are", [&w] { return run_law_list(w.law, w.output()); });
  CLI::App* show = add(*law, w, "show", "every rule of a pack with its act, section, date and source",
                       [&w] { return run_law_show(w.law, w.output()); });
  CLI::App* interest = add(*law, w, "interest", "interest on an amount that stays unpaid",
                           [&w] { return run_law_interest(w.law, w.output()); });
  CLI::App* cost = add(*law, w, "cost", "what letters and collection may cost at most, and when",
                       [&w] { return run_law_cost(w.law, w.output()); });
  CLI::App* explain = add(*law, w, "explain", "which rule put each amount on a claim",
                          [&w] { return run_law_explain(w.database, w.explain, w.output()); });
  add_database(explain, w);
  add_json(explain, w);
  explain->add_option("REFERENCE", w.explain.reference, "the claim's, at its source")->required();
  explain->add_option("--authority", w.explain.authority, "its code")->required();
  explain->add_option("--source", w.explain.source, "the source system's code")->required();
  for (CLI::App* each : {list, show, interest, cost}) {
    add_json(each, w);
    each->add_option("--settings", w.law.settings, "the installation's law settings, a TOML file");
    each->add_option("--law-folder", w.law.folder, "packs from this folder instead of the built-in ones");
  }
  show->add_option("PACK", w.law.pack, "such as dk/public")->required();
  show->add_option("--on", w.law.on, "warnings as of this day; default: today");
  for (CLI::App* each : {interest, cost}) {
    each->add_option("--pack", w.law.pack, "such as dk/public")->required();
    each->add_option("--principal-minor", w.law.principal_minor, "in øre or cent")->required();
    each->add_flag("--business", w.law.business, "the debtor is a business");
  }
  interest->add_option("--due", w.law.due, "the due date, YYYY-MM-DD")->required();
  interest->add_option("--until", w.law.until, "the last day to count, YYYY-MM-DD")->required();
  interest->add_option("--last-payment-day", w.law.last_payment_day, "if it is later than the due date");
  cost->add_option("--on", w.law.on, "the day of the first letter (Netherlands: of its receipt); default: today");
  cost->add_flag("--collection-firm", w.law.collection_firm, "a firm collects, not the creditor itself");
  cost->add_flag("--no-vat-deduction", w.law.no_vat_deduction, "the creditor cannot deduct value added tax");
}

void add_interest(CLI::App& app, Wishes& w) {
  CLI::App* command = add(app, w, "interest", "post the interest that is due; safe to run again",
                          [&w] { return run_interest_command(w.database, w.interest, w.output()); });
  add_database(command, w);
  add_json(command, w);
  command->add_option("--authority", w.interest.authority, "its code")->required();
  command->add_option("--on", w.interest.on, "up to and including this day, YYYY-MM-DD; default: today");
  command->add_flag("--dry-run", w.interest.dry_run, "say what would be posted, and post nothing");
}

void add_payments(CLI::App& app, Wishes& w) {
  CLI::App* payments = app.add_subcommand("payments", "money on the bank account: files in, lines matched, references");
  payments->require_subcommand(1);
  auto const command = [&](char const* name, char const* help, int (*run)(PaymentsArguments const&, Output)) {
    CLI::App* const made = add(*payments, w, name, help, [&w, run] {
      w.payments.database = w.database;
      w.payments.key_file = w.key_file;
      return run(w.payments, w.output());
    });
    add_database(made, w);
    add_key_file(made, w);
    add_json(made, w);
    made->add_option("--authority", w.payments.authority, "its code")->required();
    // One value each time, so that a line's key behind it stays what it is.
    made->add_option("--scheme", w.payments.schemes, "a reference scheme, such as fik_71; default: the settings'")
        ->allow_extra_args(false);
    made->add_option("--creditor", w.payments.creditors, "our number on payment lines; default: the settings'")
        ->allow_extra_args(false);
    return made;
  };
  CLI::App* import = command("import", "bring a bank's file into the books; safe to run again", run_payments_import);
  import->add_option("FILE", w.payments.file, "camt.053, camt.054, or a settlement report")->required();
  import->add_option("--format", w.payments.format, "camt or vipps-settlement")
      ->capture_default_str()
      ->check(CLI::IsMember({"camt", "vipps-settlement"}));
  import->add_flag("--dry-run", w.payments.dry_run, "say what would be done, and change nothing");
  CLI::App* unmatched = command("unmatched", "the bank lines that wait, with suggestions", run_payments_unmatched);
  unmatched->add_flag("--show-payers", w.payments.show_payers, "also names, accounts and texts: personal data");
  CLI::App* match = command("match", "say whose a bank line is", run_payments_match);
  CLI::App* give_back = command("return", "send money back that is nobody's here", run_payments_return);
  CLI::App* book = command("book", "book a bank line as something else than a payment", run_payments_book);
  CLI::App* reopen = command("reopen", "take a decision about a bank line back; it waits again", run_payments_reopen);
  for (CLI::App* each : {match, give_back, book, reopen}) {
    each->add_option("LINE", w.payments.line, "the line's key, as 'unmatched' shows it")->required();
  }
  match->add_option("--debtor", w.payments.debtor, "the debtor's number: all that is open, in the allocation order");
  match->add_option("--payment", w.payments.payment, "money out: the number of the payment that it takes back");
  match->add_option("--expected", w.payments.expected, "the reference of an expected line, such as a payout's");
  give_back->add_option("--with", w.payments.with, "the line of the bank by which it has gone");
  give_back->add_option("--expected", w.payments.expected, "the end-to-end id of the transfer that is to be made");
  reopen->add_option("--expected", w.payments.expected, "of a return that the bank has yet to report: its reference");
  book->add_option("--as", w.payments.purpose, "charge or outside")
      ->required()
      ->check(CLI::IsMember({"charge", "outside"}));
  for (CLI::App* each : {give_back, book, reopen})
    each->add_option("--reason", w.payments.reason, "a code or a few words")->required();
  CLI::App* reference = command("reference", "the reference that a claim is paid by", run_payments_reference);
  match->add_option("--claim", w.payments.claim, "the claim's reference at its source");
  reference->add_option("--claim", w.payments.claim, "the claim's reference at its source")->required();
  for (CLI::App* each : {match, reference}) {
    each->add_option("--source", w.payments.source, "the source's code, if several have such a claim");
  }
}

void add_refunds(CLI::App& app, Wishes& w) {
  CLI::App* refunds = app.add_subcommand("refunds", "credit paid back: alone up to a limit, above it by two people");
  refunds->require_subcommand(1);
  auto const command = [&](char const* name, char const* help, int (*run)(RefundsArguments const&, Output)) {
    CLI::App* const made = add(*refunds, w, name, help, [&w, run] {
      w.refunds.database = w.database;
      return run(w.refunds, w.output());
    });
    add_database(made, w);
    add_json(made, w);
    made->add_option("--authority", w.refunds.authority, "its code")->required();
    return made;
  };
  CLI::App* limit = command("limit", "show or set what one person may refund alone", run_refunds_limit);
  CLI::Option* const alone = limit->add_option("--alone-up-to", w.refunds.amount, "an amount, such as 1000.00");
  limit->add_flag("--none", w.refunds.no_limit, "any amount")->excludes(alone);
  CLI::App* make = command("make", "pay credit back; above the limit it waits for a second person", run_refunds_make);
  CLI::App* list = command("list", "the refunds that wait for a second person", run_refunds_list);
  CLI::App* approve = command("approve", "approve a refund that somebody else proposed", run_refunds_approve);
  CLI::App* reject = command("reject", "reject a proposed refund; the credit stays", run_refunds_reject);
  (void)list;
  make->add_option("--debtor", w.refunds.debtor, "the debtor's number")->required();
  make->add_option("--reference", w.refunds.reference, "the end-to-end id of the transfer; new for each refund")
      ->required();
  for (CLI::App* each : {approve, reject}) {
    each->add_option("REFUND", w.refunds.refund, "its number, as 'list' shows it")->required();
  }
  for (CLI::App* each : {make, approve}) {
    each->add_option("--amount", w.refunds.amount, "the amount, such as 250.00")->required();
  }
  for (CLI::App* each : {make, approve, reject}) {
    each->add_option("--by", w.refunds.by, "the code of who does it, such as initials")->required();
  }
  reject->add_option("--reason", w.refunds.reason, "a code or a few words")->required();
}

void add_debtors(CLI::App& app, Wishes& w) {
  CLI::App* debtors = app.add_subcommand("debtors", "what is put right about debtors themselves");
  debtors->require_subcommand(1);
  CLI::App* show = add(*debtors, w, "show", "by which channels a debtor can be written to, and why not", [&w] {
    w.debtors.database = w.database;
    w.debtors.key_file = w.key_file;
    return run_debtors_show(w.debtors, w.output());
  });
  add_database(show, w);
  add_key_file(show, w);
  add_json(show, w);
  show->add_option("DEBTOR", w.debtors.debtor, "its number")->required();
  show->add_option("--authority", w.debtors.authority, "its code")->required();
  CLI::App* change = add(*debtors, w, "change-id", "give debtors another national id; they keep their claims", [&w] {
    w.debtors.database = w.database;
    w.debtors.key_file = w.key_file;
    return run_debtors_change_id(w.debtors, w.output());
  });
  add_database(change, w);
  add_key_file(change, w);
  add_json(change, w);
  change->add_option("FILE", w.debtors.file, "a line for each debtor: former,new; '-' reads standard input")
      ->required();
  change->add_option("--authority", w.debtors.authority, "its code")->required();
  change->add_option("--kind", w.debtors.kind, "person or company")
      ->capture_default_str()
      ->check(CLI::IsMember({"person", "company"}));
  change->add_option("--reason", w.debtors.reason, "a code, such as new_number")->required();
}

void add_letter(CLI::App& app, Wishes& w) {
  CLI::App* letter = add(app, w, "letter", "record that a letter went out, with the fee or cost that the law gives it",
                         [&w] { return run_letter(w.database, w.letter, w.output()); });
  add_database(letter, w);
  add_json(letter, w);
  letter->add_option("LETTER", w.letter.letter, "as the law pack calls it, such as reminder")->required();
  letter->add_option("--authority", w.letter.authority, "its code")->required();
  letter->add_option("--claim", w.letter.claim, "the claim's reference at its source")->required();
  letter->add_option("--source", w.letter.source, "the source's code, if several have such a claim");
  letter->add_option("--on", w.letter.on, "the day it was sent, YYYY-MM-DD; default: today");
  letter->add_flag("--fee", w.letter.with_fee, "with its fee; refused if the law gives none that day");
}

void add_link(CLI::App& app, Wishes& w) {
  CLI::App* link = app.add_subcommand("link", "safe links: pay or answer certain claims without logging in");
  link->require_subcommand(1);
  auto const command = [&](char const* name, char const* help, int (*run)(LinkArguments const&, Output)) {
    CLI::App* const made = add(*link, w, name, help, [&w, run] {
      w.link.database = w.database;
      w.link.key_file = w.key_file;
      return run(w.link, w.output());
    });
    add_database(made, w);
    add_key_file(made, w);
    add_json(made, w);
    made->add_option("--authority", w.link.authority, "its code")->required();
    return made;
  };
  CLI::App* make = command("make", "make a link or code for claims of one debtor; it is shown once", run_link_make);
  CLI::App* revoke = command("revoke", "let a link or code open nothing from now on", run_link_revoke);
  CLI::App* requests =
      command("requests", "what debtors asked for through links, and wait for an answer to", run_link_requests);
  CLI::App* policy = command("policy", "show or set whether text messages carry links, or codes", run_link_policy);
  (void)requests;
  CLI::Option* const links = policy->add_flag("--links", w.link.links, "links, from now on");
  policy->add_flag("--codes", w.link.codes, "a short address and a code, from now on")->excludes(links);
  make->add_option("--claim", w.link.claims, "a claim's reference at its source; several times for several claims")
      ->required()
      ->allow_extra_args(false);
  make->add_option("--source", w.link.source, "the source's code, if several have such a claim");
  make->add_option("--debtor", w.link.debtor, "the debtor's number, if several are liable; default: the first");
  make->add_option("--days", w.link.days, "for how long it works")->capture_default_str()->check(CLI::Range(1, 366));
  make->add_option("--channel", w.link.channel,
                   "sms: a link or a code, as the authority's settings say; letter: a link")
      ->capture_default_str()
      ->check(CLI::IsMember({"sms", "letter"}));
  revoke->add_option("LINK", w.link.link, "its number, as 'make' shows it")->required();
}

void add_simulate(CLI::App& app, Wishes& w) {
  CLI::App* command = add(app, w, "simulate", "live through months and years of books in memory, and check them",
                          [&w] { return run_simulate(w.simulate, w.output()); });
  add_json(command, w);
  CLI::Option* const faults = command->add_flag("--faults", w.simulate.faults,
                                                "a store that crashes; partners that repeat, delay, mix up and lose");
  CLI::Option* const behaviour =
      command->add_flag("--behaviour", w.simulate.behaviour,
                        "people who pay, or do not, as a model says: does the funnel show what was put in?");
  behaviour->excludes(faults);
  command->add_option("--seed", w.simulate.seed, "the same seed gives the same journals")->capture_default_str();
  command->add_option("--debtor-years", w.simulate.debtor_years, "how much to live through; rounded up to whole worlds")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{100'000'000}))
      ->excludes(behaviour);
  command->add_option("--world", w.simulate.world, "only this world of the seed: to see a finding again")
      ->check(CLI::NonNegativeNumber)
      ->excludes(behaviour);
  command->add_option("--mistake", w.simulate.mistake, "with a mistake made on purpose, to see it found")
      ->excludes(behaviour);
  command->add_option("--claims", w.simulate.claims, "how many the model's people have")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}))
      ->needs(behaviour);
  command
      ->add_flag("--upcoming-sms", w.simulate.upcoming_sms,
                 "try out a message before the last payment day: half of the claims, by chance")
      ->needs(behaviour);
  command
      ->add_flag("--link-at-notice", w.simulate.link_at_notice,
                 "try out a link to pay in the notice: half of the claims, by chance")
      ->needs(behaviour);
}

void add_report(CLI::App& app, Wishes& w) {
  CLI::App* report = app.add_subcommand("report", "what was owed on a day, as known then or as known later");
  report->require_subcommand(1);
  auto const one = [&](std::string const& name, std::string const& help,
                       int (*run)(ReportArguments const&, ReportFormat)) {
    return add(*report, w, name, help, [&w, run] {
      w.report.database = w.database;
      return run(w.report, w.report_format());
    });
  };
  CLI::App* arrears = one("arrears", "what was owed, by type, debtor, age and component", run_report_arrears);
  CLI::App* aging = one("aging", "what was owed, with a column for each age band", run_report_aging);
  CLI::App* balance = one("trial-balance", "every account's debits and credits", run_report_trial_balance);
  CLI::App* claim = one("claim", "one claim's postings and what was open after each", run_report_claim);
  for (CLI::App* each : {arrears, aging, balance, claim}) {
    add_database(each, w);
    each->add_option("--authority", w.report.authority, "its code")->required();
    each->add_option("--as-of", w.report.as_of, "the day, YYYY-MM-DD")->required();
    each->add_option("--known-at", w.report.known_at,
                     "what the books knew at the end of this day, YYYY-MM-DD, or at YYYY-MM-DDThh:mm:ssZ; default: "
                     "at the end of the day of --as-of");
    CLI::Option* json = each->add_flag("--json", w.json, "print one JSON object");
    each->add_flag("--csv", w.csv, "print comma separated lines")->excludes(json);
  }
  claim->add_option("REFERENCE", w.report.reference, "the claim's, as its source has it")->required();
  claim->add_option("--source", w.report.source, "the source's code, if several have this reference");

  auto const course = [&](std::string const& name, std::string const& help,
                          int (*run)(DunningReportArguments const&, ReportFormat), std::string const& days) {
    CLI::App* each = add(*report, w, name, help, [&w, run] {
      w.dunning.database = w.database;
      return run(w.dunning, w.report_format());
    });
    add_database(each, w);
    each->add_option("--authority", w.dunning.authority, "its code")->required();
    each->add_option("--from", w.dunning.from, "the first day " + days + ", YYYY-MM-DD")->required();
    each->add_option("--to", w.dunning.to, "the last day, YYYY-MM-DD")->required();
    CLI::Option* json = each->add_flag("--json", w.json, "print one JSON object");
    each->add_flag("--csv", w.csv, "print comma separated lines")->excludes(json);
  };
  course("funnel", "what became of the claims issued in some days; always adds up to all of them", run_report_funnel,
         "of issue");
  course("messages", "planned, sent, delivered, paid: by step and channel", run_report_messages, "of planning");
  course("timing", "days from message to payment, with those who have not paid", run_report_timing, "of planning");

  CLI::App* ledger = app.add_subcommand("ledger", "the general ledger");
  ledger->require_subcommand(1);
  CLI::App* exported =
      add(*ledger, w, "export", "each day's movements by account, for the authority's accounting system", [&w] {
        w.ledger_export.database = w.database;
        return run_ledger_export(w.ledger_export);
      });
  add_database(exported, w);
  exported->add_option("--authority", w.ledger_export.authority, "its code")->required();
  exported->add_option("--from", w.ledger_export.from, "the first day, YYYY-MM-DD")->required();
  exported->add_option("--to", w.ledger_export.to, "the last day, YYYY-MM-DD")->required();
  exported->add_option("--format", w.ledger_export.format, "csv or saft")->required();
  exported->add_option("--out", w.ledger_export.file, "the file to be written")->required();
}

void add_servers(CLI::App& app, Wishes& w) {
  CLI::App* serve = add(app, w, "serve", "serve the portal and the APIs", [&w] {
    w.server.database_url = w.database;
    w.server.key_file = w.key_file;
    std::string const listen = w.server.listen;
    if (!w.configuration.empty()) read_server_configuration(w.configuration, w.server);
    return run_server(w.server, [](Serving const& at) { std::cout << "serving at " << at.origin << std::endl; });
  });
  add_database(serve, w);
  add_key_file(serve, w);
  serve->add_option("--config", w.configuration, "the installation's TOML file");
  serve->add_option("--listen", w.server.listen, "HOST:PORT; the configuration's counts more")->capture_default_str();
  serve->add_option("--authority", w.server.authority, "its code, if there are several");

  CLI::App* demo = add(app, w, "demo", "a synthetic municipality, filled and served", [&w] {
    w.demo.serve = !w.no_serve;
    return run_demo(w.demo);
  });
  demo->add_option("--seed", w.demo.seed, "the same seed gives the same books")->capture_default_str();
  demo->add_option("--debtors", w.demo.debtors, "how many")->capture_default_str()->check(CLI::Range(1, 1'000'000));
  demo->add_option("--db", w.demo.database_url,
                   std::string{kDatabaseHelp} + "; default: a new SQLite file in the temporary folder");
  demo->add_option("--listen", w.demo.listen, "HOST:PORT")->capture_default_str();
  demo->add_option("--sandbox-listen", w.demo.sandbox_listen,
                   "HOST:PORT of the demo's payment provider; says how to make it misbehave");
  demo->add_option("--last-day", w.demo.last_day, "the last day of the history, YYYY-MM-DD; default: yesterday");
  demo->add_option("--source-calls-per-hour", w.demo.source_calls_per_hour, "of each key of a source system")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  demo->add_flag("--no-serve", w.no_serve, "only write the books");
}

}  // namespace

int run_command_line(int count, char** words) {
  CLI::App app{"Fairdue: what a public authority is owed, collected at eye level.", "fairdue"};
  app.require_subcommand(1);
  app.set_help_all_flag("--help-all", "help for every command");
  Wishes wishes;
  add_storage(app, wishes);
  add_authority(app, wishes);
  add_import(app, wishes);
  CLI::App* claims = app.add_subcommand("claims", "claims in files");
  claims->require_subcommand(1);
  add_import(*claims, wishes);
  add_law(app, wishes);
  add_day(app, wishes);
  add_procedure(app, wishes);
  add_interest(app, wishes);
  add_affordability(app, [&wishes](auto action) { wishes.action = std::move(action); });
  add_payments(app, wishes);
  add_refunds(app, wishes);
  add_debtors(app, wishes);
  add_letter(app, wishes);
  add_link(app, wishes);
  add_simulate(app, wishes);
  add_report(app, wishes);
  add_messages(app, wishes);
  add_sending(app, wishes);
  add_servers(app, wishes);
  try {
    app.parse(count, words);
  } catch (CLI::ParseError const& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    return wishes.action();
  } catch (std::exception const& error) {
    std::cerr << "fairdue: " << error.what() << "\n";
    return 1;
  }
}

}  // namespace apps

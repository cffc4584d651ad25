#include "apps/books_command.h"
#include "apps/command_families.h"
#include "apps/payments_command.h"
#include "apps/refunds_command.h"

namespace apps {

void add_payments_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<PaymentsArguments>();
  CLI::App* payments = app.add_subcommand("payments", "money on the bank account: files in, lines matched, references");
  payments->require_subcommand(1);
  auto const command = [&](char const* name, char const* help, int (*run)(PaymentsArguments const&, Output)) {
    CLI::App* const made = add_books_command(*payments, wishes, arguments, name, help, run);
    // One value each time, so that a line's key behind it stays what it is.
    made->add_option("--scheme", arguments.schemes, "a reference scheme, such as fik_71; default: the settings'")
        ->allow_extra_args(false);
    made->add_option("--creditor", arguments.creditors, "our number on payment lines; default: the settings'")
        ->allow_extra_args(false);
    return made;
  };
  CLI::App* import = command("import", "bring a bank's file into the books; safe to run again", run_payments_import);
  import->add_option("FILE", arguments.file, "camt.053, camt.054, or a settlement report")->required();
  import->add_option("--format", arguments.format, "camt or vipps-settlement")
      ->capture_default_str()
      ->check(CLI::IsMember({"camt", "vipps-settlement"}));
  import->add_flag("--dry-run", arguments.dry_run, "say what would be done, and change nothing");
  CLI::App* unmatched = command("unmatched", "the bank lines that wait, with suggestions", run_payments_unmatched);
  unmatched->add_flag("--show-payers", arguments.show_payers, "also names, accounts and texts: personal data");
  CLI::App* match = command("match", "say whose a bank line is", run_payments_match);
  CLI::App* give_back = command("return", "send money back that is nobody's here", run_payments_return);
  CLI::App* book = command("book", "book a bank line as something else than a payment", run_payments_book);
  CLI::App* reopen = command("reopen", "take a decision about a bank line back; it waits again", run_payments_reopen);
  for (CLI::App* each : {match, give_back, book, reopen}) {
    each->add_option("LINE", arguments.line, "the line's key, as 'unmatched' shows it")->required();
  }
  match->add_option("--debtor", arguments.debtor, "the debtor's number: all that is open, in the allocation order");
  match->add_option("--payment", arguments.payment, "money out: the number of the payment that it takes back");
  match->add_option("--expected", arguments.expected, "the reference of an expected line, such as a payout's");
  give_back->add_option("--with", arguments.with, "the line of the bank by which it has gone");
  give_back->add_option("--expected", arguments.expected, "the end-to-end id of the transfer that is to be made");
  reopen->add_option("--expected", arguments.expected, "of a return that the bank has yet to report: its reference");
  book->add_option("--as", arguments.purpose, "charge or outside")
      ->required()
      ->check(CLI::IsMember({"charge", "outside"}));
  for (CLI::App* each : {give_back, book, reopen})
    each->add_option("--reason", arguments.reason, "a code or a few words")->required();
  CLI::App* reference = command("reference", "the reference that a claim is paid by", run_payments_reference);
  match->add_option("--claim", arguments.claim, "the claim's reference at its source");
  reference->add_option("--claim", arguments.claim, "the claim's reference at its source")->required();
  for (CLI::App* each : {match, reference}) {
    each->add_option("--source", arguments.source, "the source's code, if several have such a claim");
  }
}

void add_refunds_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<RefundsArguments>();
  CLI::App* refunds = app.add_subcommand("refunds", "credit paid back: alone up to a limit, above it by two people");
  refunds->require_subcommand(1);
  auto const command = [&](char const* name, char const* help, int (*run)(RefundsArguments const&, Output)) {
    CLI::App* const made = add(*refunds, wishes, name, help, [&wishes, &arguments, run] {
      arguments.database = wishes.database;
      return run(arguments, wishes.output());
    });
    add_database(made, wishes);
    add_json(made, wishes);
    made->add_option("--authority", arguments.authority, "its code")->required();
    return made;
  };
  CLI::App* limit = command("limit", "show or set what one person may refund alone", run_refunds_limit);
  CLI::Option* const alone = limit->add_option("--alone-up-to", arguments.amount, "an amount, such as 1000.00");
  limit->add_flag("--none", arguments.no_limit, "any amount")->excludes(alone);
  CLI::App* make = command("make", "pay credit back; above the limit it waits for a second person", run_refunds_make);
  CLI::App* list = command("list", "the refunds that wait for a second person", run_refunds_list);
  CLI::App* approve = command("approve", "approve a refund that somebody else proposed", run_refunds_approve);
  CLI::App* reject = command("reject", "reject a proposed refund; the credit stays", run_refunds_reject);
  (void)list;
  make->add_option("--debtor", arguments.debtor, "the debtor's number")->required();
  make->add_option("--reference", arguments.reference, "the end-to-end id of the transfer; new for each refund")
      ->required();
  for (CLI::App* each : {approve, reject}) {
    each->add_option("REFUND", arguments.refund, "its number, as 'list' shows it")->required();
  }
  for (CLI::App* each : {make, approve}) {
    each->add_option("--amount", arguments.amount, "the amount, such as 250.00")->required();
  }
  for (CLI::App* each : {make, approve, reject}) {
    each->add_option("--by", arguments.by, "the code of who does it, such as initials")->required();
  }
  reject->add_option("--reason", arguments.reason, "a code or a few words")->required();
}

}  // namespace apps

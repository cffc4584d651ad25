#include "apps/books_command.h"
#include "apps/command_families.h"
#include "apps/enquiry_command.h"

namespace apps {

void add_enquiry_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<EnquiryArguments>();
  CLI::App* family = app.add_subcommand("enquiry", "objections, wishes, promises and questions, and their answers");
  family->require_subcommand(1);
  auto const command = [&](char const* name, char const* help, int (*run)(EnquiryArguments const&, Output)) {
    return add_books_command(*family, wishes, arguments, name, help, run);
  };
  CLI::App* add = command("add", "enter one for somebody who writes, calls or comes by", run_enquiry_add);
  CLI::App* list = command("list", "those that wait for an answer, the most urgent first", run_enquiry_list);
  CLI::App* show = command("show", "one of them, with what was written", run_enquiry_show);
  CLI::App* ask = command("ask", "ask the departments of the claims", run_enquiry_ask);
  CLI::App* answer = command("answer", "answer, with reasons; the citizen is told", run_enquiry_answer);
  CLI::App* close =
      command("close", "end one without an answer: taken back, or about nothing any more", run_enquiry_close);
  CLI::App* policy = command("policy", "show or set in how many days what is answered", run_enquiry_policy);

  for (CLI::App* each : {show, ask, answer, close}) {
    each->add_option("NUMBER", arguments.number, "its number, or the one that the citizen has")->required();
  }
  for (CLI::App* each : {add, answer}) {
    each->add_option("--claim", arguments.claims, "a claim's reference; several times")->allow_extra_args(false);
    each->add_option("--source", arguments.source, "the source's code, if several have such a claim");
  }
  add->add_option("--debtor", arguments.debtor, "who; default: who owes the first claim");
  add->add_option("--kind", arguments.kind, "objection, deferral, promise, question, instalments or help")->required();
  add->add_option("--reason", arguments.reason, "of an objection: already_paid, not_mine, wrong_amount, other ...");
  add->add_option("--way", arguments.way, "paper (default), telephone, in_person or email");
  add->add_option("--received", arguments.received, "the day on which it came, YYYY-MM-DD; default: today");
  add->add_option("--until", arguments.until, "of a promise or deferral: the day, YYYY-MM-DD");
  answer->add_option("--until", arguments.until, "of a deferral: granted until this day; default: as asked for");
  for (CLI::App* each : {add, ask, answer}) {
    each->add_option("--words-file", arguments.words_file,
                     "a file with what was said or is answered; '-': read it here");
  }
  for (CLI::App* each : {add, ask, answer, close}) {
    each->add_option("--by", arguments.by, "the code of who does it, such as initials")->required();
    each->add_option("--key", arguments.key, "the idempotency key; default: one for this wish");
  }
  answer->add_option("--outcome", arguments.outcome, "upheld, partly_upheld, rejected; of a question or help: answered")
      ->required();
  answer->add_flag("--withdraw", arguments.withdraw, "the claims are withdrawn; what was paid becomes credit");
  answer
      ->add_option("--lower-to", arguments.lower, "REFERENCE=MINOR: what the claim itself is lowered to; several times")
      ->allow_extra_args(false);
  answer->add_flag("--no-change", arguments.no_change, "upheld, but nothing is to be changed any more");
  close->add_option("--reason", arguments.reason, "a code")->required();
  close->add_flag("--taken-back", arguments.taken_back, "by whoever asked");
  list->add_option("--state", arguments.state, "received, asked, answered, closed or withdrawn; default: open ones");
  list->add_option("--kind", arguments.kind, "only of this kind");
  list->add_flag("--due", arguments.due, "only those due soon or late");
  policy->add_option("--set", arguments.settings, "NAME=NUMBER; several times")->allow_extra_args(false);
  policy->add_flag("--default", arguments.defaults, "forget what was set");
}

}  // namespace apps

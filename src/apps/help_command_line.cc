#include "apps/books_command.h"
#include "apps/command_families.h"
#include "apps/help_command.h"
#include "apps/help_directory_command.h"

namespace apps {

void add_help_directory_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<HelpDirectoryArguments>();
  CLI::App* family = app.add_subcommand("help-directory", "who helps with what and where: an authority's own list");
  family->require_subcommand(1);
  CLI::App* check = add(*family, wishes, "check", "whether a file can be used, and what is wrong in which line",
                        [&wishes, &arguments] { return run_help_directory_check(arguments, wishes.output()); });
  CLI::App* find =
      add(*family, wishes, "find", "who can help at a postcode with a need, the best first, and why",
          [&wishes, &arguments] { return run_help_directory_find(wishes.database, arguments, wishes.output()); });
  CLI::App* store =
      add(*family, wishes, "store", "make a file the authority's directory, in the place of the one before",
          [&wishes, &arguments] { return run_help_directory_store(wishes.database, arguments); });
  CLI::App* show = add(*family, wishes, "show", "print the authority's directory as it was stored",
                       [&wishes, &arguments] { return run_help_directory_show(wishes.database, arguments); });
  for (CLI::App* each : {check, store}) {
    each->add_option("FILE", arguments.file, "a TOML file, such as help/example.toml")->required();
  }
  for (CLI::App* each : {find, store, show}) add_database(each, wishes);
  for (CLI::App* each : {store, show}) each->add_option("--authority", arguments.authority, "its code")->required();
  for (CLI::App* each : {check, find}) {
    add_json(each, wishes);
    each->add_option("--on", arguments.on, "as of this day, YYYY-MM-DD; default: today");
  }
  find->add_option("--authority", arguments.authority, "in this authority's directory");
  find->add_option("--file", arguments.file, "in a file, stored or not");
  find->add_option("--postcode", arguments.postcode, "default: only what is there for the whole country");
  find->add_option("--need", arguments.need,
                   "debt_advice, budget, benefits, housing, food, mental_health, addiction or legal_aid");
  find->add_option("--language", arguments.language, "of what is said about them: da, en ...")->capture_default_str();
}

void add_help_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<HelpArguments>();
  CLI::App* family = app.add_subcommand("help", "referrals to those who help, with consent, and what came of them");
  family->require_subcommand(1);
  auto const command = [&](char const* name, char const* help, int (*run)(HelpArguments const&, Output)) {
    return add_books_command(*family, wishes, arguments, name, help, run);
  };
  CLI::App* refer = command("refer", "somebody has agreed: from now on nothing is asked of them", run_help_refer);
  CLI::App* send = command("send", "the organisation has been told", run_help_send);
  CLI::App* accept = command("accept", "the organisation helps", run_help_accept);
  CLI::App* decline = command("decline", "the organisation cannot help", run_help_decline);
  CLI::App* end = command("end", "what came of it; the pause ends gently", run_help_end);
  CLI::App* show = command("show", "one of them", run_help_show);
  CLI::App* list = command("list", "those that are open", run_help_list);
  CLI::App* policy = command("policy", "show or set how long a pause may last, and how it ends", run_help_policy);
  CLI::App* signals =
      command("signals", "who shows signs that they may need help, and why: no score", run_help_signals);
  CLI::App* signal_policy = command("signal-policy", "show or set what counts as such a sign", run_help_signal_policy);

  for (CLI::App* each : {send, accept, decline, end, show}) {
    each->add_option("NUMBER", arguments.referral, "the referral's")->required();
  }
  refer->add_option("--debtor", arguments.debtor, "who, by number");
  refer->add_option("--claim", arguments.claim, "who, by a claim that they owe (the first who is liable)");
  refer->add_option("--source", arguments.source, "the source's code, if several have such a claim");
  refer->add_option("--to", arguments.helper, "the organisation's code in the directory")->required();
  refer
      ->add_option("--need", arguments.need,
                   "debt_advice, budget, benefits, housing, food, mental_health, addiction or legal_aid")
      ->required();
  refer->add_option("--consent", arguments.consent, "how: in_writing, by_telephone, in_person or digitally")
      ->required();
  refer->add_option("--consented", arguments.consented, "when, YYYY-MM-DD; default: today. Fees since then are let go");
  end->add_option("--outcome", arguments.outcome, "helped, not_reached, withdrawn (the consent) or elsewhere")
      ->required();
  for (CLI::App* each : {refer, send, accept, decline, end}) {
    each->add_option("--by", arguments.by, "the code of who does it, such as initials");
    each->add_option("--key", arguments.key, "the idempotency key; default: one for this wish");
  }
  for (CLI::App* each : {accept, decline, end, show, list}) {
    each->add_option("--as-helper", arguments.as_helper, "the organisation itself, by its code: sees its own alone");
  }
  list->add_option("--debtor", arguments.debtor, "only of this debtor");
  list->add_flag("--all", arguments.all, "also those that have ended");
  CLI::Option* one = signals->add_option("--debtor", arguments.debtor, "this one alone, also without a sign");
  signals->add_flag("--all", arguments.all, "also those who are helped already")->excludes(one);
  for (CLI::App* each : {policy, signal_policy}) {
    each->add_option("--set", arguments.settings, "NAME=NUMBER; several times")->allow_extra_args(false);
    each->add_flag("--default", arguments.defaults, "forget what was set");
  }
}

}  // namespace apps

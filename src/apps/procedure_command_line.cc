#include "apps/command_families.h"
#include "apps/day_command.h"
#include "apps/letter_command.h"
#include "apps/procedure_command.h"

namespace apps {

void add_day_command(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<DayArguments>();
  CLI::App* day =
      add(app, wishes, "day", "the business day: interest, the steps that are due, their messages; safe to run again",
          [&wishes, &arguments] { return run_day(wishes.database, arguments, wishes.output()); });
  add_database(day, wishes);
  add_json(day, wishes);
  day->add_option("--on", arguments.on, "the date, YYYY-MM-DD; default: today");
  day->add_option("--authority", arguments.authority, "its code; default: all that have chosen a procedure");
  day->add_flag("--dry-run", arguments.dry_run, "say what it would come to, and do nothing");
  day->add_flag("--confirm", arguments.confirm, "a day with abnormally many messages is right: let it end");
}

void add_procedure_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<ProcedureArguments>();
  CLI::App* procedure = app.add_subcommand("procedure", "what is done about a claim that is not paid, step by step");
  procedure->require_subcommand(1);
  CLI::App* list = add(*procedure, wishes, "list", "the procedures that are part of the program",
                       [&wishes, &arguments] { return run_procedure_list(arguments, wishes.output()); });
  CLI::App* show = add(*procedure, wishes, "show", "the steps in words, and what they may cost at most",
                       [&wishes, &arguments] { return run_procedure_show(arguments, wishes.output()); });
  CLI::App* check = add(*procedure, wishes, "check", "whether one may be used, and what must be corrected",
                        [&wishes, &arguments] { return run_procedure_check(arguments, wishes.output()); });
  CLI::App* explain = add(*procedure, wishes, "explain", "for those who owe: what happens when, and what it costs",
                          [&wishes, &arguments] { return run_procedure_explain(wishes.database, arguments); });
  for (CLI::App* each : {list, show, check}) {
    add_json(each, wishes);
    each->add_option("--language", arguments.language, "da, en, nb or nl")->capture_default_str();
  }
  add_database(explain, wishes);
  explain->add_option("--authority", arguments.authority, "all that it uses, with what it has decided");
  explain->add_option("--as", arguments.as, "html, pdf (to lie with a letter) or text")
      ->check(CLI::IsMember({"html", "pdf", "text"}))
      ->capture_default_str();
  explain->add_option("--lang", arguments.language, "da, en, nb or nl")
      ->check(CLI::IsMember({"da", "en", "nb", "nl"}))
      ->capture_default_str();
  explain->add_option("--out", arguments.out, "a file; -: standard output")->capture_default_str();
  for (CLI::App* each : {show, check, explain}) {
    CLI::Option* const code = each->add_option("CODE", arguments.code, "one of the program's");
    each->add_option("--file", arguments.file, "another, from its TOML file")->excludes(code);
  }
}

void add_letter_command(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<LetterArguments>();
  CLI::App* letter =
      add(app, wishes, "letter", "record that a letter went out, with the fee or cost that the law gives it",
          [&wishes, &arguments] { return run_letter(wishes.database, arguments, wishes.output()); });
  add_database(letter, wishes);
  add_json(letter, wishes);
  letter->add_option("LETTER", arguments.letter, "as the law pack calls it, such as reminder")->required();
  letter->add_option("--authority", arguments.authority, "its code")->required();
  letter->add_option("--claim", arguments.claim, "the claim's reference at its source")->required();
  letter->add_option("--source", arguments.source, "the source's code, if several have such a claim");
  letter->add_option("--on", arguments.on, "the day it was sent, YYYY-MM-DD; default: today");
  letter->add_flag("--fee", arguments.with_fee, "with its fee; refused if the law gives none that day");
}

}  // namespace apps

#include "apps/command_families.h"
#include "apps/interest_command.h"
#include "apps/law_command.h"

namespace apps {

void add_law_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<LawArguments>();
  auto& explained = wishes.keep<ExplainArguments>();
  CLI::App* law = app.add_subcommand("law", "law packs: every rule with its source, and calculators");
  law->require_subcommand(1);
  CLI::App* list = add(*law, wishes, "list", "the packs there are",
                       [&wishes, &arguments] { return run_law_list(arguments, wishes.output()); });
  CLI::App* show = add(*law, wishes, "show", "every rule of a pack with its act, section, date and source",
                       [&wishes, &arguments] { return run_law_show(arguments, wishes.output()); });
  CLI::App* interest = add(*law, wishes, "interest", "interest on an amount that stays unpaid",
                           [&wishes, &arguments] { return run_law_interest(arguments, wishes.output()); });
  CLI::App* cost = add(*law, wishes, "cost", "what letters and collection may cost at most, and when",
                       [&wishes, &arguments] { return run_law_cost(arguments, wishes.output()); });
  CLI::App* explain = add(*law, wishes, "explain", "which rule put each amount on a claim", [&wishes, &explained] {
    return run_law_explain(wishes.database, explained, wishes.output());
  });
  add_database(explain, wishes);
  add_json(explain, wishes);
  explain->add_option("REFERENCE", explained.reference, "the claim's, at its source")->required();
  explain->add_option("--authority", explained.authority, "its code")->required();
  explain->add_option("--source", explained.source, "the source system's code")->required();
  for (CLI::App* each : {list, show, interest, cost}) {
    add_json(each, wishes);
    each->add_option("--settings", arguments.settings, "the installation's law settings, a TOML file");
    each->add_option("--law-folder", arguments.folder, "packs from this folder instead of the built-in ones");
  }
  show->add_option("PACK", arguments.pack, "such as dk/public")->required();
  show->add_option("--on", arguments.on, "warnings as of this day; default: today");
  for (CLI::App* each : {interest, cost}) {
    each->add_option("--pack", arguments.pack, "such as dk/public")->required();
    each->add_option("--principal-minor", arguments.principal_minor, "in øre or cent")->required();
    each->add_flag("--business", arguments.business, "the debtor is a business");
  }
  interest->add_option("--due", arguments.due, "the due date, YYYY-MM-DD")->required();
  interest->add_option("--until", arguments.until, "the last day to count, YYYY-MM-DD")->required();
  interest->add_option("--last-payment-day", arguments.last_payment_day, "if it is later than the due date");
  cost->add_option("--on", arguments.on, "the day of the first letter (Netherlands: of its receipt); default: today");
  cost->add_flag("--collection-firm", arguments.collection_firm, "a firm collects, not the creditor itself");
  cost->add_flag("--no-vat-deduction", arguments.no_vat_deduction, "the creditor cannot deduct value added tax");
}

void add_interest_command(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<InterestArguments>();
  CLI::App* command =
      add(app, wishes, "interest", "post the interest that is due; safe to run again",
          [&wishes, &arguments] { return run_interest_command(wishes.database, arguments, wishes.output()); });
  add_database(command, wishes);
  add_json(command, wishes);
  command->add_option("--authority", arguments.authority, "its code")->required();
  command->add_option("--on", arguments.on, "up to and including this day, YYYY-MM-DD; default: today");
  command->add_flag("--dry-run", arguments.dry_run, "say what would be posted, and post nothing");
}

}  // namespace apps

#include "apps/command_families.h"
#include "apps/plan_command.h"

namespace apps {

void add_plan_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<PlanArguments>();
  CLI::App* plan = app.add_subcommand("plan", "instalments: proposed, agreed on, changed and ended");
  plan->require_subcommand(1);
  auto const command = [&](char const* name, char const* help, int (*run)(PlanArguments const&, Output)) {
    CLI::App* const made = add(*plan, wishes, name, help, [&wishes, &arguments, run] {
      arguments.database = wishes.database;
      arguments.key_file = wishes.key_file;
      return run(arguments, wishes.output());
    });
    add_database(made, wishes);
    add_json(made, wishes);
    return made;
  };
  CLI::App* propose =
      command("propose", "at least three ways to pay in instalments, with end and cost", run_plan_propose);
  CLI::App* accept = command("accept", "agree on instalments: a proposal, or dates and amounts", run_plan_accept);
  CLI::App* approve = command("approve", "a person agrees to a plan that was asked for", run_plan_approve);
  CLI::App* show = command("show", "a plan and how it stands", run_plan_show);
  CLI::App* list = command("list", "plans that wait for a person, or those in another state", run_plan_list);
  CLI::App* change = command("change", "move a date, pause for a month, or plan what is left anew", run_plan_change);
  CLI::App* cancel = command("cancel", "end a plan, or decline one that was asked for", run_plan_cancel);
  CLI::App* policy = command("policy", "show or set what people may agree on alone", run_plan_policy);

  propose->add_option("--authority", arguments.authority, "its code");
  for (CLI::App* each : {accept, approve, show, list, change, cancel, policy}) {
    each->add_option("--authority", arguments.authority, "its code")->required();
  }
  for (CLI::App* each : {propose, accept, list}) each->add_option("--debtor", arguments.debtor, "the debtor's number");
  for (CLI::App* each : {propose, accept}) {
    each->add_option("--claim", arguments.claims,
                     "a claim's reference; several times; default: all that can be planned")
        ->allow_extra_args(false);
    each->add_option("--source", arguments.source, "the source's code, if several have such a claim");
    add_household_options(*each, arguments.household, "--affordability");
  }
  for (CLI::App* each : {propose, accept}) {
    CLI::Option* const with =
        each->add_option("--with", arguments.with,
                         "another authority's code, for one plan with both; several times; see 'fairdue disclosure'")
            ->allow_extra_args(false)
            ->excludes("--claim");
    each->add_flag("--yield", arguments.yields, "with --with: this authority's debt waits until the others' is paid")
        ->needs(with);
    add_key_file(each, wishes);
  }
  for (CLI::App* each : {propose, accept, change}) {
    each->add_option("--first", arguments.first, "the first instalment not before this day, YYYY-MM-DD");
    each->add_option("--payday", arguments.payday, "a day of the month, or last-bank-day");
    each->add_option("--instalment-minor", arguments.instalment_minor, "what the person wants to pay a month");
  }
  propose->add_option("--claims", arguments.claims_file, "a JSON file of debts, without any books; see the guide");
  propose->add_option("--on", arguments.on, "with --claims: the day, YYYY-MM-DD; default: today");
  for (CLI::App* each : {accept, change}) {
    each->add_option("--proposal", arguments.proposal, "a proposal's kind, as 'propose' names it: middle, long ...");
    each->add_option("--pay", arguments.payments, "DATE=MINOR, once for each instalment")->allow_extra_args(false);
    each->add_option("--decide", arguments.decide, "why a person agrees to what is outside the policy");
  }
  accept->add_flag("--request", arguments.request, "outside the policy: record it, and let a person decide later");
  accept->add_option("--from", arguments.from, "an earlier day from which it counts; needs --decide");
  for (CLI::App* each : {approve, show, change, cancel}) {
    each->add_option("PLAN", arguments.plan, "its number")->required();
  }
  for (CLI::App* each : {accept, approve, change, cancel}) {
    each->add_option("--by", arguments.by, "the code of who does it, such as initials")->required();
    each->add_option("--key", arguments.key, "the idempotency key; default: one for this wish on this day");
  }
  for (CLI::App* each : {approve, cancel}) {
    each->add_option("--reason", arguments.reason, "a code or a few words")->required();
  }
  list->add_option("--state", arguments.state, "requested (default), in_force, completed, broken or cancelled");
  change->add_option("--move", arguments.move, "an instalment's date, and the new one")->expected(2);
  change->add_flag("--pause", arguments.pause, "what is not yet due comes a month later");
  change->add_flag("--replan", arguments.replan, "other instalments for what is left: --proposal or --pay");
  policy->add_option("--set", arguments.settings, "NAME=NUMBER; several times")->allow_extra_args(false);
  policy->add_flag("--default", arguments.defaults, "forget what was set");
}

}  // namespace apps

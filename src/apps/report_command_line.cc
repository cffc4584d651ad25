#include "apps/command_families.h"
#include "apps/dunning_reports.h"
#include "apps/failure_demand_report.h"
#include "apps/form_report.h"
#include "apps/help_report.h"
#include "apps/old_claims_report.h"
#include "apps/report_command.h"

namespace apps {

namespace {

void add_reports_of_a_day(CLI::App& report, Wishes& wishes) {
  auto& arguments = wishes.keep<ReportArguments>();
  auto const one = [&](std::string const& name, std::string const& help,
                       int (*run)(ReportArguments const&, ReportFormat)) {
    return add(report, wishes, name, help, [&wishes, &arguments, run] {
      arguments.database = wishes.database;
      return run(arguments, wishes.report_format());
    });
  };
  CLI::App* arrears = one("arrears", "what was owed, by type, debtor, age and component", run_report_arrears);
  CLI::App* aging = one("aging", "what was owed, with a column for each age band", run_report_aging);
  CLI::App* balance = one("trial-balance", "every account's debits and credits", run_report_trial_balance);
  CLI::App* claim = one("claim", "one claim's postings and what was open after each", run_report_claim);
  for (CLI::App* each : {arrears, aging, balance, claim}) {
    add_database(each, wishes);
    each->add_option("--authority", arguments.authority, "its code")->required();
    each->add_option("--as-of", arguments.as_of, "the day, YYYY-MM-DD")->required();
    each->add_option("--known-at", arguments.known_at,
                     "what the books knew at the end of this day, YYYY-MM-DD, or at YYYY-MM-DDThh:mm:ssZ; default: "
                     "at the end of the day of --as-of");
    CLI::Option* json = each->add_flag("--json", wishes.json, "print one JSON object");
    each->add_flag("--csv", wishes.csv, "print comma separated lines")->excludes(json);
  }
  claim->add_option("REFERENCE", arguments.reference, "the claim's, as its source has it")->required();
  claim->add_option("--source", arguments.source, "the source's code, if several have this reference");
}

void add_reports_of_some_days(CLI::App& report, Wishes& wishes) {
  auto& arguments = wishes.keep<StretchArguments>();
  auto const course = [&](std::string const& name, std::string const& help,
                          int (*run)(StretchArguments const&, ReportFormat), std::string const& days) {
    CLI::App* each = add(report, wishes, name, help, [&wishes, &arguments, run] {
      arguments.database = wishes.database;
      return run(arguments, wishes.report_format());
    });
    add_database(each, wishes);
    each->add_option("--authority", arguments.authority, "its code")->required();
    each->add_option("--from", arguments.from, "the first day " + days + ", YYYY-MM-DD")->required();
    each->add_option("--to", arguments.to, "the last day, YYYY-MM-DD")->required();
    CLI::Option* json = each->add_flag("--json", wishes.json, "print one JSON object");
    each->add_flag("--csv", wishes.csv, "print comma separated lines")->excludes(json);
  };
  course("funnel", "what became of the claims issued in some days; always adds up to all of them", run_report_funnel,
         "of issue");
  course("messages", "planned, sent, delivered, paid: by step and channel", run_report_messages, "of planning");
  course("timing", "days from message to payment, with those who have not paid", run_report_timing, "of planning");
  course("ways-of-paying", "by which ways people pay, week by week, and the share of the new ones",
         run_report_ways_of_paying, "of payment");
  course("duties", "what people told or asked, and whether it was answered in time", run_report_duties, "of receipt");
  course("help", "plans, first help, arrears again, referrals, fees let go, own duties: each with what it means",
         run_report_help, "of what is counted");
  course("forms", "how often each form was opened, refused and where, kept, sent, and begun without being sent",
         run_report_forms, "of counting");
  course("failure-demand", "digital steps that were followed by a question or a call within 7 days, by what they were",
         run_report_failure_demand, "of the steps and contacts");
}

void add_report_of_old_claims(CLI::App& report, Wishes& wishes) {
  auto& arguments = wishes.keep<OldClaimsArguments>();
  CLI::App* each =
      add(report, wishes, "limitation",
          "claims that can no longer be collected, or not for long: to be looked at before they are asked for",
          [&wishes, &arguments] {
            arguments.database = wishes.database;
            return run_report_limitation(arguments, wishes.report_format());
          });
  add_database(each, wishes);
  each->add_option("--authority", arguments.authority, "its code")->required();
  each->add_option("--days", arguments.days, "so many days ahead")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{3'660}));
  CLI::Option* json = each->add_flag("--json", wishes.json, "print one JSON object");
  each->add_flag("--csv", wishes.csv, "print comma separated lines")->excludes(json);
}

}  // namespace

void add_report_commands(CLI::App& app, Wishes& wishes) {
  CLI::App* report = app.add_subcommand("report", "what was owed on a day, as known then or as known later");
  report->require_subcommand(1);
  add_reports_of_a_day(*report, wishes);
  add_reports_of_some_days(*report, wishes);
  add_report_of_old_claims(*report, wishes);
}

void add_ledger_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<LedgerExportArguments>();
  CLI::App* ledger = app.add_subcommand("ledger", "the general ledger");
  ledger->require_subcommand(1);
  CLI::App* exported =
      add(*ledger, wishes, "export", "each day's movements by account, for the authority's accounting system",
          [&wishes, &arguments] {
            arguments.database = wishes.database;
            return run_ledger_export(arguments);
          });
  add_database(exported, wishes);
  exported->add_option("--authority", arguments.authority, "its code")->required();
  exported->add_option("--from", arguments.from, "the first day, YYYY-MM-DD")->required();
  exported->add_option("--to", arguments.to, "the last day, YYYY-MM-DD")->required();
  exported->add_option("--format", arguments.format, "csv or saft")->required();
  exported->add_option("--out", arguments.file, "the file to be written")->required();
}

}  // namespace apps

#include "apps/command_line.h"

#include <iostream>

#include "apps/affordability_command.h"
#include "apps/command_families.h"

namespace apps {

int run_command_line(int count, char** words) {
  CLI::App app{"Fairdue: what a public authority is owed, collected at eye level.", "fairdue"};
  app.require_subcommand(1);
  app.set_help_all_flag("--help-all", "help for every command");
  Wishes wishes;
  // The order is the one of the help.
  add_storage_commands(app, wishes);
  add_authority_commands(app, wishes);
  add_key_commands(app, wishes);
  add_import_command(app, wishes);
  CLI::App* claims = app.add_subcommand("claims", "claims in files");
  claims->require_subcommand(1);
  add_import_command(*claims, wishes);
  add_law_commands(app, wishes);
  add_day_command(app, wishes);
  add_procedure_commands(app, wishes);
  add_interest_command(app, wishes);
  add_affordability(app, [&wishes](auto action) { wishes.action = std::move(action); });
  add_payments_commands(app, wishes);
  add_refunds_commands(app, wishes);
  add_plan_commands(app, wishes);
  add_enquiry_commands(app, wishes);
  add_help_directory_commands(app, wishes);
  add_help_commands(app, wishes);
  add_vulnerable_commands(app, wishes);
  add_ability_commands(app, wishes);
  add_representation_commands(app, wishes);
  add_disclosure_commands(app, wishes);
  add_counter_commands(app, wishes);
  add_direct_debit_commands(app, wishes);
  add_debtors_commands(app, wishes);
  add_letter_command(app, wishes);
  add_link_commands(app, wishes);
  add_simulate_command(app, wishes);
  add_report_commands(app, wishes);
  add_ledger_commands(app, wishes);
  add_template_commands(app, wishes);
  add_sending_commands(app, wishes);
  add_serve_command(app, wishes);
  add_demo_command(app, wishes);
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

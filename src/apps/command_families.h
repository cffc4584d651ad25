// The commands of the program, family by family: their options, help texts, and what carries them out.
//
// Each declares its commands below `app`, in the help after those that are there. NAME_command_line.cc holds those that
// belong together.
#pragma once

#include "apps/command_wishes.h"

namespace apps {

void add_storage_commands(CLI::App& app, Wishes& wishes);
void add_authority_commands(CLI::App& app, Wishes& wishes);
void add_key_commands(CLI::App& app, Wishes& wishes);
void add_import_command(CLI::App& parent, Wishes& wishes);
void add_law_commands(CLI::App& app, Wishes& wishes);
void add_interest_command(CLI::App& app, Wishes& wishes);
void add_day_command(CLI::App& app, Wishes& wishes);
void add_procedure_commands(CLI::App& app, Wishes& wishes);
void add_letter_command(CLI::App& app, Wishes& wishes);
void add_payments_commands(CLI::App& app, Wishes& wishes);
void add_refunds_commands(CLI::App& app, Wishes& wishes);
void add_plan_commands(CLI::App& app, Wishes& wishes);
void add_enquiry_commands(CLI::App& app, Wishes& wishes);
void add_help_directory_commands(CLI::App& app, Wishes& wishes);
void add_help_commands(CLI::App& app, Wishes& wishes);
void add_vulnerable_commands(CLI::App& app, Wishes& wishes);
void add_ability_commands(CLI::App& app, Wishes& wishes);
void add_counter_commands(CLI::App& app, Wishes& wishes);
void add_disclosure_commands(CLI::App& app, Wishes& wishes);
void add_representation_commands(CLI::App& app, Wishes& wishes);
void add_direct_debit_commands(CLI::App& app, Wishes& wishes);
void add_debtors_commands(CLI::App& app, Wishes& wishes);
void add_link_commands(CLI::App& app, Wishes& wishes);
void add_report_commands(CLI::App& app, Wishes& wishes);
void add_ledger_commands(CLI::App& app, Wishes& wishes);
/// Templates, before there is anybody to write to.
void add_template_commands(CLI::App& app, Wishes& wishes);
void add_sending_commands(CLI::App& app, Wishes& wishes);
void add_serve_command(CLI::App& app, Wishes& wishes);
void add_demo_command(CLI::App& app, Wishes& wishes);
void add_simulate_command(CLI::App& app, Wishes& wishes);

}  // namespace apps

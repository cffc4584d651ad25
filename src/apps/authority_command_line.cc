#include "apps/authority_settings_command.h"
#include "apps/chosen_law.h"
#include "apps/command_families.h"
#include "apps/procedure_command.h"

namespace apps {

namespace {

void add_addition(CLI::App& authority, Wishes& wishes) {
  auto& arguments = wishes.keep<NewAuthority>();
  CLI::App* command =
      add(authority, wishes, "add", "add an authority; makes the database if there is none",
          [&wishes, &arguments] { return run_authority_add(wishes.database, arguments, wishes.output()); });
  add_database(command, wishes);
  add_json(command, wishes);
  command->add_option("CODE", arguments.code, "short, such as testby")->required();
  command->add_option("--name", arguments.name, "as citizens know it")->required();
  command->add_option("--country", arguments.country, "two letters, such as DK")->required();
  command->add_option("--currency", arguments.currency, "three letters, such as DKK")->required();
  command->add_option("--settings", arguments.settings_file, "a JSON file with contact details");
}

void add_settings(CLI::App& authority, Wishes& wishes) {
  auto& arguments = wishes.keep<SettingsArguments>();
  CLI::App* settings = add(authority, wishes, "settings", "what citizens read about an authority, shown or changed",
                           [&wishes, &arguments] {
                             arguments.database = wishes.database;
                             return run_authority_settings(arguments);
                           });
  add_database(settings, wishes);
  settings->add_option("CODE", arguments.authority, "the authority's")->required();
  settings->add_option("--file", arguments.file,
                       "a JSON file: what it names is changed, what it leaves out stays, null forgets");
}

void add_choice_of_law(CLI::App& authority, Wishes& wishes) {
  auto& arguments = wishes.keep<LawChoice>();
  CLI::App* law = add(authority, wishes, "law", "choose the law of an authority's claims, or show what is chosen",
                      [&wishes, &arguments] { return run_authority_law(wishes.database, arguments); });
  add_database(law, wishes);
  law->add_option("CODE", arguments.authority, "the authority's")->required();
  law->add_option("--file", arguments.file, "a TOML file: a law pack for each claim type, and what was decided");
  law->add_flag("--show", arguments.show, "print what is chosen");
}

void add_own_procedure(CLI::App& authority, Wishes& wishes) {
  auto& arguments = wishes.keep<ProcedureArguments>();
  CLI::App* procedure =
      add(authority, wishes, "procedure", "an authority's own procedure, in the place of one of the program's",
          [&wishes, &arguments] { return run_authority_procedure(wishes.database, arguments); });
  add_database(procedure, wishes);
  procedure->add_option("CODE", arguments.authority, "the authority's")->required();
  procedure->add_option("--file", arguments.file, "a TOML file, as 'fairdue procedure check' reads it");
  procedure->add_flag("--show", arguments.show, "print what is stored");
}

}  // namespace

void add_authority_commands(CLI::App& app, Wishes& wishes) {
  CLI::App* authority = app.add_subcommand("authority", "authorities of this installation");
  authority->require_subcommand(1);
  add_addition(*authority, wishes);
  add_settings(*authority, wishes);
  add_choice_of_law(*authority, wishes);
  add_own_procedure(*authority, wishes);
}

void add_key_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<NewKey>();
  auto& key_id = wishes.keep<std::string>();
  CLI::App* key = app.add_subcommand("key", "keys of source systems");
  key->require_subcommand(1);
  CLI::App* add_key =
      add(*key, wishes, "add", "make a key for a source system; it is shown once",
          [&wishes, &arguments] { return run_key_add(wishes.database, wishes.key_file, arguments, wishes.output()); });
  CLI::App* revoke = add(*key, wishes, "revoke", "refuse a key from now on", [&wishes, &key_id, &arguments] {
    return run_key_revoke(wishes.database, wishes.key_file, arguments.authority, key_id);
  });
  add_json(add_key, wishes);
  for (CLI::App* each : {add_key, revoke}) {
    add_database(each, wishes);
    add_key_file(each, wishes);
    each->add_option("--authority", arguments.authority, "its code")->required();
  }
  add_key->add_option("--source", arguments.source, "the source system's code")->required();
  add_key->add_option("--name", arguments.source_name, "the department's name, as citizens know it");
  revoke->add_option("KEY_ID", key_id)->required();
}

}  // namespace apps

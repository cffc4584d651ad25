#include "apps/command_families.h"
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

}  // namespace apps

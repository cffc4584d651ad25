#include "apps/command_families.h"
#include "apps/database.h"
#include "apps/import_command.h"
#include "apps/installation.h"

namespace apps {

void add_import_command(CLI::App& parent, Wishes& wishes) {
  auto& arguments = wishes.keep<ImportArguments>();
  CLI::App* command =
      add(parent, wishes, "import", "bring a source's file into the books; safe to run again", [&wishes, &arguments] {
        arguments.json = wishes.json;
        if (arguments.dry_run) {
          arguments.database =
              database_path(wishes.database,
                            "a dry run works on a copy of the database, and only a SQLite file can be"
                            " copied: restore a dump into another PostgreSQL database and import there");
        }
        Installation installation{wishes.database, wishes.key_file};
        ports::Authority const authority = installation.authority(arguments.authority);
        return run_import(arguments, installation.books(), installation.vault(), installation.now(authority));
      });
  add_database(command, wishes);
  add_key_file(command, wishes);
  add_json(command, wishes);
  command->add_option("FILE", arguments.file, "CSV or JSON Lines, also gzipped")->required();
  command->add_option("--authority", arguments.authority, "its code")->required();
  command->add_option("--source", arguments.source, "the source system's code; added if it is new")->required();
  command->add_option("--map", arguments.map, "the mapping file: which column means what")->required();
  command->add_option("--rejects", arguments.rejects, "where rejected rows go; default: FILE.rejects.csv");
  command->add_flag("--dry-run", arguments.dry_run, std::string{kDryRunHelp});
}

}  // namespace apps

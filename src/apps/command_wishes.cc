#include "apps/command_wishes.h"

#include "apps/database.h"

namespace apps {

CLI::App* add(CLI::App& parent, Wishes& wishes, std::string const& name, std::string const& help,
              std::function<int()> action) {
  CLI::App* command = parent.add_subcommand(name, help);
  command->callback([&wishes, action = std::move(action)] { wishes.action = action; });
  return command;
}

void add_database(CLI::App* command, Wishes& wishes) {
  command->add_option("--db", wishes.database, std::string{"the database: "} + kDatabaseHelp)->capture_default_str();
}

void add_key_file(CLI::App* command, Wishes& wishes) {
  command->add_option("--key-file", wishes.key_file, "the master key's file; default: the SQLite file's path and .key");
}

void add_json(CLI::App* command, Wishes& wishes) { command->add_flag("--json", wishes.json, "print one JSON object"); }

}  // namespace apps

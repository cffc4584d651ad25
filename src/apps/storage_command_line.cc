#include "apps/command_families.h"

namespace apps {

void add_storage_commands(CLI::App& app, Wishes& wishes) {
  auto& file = wishes.keep<std::string>();
  CLI::App* migrate = add(app, wishes, "migrate", "bring the schema of a database up to date, or make a new one",
                          [&wishes] { return run_migrate(wishes.database, wishes.output()); });
  add_database(migrate, wishes);
  add_json(migrate, wishes);
  CLI::App* verify = add(app, wishes, "verify", "audit the books: chain, replay, every posting and account",
                         [&wishes] { return run_verify(wishes.database, wishes.output()); });
  add_database(verify, wishes);
  add_json(verify, wishes);
  CLI::App* backup = add(app, wishes, "backup", "copy a database while it is in use",
                         [&wishes, &file] { return run_backup(wishes.database, file); });
  add_database(backup, wishes);
  backup->add_option("FILE", file, "where to")->required();
  CLI::App* restore = add(app, wishes, "restore", "put a backup in place, after an audit of it",
                          [&wishes, &file] { return run_restore(file, wishes.database); });
  add_database(restore, wishes);
  restore->add_option("FILE", file, "the backup")->required();
}

}  // namespace apps

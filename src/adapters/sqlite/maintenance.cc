// Migration and copies of the whole file.
#include <sqlite3.h>

#include <chrono>
#include <thread>

#include "adapters/sqlite/migrations.h"
#include "adapters/sqlite/service.h"
#include "base/digest.h"
#include "base/encoding.h"

namespace adapters::sqlite {

namespace {

void replace_all(std::string& text, std::string_view token, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(token, at)) != std::string::npos; at += with.size()) {
    text.replace(at, token.size(), with);
  }
}

/// The schema's tokens as SQLite spells them.
std::string in_dialect(std::string_view sql) {
  std::string text{sql};
  replace_all(text, "@strict_clustered", "STRICT, WITHOUT ROWID");
  replace_all(text, "@strict", "STRICT");
  replace_all(text, "@blob", "BLOB");
  replace_all(text, "bigint_t", "INTEGER");
  return text;
}

}  // namespace

std::vector<std::string> migrate(std::string const& path) {
  Connection connection{path, Access::kReadWrite};
  connection.script(
      "CREATE TABLE IF NOT EXISTS schema_migration (name TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL) STRICT");
  std::vector<std::string> taken;
  Transaction transaction{connection};
  for (Migration const& step : migrations()) {
    base::Digest const digest = base::sha256(step.sql);
    std::string const checksum = base::to_hex(digest);
    auto row = connection.query("SELECT checksum FROM schema_migration WHERE name = $1", step.name);
    if (row.step()) {
      if (row.text(0) == checksum) continue;
      throw DatabaseError(DatabaseErrorKind::kOther, "the schema step '" + std::string{step.name} +
                                                         "' was taken in another form: this database belongs to"
                                                         " another version of the program");
    }
    connection.script(in_dialect(step.sql));
    connection.run("INSERT INTO schema_migration (name, checksum) VALUES ($1, $2)", step.name,
                   std::string_view{checksum});
    taken.emplace_back(step.name);
  }
  transaction.commit();
  return taken;
}

void copy_database(std::string const& from, std::string const& to) {
  Connection source{from, Access::kReadOnly};
  Connection target{to, Access::kReadWrite};
  sqlite3_backup* backup = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
  if (backup == nullptr) {
    throw DatabaseError(DatabaseErrorKind::kOther, sqlite3_errmsg(target.handle()));
  }
  int result = SQLITE_OK;
  while ((result = sqlite3_backup_step(backup, 4096)) == SQLITE_OK || result == SQLITE_BUSY ||
         result == SQLITE_LOCKED) {
    if (result != SQLITE_OK) std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  sqlite3_backup_finish(backup);
  if (result != SQLITE_DONE) throw DatabaseError(DatabaseErrorKind::kOther, sqlite3_errmsg(target.handle()));
  target.script("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace adapters::sqlite

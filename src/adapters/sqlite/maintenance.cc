// Migration and copies of the whole file.
#include <sqlite3.h>

#include <chrono>
#include <thread>

#include "adapters/sqlite/service.h"
#include "storage/migrate.h"

namespace adapters::sqlite {

using storage::DatabaseError;
using storage::DatabaseErrorKind;

std::vector<std::string> migrate(std::string const& path) {
  Connection connection{path, Access::kReadWrite};
  return storage::migrate(connection);
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

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

/// What a large installation looks like, told to the planner once: an authority has most of a table, a debtor or claim
/// a few rows. Without it, SQLite takes the authority for a narrow choice and reads its whole journal for one claim.
constexpr char kStatistics[] = R"sql(
ANALYZE sqlite_master;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('journal_entry', 'journal_entry', '5000000 2500000 1'),
  ('journal_entry', 'journal_entry_by_key', '3000000 1500000 1'),
  ('posting', 'posting', '8000000 4000000 2 1'),
  ('debtor', 'debtor', '300000 150000 1'),
  ('person', 'person', '300000 150000 1'),
  ('person', 'person_by_blind_index', '300000 150000 150000 1'),
  ('claim', 'claim', '2000000 1000000 1'),
  ('claim', 'claim_by_reference', '2000000 1000000 200000 1'),
  ('claim_by_debtor', 'claim_by_debtor', '2000000 1000000 7 1'),
  ('claim_entry', 'claim_entry', '4000000 2000000 2 1 1'),
  ('payment', 'payment', '1500000 750000 1'),
  ('payment', 'payment_by_payer', '1500000 750000 5 1'),
  ('payment', 'payment_with_credit', '20000 10000 2 1'),
  ('attempt', 'attempt', '500000 250000 1'),
  ('attempt', 'attempt_by_state', '500000 250000 500 1'),
  ('attempt', 'attempt_by_payer', '500000 250000 4 1'),
  ('attempt', 'attempt_by_reference', '500000 250000 1');
)sql";

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
  if (!taken.empty()) connection.script(kStatistics);
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

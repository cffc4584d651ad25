#include "storage/migrate.h"

#include "base/digest.h"
#include "base/encoding.h"
#include "storage/migrations.h"

namespace storage {

std::vector<std::string> migrate(Connection& connection) {
  connection.script(
      connection.in_dialect("CREATE TABLE IF NOT EXISTS schema_migration"
                            " (name TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL) @strict"));
  std::vector<std::string> taken;
  Transaction transaction{connection};
  for (Migration const& step : migrations()) {
    std::string const checksum = base::to_hex(base::sha256(step.sql));
    {
      auto row = connection.query("SELECT checksum FROM schema_migration WHERE name = $1", step.name);
      if (row.step()) {
        if (row.text(0) == checksum) continue;
        throw DatabaseError(DatabaseErrorKind::kOther, "the schema step '" + std::string{step.name} +
                                                           "' was taken in another form: this database belongs to"
                                                           " another version of the program");
      }
    }
    connection.script(connection.in_dialect(step.sql));
    connection.run("INSERT INTO schema_migration (name, checksum) VALUES ($1, $2)", step.name,
                   std::string_view{checksum});
    taken.emplace_back(step.name);
  }
  if (!taken.empty()) connection.tune_schema();
  transaction.commit();
  return taken;
}

void require_schema(Connection& connection) {
  try {
    auto row = connection.query("SELECT count(*) FROM schema_migration");
    if (row.step() && row.integer(0) >= static_cast<std::int64_t>(migrations().size())) return;
  } catch (DatabaseError const& error) {
    if (error.kind != DatabaseErrorKind::kOther) throw;
  }
  throw DatabaseError(DatabaseErrorKind::kOther,
                      "the database has no schema yet, or an older one: run 'fairdue migrate' first");
}

}  // namespace storage

#include "adapters/sqlite/database.h"

#include <sqlite3.h>

#include "adapters/sqlite/gathered_log.h"

namespace adapters::sqlite {

namespace {

[[noreturn]] void fail(sqlite3* database) {
  DatabaseErrorKind kind = DatabaseErrorKind::kOther;
  switch (sqlite3_errcode(database) & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      kind = DatabaseErrorKind::kBusy;
      break;
    case SQLITE_CONSTRAINT:
      kind = DatabaseErrorKind::kConstraint;
      break;
    case SQLITE_FULL:
    case SQLITE_IOERR:
      kind = DatabaseErrorKind::kFull;
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      kind = DatabaseErrorKind::kDamaged;
      break;
    default:
      break;
  }
  throw DatabaseError(kind, sqlite3_errmsg(database));
}

}  // namespace

Statement::~Statement() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
}

Statement& Statement::bind(std::int64_t value) {
  sqlite3_bind_int64(statement_, next_++, value);
  return *this;
}

Statement& Statement::bind(std::optional<std::int64_t> value) {
  if (value) return bind(*value);
  sqlite3_bind_null(statement_, next_++);
  return *this;
}

// Values live as long as the statement's full expression, and `step` runs inside it or before they go; the copying
// SQLITE_TRANSIENT would cost an allocation for every text.
Statement& Statement::bind(std::string_view text) {
  sqlite3_bind_text(statement_, next_++, text.data() == nullptr ? "" : text.data(), static_cast<int>(text.size()),
                    SQLITE_STATIC);
  return *this;
}

Statement& Statement::bind(Blob bytes) {
  sqlite3_bind_blob(statement_, next_++, bytes.bytes.data() == nullptr ? "" : bytes.bytes.data(),
                    static_cast<int>(bytes.bytes.size()), SQLITE_STATIC);
  return *this;
}

bool Statement::step() {
  int const result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  fail(sqlite3_db_handle(statement_));
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::optional<std::int64_t> Statement::optional_integer(int column) const {
  if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return std::nullopt;
  return integer(column);
}

std::string_view Statement::text(int column) const {
  auto const* data = reinterpret_cast<char const*>(sqlite3_column_text(statement_, column));
  return data == nullptr ? std::string_view{}
                         : std::string_view{data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view Statement::bytes(int column) const {
  auto const* data = static_cast<char const*>(sqlite3_column_blob(statement_, column));
  return data == nullptr ? std::string_view{}
                         : std::string_view{data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Connection::Connection(std::string const& path, Access access) {
  // Nobody reads SQLite's memory statistics, and keeping them takes a lock at every allocation. Counts only before
  // the first use of SQLite.
  [[maybe_unused]] static int const configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  int const flags = (access == Access::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
                    SQLITE_OPEN_NOMUTEX;
  char const* const file_access = access == Access::kReadWrite ? gathered_log_access() : nullptr;
  if (sqlite3_open_v2(path.c_str(), &database_, flags, file_access) != SQLITE_OK) {
    std::string const message = database_ != nullptr ? sqlite3_errmsg(database_) : "out of memory";
    sqlite3_close(database_);
    throw DatabaseError(DatabaseErrorKind::kOther, "cannot open the database file: " + message);
  }
  sqlite3_extended_result_codes(database_, 1);
  sqlite3_busy_timeout(database_, 30'000);
  if (access == Access::kReadWrite) {
    script("PRAGMA journal_mode=WAL");
    // FULL: a commit is on the disk before anyone is told of it. The gathered log needs it too.
    script("PRAGMA synchronous=FULL");
    script("PRAGMA wal_autocheckpoint=20000");
  }
  script("PRAGMA foreign_keys=ON");
  script(access == Access::kReadWrite ? "PRAGMA cache_size=-262144" : "PRAGMA cache_size=-8192");
  script("PRAGMA temp_store=MEMORY");
}

Connection::~Connection() {
  for (auto const& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close_v2(database_);
}

void Connection::script(std::string const& sql) {
  if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(database_);
}

std::int64_t Connection::changes() const { return sqlite3_changes64(database_); }

Statement Connection::prepare(std::string_view sql) {
  auto const found = statements_.find(sql.data());
  if (found != statements_.end()) return Statement{found->second};
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                         nullptr) != SQLITE_OK) {
    fail(database_);
  }
  // $1, $2 ... are names to SQLite, numbered as they first appear: both must agree.
  for (int i = 1; i <= sqlite3_bind_parameter_count(statement); ++i) {
    if (sqlite3_bind_parameter_name(statement, i) != "$" + std::to_string(i)) {
      sqlite3_finalize(statement);
      throw std::logic_error("parameters must first appear in the order $1, $2 ...: " + std::string(sql));
    }
  }
  statements_.emplace(sql.data(), statement);
  return Statement{statement};
}

Transaction::Transaction(Connection& connection, std::string_view begin) : connection_(connection) {
  connection_.run(begin);
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    connection_.run("ROLLBACK");
  } catch (DatabaseError const&) {
    // SQLite has rolled back by itself after a full disk or an I/O error.
  }
}

void Transaction::commit() {
  connection_.run("COMMIT");
  open_ = false;
}

}  // namespace adapters::sqlite

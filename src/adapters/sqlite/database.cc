#include "adapters/sqlite/database.h"

#include <sqlite3.h>

#include "adapters/sqlite/gathered_log.h"
#include "storage/insert.h"

namespace adapters::sqlite {

using storage::DatabaseError;
using storage::DatabaseErrorKind;

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

class Prepared final : public storage::PreparedStatement {
 public:
  explicit Prepared(sqlite3_stmt* statement) : statement_(statement) {}
  ~Prepared() override { sqlite3_finalize(statement_); }

  void bind_integer(std::int64_t value) override { sqlite3_bind_int64(statement_, ++bound_, value); }
  void bind_null_integer() override { sqlite3_bind_null(statement_, ++bound_); }
  // Values live as long as the statement's full expression, and `step` runs inside it or before they go; the copying
  // SQLITE_TRANSIENT would cost an allocation for every text.
  void bind_text(std::string_view text) override {
    sqlite3_bind_text(statement_, ++bound_, text.data() == nullptr ? "" : text.data(), static_cast<int>(text.size()),
                      SQLITE_STATIC);
  }
  void bind_bytes(std::string_view bytes) override {
    sqlite3_bind_blob(statement_, ++bound_, bytes.data() == nullptr ? "" : bytes.data(), static_cast<int>(bytes.size()),
                      SQLITE_STATIC);
  }
  bool step() override {
    int const result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    fail(sqlite3_db_handle(statement_));
  }
  void run() override {
    while (Prepared::step()) {
    }
  }
  void reset() override {
    sqlite3_reset(statement_);
    bound_ = 0;
  }
  [[nodiscard]] std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  [[nodiscard]] std::string_view bytes(int column) const override {
    // For a text these are its bytes in UTF-8, the database's own encoding.
    auto const* data = static_cast<char const*>(sqlite3_column_blob(statement_, column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  sqlite3_stmt* statement_;
  int bound_ = 0;
};

void replace_all(std::string& text, std::string_view token, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(token, at)) != std::string::npos; at += with.size()) {
    text.replace(at, token.size(), with);
  }
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
    sqlite3_wal_hook(database_, &Connection::after_commit, this);
  }
  script("PRAGMA foreign_keys=ON");
  script(access == Access::kReadWrite ? "PRAGMA cache_size=-262144" : "PRAGMA cache_size=-8192");
  script("PRAGMA temp_store=MEMORY");
}

Connection::~Connection() {
  forget_statements();
  sqlite3_close_v2(database_);
}

int Connection::after_commit(void* self, sqlite3* database, char const* name, int pages) {
  auto& connection = *static_cast<Connection*>(self);
  // Fewer than before: the log was begun anew.
  int const before = connection.log_pages_.exchange(pages);
  connection.last_commit_pages_ = pages > before ? pages - before : pages;
  // Not all can be copied while somebody reads an older state: the rest is, after a later commit.
  if (pages >= connection.check_point_at_) {
    sqlite3_wal_checkpoint_v2(database, name, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  }
  return SQLITE_OK;
}

bool Connection::is_near_check_point() const {
  // The commit under way, the one decided ahead, and one to spare.
  return log_pages_ + 3 * last_commit_pages_ >= check_point_at_;
}

void Connection::script(std::string const& sql) {
  if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(database_);
}

std::int64_t Connection::changes() { return sqlite3_changes64(database_); }

void Connection::roll_back() {
  try {
    run("ROLLBACK");
  } catch (DatabaseError const&) {
    // SQLite has rolled back by itself after a full disk or an I/O error.
  }
}

std::unique_ptr<storage::PreparedStatement> Connection::prepare(std::string_view sql) {
  // Row locks are for databases with several writers.
  std::string text{sql};
  replace_all(text, "FOR UPDATE SKIP LOCKED", "");
  replace_all(text, "FOR UPDATE", "");
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(database_, text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                         nullptr) != SQLITE_OK) {
    fail(database_);
  }
  auto prepared = std::make_unique<Prepared>(statement);
  // $1, $2 ... are names to SQLite, numbered as they first appear: both must agree.
  for (int i = 1; i <= sqlite3_bind_parameter_count(statement); ++i) {
    if (sqlite3_bind_parameter_name(statement, i) != "$" + std::to_string(i)) {
      throw std::logic_error("parameters must first appear in the order $1, $2 ...: " + std::string(sql));
    }
  }
  return prepared;
}

storage::PreparedStatement& Connection::inserting(storage::Insert const& into) { return prepared(into.one_row()); }

void Connection::insert_numbers(storage::Insert const& into, std::span<std::int64_t const> numbers) {
  while (!numbers.empty()) {
    std::size_t const many = storage::Insert::kRowsAtOnce * into.width();
    bool const enough = numbers.size() >= many;
    storage::Statement statement = query(enough ? into.many_rows() : into.one_row());
    std::size_t const count = enough ? many : into.width();
    for (std::size_t i = 0; i < count; ++i) statement.bind(numbers[i]);
    statement.run();
    numbers = numbers.subspan(count);
  }
}

std::string Connection::in_dialect(std::string_view schema) const {
  std::string text{schema};
  replace_all(text, "@strict_clustered", "STRICT, WITHOUT ROWID");
  replace_all(text, "@strict", "STRICT");
  replace_all(text, "@blob", "BLOB");
  replace_all(text, "bigint_t", "INTEGER");
  return text;
}

void Connection::tune_schema() { script(kStatistics); }

}  // namespace adapters::sqlite

#include "adapters/postgres/connection.h"

#include <algorithm>
#include <cctype>

#include "adapters/postgres/errors.h"
#include "adapters/postgres/statements.h"

namespace adapters::postgres {

using storage::DatabaseError;
using storage::DatabaseErrorKind;

namespace {

// Answers are small, but the server stops reading when nobody takes them.
constexpr std::size_t kMostUnanswered = 256;

// What holds for every session, whatever the server's configuration says.
// Times in milliseconds. A writer that hangs in a transaction must not stop the others for ever. Everything is looked
// up by keys: without full scans, plans do not depend on when the server last counted its rows.
constexpr char kSession[] =
    "SET client_encoding = 'UTF8';"
    "SET client_min_messages = 'error';"
    "SET synchronous_commit = on;"
    "SET default_transaction_isolation = 'read committed';"
    "SET lock_timeout = 30000;"
    "SET idle_in_transaction_session_timeout = 120000;"
    "SET client_connection_check_interval = 5000;"
    "SET enable_seqscan = off;"
    "SET jit = off";

struct Arrays {
  explicit Arrays(std::span<Parameter const> parameters) {
    for (Parameter const& p : parameters) {
      values.push_back(p.data);
      lengths.push_back(p.length);
      formats.push_back(1);
    }
  }
  [[nodiscard]] int count() const { return static_cast<int>(values.size()); }
  std::vector<char const*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Whether `sql` names the table, as a word of its own.
bool names(std::string_view sql, std::string_view table) {
  for (std::size_t at = sql.find(table); at != std::string_view::npos; at = sql.find(table, at + 1)) {
    std::size_t const end = at + table.size();
    if ((at == 0 || !is_word(sql[at - 1])) && (end == sql.size() || !is_word(sql[end]))) return true;
  }
  return false;
}

void replace_all(std::string& text, std::string_view token, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(token, at)) != std::string::npos; at += with.size()) {
    text.replace(at, token.size(), with);
  }
}

bool succeeded(PGresult const* result) {
  ExecStatusType const status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

void ignore_notice(void*, PGresult const*) {}

/// With settings that the address may override: a server that does not answer is given up, first after seconds.
PGconn* connect(std::string const& url) {
  constexpr std::array kKeywords{"connect_timeout", "tcp_user_timeout", "fallback_application_name", "dbname",
                                 static_cast<char const*>(nullptr)};
  std::array const values{"10", "60000", "fairdue", url.c_str(), static_cast<char const*>(nullptr)};
  return PQconnectdbParams(kKeywords.data(), values.data(), 1);  // 1: the name of the database is a whole address
}

}  // namespace

Connection::Connection(std::string url) : url_(std::move(url)) { reconnect(); }

Connection::~Connection() {
  forget_statements();
  sender_.reset();
  PQfinish(connection_);
}

void Connection::reconnect() {
  forget_unsent();
  in_transaction_ = false;
  unanswered_ = 0;
  sender_.reset();
  if (connection_ != nullptr) PQfinish(connection_);
  ++generation_;
  std::string const name = name_of(url_);  // throws before libpq can quote a malformed address
  connection_ = connect(url_);
  if (connection_ == nullptr || PQstatus(connection_) != CONNECTION_OK) {
    std::string why = connection_ == nullptr ? "out of memory" : PQerrorMessage(connection_);
    while (!why.empty() && why.back() == '\n') why.pop_back();
    throw DatabaseError(DatabaseErrorKind::kLost, "cannot connect to " + name + ": " + why);
  }
  PQsetNoticeReceiver(connection_, ignore_notice, nullptr);
  sender_ = std::make_unique<RowSender>(connection_);
  execute(kSession);
}

void Connection::execute(char const* sql) {
  Result const result{PQexec(connection_, sql)};
  if (!succeeded(result.get())) throw error_of(result.get(), connection_);
  note_changes(result.get());
}

void Connection::note_changes(PGresult const* result) {
  std::string_view const count = PQcmdTuples(const_cast<PGresult*>(result));
  changes_ = 0;
  for (char const digit : count) changes_ = 10 * changes_ + (digit - '0');
}

void Connection::script(std::string const& sql) {
  settle_for({});
  execute(sql.c_str());
}

std::int64_t Connection::changes() {
  wait_for_answers();
  return changes_;
}

// ---- transactions

void Connection::begin() {
  try {
    if (PQstatus(connection_) != CONNECTION_OK) throw connection_lost();
    execute("BEGIN");
  } catch (DatabaseError const& error) {
    if (error.kind != DatabaseErrorKind::kLost) throw;
    reconnect();
    execute("BEGIN");
  }
  in_transaction_ = true;
}

void Connection::begin_snapshot() {
  begin();
  execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

void Connection::commit() {
  for (auto const& [into, rows] : gathered_) {
    if (!rows->empty()) rows->write();
  }
  wait_for_answers();
  Result const result{PQexec(connection_, "COMMIT")};
  if (!succeeded(result.get())) {
    DatabaseError const error = error_of(result.get(), connection_);
    if (error.kind != DatabaseErrorKind::kLost) throw error;
    throw DatabaseError(DatabaseErrorKind::kUnknown,
                        "the connection to the database was lost while committing: whether it was written is not"
                        " known; ask again with the same key");
  }
  in_transaction_ = false;
  // A transaction that had failed is rolled back by its COMMIT.
  if (std::string_view{PQcmdStatus(result.get())} != "COMMIT") {
    throw DatabaseError(DatabaseErrorKind::kOther, "the database rolled the transaction back");
  }
}

void Connection::roll_back() {
  forget_unsent();
  try {
    wait_for_answers();
  } catch (DatabaseError const&) {
    // It is undone in any case.
  }
  in_transaction_ = false;
  // Fails if the connection is gone; then the server rolls back, and the next use makes a new connection.
  Result const ignored{PQexec(connection_, "ROLLBACK")};
}

void Connection::forget_unsent() {
  for (auto const& [into, rows] : gathered_) rows->drop();
  if (sender_ != nullptr) sender_->drop();
}

// ---- statements

std::unique_ptr<storage::PreparedStatement> Connection::prepare(std::string_view sql) {
  return std::make_unique<Prepared>(*this, sql);
}

GatheredRows& Connection::gathered(storage::Insert const& into) {
  auto& place = gathered_[&into];
  if (place == nullptr) place = std::make_unique<GatheredRows>(*this, into);
  return *place;
}

storage::PreparedStatement& Connection::inserting(storage::Insert const& into) { return gathered(into); }

void Connection::insert_numbers(storage::Insert const& into, std::span<std::int64_t const> numbers) {
  GatheredRows& rows = gathered(into);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    rows.bind_integer(numbers[i]);
    if ((i + 1) % into.width() == 0) rows.run();
  }
}

void Connection::will_stream(storage::PreparedStatement& statement) { static_cast<Prepared&>(statement).will_stream(); }

std::string Connection::prepare_now(std::string_view sql, std::span<Parameter const> parameters) {
  wait_for_answers();
  std::vector<Oid> types;
  for (Parameter const& p : parameters) types.push_back(p.type);
  std::string name = "s" + std::to_string(++next_name_);
  Result const result{
      PQprepare(connection_, name.c_str(), std::string{sql}.c_str(), static_cast<int>(types.size()), types.data())};
  if (!succeeded(result.get())) throw error_of(result.get(), connection_);
  return name;
}

Result Connection::run_now(std::string const& name, std::span<Parameter const> parameters) {
  wait_for_answers();
  Arrays const arrays{parameters};
  Result result{PQexecPrepared(connection_, name.c_str(), arrays.count(), arrays.values.data(), arrays.lengths.data(),
                               arrays.formats.data(), 1)};
  if (!succeeded(result.get())) throw error_of(result.get(), connection_);
  note_changes(result.get());
  return result;
}

void Connection::send_later(std::string const& name, std::span<Parameter const> parameters) {
  if (unanswered_ >= kMostUnanswered) wait_for_answers();
  sender_->finish();
  if (PQpipelineStatus(connection_) == PQ_PIPELINE_OFF && PQenterPipelineMode(connection_) == 0) {
    throw connection_lost();
  }
  Arrays const arrays{parameters};
  if (PQsendQueryPrepared(connection_, name.c_str(), arrays.count(), arrays.values.data(), arrays.lengths.data(),
                          arrays.formats.data(), 1) == 0) {
    throw connection_lost();
  }
  ++unanswered_;
}

void Connection::wait_for_answers() {
  sender_->finish();
  if (PQpipelineStatus(connection_) == PQ_PIPELINE_OFF) return;
  unanswered_ = 0;
  std::optional<DatabaseError> error;
  bool ended = PQpipelineSync(connection_) == 0;
  if (ended) error = connection_lost();
  while (!ended) {
    Result const result{PQgetResult(connection_)};
    if (result == nullptr) {  // between two statements
      if (PQstatus(connection_) == CONNECTION_OK) continue;
      if (!error) error = connection_lost();
      break;
    }
    ExecStatusType const status = PQresultStatus(result.get());
    ended = status == PGRES_PIPELINE_SYNC;
    if (succeeded(result.get())) note_changes(result.get());
    if (status == PGRES_FATAL_ERROR && !error) error = error_of(result.get(), connection_);
  }
  PQexitPipelineMode(connection_);
  if (error) throw *error;
}

void Connection::settle_for(std::string_view sql) {
  for (auto const& [into, rows] : gathered_) {
    if (!rows->empty() && (sql.empty() || names(sql, into->table()))) rows->write();
  }
  if (sql.empty()) wait_for_answers();
}

void Connection::begin_stream(std::string const& name, std::span<Parameter const> parameters) {
  wait_for_answers();
  Arrays const arrays{parameters};
  if (PQsendQueryPrepared(connection_, name.c_str(), arrays.count(), arrays.values.data(), arrays.lengths.data(),
                          arrays.formats.data(), 1) == 0) {
    throw connection_lost();
  }
  PQsetSingleRowMode(connection_);
}

Result Connection::next_of_stream() {
  Result row{PQgetResult(connection_)};
  if (row != nullptr && PQresultStatus(row.get()) == PGRES_SINGLE_TUPLE) return row;
  if (row == nullptr) return nullptr;
  std::optional<DatabaseError> error;
  if (!succeeded(row.get())) error = error_of(row.get(), connection_);
  while (Result{PQgetResult(connection_)} != nullptr) {
  }
  if (error) throw *error;
  return nullptr;
}

void Connection::send_rows(storage::Insert const& into, std::string rows) {
  if (unanswered_ > 0) wait_for_answers();
  sender_->send(into, std::move(rows));
}

// ---- schema

std::string Connection::in_dialect(std::string_view schema) const {
  std::string text{schema};
  replace_all(text, "@strict_clustered", "");
  replace_all(text, "@strict", "");
  replace_all(text, "@blob", "BYTEA");
  replace_all(text, "bigint_t", "BIGINT");
  // Bytes in their own order: no index depends on the server's language.
  replace_all(text, " TEXT", " TEXT COLLATE \"C\"");
  return text;
}

void Connection::tune_schema() {
  // Rows that are changed again and again find room for their next version on their own page.
  script(
      "ALTER TABLE debtor SET (fillfactor = 70); ALTER TABLE claim SET (fillfactor = 90);"
      " ALTER TABLE authority SET (fillfactor = 10); ALTER TABLE account_balance SET (fillfactor = 10)");
}

// The server counts rows by itself, a minute or so after they came: an import is done by then, with plans made for
// empty tables. A count by a small sample costs some 0.05 s; between two of them the tables grow threefold.
void Connection::wrote_many(std::size_t rows) {
  written_ += rows;
  if (written_ < count_rows_at_) return;
  count_rows_at_ = 3 * written_;
  script(
      "SET LOCAL default_statistics_target = 10;"
      "ANALYZE journal_entry, posting, debtor, person, claim, claim_by_debtor, claim_entry, payment");
}

}  // namespace adapters::postgres

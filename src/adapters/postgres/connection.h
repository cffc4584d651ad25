// A connection to PostgreSQL through libpq, for the statements of the books. One thread at a time.
//
// Inside a transaction, statements without rows are sent on without waiting for their answers, and new rows are
// gathered by table: few go as pipelined INSERTs, many as COPYs, sent by a thread while rows still come. Both are
// finished before a statement that could see them, and before the commit. An error of a statement therefore comes at
// the latest with the commit, and the transaction is rolled back as a whole.
//
// A connection that broke is made again when a transaction begins or a statement outside of one runs.
#pragma once

#include <libpq-fe.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/postgres/row_sender.h"
#include "storage/connection.h"
#include "storage/insert.h"

namespace adapters::postgres {

class GatheredRows;

struct ResultDeleter {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultDeleter>;

/// A parameter in PostgreSQL's binary form.
struct Parameter {
  Oid type = 0;
  char const* data = nullptr;  // null: SQL's NULL
  int length = 0;
};

class Connection : public storage::Connection {
 public:
  /// Throws DatabaseError (kLost) if no connection can be made.
  explicit Connection(std::string url);
  ~Connection() override;

  void insert_numbers(storage::Insert const& into, std::span<std::int64_t const> numbers) override;
  void script(std::string const& sql) override;
  [[nodiscard]] std::int64_t changes() override;
  void begin() override;
  void commit() override;
  void roll_back() override;
  void begin_snapshot() override;
  [[nodiscard]] std::string in_dialect(std::string_view schema) const override;
  void tune_schema() override;
  void wrote_many(std::size_t rows) override;

  /// For the open transaction: its commit will not wait for the disk. A crash of the server may undo it; a later commit
  /// that waits takes it along.
  void commit_unsettled() { execute("SET LOCAL synchronous_commit = off"); }
  /// Makes the open transaction's commit wait for the disk, even if it has written nothing.
  void commit_settled() { script("SELECT pg_logical_emit_message(true, 'fairdue', '')"); }

  // For the statements.

  [[nodiscard]] bool in_transaction() const { return in_transaction_; }
  /// Changes whenever the connection is made anew: what was prepared before is gone.
  [[nodiscard]] std::uint64_t generation() const { return generation_; }
  /// The statement's name in this connection.
  [[nodiscard]] std::string prepare_now(std::string_view sql, std::span<Parameter const> parameters);
  /// Sends, and leaves the answer for later.
  void send_later(std::string const& name, std::span<Parameter const> parameters);
  [[nodiscard]] Result run_now(std::string const& name, std::span<Parameter const> parameters);
  void begin_stream(std::string const& name, std::span<Parameter const> parameters);
  /// The stream's next row; null at its end.
  [[nodiscard]] Result next_of_stream();
  /// Writes gathered rows of tables that the statement names, and waits for what was sent.
  void settle_for(std::string_view sql);
  /// Rows in the form of COPY BINARY, written while the caller goes on.
  void send_rows(storage::Insert const& into, std::string rows);
  void reconnect();
  void note_changes(PGresult const* result);

 protected:
  [[nodiscard]] std::unique_ptr<storage::PreparedStatement> prepare(std::string_view sql) override;
  [[nodiscard]] storage::PreparedStatement& inserting(storage::Insert const& into) override;
  void will_stream(storage::PreparedStatement& statement) override;

 private:
  [[nodiscard]] GatheredRows& gathered(storage::Insert const& into);
  void execute(char const* sql);
  void wait_for_answers();
  void forget_unsent();

  std::string url_;
  PGconn* connection_ = nullptr;
  std::uint64_t generation_ = 0;
  std::uint64_t next_name_ = 0;
  bool in_transaction_ = false;
  std::size_t unanswered_ = 0;
  std::int64_t changes_ = 0;
  std::size_t written_ = 0;
  std::size_t count_rows_at_ = 0;
  std::map<storage::Insert const*, std::unique_ptr<GatheredRows>> gathered_;
  std::unique_ptr<RowSender> sender_;
};

}  // namespace adapters::postgres

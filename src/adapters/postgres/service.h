// The books in a PostgreSQL database, which any number of server processes may use at the same time.
//
// Each process groups its waiting submissions of one authority into one commit. The row of the authority is locked for
// that time: it orders the journal, the identifiers and the hash chain of the authority across all processes. See
// docs/decisions/0009-postgresql.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/postgres/connection_pool.h"
#include "adapters/postgres/errors.h"
#include "storage/books_writer.h"
#include "storage/store.h"

namespace adapters::postgres {

/// Brings the schema of the database up to date; the names of the steps taken. The database must be there.
/// Throws storage::DatabaseError, also when a step that was taken before has since been edited.
std::vector<std::string> migrate(std::string const& url);

class Service : public storage::Store {
 public:
  /// `url`: postgresql://USER@HOST:PORT/DATABASE, as libpq takes it. Throws storage::DatabaseError if the database
  /// does not answer or its schema is not the program's.
  explicit Service(std::string const& url);

  void set_rules(std::shared_ptr<engine::Rules const> rules) override { books_.set_rules(std::move(rules)); }
  std::vector<engine::Outcome> submit(std::span<engine::Prepared const> prepared, base::Now now) override;
  std::vector<engine::Outcome> submit_unsettled(std::span<engine::Prepared const> prepared, base::Now now) override;
  void settle() override;
  std::unique_ptr<engine::Pending> start(std::span<engine::Prepared const> prepared, base::Now now) override;
  void write(std::function<void(storage::Connection&)> task) override;
  [[nodiscard]] std::shared_ptr<storage::Connection> reading_connection() override;

 private:
  void write_group(storage::JobGroup const& group);
  void try_group(storage::JobGroup const& group);
  void note_commit(storage::JobGroup const& group, bool settled);

  Connection writer_;
  // Of the thread that writes: the connection on which there were commits that no settle() has followed, and whether
  // one like that has gone.
  std::optional<std::uint64_t> unsettled_;
  bool unsettled_lost_ = false;
  ConnectionPool task_connections_;
  ConnectionPool readers_;
  storage::BooksWriter books_;
  storage::GroupCommit commits_;  // last: its thread starts when all else is there
};

}  // namespace adapters::postgres

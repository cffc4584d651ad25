// The books in one SQLite file: one writer that groups waiting submissions into one durable commit, and a pool of
// readers that never wait for it.
//
// Another process may use the file at the same time (an import beside the server); SQLite's lock makes them take turns.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/sqlite/database.h"
#include "storage/books_writer.h"
#include "storage/store.h"

namespace adapters::sqlite {

/// Brings the schema of the file up to date; the names of the steps taken. Creates the file if there is none.
/// Throws storage::DatabaseError, also when a step that was taken before has since been edited.
std::vector<std::string> migrate(std::string const& path);

/// Copies the database while it is in use. The copy is whole and consistent. Throws storage::DatabaseError.
void copy_database(std::string const& from, std::string const& to);

class Service : public storage::Store {
 public:
  /// Throws storage::DatabaseError if the file is not there or its schema is not the program's.
  explicit Service(std::string path);

  void set_rules(std::shared_ptr<engine::Rules const> rules) override { books_.set_rules(std::move(rules)); }
  std::vector<engine::Outcome> submit(std::span<engine::Prepared const> prepared, base::Now now) override;
  std::unique_ptr<engine::Pending> start(std::span<engine::Prepared const> prepared, base::Now now) override;
  void write(std::function<void(storage::Connection&)> task) override;
  [[nodiscard]] std::shared_ptr<storage::Connection> reading_connection() override;

 private:
  void write_group(storage::JobGroup const& group);
  void forget_if_others_wrote();
  void choose_checkpoints();
  std::optional<storage::JobGroup> following(std::function<bool(storage::JobGroup const&)> const& is_wanted);

  std::string path_;
  Connection writer_;
  storage::BooksWriter books_;
  std::int64_t data_version_ = -1;

  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<Connection>> idle_readers_;
  storage::GroupCommit commits_;  // last: its thread starts when all else is there
};

}  // namespace adapters::sqlite

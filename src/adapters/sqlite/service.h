// The books in one SQLite file: one writer that groups waiting submissions into one durable commit, and a pool of
// readers that never wait for it.
//
// Another process may use the file at the same time (an import beside the server); SQLite's lock makes them take turns.
#pragma once

#include <semaphore.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "adapters/sqlite/books_transaction.h"
#include "adapters/sqlite/database.h"
#include "engine/books_service.h"

namespace adapters::sqlite {

/// Brings the schema of the file up to date; the names of the steps taken. Creates the file if there is none.
/// Throws DatabaseError, also when a step that was taken before has since been edited.
std::vector<std::string> migrate(std::string const& path);

/// Copies the database while it is in use. The copy is whole and consistent. Throws DatabaseError.
void copy_database(std::string const& from, std::string const& to);

class Service : public engine::BooksService {
 public:
  /// Throws DatabaseError if the file is not there or its schema is not the program's.
  explicit Service(std::string path);
  ~Service() override;
  Service(Service const&) = delete;
  Service& operator=(Service const&) = delete;

  std::vector<engine::Outcome> submit(std::span<engine::Prepared const> prepared, base::Now now) override;
  std::shared_ptr<ports::BooksReader> reader() override;
  std::optional<base::AuthorityId> add_authority(ports::Authority const& authority) override;
  bool change_settings(base::AuthorityId authority, std::string const& settings) override;
  base::SourceId ensure_source(base::AuthorityId authority, std::string const& code, std::string const& name) override;
  void set_rules(std::shared_ptr<engine::Rules const> rules) override;

  /// Runs `task` on the writer's connection, inside a group commit; returns when durable.
  void write(std::function<void(Connection&)> task);
  /// A connection for reading, given back when the pointer goes.
  [[nodiscard]] std::shared_ptr<Connection> reading_connection();

 private:
  [[nodiscard]] std::shared_ptr<engine::Rules const> rules();
  /// POSIX's, because std::atomic::wait spins before it sleeps: with many callers waiting for one disk, that took as
  /// much of the processor as the writer did.
  struct Done {
    Done() { sem_init(&semaphore, 0, 0); }
    ~Done() { sem_destroy(&semaphore); }
    Done(Done const&) = delete;
    Done& operator=(Done const&) = delete;
    sem_t semaphore;
  };
  struct Job {
    std::span<engine::Prepared const> prepared;
    base::Now now;
    std::function<void(Connection&)> task;
    std::vector<engine::Outcome> outcomes;
    std::exception_ptr error;
    // Shared with the writer: the caller may be gone before the writer's last touch of it.
    std::shared_ptr<Done> done = std::make_shared<Done>();
  };

  void run_and_wait(Job& job);
  void write_loop();
  void run_group(std::vector<Job*> const& group);
  void run_job(Job& job, BooksTransaction& transaction);
  void drop_cursors_if_others_wrote();
  void forget();
  [[nodiscard]] KeyFilter* filter_for(std::vector<Job*> const& group);

  std::string path_;
  Connection writer_;
  BooksTransaction::Cursors cursors_;
  std::int64_t data_version_ = -1;
  PartyCache parties_{PartyCache::kFewLines};
  std::unique_ptr<KeyFilter> filter_;  // only once there was bulk work; `parties_` is large then too
  int filters_lost_ = 0;
  std::shared_ptr<engine::Rules const> rules_ = std::make_shared<engine::Rules>();

  std::mutex mutex_;
  std::condition_variable waiting_;
  std::deque<Job*> queue_;
  bool stopping_ = false;

  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<Connection>> idle_readers_;
  std::thread thread_;  // last: it starts when all else is there
};

}  // namespace adapters::sqlite

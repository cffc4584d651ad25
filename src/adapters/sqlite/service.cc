#include "adapters/sqlite/service.h"

#include "adapters/sqlite/reader.h"

namespace adapters::sqlite {

namespace {

constexpr std::size_t kBulk = 1'000;  // submissions in a group, from which the key filter pays
// How many pages of the write-ahead log are copied back at once. Bulk work dirties the same index pages in every group:
// the longer the log, the fewer of them are copied twice, and the fewer waits for the disk.
constexpr char const* kCheckpointSeldom = "PRAGMA wal_autocheckpoint=80000";
constexpr char const* kCheckpointUsually = "PRAGMA wal_autocheckpoint=20000";
constexpr std::size_t kGroupLimit = 512;  // jobs in one commit; a job may be thousands of submissions (an import)

}  // namespace

Service::Service(std::string path) : path_(std::move(path)), writer_(path_, Access::kReadWrite) {
  auto row = writer_.query("SELECT count(*) FROM sqlite_master WHERE name = 'bank_line_detail'");
  if (!row.step() || row.integer(0) == 0) {
    throw DatabaseError(DatabaseErrorKind::kOther, "the database has no schema yet: run 'fairdue migrate' first");
  }
  thread_ = std::thread([this] { write_loop(); });
}

Service::~Service() {
  {
    std::lock_guard const lock{mutex_};
    stopping_ = true;
  }
  waiting_.notify_one();
  thread_.join();
}

std::vector<engine::Outcome> Service::submit(std::span<engine::Prepared const> prepared, base::Now now) {
  Job job;
  job.prepared = prepared;
  job.now = now;
  run_and_wait(job);
  return std::move(job.outcomes);
}

void Service::write(std::function<void(Connection&)> task) {
  Job job;
  job.task = std::move(task);
  run_and_wait(job);
}

void Service::run_and_wait(Job& job) {
  {
    std::lock_guard const lock{mutex_};
    queue_.push_back(&job);
  }
  waiting_.notify_one();
  while (sem_wait(&job.done->semaphore) != 0) {  // a signal came
  }
  if (!job.error) return;
  try {
    std::rethrow_exception(job.error);
  } catch (DatabaseError const& error) {
    throw engine::StoreUnavailable(error.what());
  }
}

void Service::write_loop() {
  std::vector<Job*> group;
  while (true) {
    group.clear();
    {
      std::unique_lock lock{mutex_};
      waiting_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      while (!queue_.empty() && group.size() < kGroupLimit) {
        group.push_back(queue_.front());
        queue_.pop_front();
      }
    }
    run_group(group);
    for (Job* job : group) {
      std::shared_ptr<Done> const done = job->done;
      sem_post(&done->semaphore);
    }
  }
}

void Service::drop_cursors_if_others_wrote() {
  auto row = writer_.query("PRAGMA data_version");
  std::int64_t const version = row.step() ? row.integer(0) : -1;
  if (version != data_version_) forget();
  data_version_ = version;
}

void Service::forget() {
  cursors_.clear();
  parties_ = PartyCache{PartyCache::kFewLines};
  if (filter_ != nullptr) {
    ++filters_lost_;
    writer_.script(kCheckpointUsually);
  }
  filter_.reset();
}

KeyFilter* Service::filter_for(std::vector<Job*> const& group) {
  std::size_t submissions = 0;
  for (Job const* job : group) submissions += job->prepared.size();
  // Beside another busy writer the filter would be rebuilt again and again: then do without.
  if (filter_ == nullptr && submissions >= kBulk && filters_lost_ < 3) {
    filter_ = std::make_unique<KeyFilter>(writer_);
    parties_ = PartyCache{PartyCache::kBulkLines};
    writer_.script(kCheckpointSeldom);
  }
  return filter_.get();
}

void Service::run_job(Job& job, BooksTransaction& transaction) {
  job.outcomes.clear();
  job.error = nullptr;
  if (job.task) job.task(writer_);
  std::shared_ptr<engine::Rules const> const rules = this->rules();
  for (engine::Prepared const& prepared : job.prepared) {
    job.outcomes.push_back(engine::execute(transaction, prepared, job.now, *rules));
  }
}

void Service::run_group(std::vector<Job*> const& group) {
  try {
    Transaction transaction{writer_};
    drop_cursors_if_others_wrote();
    KeyFilter* const filter = filter_for(group);
    BooksTransaction books{writer_, cursors_, parties_, filter};
    for (Job* job : group) run_job(*job, books);
    books.finish();
    transaction.commit();
    return;
  } catch (std::exception const&) {
    forget();
    if (group.size() == 1) {
      group.front()->error = std::current_exception();
      return;
    }
  }
  // One job of the group failed and took the others with it: each gets a commit of its own.
  for (Job* job : group) run_group({job});
}

void Service::set_rules(std::shared_ptr<engine::Rules const> rules) {
  std::lock_guard const lock{mutex_};
  rules_ = std::move(rules);
}

std::shared_ptr<engine::Rules const> Service::rules() {
  std::lock_guard const lock{mutex_};
  return rules_;
}

std::shared_ptr<Connection> Service::reading_connection() {
  std::unique_ptr<Connection> connection;
  {
    std::lock_guard const lock{readers_mutex_};
    if (!idle_readers_.empty()) {
      connection = std::move(idle_readers_.back());
      idle_readers_.pop_back();
    }
  }
  if (connection == nullptr) connection = std::make_unique<Connection>(path_, Access::kReadOnly);
  return {connection.release(), [this](Connection* given_back) {
            std::lock_guard const lock{readers_mutex_};
            idle_readers_.emplace_back(given_back);
          }};
}

std::shared_ptr<ports::BooksReader> Service::reader() {
  struct PooledReader : Reader {
    explicit PooledReader(std::shared_ptr<Connection> c) : Reader(*c), connection(std::move(c)) {}
    std::shared_ptr<Connection> connection;
  };
  return std::make_shared<PooledReader>(reading_connection());
}

std::optional<base::AuthorityId> Service::add_authority(ports::Authority const& authority) {
  std::optional<base::AuthorityId> id;
  write([&](Connection& connection) {
    std::int64_t next = 1;
    {
      auto row = connection.query("SELECT coalesce(max(authority_id), 0) + 1 FROM authority");
      if (row.step()) next = row.integer(0);
    }
    connection.run(
        "INSERT INTO authority (authority_id, code, name, country, currency, settings, next_id)"
        " VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT (code) DO NOTHING",
        next, std::string_view{authority.code}, std::string_view{authority.name}, std::string_view{authority.country},
        authority.currency.code(), std::string_view{authority.settings});
    if (connection.changes() == 1) id = base::AuthorityId{next};
  });
  return id;
}

bool Service::change_settings(base::AuthorityId authority, std::string const& settings) {
  bool changed = false;
  write([&](Connection& connection) {
    connection.run("UPDATE authority SET settings = $1 WHERE authority_id = $2", std::string_view{settings},
                   authority.value);
    changed = connection.changes() == 1;
  });
  return changed;
}

base::SourceId Service::ensure_source(base::AuthorityId authority, std::string const& code, std::string const& name) {
  base::SourceId id;
  write([&](Connection& connection) {
    connection.run(
        "INSERT INTO source (authority_id, source_id, code, name) SELECT $1, coalesce(max(source_id), 0) + 1, $2, $3"
        " FROM source WHERE authority_id = $1 ON CONFLICT (authority_id, code) DO NOTHING",
        authority.value, std::string_view{code}, std::string_view{name});
    auto row = connection.query("SELECT source_id FROM source WHERE authority_id = $1 AND code = $2", authority.value,
                                std::string_view{code});
    if (row.step()) id = {row.integer(0)};
  });
  return id;
}

}  // namespace adapters::sqlite

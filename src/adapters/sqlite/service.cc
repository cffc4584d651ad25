#include "adapters/sqlite/service.h"

#include "storage/migrate.h"

namespace adapters::sqlite {

namespace {

// How many pages of the write-ahead log are copied back at once. Bulk work dirties the same index pages in every group:
// the longer the log, the fewer of them are copied twice, and the fewer waits for the disk.
constexpr char const* kCheckpointSeldom = "PRAGMA wal_autocheckpoint=80000";
constexpr char const* kCheckpointUsually = "PRAGMA wal_autocheckpoint=20000";

}  // namespace

Service::Service(std::string path)
    : path_(std::move(path)),
      writer_(path_, Access::kReadWrite),
      commits_(storage::Grouping::kAllThatWait, [this](storage::JobGroup const& group) { write_group(group); }) {
  storage::require_schema(writer_);
}

std::vector<engine::Outcome> Service::submit(std::span<engine::Prepared const> prepared, base::Now now) {
  storage::Job job;
  job.prepared = prepared;
  job.now = now;
  commits_.run(job);
  return std::move(job.outcomes);
}

std::unique_ptr<engine::Pending> Service::start(std::span<engine::Prepared const> prepared, base::Now now) {
  return std::make_unique<storage::PendingJob>(commits_, prepared, now);
}

void Service::write(std::function<void(storage::Connection&)> task) {
  storage::Job job;
  job.task = std::move(task);
  commits_.run(job);
}

void Service::forget_if_others_wrote() {
  auto row = writer_.query("PRAGMA data_version");
  std::int64_t const version = row.step() ? row.integer(0) : -1;
  if (version != data_version_) books_.forget();
  data_version_ = version;
}

void Service::choose_checkpoints() {
  if (books_.in_bulk() == seldom_) return;
  seldom_ = !seldom_;
  writer_.script(seldom_ ? kCheckpointSeldom : kCheckpointUsually);
}

void Service::write_group(storage::JobGroup const& group) {
  try {
    storage::Transaction transaction{writer_};
    forget_if_others_wrote();
    books_.run(writer_, group, [this] { return reading_connection(); });
    choose_checkpoints();
    transaction.commit();
  } catch (std::exception const&) {
    books_.forget();
    throw;
  }
}

std::shared_ptr<storage::Connection> Service::reading_connection() {
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

}  // namespace adapters::sqlite

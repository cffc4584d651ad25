#include "adapters/sqlite/service.h"

#include "storage/migrate.h"

namespace adapters::sqlite {

namespace {

// How many pages of the write-ahead log are copied back at once. Bulk work dirties the same index pages in every group:
// the longer the log, the fewer of them are copied twice, and the fewer waits for the disk.
constexpr int kBulkLogPages = 80'000;
constexpr int kUsualLogPages = 20'000;

}  // namespace

Service::Service(std::string path)
    : path_(std::move(path)),
      writer_(path_, Access::kReadWrite),
      books_([this] { return reading_connection(); }, [this](auto const& is_wanted) { return following(is_wanted); }),
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

void Service::choose_checkpoints() { writer_.check_point_at(books_.in_bulk() ? kBulkLogPages : kUsualLogPages); }

/// While a group is decided ahead, its snapshot keeps the log from being begun anew. When a checkpoint is near, the
/// group that follows waits for it, or the log would grow for as long as the work goes on.
std::optional<storage::JobGroup> Service::following(std::function<bool(storage::JobGroup const&)> const& is_wanted) {
  if (writer_.is_near_check_point()) return std::nullopt;
  return commits_.following(is_wanted);
}

void Service::write_group(storage::JobGroup const& group) {
  try {
    storage::Transaction transaction{writer_};
    forget_if_others_wrote();
    books_.run(writer_, group);
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

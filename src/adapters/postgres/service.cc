#include "adapters/postgres/service.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>

#include "storage/migrate.h"

namespace adapters::postgres {

using storage::DatabaseError;
using storage::DatabaseErrorKind;

namespace {

constexpr std::size_t kMostReaders = 16;
constexpr std::size_t kMostTaskConnections = 4;
constexpr int kTries = 6;

/// 20 ms, 40 ms ... : a restart of the database server takes longer, a deadlock is over at once.
void pause_before(int next_try) { std::this_thread::sleep_for(std::chrono::milliseconds{20} * (1 << next_try)); }

}  // namespace

std::vector<std::string> migrate(std::string const& url) {
  Connection connection{url};
  return storage::migrate(connection);
}

Service::Service(std::string const& url)
    : writer_(url),
      task_connections_(url, kMostTaskConnections),
      readers_(url, kMostReaders),
      books_([this] { return reading_connection(); },
             [this](auto const& is_wanted) { return commits_.following(is_wanted); }),
      commits_(storage::Grouping::kOneAuthority, [this](storage::JobGroup const& group) { write_group(group); }) {
  storage::require_schema(writer_);
}

std::vector<engine::Outcome> Service::submit(std::span<engine::Prepared const> prepared, base::Now now) {
  storage::Job job;
  job.prepared = prepared;
  job.now = now;
  commits_.run(job);
  return std::move(job.outcomes);
}

std::vector<engine::Outcome> Service::submit_unsettled(std::span<engine::Prepared const> prepared, base::Now now) {
  storage::Job job;
  job.prepared = prepared;
  job.now = now;
  job.settled = false;
  commits_.run(job);
  return std::move(job.outcomes);
}

// By the same connection: if the server went down in between, that one is gone, and nobody knows what was kept.
void Service::settle() {
  storage::Job job;
  bool lost = false;
  job.task = [&](storage::Connection&) {
    lost = unsettled_lost_;
    writer_.commit_settled();
  };
  commits_.run(job);
  if (lost) throw engine::StoreUnavailable("the connection to the database was lost before all was on its disk");
}

std::unique_ptr<engine::Pending> Service::start(std::span<engine::Prepared const> prepared, base::Now now) {
  return std::make_unique<storage::PendingJob>(commits_, prepared, now);
}

void Service::try_group(storage::JobGroup const& group) {
  // In this order in every process: two that have several authorities each cannot wait for each other.
  std::set<base::AuthorityId> authorities;
  for (storage::Job const* job : group) {
    for (engine::Prepared const& prepared : job->prepared) authorities.insert(prepared.submission.authority);
  }
  bool const settled = std::ranges::any_of(group, &storage::Job::settled);
  storage::Transaction transaction{writer_};
  if (unsettled_ && *unsettled_ != writer_.generation()) {
    unsettled_.reset();
    unsettled_lost_ = true;
  }
  if (!settled) writer_.commit_unsettled();
  for (base::AuthorityId const authority : authorities) books_.take(writer_, authority);
  books_.run(writer_, group);
  transaction.commit();
  note_commit(group, settled);
}

void Service::note_commit(storage::JobGroup const& group, bool settled) {
  if (!settled) {
    unsettled_ = writer_.generation();
  } else if (std::ranges::any_of(group, [](storage::Job const* job) { return bool{job->task}; })) {
    unsettled_.reset();
    unsettled_lost_ = false;
  }
}

void Service::write_group(storage::JobGroup const& group) {
  for (int tries = 0;; ++tries) {
    try {
      return try_group(group);
    } catch (DatabaseError const& error) {
      books_.forget();
      // After a commit of unknown outcome too: a submission that was written is found by its key.
      bool const again = error.kind == DatabaseErrorKind::kBusy || error.kind == DatabaseErrorKind::kLost ||
                         error.kind == DatabaseErrorKind::kUnknown;
      if (!again || tries + 1 == kTries) throw;
      pause_before(tries);
    } catch (...) {
      books_.forget();
      throw;
    }
  }
}

void Service::write(std::function<void(storage::Connection&)> task) {
  for (int tries = 0;; ++tries) {
    try {
      std::shared_ptr<Connection> const connection = task_connections_.take();
      storage::Transaction transaction{*connection};
      task(*connection);
      transaction.commit();
      return;
    } catch (DatabaseError const& error) {
      bool const again = error.kind == DatabaseErrorKind::kBusy || error.kind == DatabaseErrorKind::kLost;
      if (!again || tries + 1 == kTries) throw engine::StoreUnavailable(error.what());
      pause_before(tries);
    }
  }
}

std::shared_ptr<storage::Connection> Service::reading_connection() { return readers_.take(); }

}  // namespace adapters::postgres

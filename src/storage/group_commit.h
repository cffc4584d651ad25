// Waiting callers, grouped: one thread takes all that wait and has them written in one durable commit.
//
// Thread safety: any thread may call run().
#pragma once

#include <semaphore.h>

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "engine/books_service.h"
#include "storage/connection.h"

namespace storage {

/// POSIX's, because std::atomic::wait spins before it sleeps: with many callers waiting for one disk, that took as
/// much of the processor as the writer did.
struct Done {
  Done() { sem_init(&semaphore, 0, 0); }
  ~Done() { sem_destroy(&semaphore); }
  Done(Done const&) = delete;
  Done& operator=(Done const&) = delete;
  sem_t semaphore;
};

/// Submissions, or a task on the writer's connection.
struct Job {
  std::span<engine::Prepared const> prepared;
  base::Now now;
  std::function<void(Connection&)> task;
  bool settled = true;  // to be durable when it is done; otherwise the caller sees to it
  std::vector<engine::Outcome> outcomes;
  std::exception_ptr error;
  // Shared with the writer: the caller may be gone before the writer's last touch of it.
  std::shared_ptr<Done> done = std::make_shared<Done>();
};

using JobGroup = std::vector<Job*>;

class GroupCommit;

/// A job of submissions that has been started.
class PendingJob final : public engine::Pending {
 public:
  PendingJob(GroupCommit& commits, std::span<engine::Prepared const> prepared, base::Now now);
  ~PendingJob() override;
  PendingJob(PendingJob const&) = delete;
  PendingJob& operator=(PendingJob const&) = delete;
  std::vector<engine::Outcome> finish() override;

 private:
  Job job_;
  bool finished_ = false;
};

enum class Grouping : std::uint8_t {
  kAllThatWait,
  kOneAuthority,  // only those together that are of one authority
};

class GroupCommit {
 public:
  /// `write` runs on the one thread, writes the group or throws; after a failure each job is tried alone. The failure
  /// of a job alone is its caller's.
  GroupCommit(Grouping grouping, std::function<void(JobGroup const&)> write);
  /// What waits is still written.
  ~GroupCommit();
  GroupCommit(GroupCommit const&) = delete;
  GroupCommit& operator=(GroupCommit const&) = delete;

  /// Returns when the job is done. Throws what `write` threw; a DatabaseError as engine::StoreUnavailable.
  void run(Job& job);
  /// The two halves of run(): the job must stay where it is between them.
  void start(Job& job);
  static void wait(Job& job);

  /// For `write`, and a thread it waits for: the group that will come next, if one waits and is what is wanted. It is
  /// then the next, whoever else comes meanwhile.
  std::optional<JobGroup> following(std::function<bool(JobGroup const&)> const& is_wanted);

 private:
  void loop();
  [[nodiscard]] JobGroup waiting_group() const;
  void take(JobGroup const& group);
  void write_group(JobGroup const& group);

  Grouping grouping_;
  std::function<void(JobGroup const&)> write_;
  std::mutex mutex_;
  std::condition_variable waiting_;
  std::deque<Job*> queue_;
  JobGroup following_;  // taken from the queue and not yet written
  bool stopping_ = false;
  std::thread thread_;  // last: it starts when all else is there
};

}  // namespace storage

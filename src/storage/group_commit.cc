#include "storage/group_commit.h"

namespace storage {

namespace {

constexpr std::size_t kGroupLimit = 512;     // jobs in one commit; a job may be thousands of submissions (an import)
constexpr std::size_t kGroupWeight = 4'000;  // submissions and rows they need, from which nothing more is added

base::AuthorityId authority_of(Job const& job) {
  return job.prepared.empty() ? base::AuthorityId{} : job.prepared.front().submission.authority;
}

std::size_t weight_of(Job const& job) {
  std::size_t weight = 0;
  for (engine::Prepared const& prepared : job.prepared) {
    weight += 1 + prepared.needs.claims.size() + prepared.needs.debtors.size();
  }
  return weight;
}

}  // namespace

GroupCommit::GroupCommit(Grouping grouping, std::function<void(JobGroup const&)> write)
    : grouping_(grouping), write_(std::move(write)), thread_([this] { loop(); }) {}

GroupCommit::~GroupCommit() {
  {
    std::lock_guard const lock{mutex_};
    stopping_ = true;
  }
  waiting_.notify_one();
  thread_.join();
}

void GroupCommit::run(Job& job) {
  start(job);
  wait(job);
}

void GroupCommit::start(Job& job) {
  {
    std::lock_guard const lock{mutex_};
    queue_.push_back(&job);
  }
  waiting_.notify_one();
}

void GroupCommit::wait(Job& job) {
  while (sem_wait(&job.done->semaphore) != 0) {  // a signal came
  }
  if (!job.error) return;
  try {
    std::rethrow_exception(job.error);
  } catch (DatabaseError const& error) {
    throw engine::StoreUnavailable(error.what());
  }
}

PendingJob::PendingJob(GroupCommit& commits, std::span<engine::Prepared const> prepared, base::Now now) {
  job_.prepared = prepared;
  job_.now = now;
  commits.start(job_);
}

PendingJob::~PendingJob() {
  if (finished_) return;
  try {
    GroupCommit::wait(job_);
  } catch (std::exception const&) {
    // Nobody asks any more what became of it.
  }
}

std::vector<engine::Outcome> PendingJob::finish() {
  finished_ = true;
  GroupCommit::wait(job_);
  return std::move(job_.outcomes);
}

void GroupCommit::loop() {
  JobGroup group;
  while (true) {
    group.clear();
    {
      std::unique_lock lock{mutex_};
      waiting_.wait(lock, [this] { return stopping_ || !queue_.empty() || !following_.empty(); });
      if (following_.empty()) take(following_ = waiting_group());
      if (following_.empty()) return;
      group.swap(following_);
    }
    write_group(group);
    for (Job* job : group) {
      std::shared_ptr<Done> const done = job->done;
      sem_post(&done->semaphore);
    }
  }
}

JobGroup GroupCommit::waiting_group() const {
  JobGroup group;
  std::size_t weight = 0;
  for (Job* const job : queue_) {
    if (group.size() == kGroupLimit || weight >= kGroupWeight) break;
    bool const fits = grouping_ == Grouping::kAllThatWait || authority_of(*job) == authority_of(*queue_.front());
    if (!fits) continue;
    group.push_back(job);
    weight += weight_of(*job);
  }
  return group;
}

/// Out of the queue: its jobs stand there in this order.
void GroupCommit::take(JobGroup const& group) {
  auto next = group.begin();
  std::erase_if(queue_, [&](Job* const job) {
    bool const taken = next != group.end() && *next == job;
    if (taken) ++next;
    return taken;
  });
}

std::optional<JobGroup> GroupCommit::following(std::function<bool(JobGroup const&)> const& is_wanted) {
  std::lock_guard const lock{mutex_};
  JobGroup group = waiting_group();
  if (group.empty() || !is_wanted(group)) return std::nullopt;
  take(group);
  following_ = group;
  return group;
}

void GroupCommit::write_group(JobGroup const& group) {
  try {
    write_(group);
    return;
  } catch (std::exception const&) {
    if (group.size() == 1) {
      group.front()->error = std::current_exception();
      return;
    }
  }
  // One job of the group failed and took the others with it: each gets a commit of its own.
  for (Job* job : group) write_group({job});
}

}  // namespace storage

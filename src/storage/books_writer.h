// What the one writing thread of a process keeps between its commits, and how it executes a group of submissions.
//
// Thread safety: one thread, but for set_rules().
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "storage/ahead_of_writer.h"
#include "storage/books_transaction.h"
#include "storage/group_commit.h"

namespace storage {

class BooksWriter {
 public:
  /// Gives a connection to read by, and takes it back when the pointer goes.
  using Reading = std::function<std::shared_ptr<Connection>()>;
  /// The group that run() will get next, if it waits already and is what is asked for. No other group may come then.
  using Following = std::function<std::optional<JobGroup>(std::function<bool(JobGroup const&)> const& is_wanted)>;

  /// Bulk work is decided on another thread, which calls these two.
  BooksWriter(Reading reading, Following following) : reading_(std::move(reading)), following_(std::move(following)) {}

  /// Executes the jobs inside the connection's open transaction and leaves it open, ready for the commit. If this
  /// throws, or the commit does, the caller must forget().
  void run(Connection& connection, JobGroup const& group);

  /// For databases that other processes write to at the same time: has the authority to itself until the end of the
  /// open transaction, and throws away what was kept if others have written its books since.
  void take(Connection& connection, base::AuthorityId authority);

  /// What submissions are decided by from now on. Any thread may call.
  void set_rules(std::shared_ptr<engine::Rules const> rules);

  /// Throws away all that was kept between commits.
  void forget();
  /// Whether the work is bulk work, such as an import or a month's interest.
  [[nodiscard]] bool in_bulk() const { return filter_ != nullptr || on_two_threads_; }

 private:
  [[nodiscard]] KeyFilter* filter_for(Connection& connection, JobGroup const& group);
  [[nodiscard]] std::shared_ptr<engine::Rules const> rules();
  AheadOfWriter& ahead();

  Reading reading_;
  Following following_;

  BooksTransaction::Cursors cursors_;
  PartyCache parties_{PartyCache::kFewLines};
  std::unique_ptr<KeyFilter> filter_;  // only once there was bulk work; `parties_` is large then too
  int filters_lost_ = 0;
  bool on_two_threads_ = false;  // the last group
  std::mutex rules_mutex_;
  std::shared_ptr<engine::Rules const> rules_ = std::make_shared<engine::Rules>();
  std::unique_ptr<AheadOfWriter> ahead_;  // only once there was bulk work; last: its thread uses the rest
};

}  // namespace storage

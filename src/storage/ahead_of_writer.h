// Bulk work on two threads: one loads and decides, the other writes what the first has decided before, in the same
// transaction and the same order.
//
// The first reads a snapshot of the moment at which the transaction took the books for itself, so nobody else can have
// changed anything since; what the group itself has touched meanwhile is remembered, and whoever needs some of that
// waits for the writer and reads through its connection. What comes out is what one thread would have made.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <set>
#include <unordered_set>

#include "storage/books_transaction.h"

namespace storage {

class AheadOfWriter : public ports::BooksTransaction {
 public:
  using Cursors = storage::BooksTransaction::Cursors;

  /// `books` has the authorities in `cursors` to itself. `snapshot` has begun after that and is not used otherwise.
  AheadOfWriter(storage::BooksTransaction& books, Connection& snapshot, Cursors const& cursors)
      : books_(books), cursors_(cursors), snapshot_(snapshot, snapshot_cursors_, unused_parties_, nullptr) {
    snapshot_cursors_ = cursors;
  }

  /// Calls `execute` on a thread of its own and writes on this one. Throws what either throws; then what was written
  /// must be rolled back.
  void run(std::function<void(ports::BooksTransaction&)> const& execute);

  std::optional<ports::JournalEntry> find_entry(base::AuthorityId authority, ports::ShortDigest const& key) override;
  std::optional<ports::JournalEntry> find_registration(base::AuthorityId authority,
                                                       ports::ClaimKey const& claim) override;
  bool load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) override;
  std::optional<base::DebtorId> find_party(base::AuthorityId authority, ports::Party const& party) override;
  void append(ports::Batch const& batch, ports::WorkingSet const& after) override;

 private:
  static constexpr std::size_t kMostAhead = 3;  // decided and not written

  struct Decided {
    ports::Batch batch;
    ports::WorkingSet after;
  };
  /// What the group has written or is going to write.
  struct Touched {
    std::unordered_set<std::int64_t> claims;
    std::unordered_set<std::int64_t> debtors;
    std::unordered_set<std::int64_t> payments;
    std::unordered_set<std::int64_t> liable;  // debtors of the claims
    std::set<ports::ShortDigest> keys;
    bool whose = false;  // whose claims there are is not what it was
  };

  void write_decided();
  void wait_for_writer();
  void end(std::exception_ptr error);
  bool load_ahead(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into);
  void remember(ports::Batch const& batch, ports::WorkingSet const& after);

  storage::BooksTransaction& books_;
  Cursors cursors_;  // as they are when all that has been decided is written
  Cursors snapshot_cursors_;
  PartyCache unused_parties_{1};
  storage::BooksTransaction snapshot_;
  std::map<base::AuthorityId, Touched> touched_;
  bool beside_writer_ = false;  // the submission at hand was loaded through the writer's connection

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Decided> decided_;
  bool writing_ = false;
  bool ended_ = false;
  std::exception_ptr failed_;   // the writer's
  std::exception_ptr stopped_;  // the other thread's
};

/// Whether what a submission needs can be read ahead: claims by id, and debtors with their claims.
[[nodiscard]] bool can_load_ahead(ports::Needs const& needs);

}  // namespace storage

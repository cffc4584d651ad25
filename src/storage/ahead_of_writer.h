// Bulk work on two threads: one loads and decides, the other writes what the first has decided before, in the same
// order. While a group of submissions is finished and committed, the next one is decided already.
//
// The first thread reads a snapshot taken after the transaction of its group, or of the group before, took the books
// for itself. What these two groups have touched is remembered, and whoever needs some of that waits for the writer and
// reads through its connection. So what comes out is what one thread would have made, as long as nobody else writes
// between the two transactions: then, and when the first is rolled back, the writer calls forget(), and the group is
// decided once more.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "storage/books_transaction.h"
#include "storage/group_commit.h"
#include "storage/identifier_set.h"

namespace storage {

/// Whether what a submission needs can be read ahead: claims by id, and debtors with their claims.
[[nodiscard]] bool can_load_ahead(ports::Needs const& needs);

class AheadOfWriter final : private ports::BooksTransaction {
 public:
  using Cursors = storage::BooksTransaction::Cursors;

  /// What it is made of. All three are called on the thread that decides.
  struct Parts {
    /// Gives a connection to read by, and takes it back when the pointer goes.
    std::function<std::shared_ptr<Connection>()> reading;
    /// Executes the jobs of a group.
    std::function<void(JobGroup const&, ports::BooksTransaction&)> execute;
    /// The group that will be written after the one at hand, if it waits already and is to be decided ahead.
    std::function<std::optional<JobGroup>()> following;
  };

  explicit AheadOfWriter(Parts parts) : parts_(std::move(parts)), deciding_([this] { decide_groups(); }) {}
  ~AheadOfWriter() override;
  AheadOfWriter(AheadOfWriter const&) = delete;
  AheadOfWriter& operator=(AheadOfWriter const&) = delete;

  // ---- for the writer's thread

  /// Writes a group, decided ahead or from now on, through `books`, whose transaction has begun and has all authorities
  /// of the group to itself. Throws what deciding or writing throws: then the transaction must be rolled back.
  void write(JobGroup const& group, storage::BooksTransaction& books, Cursors const& cursors);

  /// Throws away what was decided ahead of its transaction. Returns when the other thread has left it.
  void forget();

 private:
  static constexpr std::size_t kMostAhead = 8;  // submissions decided and not written

  struct Decided {
    ports::Batch batch;
    ports::WorkingSet after;
  };

  /// What a group has written or is going to write.
  struct Touched {
    IdentifierSet claims;
    IdentifierSet debtors;
    IdentifierSet payments;
    IdentifierSet liable;  // debtors of the claims
    std::set<ports::ShortDigest> keys;
    bool whose = false;  // whose claims there are is not what it was
  };
  using TouchedBooks = std::map<base::AuthorityId, Touched>;

  struct Group {
    JobGroup jobs;
    storage::BooksTransaction* books = nullptr;  // once its transaction has begun
    std::deque<Decided> decided;                 // and not written
    std::vector<Decided> written;                // to be freed by the thread that made them: it has more time
    bool writing = false;
    bool all_decided = false;
    bool dropped = false;
    std::exception_ptr stopped;  // what ended the deciding
  };

  void decide_groups();
  [[nodiscard]] std::optional<JobGroup> decide(Group& group);
  void wait_for_transaction(Group const& group);
  void wait_for_writer();

  std::optional<ports::JournalEntry> find_entry(base::AuthorityId authority, ports::ShortDigest const& key) override;
  std::optional<ports::JournalEntry> find_registration(base::AuthorityId authority,
                                                       ports::ClaimKey const& claim) override;
  bool load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) override;
  std::optional<base::DebtorId> find_party(base::AuthorityId authority, ports::Party const& party) override;
  void append(ports::Batch&& batch, ports::WorkingSet&& after) override;

  bool load_ahead(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into);
  void remember(ports::Batch const& batch, ports::WorkingSet const& after);

  Parts const parts_;

  // Of the thread that decides; the writer sets the cursors before it asks for a group.
  Cursors cursors_;           // as they are when all that has been decided is written
  Cursors snapshot_cursors_;  // as they were when the group at hand began
  PartyCache unused_parties_{1};
  std::optional<storage::BooksTransaction> snapshot_;
  TouchedBooks touched_;         // by the group at hand
  TouchedBooks touched_before_;  // by the group before, whose commit the snapshot may not show
  bool beside_writer_ = false;   // the submission at hand was loaded through the writer's connection

  std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<Group> at_hand_;  // being decided, or to be
  std::shared_ptr<Group> ahead_;    // the same, or decided already: what the writer has not begun
  bool ended_ = false;
  std::thread deciding_;  // last: it starts when all else is there
};

}  // namespace storage

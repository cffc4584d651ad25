#include "storage/ahead_of_writer.h"

#include <algorithm>
#include <array>

namespace storage {

namespace {

/// Nothing more need be decided: the writer has failed, or others wrote in between.
struct Abandoned {};

/// A reader's transaction, for as long as it is held.
class ReadingSnapshot {
 public:
  explicit ReadingSnapshot(Connection& connection) : connection_(connection) { connection_.begin_snapshot(); }
  ~ReadingSnapshot() { connection_.roll_back(); }
  ReadingSnapshot(ReadingSnapshot const&) = delete;
  ReadingSnapshot& operator=(ReadingSnapshot const&) = delete;

 private:
  Connection& connection_;
};

template <class Entity>
bool any_of(ports::Table<Entity> const& table, IdentifierSet const& ids) {
  bool found = false;
  if (!ids.empty()) table.each([&](Entity const& entity) { found = found || ids.contains(entity.id.value); });
  return found;
}

}  // namespace

bool can_load_ahead(ports::Needs const& needs) {
  return needs.payments.empty() && needs.attempts.empty() && needs.bank_lines.empty() && needs.bank_entries.empty() &&
         needs.messages.empty() && needs.refunds.empty() && needs.arrangements.empty() &&
         !needs.arrangements_of_debtors && needs.enquiries.empty() && needs.ability_statements.empty() &&
         needs.mandates.empty() && needs.collections.empty() && !needs.direct_debits_of_debtors &&
         needs.disclosures.empty() && !needs.disclosures_of_debtors && needs.representations.empty() &&
         !needs.representations_of_debtors && needs.referrals.empty() && !needs.referrals_of_debtors &&
         !needs.payments_of_their_fees && !needs.sources &&
         std::ranges::all_of(needs.claims, [](ports::ClaimKey const& key) { return bool{key.id}; });
}

AheadOfWriter::~AheadOfWriter() {
  forget();
  {
    std::lock_guard const lock{mutex_};
    ended_ = true;
  }
  changed_.notify_all();
  deciding_.join();
}

// ---- the writer

void AheadOfWriter::write(JobGroup const& jobs, storage::BooksTransaction& books, Cursors const& cursors) {
  std::unique_lock lock{mutex_};
  if (ahead_ == nullptr || ahead_->jobs != jobs) {
    lock.unlock();
    forget();
    lock.lock();
    ahead_ = std::make_shared<Group>();
    ahead_->jobs = jobs;
    cursors_ = cursors;
    touched_.clear();
    touched_before_.clear();
    at_hand_ = ahead_;
  }
  std::shared_ptr<Group> const group = std::move(ahead_);
  ahead_ = nullptr;
  group->books = &books;
  changed_.notify_all();
  while (true) {
    changed_.wait(lock, [&] { return group->all_decided || !group->decided.empty(); });
    if (group->decided.empty()) break;
    Decided decided = std::move(group->decided.front());
    group->decided.pop_front();
    group->writing = true;
    changed_.notify_all();
    lock.unlock();
    try {
      books.append(std::move(decided.batch), std::move(decided.after));
    } catch (...) {
      forget();
      throw;
    }
    lock.lock();
    group->written.push_back(std::move(decided));
    group->writing = false;
    changed_.notify_all();
  }
  if (group->stopped) std::rethrow_exception(group->stopped);
}

void AheadOfWriter::forget() {
  std::unique_lock lock{mutex_};
  if (at_hand_ != nullptr) at_hand_->dropped = true;
  ahead_ = nullptr;
  changed_.notify_all();
  changed_.wait(lock, [this] { return at_hand_ == nullptr; });
}

// ---- the thread that decides

void AheadOfWriter::decide_groups() {
  std::unique_lock lock{mutex_};
  while (true) {
    changed_.wait(lock, [this] { return ended_ || at_hand_ != nullptr; });
    if (at_hand_ == nullptr) return;
    std::shared_ptr<Group> const group = at_hand_;
    lock.unlock();
    std::optional<JobGroup> following;
    try {
      following = decide(*group);
    } catch (...) {
      group->stopped = std::current_exception();
    }
    lock.lock();
    group->all_decided = true;
    at_hand_ = nullptr;
    if (following && !group->dropped) {
      ahead_ = std::make_shared<Group>();
      ahead_->jobs = std::move(*following);
      at_hand_ = ahead_;
      touched_before_ = std::move(touched_);
      touched_.clear();
    }
    changed_.notify_all();
  }
}

/// Returns the group to be decided next.
std::optional<JobGroup> AheadOfWriter::decide(Group& group) {
  {
    std::shared_ptr<Connection> const connection = parts_.reading();
    ReadingSnapshot const seen{*connection};
    snapshot_cursors_ = cursors_;
    snapshot_.emplace(*connection, snapshot_cursors_, unused_parties_, nullptr);
    parts_.execute(group.jobs, *this);
  }
  // The next snapshot must show all that was written before this group. And while the writer is with this group, what
  // gives the groups is there.
  wait_for_transaction(group);
  return parts_.following();
}

void AheadOfWriter::wait_for_transaction(Group const& group) {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [&] { return group.dropped || group.books != nullptr; });
  if (group.dropped) throw Abandoned{};
}

/// Until the transaction has begun and everything that was decided is written. From then on the writer sleeps until
/// something is decided, and its connection is this thread's.
void AheadOfWriter::wait_for_writer() {
  std::unique_lock lock{mutex_};
  Group const& group = *at_hand_;
  changed_.wait(lock,
                [&] { return group.dropped || (group.books != nullptr && group.decided.empty() && !group.writing); });
  if (group.dropped) throw Abandoned{};
}

std::optional<ports::JournalEntry> AheadOfWriter::find_entry(base::AuthorityId authority,
                                                             ports::ShortDigest const& key) {
  if (!touched_[authority].keys.contains(key) && !touched_before_[authority].keys.contains(key)) {
    return snapshot_->find_entry(authority, key);
  }
  wait_for_writer();
  return at_hand_->books->find_entry(authority, key);
}

std::optional<ports::JournalEntry> AheadOfWriter::find_registration(base::AuthorityId authority,
                                                                    ports::ClaimKey const& claim) {
  wait_for_writer();
  return at_hand_->books->find_registration(authority, claim);
}

std::optional<base::DebtorId> AheadOfWriter::find_party(base::AuthorityId authority, ports::Party const& party) {
  wait_for_writer();
  return at_hand_->books->find_party(authority, party);
}

bool AheadOfWriter::load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) {
  bool const first = into.claims.size() == 0 && into.debtors.size() == 0;
  if (first && load_ahead(authority, needs, into)) {
    beside_writer_ = false;
    return true;
  }
  beside_writer_ = true;
  wait_for_writer();
  return at_hand_->books->load(authority, needs, into);
}

bool AheadOfWriter::load_ahead(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) {
  // An authority that is not among the cursors would be locked, and the writer has that lock.
  auto const at = cursors_.find(authority);
  if (at == cursors_.end() || !snapshot_cursors_.contains(authority) || !can_load_ahead(needs)) return false;
  std::array<Touched const*, 2> const touched = {&touched_[authority], &touched_before_[authority]};
  if (std::ranges::any_of(touched, &Touched::whose)) return false;
  // A debtor's claim that was settled in the snapshot may be open by now, and would not be found in it.
  for (base::DebtorId const debtor : needs.debtors) {
    if (std::ranges::any_of(touched, [&](Touched const* by) { return by->liable.contains(debtor.value); })) {
      return false;
    }
  }
  ports::WorkingSet found;
  if (!snapshot_->load(authority, needs, found)) return false;
  for (Touched const* const by : touched) {
    if (any_of(found.claims, by->claims) || any_of(found.debtors, by->debtors) ||
        any_of(found.payments, by->payments)) {
      return false;
    }
  }
  into = std::move(found);
  into.next_id = at->second.next_id;
  into.next_seq = at->second.next_seq;
  return true;
}

void AheadOfWriter::append(ports::Batch&& batch, ports::WorkingSet&& after) {
  remember(batch, after);
  if (beside_writer_) return at_hand_->books->append(std::move(batch), std::move(after));
  std::vector<Decided> written;
  std::unique_lock lock{mutex_};
  Group& group = *at_hand_;
  changed_.wait(lock, [&] { return group.dropped || group.decided.size() < kMostAhead; });
  if (group.dropped) throw Abandoned{};
  group.decided.push_back({std::move(batch), std::move(after)});
  written.swap(group.written);
  changed_.notify_all();
  lock.unlock();
}

void AheadOfWriter::remember(ports::Batch const& batch, ports::WorkingSet const& after) {
  base::AuthorityId const authority = batch.entry.authority;
  if (auto const at = cursors_.find(authority); at != cursors_.end()) {
    at->second.next_id = after.next_id;
    at->second.next_seq = batch.entry.seq + 1;
  }
  Touched& touched = touched_[authority];
  touched.keys.insert(batch.entry.key);
  touched.whose = touched.whose || !batch.debtor_changes.empty() || !batch.parties.empty();
  after.claims.each_touched([&](claims::Claim const& claim) {
    touched.whose = touched.whose || claim.registered_seq == batch.entry.seq;
    touched.claims.insert(claim.id.value);
    for (base::DebtorId const debtor : claim.liable) touched.liable.insert(debtor.value);
  });
  after.debtors.each_touched([&](claims::Debtor const& debtor) { touched.debtors.insert(debtor.id.value); });
  after.payments.each_touched([&](payments::Payment const& payment) { touched.payments.insert(payment.id.value); });
}

}  // namespace storage

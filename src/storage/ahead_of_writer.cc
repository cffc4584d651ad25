#include "storage/ahead_of_writer.h"

#include <algorithm>
#include <thread>

namespace storage {

namespace {

/// The writer has failed: nothing more need be decided.
struct Abandoned {};

template <class Entity>
bool any_of(ports::Table<Entity> const& table, std::unordered_set<std::int64_t> const& ids) {
  bool found = false;
  if (!ids.empty()) table.each([&](Entity const& entity) { found = found || ids.contains(entity.id.value); });
  return found;
}

}  // namespace

bool can_load_ahead(ports::Needs const& needs) {
  return needs.payments.empty() && needs.attempts.empty() && needs.bank_lines.empty() && needs.bank_entries.empty() &&
         needs.messages.empty() && needs.refunds.empty() && needs.arrangements.empty() &&
         !needs.arrangements_of_debtors && !needs.sources &&
         std::ranges::all_of(needs.claims, [](ports::ClaimKey const& key) { return bool{key.id}; });
}

void AheadOfWriter::run(std::function<void(ports::BooksTransaction&)> const& execute) {
  std::thread executing{[&] {
    try {
      execute(*this);
      end(nullptr);
    } catch (Abandoned const&) {
      end(nullptr);
    } catch (...) {
      end(std::current_exception());
    }
  }};
  write_decided();
  executing.join();
  if (failed_) std::rethrow_exception(failed_);
  if (stopped_) std::rethrow_exception(stopped_);
}

// ---- the writer

void AheadOfWriter::write_decided() {
  std::unique_lock lock{mutex_};
  while (true) {
    changed_.wait(lock, [this] { return ended_ || !decided_.empty(); });
    if (decided_.empty()) return;
    Decided const next = std::move(decided_.front());
    decided_.pop_front();
    writing_ = true;
    changed_.notify_all();
    lock.unlock();
    std::exception_ptr error;
    try {
      books_.append(next.batch, next.after);
    } catch (...) {
      error = std::current_exception();
    }
    lock.lock();
    writing_ = false;
    if (error) {
      failed_ = error;
      decided_.clear();
    }
    changed_.notify_all();
    if (error) return;
  }
}

void AheadOfWriter::end(std::exception_ptr error) {
  std::lock_guard const lock{mutex_};
  stopped_ = error;
  ended_ = true;
  changed_.notify_all();
}

// ---- the other thread

/// Until everything that was decided is written. From then on the writer sleeps until something is decided, and its
/// connection is this thread's.
void AheadOfWriter::wait_for_writer() {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [this] { return failed_ || (decided_.empty() && !writing_); });
  if (failed_) throw Abandoned{};
}

std::optional<ports::JournalEntry> AheadOfWriter::find_entry(base::AuthorityId authority,
                                                             ports::ShortDigest const& key) {
  if (!touched_[authority].keys.contains(key)) return snapshot_.find_entry(authority, key);
  wait_for_writer();
  return books_.find_entry(authority, key);
}

std::optional<ports::JournalEntry> AheadOfWriter::find_registration(base::AuthorityId authority,
                                                                    ports::ClaimKey const& claim) {
  wait_for_writer();
  return books_.find_registration(authority, claim);
}

std::optional<base::DebtorId> AheadOfWriter::find_party(base::AuthorityId authority, ports::Party const& party) {
  wait_for_writer();
  return books_.find_party(authority, party);
}

bool AheadOfWriter::load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) {
  bool const first = into.claims.size() == 0 && into.debtors.size() == 0;
  if (first && load_ahead(authority, needs, into)) {
    beside_writer_ = false;
    return true;
  }
  beside_writer_ = true;
  wait_for_writer();
  return books_.load(authority, needs, into);
}

bool AheadOfWriter::load_ahead(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) {
  auto const at = cursors_.find(authority);
  Touched const& touched = touched_[authority];
  if (at == cursors_.end() || touched.whose || !can_load_ahead(needs)) return false;
  // A debtor's claim that was settled in the snapshot may be open by now, and would not be found in it.
  auto const is_touched = [&](base::DebtorId debtor) { return touched.liable.contains(debtor.value); };
  if (std::ranges::any_of(needs.debtors, is_touched)) return false;
  ports::WorkingSet found;
  if (!snapshot_.load(authority, needs, found)) return false;
  if (any_of(found.claims, touched.claims) || any_of(found.debtors, touched.debtors) ||
      any_of(found.payments, touched.payments)) {
    return false;
  }
  into = std::move(found);
  into.next_id = at->second.next_id;
  into.next_seq = at->second.next_seq;
  return true;
}

void AheadOfWriter::append(ports::Batch const& batch, ports::WorkingSet const& after) {
  remember(batch, after);
  if (beside_writer_) return books_.append(batch, after);
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [this] { return failed_ || decided_.size() < kMostAhead; });
  if (failed_) throw Abandoned{};
  decided_.push_back({batch, after});
  changed_.notify_all();
}

void AheadOfWriter::remember(ports::Batch const& batch, ports::WorkingSet const& after) {
  base::AuthorityId const authority = batch.entry.authority;
  AuthorityCursor& at = cursors_[authority];
  at.next_id = after.next_id;
  at.next_seq = batch.entry.seq + 1;
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

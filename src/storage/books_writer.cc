#include "storage/books_writer.h"

namespace storage {

namespace {

constexpr std::size_t kRowsForTwoThreads = 512;  // claims and debtors to be loaded
constexpr std::size_t kBulk = 1'000;             // submissions in a group, from which the key filter pays

bool nobody_wrote(AuthorityCursor const& kept, AuthorityCursor const& read) {
  return kept.next_block == read.next_block && kept.last_hash == read.last_hash;
}

/// Several submissions that load many claims or debtors each.
bool is_worth_two_threads(JobGroup const& group) {
  std::size_t rows = 0;
  std::size_t submissions = 0;
  for (Job const* job : group) {
    if (job->task) return false;
    for (engine::Prepared const& prepared : job->prepared) {
      if (!can_load_ahead(prepared.needs)) continue;
      rows += prepared.needs.claims.size() + prepared.needs.debtors.size();
      ++submissions;
    }
  }
  return submissions > 1 && rows >= kRowsForTwoThreads;
}

/// From here to the end of the transaction nobody else writes what the submissions are about. False if there is no such
/// authority.
bool takes_authorities(BooksTransaction& books, JobGroup const& group) {
  for (Job const* job : group) {
    for (engine::Prepared const& prepared : job->prepared) {
      if (!books.knows(prepared.submission.authority)) return false;
    }
  }
  return true;
}

void execute(Job& job, ports::BooksTransaction& on, engine::Rules const& rules) {
  job.outcomes.clear();
  job.error = nullptr;
  for (engine::Prepared const& prepared : job.prepared) {
    job.outcomes.push_back(engine::execute(on, prepared, job.now, rules));
  }
}

}  // namespace

void BooksWriter::set_rules(std::shared_ptr<engine::Rules const> rules) {
  std::lock_guard const lock{rules_mutex_};
  rules_ = std::move(rules);
}

void BooksWriter::forget() {
  if (ahead_ != nullptr) ahead_->forget();
  cursors_.clear();
  parties_ = PartyCache{PartyCache::kFewLines};
  if (filter_ != nullptr) ++filters_lost_;
  filter_.reset();
}

void BooksWriter::take(Connection& connection, base::AuthorityId authority) {
  auto read = read_cursor(connection, authority);
  if (!read) return;
  auto const kept = cursors_.find(authority);
  if (kept != cursors_.end() && nobody_wrote(kept->second, *read)) return;
  // The filter and the people know of this authority only what was there when its cursor was.
  forget();
  cursors_.insert_or_assign(authority, std::move(*read));
}

KeyFilter* BooksWriter::filter_for(Connection& connection, JobGroup const& group) {
  std::size_t submissions = 0;
  for (Job const* job : group) submissions += job->prepared.size();
  // Beside another busy writer the filter would be rebuilt again and again: then do without.
  if (filter_ == nullptr && submissions >= kBulk && filters_lost_ < 3) {
    filter_ = std::make_unique<KeyFilter>(connection);
    parties_ = PartyCache{PartyCache::kBulkLines};
  }
  return filter_.get();
}

AheadOfWriter& BooksWriter::ahead() {
  if (ahead_ == nullptr) {
    auto const decide = [this](JobGroup const& group, ports::BooksTransaction& on) {
      auto const by = rules();
      for (Job* job : group) execute(*job, on, *by);
    };
    ahead_ = std::make_unique<AheadOfWriter>(
        AheadOfWriter::Parts{reading_, decide, [this] { return following_(is_worth_two_threads); }});
  }
  return *ahead_;
}

std::shared_ptr<engine::Rules const> BooksWriter::rules() {
  std::lock_guard const lock{rules_mutex_};
  return rules_;
}

void BooksWriter::run(Connection& connection, JobGroup const& group) {
  BooksTransaction books{connection, cursors_, parties_, filter_for(connection, group)};
  on_two_threads_ = is_worth_two_threads(group) && takes_authorities(books, group);
  if (on_two_threads_) {
    ahead().write(group, books, cursors_);
  } else {
    if (ahead_ != nullptr) ahead_->forget();
    auto const by = rules();
    for (Job* job : group) {
      if (job->task) job->task(connection);
      execute(*job, books, *by);
    }
  }
  books.finish();
}

}  // namespace storage

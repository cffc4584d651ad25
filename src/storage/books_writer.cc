#include "storage/books_writer.h"

namespace storage {

namespace {

constexpr std::size_t kBulk = 1'000;  // submissions in a group, from which the key filter pays

bool nobody_wrote(AuthorityCursor const& kept, AuthorityCursor const& read) {
  return kept.next_block == read.next_block && kept.last_hash == read.last_hash;
}

}  // namespace

void BooksWriter::set_rules(std::shared_ptr<engine::Rules const> rules) {
  std::lock_guard const lock{rules_mutex_};
  rules_ = std::move(rules);
}

void BooksWriter::forget() {
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

void BooksWriter::run(Connection& connection, JobGroup const& group) {
  KeyFilter* const filter = filter_for(connection, group);
  BooksTransaction books{connection, cursors_, parties_, filter};
  std::shared_ptr<engine::Rules const> rules;
  {
    std::lock_guard const lock{rules_mutex_};
    rules = rules_;
  }
  for (Job* job : group) {
    job->outcomes.clear();
    job->error = nullptr;
    if (job->task) job->task(connection);
    for (engine::Prepared const& prepared : job->prepared) {
      job->outcomes.push_back(engine::execute(books, prepared, job->now, *rules));
    }
  }
  books.finish();
}

}  // namespace storage

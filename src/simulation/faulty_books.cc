#include "simulation/faulty_books.h"

#include "simulation/passing_transaction.h"

namespace simulation {

namespace {

/// Not StoreUnavailable, so that nobody but the books themselves can mistake it for one.
struct PlannedFailure {};

/// Fails at a planned call: before it, or (an append) after it.
class FailingTransaction : public PassingTransaction {
 public:
  FailingTransaction(std::unique_ptr<ports::BooksTransaction> books, std::int64_t& calls_until_failure)
      : PassingTransaction(*books), held_(std::move(books)), left_(calls_until_failure) {}

  std::optional<ports::JournalEntry> find_entry(base::AuthorityId authority, ports::ShortDigest const& key) override {
    count_call();
    return books().find_entry(authority, key);
  }
  std::optional<ports::JournalEntry> find_registration(base::AuthorityId authority,
                                                       ports::ClaimKey const& claim) override {
    count_call();
    return books().find_registration(authority, claim);
  }
  bool load(base::AuthorityId authority, ports::Needs const& needs, ports::WorkingSet& into) override {
    count_call();
    return books().load(authority, needs, into);
  }
  std::optional<base::DebtorId> find_party(base::AuthorityId authority, ports::Party const& party) override {
    count_call();
    return books().find_party(authority, party);
  }
  void append(ports::Batch&& batch, ports::WorkingSet&& after) override {
    count_call();
    books().append(std::move(batch), std::move(after));
    count_call();
  }

 private:
  void count_call() {
    if (left_ < 0) return;
    if (left_-- == 0) throw PlannedFailure{};
  }
  std::unique_ptr<ports::BooksTransaction> held_;
  std::int64_t& left_;
};

constexpr std::int64_t kMostCalls = 12;  // of a group of a few submissions

}  // namespace

FaultyBooks::FaultyBooks(std::uint64_t seed, std::string const& purpose, Mistake mistake)
    : stream_(seed, purpose), mistake_(mistake) {
  books_.set_interposer([this](ports::BooksTransaction& books) -> std::unique_ptr<ports::BooksTransaction> {
    return std::make_unique<FailingTransaction>(make_mistaken(books, mistake_), calls_until_failure_);
  });
}

std::vector<engine::Outcome> FaultyBooks::submit(std::span<engine::Prepared const> prepared, base::Now now) {
  if (witness_ != nullptr) {
    for (engine::Prepared const& item : prepared) witness_->sent(item);
  }
  std::vector<engine::Outcome> outcomes;
  if (stream_.chance_per_mille(faults_per_mille_)) {
    outcomes = fail_within(prepared, now);
  } else {
    outcomes = books_.submit(prepared, now);
  }
  if (witness_ != nullptr) {
    for (std::size_t i = 0; i < prepared.size(); ++i) witness_->answered(prepared[i], outcomes[i]);
  }
  return outcomes;
}

std::vector<engine::Outcome> FaultyBooks::fail_within(std::span<engine::Prepared const> prepared, base::Now now) {
  std::int64_t const kind = stream_.below(4);
  if (kind >= 2) {
    std::vector<engine::Outcome> const done = books_.submit(prepared, now);
    ++(kind == 2 ? faults_.late_crashes : faults_.lost_answers);
    throw NoAnswer(kind == 2 ? "the process died after the commit" : "the answer was lost");
  }
  base::AuthorityId const authority = prepared.front().submission.authority;
  adapters::memory::AuthorityBooks committed = books_.books(authority);
  calls_until_failure_ = stream_.below(kMostCalls);
  try {
    std::vector<engine::Outcome> outcomes = books_.submit(prepared, now);
    calls_until_failure_ = -1;  // there were fewer calls than that
    return outcomes;
  } catch (PlannedFailure const&) {
    calls_until_failure_ = -1;
    books_.books(authority) = std::move(committed);
  }
  ++(kind == 0 ? faults_.failed_calls : faults_.crashes);
  if (kind == 0) throw engine::StoreUnavailable("the store could not do it");
  throw NoAnswer("the process died before the commit");
}

std::shared_ptr<ports::BooksReader> FaultyBooks::reader() {
  if (stream_.chance_per_mille(faults_per_mille_ / 4)) {
    ++faults_.failed_calls;
    throw engine::StoreUnavailable("the store could not be read");
  }
  return books_.reader();
}

std::optional<base::AuthorityId> FaultyBooks::add_authority(ports::Authority const& authority) {
  return books_.add_authority(authority);
}

base::SourceId FaultyBooks::ensure_source(base::AuthorityId authority, std::string const& code,
                                          std::string const& name) {
  return books_.ensure_source(authority, code, name);
}

}  // namespace simulation

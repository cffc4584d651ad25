// Bulk work that shares a commit comes out as if each submission had been alone. Stores that load ahead of their
// writer must notice what the submissions before have touched.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <deque>
#include <thread>

#include "adapters/sqlite/database.h"
#include "base/seeded_stream.h"
#include "engine/verify.h"
#include "storage/books_writer.h"
#include "tests/support/danish_rules.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using namespace engine;

constexpr int kClaims = 1'500;
constexpr int kPeople = 500;
constexpr base::Date kDue{20'400};
constexpr base::Now kLater{{(20'500LL) * 86'400'000'000LL}, {20'500}};

class Bulk {
 public:
  explicit Bulk(BooksService& books) : books_(books) {
    authority_ = *books_.add_authority(kTestAuthority);
    source_ = books_.ensure_source(authority_, "library", "Library");
    books_.set_rules(danish_rules(authority_));
    std::vector<Prepared> claims;
    for (int i = 0; i < kClaims; ++i) claims.push_back(registration(i));
    for (Outcome const& outcome : books_.submit(claims, kLater)) EXPECT_TRUE(outcome);
    books_.reader()->each_claim(authority_, [&](claims::Claim const& claim) { ids_.push_back(claim.id); });
  }

  /// Interest and steps for some hundreds each, and between them what changes some of the same.
  [[nodiscard]] std::vector<Prepared> work(std::uint64_t seed) {
    base::SeededStream stream{seed, "bulk"};
    std::vector<Prepared> work;
    for (int i = 0; i < 12; ++i) {
      std::int64_t const what = stream.below(25);
      if (what < 12) {
        auto const first = static_cast<std::ptrdiff_t>(stream.below(kClaims - 400));
        work.push_back(prepared(PostInterest{{ids_.begin() + first, ids_.begin() + first + 400}, {20'490}}));
      } else if (what < 18) {
        std::vector<base::DebtorId> debtors;
        for (auto n = stream.below(20); n < 300; ++n) debtors.push_back(claim_of(n).liable.front());
        std::ranges::sort(debtors);
        debtors.erase(std::ranges::unique(debtors).begin(), debtors.end());
        work.push_back(prepared(TakeSteps{std::move(debtors), {20'500}, stream.below(2) == 0}));
      } else if (what < 21) {
        RecordPayment payment;
        payment.minor = 1'000 + stream.below(60'000);
        payment.value_date = {20'450};
        payment.chosen.push_back({{some_claim(stream), {}, {}}, {}});
        work.push_back(prepared(payment));
      } else if (what < 24) {
        base::DebtorId const debtor = claim_of(stream.below(kClaims)).liable.front();
        claims::Hold const hold{
            "h" + std::to_string(next_key_), claims::HoldKind::kBreathingSpace, "asked", {20'420}, {}};
        work.push_back(prepared(PlaceHold{{}, debtor, hold}));
      } else {
        work.push_back(registration(kClaims + next_key_));
      }
    }
    return work;
  }

  /// A claim that was settled is open again before its debtor's steps are taken, in the same commit.
  [[nodiscard]] std::vector<Prepared> reopening() {
    claims::Claim const claim = claim_of(0);
    RecordPayment payment;
    payment.minor = claim.open_minor();
    payment.value_date = {20'450};
    payment.chosen.push_back({{claim.id, {}, {}}, {}});
    std::vector<Prepared> const paid{prepared(payment)};
    Outcome const outcome = books_.submit(paid, kLater).front();
    base::PaymentId const id = std::get<PaymentRecorded>(outcome->entry.events.front()).payment;
    std::vector<base::DebtorId> debtors;
    for (std::int64_t n = 0; n < kPeople; ++n) debtors.push_back(claim_of(n).liable.front());
    std::ranges::sort(debtors);
    debtors.erase(std::ranges::unique(debtors).begin(), debtors.end());
    std::vector<base::DebtorId> const others(debtors.begin() + 100, debtors.end());
    ReversePayment reversal;
    reversal.payment = id;
    reversal.reason = "chargeback";
    reversal.date = kLater.date;
    return {prepared(reversal), prepared(TakeSteps{debtors, {20'500}, false}),
            prepared(TakeSteps{others, {20'500}, false})};
  }

  void together(std::vector<Prepared> const& work) { (void)books_.submit(work, kLater); }
  /// In groups of three of which some are always under way, as a run over many claims does it.
  void one_group_after_another(std::vector<Prepared> const& work) {
    std::deque<std::unique_ptr<Pending>> underway;
    for (std::size_t i = 0; i < work.size(); i += 3) {
      if (underway.size() == 3) {
        (void)underway.front()->finish();
        underway.pop_front();
      }
      underway.push_back(books_.start(std::span{work}.subspan(i, std::min<std::size_t>(3, work.size() - i)), kLater));
    }
    for (auto const& pending : underway) (void)pending->finish();
  }
  void one_by_one(std::vector<Prepared> const& work) {
    for (Prepared const& each : work) (void)books_.submit({&each, 1}, kLater);
  }

  /// Interest up to the next day for all claims, in pieces.
  [[nodiscard]] std::vector<Prepared> sweep() {
    ++sweeps_;
    std::vector<Prepared> work;
    for (std::size_t first = 0; first < kClaims; first += 250) {
      auto const from = ids_.begin() + static_cast<std::ptrdiff_t>(first);
      work.push_back(prepared(PostInterest{{from, from + 250}, base::Date{std::min(20'400 + 8 * sweeps_, 20'498)}}));
    }
    return work;
  }
  /// A krone for some claim, through another process' books.
  void pay_something(BooksService& through) {
    RecordPayment payment;
    payment.minor = 100;
    payment.value_date = {20'450};
    payment.chosen.push_back({{ids_[static_cast<std::size_t>(paid_ * 37 % kClaims)], {}, {}}, {}});
    std::string const key = "paid " + std::to_string(paid_);
    if (through.submit_one({authority_, "source:2", key, {}, {}, {payment}}, kLater)) ++paid_;
  }
  [[nodiscard]] int paid() const { return paid_; }
  [[nodiscard]] std::shared_ptr<Rules const> rules() const { return danish_rules(authority_); }

  [[nodiscard]] std::vector<ports::JournalEntry> journal() const {
    std::vector<ports::JournalEntry> entries;
    books_.reader()->each_entry(authority_, [&](ports::JournalEntry const& entry) { entries.push_back(entry); });
    return entries;
  }
  void expect_sound() const {
    auto const reader = books_.reader();
    for (Finding const& finding : verify(*reader, authority_).findings) ADD_FAILURE() << finding.what;
  }

 private:
  Prepared prepared(Command command, std::vector<ports::Party> parties = {}) {
    return prepare({authority_, "source:1", std::to_string(++next_key_), {}, std::move(parties), {std::move(command)}});
  }
  Prepared registration(int number) {
    RegisterClaim claim{source_, "C-" + std::to_string(number), "day_care", {{}, {}, kDue, kDue, kDue}, {0}, {}};
    claim.amounts[ledger::Component::kPrincipal] = 10'000 + 10 * number;
    std::vector<ports::Party> parties{person("p" + std::to_string(number % kPeople))};
    if (number % 7 == 0) {
      parties.push_back(person("p" + std::to_string((number + 13) % kPeople)));
      claim.parties.push_back(1);
    }
    return prepared(claim, std::move(parties));
  }
  base::ClaimId some_claim(base::SeededStream& stream) { return ids_[static_cast<std::size_t>(stream.below(kClaims))]; }
  claims::Claim claim_of(std::int64_t n) const {
    return *books_.reader()->claim(authority_, {ids_[static_cast<std::size_t>(n)], {}, {}});
  }

  BooksService& books_;
  base::AuthorityId authority_;
  base::SourceId source_;
  std::vector<base::ClaimId> ids_;
  int next_key_ = 0;
  int sweeps_ = 0;
  std::atomic<int> paid_ = 0;
};

template <class Books>
class BulkContract : public testing::Test {};

using Databases = testing::Types<SqliteBooks, PostgresBooks>;
struct DatabaseNames {
  template <class T>
  static std::string GetName(int) {
    return T::kName;
  }
};
TYPED_TEST_SUITE(BulkContract, Databases, DatabaseNames);

void expect_the_same(std::vector<ports::JournalEntry> const& left, std::vector<ports::JournalEntry> const& right,
                     std::uint64_t seed) {
  ASSERT_EQ(left.size(), right.size()) << "seed " << seed;
  for (std::size_t i = 0; i < left.size(); ++i) {
    ASSERT_EQ(left[i].key, right[i].key) << "seed " << seed << ", entry " << i + 1;
    ASSERT_TRUE(left[i].payload == right[i].payload) << "seed " << seed << ", entry " << i + 1;
  }
}

TYPED_TEST(BulkContract, TogetherIsAsOneByOne) {
  if (char const* why = TypeParam::why_skipped()) GTEST_SKIP() << why;
  std::int64_t entries = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    TypeParam books;
    MemoryBooks alone;
    Bulk bulk{books.get()};
    Bulk reference{alone.get()};
    bulk.together(bulk.work(seed));
    reference.one_by_one(reference.work(seed));
    auto const left = bulk.journal();
    expect_the_same(left, reference.journal(), seed);
    bulk.expect_sound();
    entries += static_cast<std::int64_t>(left.size()) - kClaims;
  }
  EXPECT_GT(entries, 60);
}

// While a group is committed the next is decided, from a state that may not show that group yet.
TYPED_TEST(BulkContract, OneGroupAfterAnotherIsAsOneByOne) {
  if (char const* why = TypeParam::why_skipped()) GTEST_SKIP() << why;
  for (std::uint64_t seed = 11; seed <= 16; ++seed) {
    TypeParam books;
    MemoryBooks alone;
    Bulk bulk{books.get()};
    Bulk reference{alone.get()};
    for (int round = 0; round < 3; ++round) {
      bulk.one_group_after_another(bulk.work(100 * seed + round));
      reference.one_by_one(reference.work(100 * seed + round));
    }
    expect_the_same(bulk.journal(), reference.journal(), seed);
    bulk.expect_sound();
  }
}

// Another process gets in between two commits: what was decided ahead of it is decided again.
TYPED_TEST(BulkContract, WhatOthersWriteBetweenTwoGroupsIsSeen) {
  if (char const* why = TypeParam::why_skipped()) GTEST_SKIP() << why;
  TypeParam books;
  Bulk bulk{books.get()};
  auto const other = books.another();
  std::atomic<bool> ended{false};
  std::thread paying{[&] {
    while (!ended) bulk.pay_something(*other);
  }};
  for (int round = 0; round < 12; ++round) {
    int const before = bulk.paid();
    bulk.one_group_after_another(bulk.sweep());
    // SQLite lets whoever waits look for the lock every tenth of a second: once in, they take turns for a while.
    if (bulk.paid() == before) std::this_thread::sleep_for(std::chrono::milliseconds{120});
  }
  ended = true;
  paying.join();
  EXPECT_GT(bulk.paid(), 0);
  bulk.expect_sound();
}

// The same with everybody's turn given by hand: a group is decided ahead, somebody else pays, then it is that group's
// turn.
TEST(BulkWriter, WhatWasDecidedAheadIsForgottenWhenOthersWrote) {
  SqliteBooks books;
  Bulk bulk{books.get()};
  std::vector<Prepared> const work = bulk.sweep();
  storage::Job first;
  storage::Job second;
  first.prepared = std::span{work}.first(3);
  second.prepared = std::span{work}.subspan(3);
  first.now = second.now = kLater;

  auto const open = [&](adapters::sqlite::Access access) {
    return std::make_shared<adapters::sqlite::Connection>(books.path, access);
  };
  std::optional<storage::JobGroup> waiting = storage::JobGroup{&second};
  storage::BooksWriter writer{
      [&] { return open(adapters::sqlite::Access::kReadOnly); },
      [&](auto const& is_wanted) { return is_wanted(*waiting) ? std::exchange(waiting, std::nullopt) : std::nullopt; }};
  writer.set_rules(bulk.rules());
  auto const connection = open(adapters::sqlite::Access::kReadWrite);
  auto const write = [&](storage::Job& job) {
    storage::Transaction transaction{*connection};
    writer.run(*connection, {&job});
    transaction.commit();
  };
  write(first);
  // Enough for what can be decided ahead.
  std::this_thread::sleep_for(std::chrono::milliseconds{50});
  EXPECT_FALSE(waiting) << "nothing is decided ahead: this test shows nothing";
  auto const other = books.another();
  for (int i = 0; i < 40; ++i) bulk.pay_something(*other);
  EXPECT_EQ(bulk.paid(), 40);
  writer.forget();
  write(second);
  for (Outcome const& outcome : second.outcomes) EXPECT_TRUE(outcome);
  EXPECT_EQ(bulk.journal().size(), kClaims + 40U + work.size());
  bulk.expect_sound();
}

TYPED_TEST(BulkContract, AClaimThatIsOpenAgainIsNotMissed) {
  if (char const* why = TypeParam::why_skipped()) GTEST_SKIP() << why;
  TypeParam books;
  MemoryBooks alone;
  Bulk bulk{books.get()};
  Bulk reference{alone.get()};
  bulk.together(bulk.reopening());
  reference.one_by_one(reference.reopening());
  auto const left = bulk.journal();
  auto const right = reference.journal();
  ASSERT_EQ(left.size(), right.size());
  EXPECT_EQ(left.size(), kClaims + 4U);
  for (std::size_t i = 0; i < left.size(); ++i) ASSERT_TRUE(left[i].payload == right[i].payload) << "entry " << i + 1;
  bulk.expect_sound();
}

TYPED_TEST(BulkContract, ARepetitionInTheSameCommitIsOne) {
  if (char const* why = TypeParam::why_skipped()) GTEST_SKIP() << why;
  TypeParam books;
  Bulk bulk{books.get()};
  std::vector<Prepared> work = bulk.work(3);
  std::size_t const before = bulk.journal().size();
  std::vector<Prepared> twice = work;
  twice.insert(twice.end(), work.begin(), work.end());
  bulk.together(twice);
  std::size_t const after = bulk.journal().size();
  bulk.together(work);
  EXPECT_EQ(bulk.journal().size(), after);
  EXPECT_LE(after - before, work.size());
  bulk.expect_sound();
}

}  // namespace
}  // namespace tests

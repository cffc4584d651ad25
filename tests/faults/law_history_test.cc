// Properties of the law over random histories: interest and fees are what a second, slow computation gives; recording
// late is the same as recording in time; running each day is the same as running once.
#include <gtest/gtest.h>

#include <map>

#include "adapters/law_files/pack_reader.h"
#include "base/seeded_stream.h"
#include "engine/verify.h"
#include "tests/faults/naive_interest.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using namespace engine;
using ledger::Component;

constexpr base::Date kFirstDay{20'089};  // 2025-01-01
constexpr int kDays = 420;
constexpr base::Date kLastDay{kFirstDay.days + kDays};

std::shared_ptr<Rules const> danish_rules(base::AuthorityId authority) {
  auto rules = std::make_shared<Rules>();
  auto packs = adapters::law_files::read_packs(adapters::law_files::built_in_law_files());
  AuthorityLaw law;
  law.packs = std::move(packs.value());
  law.types["day_care"] = {"dk/public", true, "ordinary", std::nullopt};
  law.types["rent"] = {"dk/civil", true, "ordinary", std::nullopt};
  rules->law.set(authority, std::move(law));
  return rules;
}

/// One store under the Danish packs, and what the naive side learns from its events.
template <class Books>
struct LawBooks {
  Books books;
  base::AuthorityId authority = *books.get().add_authority(kTestAuthority);
  base::SourceId source = books.get().ensure_source(authority, "s", "S");
  base::SourceId other = books.get().ensure_source(authority, "o", "O");
  NaiveInterest naive;
  std::vector<base::ClaimId> claims;
  std::vector<base::DebtorId> debtors;
  std::vector<base::PaymentId> payments;
  std::map<base::ClaimId, std::vector<LetterRecorded>> letters;
  std::int64_t next_key = 0;

  LawBooks() { books.get().set_rules(danish_rules(authority)); }

  Outcome submit(base::Date today, Command command, std::vector<ports::Party> parties = {}) {
    Submission s{authority, "test", std::to_string(++next_key), {}, std::move(parties), {std::move(command)}};
    Outcome outcome = books.get().submit_one(std::move(s), {{std::int64_t{today.days} * 86'400'000'000}, today});
    if (outcome) {
      for (Event const& event : outcome->entry.events) learn(event);
    }
    return outcome;
  }
  void learn(Event const& event) {
    naive.add(event);
    if (auto const* e = std::get_if<ClaimRegistered>(&event)) claims.push_back(e->claim);
    if (auto const* e = std::get_if<DebtorAdded>(&event)) debtors.push_back(e->debtor);
    if (auto const* e = std::get_if<PaymentRecorded>(&event)) payments.push_back(e->payment);
    if (auto const* e = std::get_if<LetterRecorded>(&event)) note(*e);
  }
  void note(LetterRecorded const& e) {
    EXPECT_FALSE(naive.fees_on_hold(e.claim, e.letter.date.days)) << "a fee during a hold";
    letters[e.claim].push_back(e);
  }
  void run(base::Date today, base::Date until) { ASSERT_TRUE(submit(today, PostInterest{claims, until})); }
  claims::Claim claim(base::ClaimId id) { return *books.get().reader()->claim(authority, {id, {}, {}}); }
};

/// Commands with dates in the past, as they come.
class LawWorkload {
 public:
  explicit LawWorkload(std::uint64_t seed) : stream_(seed, "law") {}

  template <class Books>
  void step(LawBooks<Books>& books, base::Date today) {
    auto const back = [&](int days) { return base::Date{today.days - static_cast<int>(stream_.below(days))}; };
    ClaimKey const key{any(books.claims), {}, {}};
    switch (books.claims.size() < 3 ? 0 : stream_.below(17)) {
      case 0: {
        std::vector<ports::Party> parties{person("P" + std::to_string(stream_.below(4)))};
        if (stream_.chance_per_mille(300)) parties.push_back(person("P" + std::to_string(stream_.below(4))));
        (void)books.submit(today, registration(books, today, parties.size()), parties);
        break;
      }
      case 1:
      case 2:
      case 3:
        (void)books.submit(
            today,
            RecordPayment{any(books.debtors), ledger::Means::kBank, stream_.between(1, 80'000), back(60), {}, ""});
        break;
      case 4:
        (void)books.submit(
            today,
            RecordPayment{{}, ledger::Means::kBank, stream_.between(1, 80'000), back(60), {{key, std::nullopt}}, ""});
        break;
      case 5:
      case 6:
      case 7: {
        PlaceHold c{key, {}, {"h" + std::to_string(stream_.below(3)), {}, "r", back(60), std::nullopt}};
        c.hold.kind = static_cast<claims::HoldKind>(stream_.between(1, 8));
        if (stream_.chance_per_mille(700))
          c.hold.last = base::Date{c.hold.first.days + static_cast<int>(stream_.below(60))};
        if (stream_.chance_per_mille(400)) c.claim = {}, c.debtor = any(books.debtors);
        (void)books.submit(today, c);
        break;
      }
      case 8: {
        EndHold c{key, {}, "h" + std::to_string(stream_.below(3)), back(60)};
        if (stream_.chance_per_mille(400)) c.claim = {}, c.debtor = any(books.debtors);
        (void)books.submit(today, c);
        break;
      }
      case 9:
      case 10:
        (void)books.submit(today, RecordLetter{key, "reminder", true, back(5)});
        break;
      case 11:
        (void)books.submit(today, AmendClaim{key, Component::kPrincipal, AmendMode::kToTotal,
                                             stream_.between(0, 200'000), "r", back(60)});
        break;
      case 12: {
        WriteDown c{key, {}, stream_.chance_per_mille(200), claims::WriteDownReason::kGoodwill, "", back(30)};
        c.amounts.minor = {stream_.below(5'000), 0, stream_.below(300)};
        (void)books.submit(today, c);
        break;
      }
      case 13:
        (void)books.submit(today, stream_.chance_per_mille(500) ? Command{HandOverClaim{key, "c", back(20)}}
                                                                : Command{RecallClaim{key, "r", back(20)}});
        break;
      case 14:
        (void)books.submit(today, stream_.chance_per_mille(500)
                                      ? Command{ReversePayment{any(books.payments), "r", back(10)}}
                                      : Command{AllocateCredit{any(books.debtors), {}, back(10)}});
        break;
      case 15:
        if (stream_.chance_per_mille(300)) {
          ChangeDebtor const c{key, books.claim(key.id).liable.front(), 0, "r", today};
          (void)books.submit(today, c, {person("P" + std::to_string(stream_.below(6)))});
        } else {
          (void)books.submit(today, TransferClaim{key, books.other, "r", today});
        }
        break;
      default:
        books.run(today, back(20));
    }
  }

  std::int64_t between(std::int64_t first, std::int64_t last) { return stream_.between(first, last); }

  template <class Books>
  RegisterClaim registration(LawBooks<Books>& books, base::Date today, std::size_t parties) {
    int const due = today.days - static_cast<int>(stream_.below(30));
    RegisterClaim c{
        books.source, "R" + std::to_string(++next_), stream_.chance_per_mille(500) ? "day_care" : "rent", {}, {}, {}};
    c.dates = {{}, {}, {due - 90}, {due}, {due + static_cast<int>(stream_.below(20))}};
    for (std::size_t i = 0; i < parties; ++i) c.parties.push_back(static_cast<std::int64_t>(i));
    c.amounts.minor = {stream_.between(1, 200'000), 0, 0};
    return c;
  }

 private:
  template <class T>
  T any(std::vector<T> const& list) {
    return list.empty() ? T{} : list[static_cast<std::size_t>(stream_.below(static_cast<std::int64_t>(list.size())))];
  }
  base::SeededStream stream_;
  std::int64_t next_ = 0;
};

void check_fees(std::uint64_t seed, claims::Claim const& claim, std::vector<LetterRecorded> const& letters) {
  std::int64_t const cap = claim.type == "rent" ? 10'000 : 25'000;
  std::vector<int> days;
  for (LetterRecorded const& e : letters) {
    EXPECT_EQ(e.letter.fee_minor, cap) << "seed " << seed;
    EXPECT_GT(e.letter.date, claim.dates.last_payment_day) << "seed " << seed;
    for (int const day : days) EXPECT_GE(std::abs(day - e.letter.date.days), 10) << "seed " << seed;
    days.push_back(e.letter.date.days);
  }
  if (claim.type == "rent") {
    EXPECT_LE(days.size(), 3U) << "seed " << seed;
  }
}

template <class Books>
void run_history(std::uint64_t seed) {
  LawBooks<Books> books;
  LawWorkload workload{seed};
  for (int day = 60; day < kDays; ++day) {
    workload.step(books, {kFirstDay.days + day});
  }
  books.run(kLastDay, kLastDay);
  std::int64_t posted = 0;
  for (base::ClaimId const id : books.naive.claims()) {
    auto const expected = books.naive.expected(id, kLastDay);
    ASSERT_EQ(books.naive.posted(id), expected) << "seed " << seed << ", claim " << id.value;
    for (auto const& [day, minor] : expected) posted += minor;
    check_fees(seed, books.claim(id), books.letters[id]);
  }
  EXPECT_GT(posted, 0) << "seed " << seed << ": the workload must do something";
  for (Finding const& finding : verify(*books.books.get().reader(), books.authority).findings) {
    ADD_FAILURE() << "seed " << seed << ": " << finding.what;
  }
}

TEST(LawHistory, InterestAndFeesAreWhatASlowSecondComputationGives) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) run_history<MemoryBooks>(seed);
  for (std::uint64_t seed = 61; seed <= 66; ++seed) run_history<SqliteBooks>(seed);
}

/// What happens on a day: the command, dated that day.
struct Dated {
  int day = 0;
  Command command;
};

std::vector<Dated> history_of(std::uint64_t seed, LawBooks<MemoryBooks> const& books) {
  base::SeededStream stream{seed, "order"};
  std::vector<Dated> list;
  for (int day = 120; day < kDays - 5; day += static_cast<int>(stream.between(1, 25))) {
    base::Date const date{kFirstDay.days + day};
    ClaimKey const key{
        books.claims[static_cast<std::size_t>(stream.below(static_cast<std::int64_t>(books.claims.size())))], {}, {}};
    switch (stream.below(4)) {
      case 0:
        list.push_back(
            {day, AmendClaim{key, Component::kPrincipal, AmendMode::kToTotal, stream.between(1, 150'000), "r", date}});
        break;
      case 1:
        list.push_back({day, PlaceHold{key,
                                       {},
                                       {"h" + std::to_string(day), claims::HoldKind::kTechnical, "r", date,
                                        base::Date{date.days + static_cast<int>(stream.below(40))}}}});
        break;
      default:
        list.push_back(
            {day, RecordPayment{{}, ledger::Means::kBank, stream.between(1, 40'000), date, {{key, std::nullopt}}, ""}});
    }
  }
  return list;
}

void register_claims(std::uint64_t seed, LawBooks<MemoryBooks>& books) {
  LawWorkload workload{seed};
  base::Date const today{kFirstDay.days + 110};
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(books.submit(today, workload.registration(books, today, 1), {person("P" + std::to_string(i % 2))}));
  }
}

void expect_same(std::uint64_t seed, LawBooks<MemoryBooks>& left, LawBooks<MemoryBooks>& right) {
  ASSERT_EQ(left.claims, right.claims);
  for (base::ClaimId const id : left.claims) {
    claims::Claim const a = left.claim(id);
    claims::Claim const b = right.claim(id);
    EXPECT_EQ(a.open, b.open) << "seed " << seed << ", claim " << id.value;
    EXPECT_EQ(a.charged, b.charged) << "seed " << seed << ", claim " << id.value;
    EXPECT_EQ(a.state, b.state) << "seed " << seed << ", claim " << id.value;
    EXPECT_EQ(a.accrual.interest, b.accrual.interest) << "seed " << seed << ", claim " << id.value;
  }
  for (base::DebtorId const id : left.debtors) {
    EXPECT_EQ(left.books.get().reader()->debtor(left.authority, id)->credit_minor,
              right.books.get().reader()->debtor(right.authority, id)->credit_minor)
        << "seed " << seed;
  }
}

// In the order of their value dates, each followed by a run: late is the same as in time. Out of order it cannot be, as
// long as money stays where it was put: a later payment has then covered interest that the earlier one would have.
TEST(LawHistory, RecordedLateIsTheSameAsRecordedInTime) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    LawBooks<MemoryBooks> in_time;
    LawBooks<MemoryBooks> late;
    register_claims(seed, in_time);
    register_claims(seed, late);
    std::vector<Dated> const history = history_of(seed, in_time);
    std::size_t next = 0;
    for (int day = 111; day <= kDays; ++day) {
      base::Date const today{kFirstDay.days + day};
      in_time.run(today, today);
      while (next < history.size() && history[next].day == day) (void)in_time.submit(today, history[next++].command);
    }
    in_time.run(kLastDay, kLastDay);
    late.run(kLastDay, kLastDay);
    for (Dated const& item : history) {
      (void)late.submit(kLastDay, item.command);
      late.run(kLastDay, kLastDay);
    }
    expect_same(seed, in_time, late);
  }
}

TEST(LawHistory, ARunEachDayIsTheSameAsOneRun) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    LawBooks<MemoryBooks> daily;
    LawBooks<MemoryBooks> once;
    register_claims(seed, daily);
    register_claims(seed, once);
    std::vector<Dated> history = history_of(seed, daily);
    std::erase_if(history, [](Dated const& item) { return std::holds_alternative<RecordPayment>(item.command); });
    std::size_t next = 0;
    for (int day = 111; day <= kDays; ++day) {
      base::Date const today{kFirstDay.days + day};
      for (; next < history.size() && history[next].day == day; ++next) {
        ASSERT_EQ(daily.submit(today, history[next].command).has_value(),
                  once.submit(today, history[next].command).has_value());
      }
      daily.run(today, today);
    }
    once.run(kLastDay, kLastDay);
    expect_same(seed, daily, once);
  }
}

// More seeds: FAIRDUE_LAW_SEEDS="first count" fairdue_tests --gtest_filter='LawHistory.*'
TEST(LawHistory, SeedsFromTheEnvironment) {
  char const* wanted = std::getenv("FAIRDUE_LAW_SEEDS");
  if (wanted == nullptr) GTEST_SKIP() << "FAIRDUE_LAW_SEEDS is not set";
  std::istringstream words{wanted};
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  words >> first >> count;
  for (std::uint64_t seed = first; seed < first + count; ++seed) run_history<MemoryBooks>(seed);
}

}  // namespace
}  // namespace tests

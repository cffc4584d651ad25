// Business days over years of random books: the same on every store, however often they break off and go on; and what
// they did is checked by the simulator's auditor, which shares no word with the procedure's planner.
#include "engine/business_day.h"

#include <gtest/gtest.h>

#include <set>

#include "base/seeded_stream.h"
#include "dunning/occasion.h"
#include "engine/verify.h"
#include "tests/faults/dunning_watch.h"
#include "tests/support/danish_rules.h"
#include "tests/support/every_store.h"
#include "tests/support/forwarding_books.h"

namespace tests {
namespace {

using namespace engine;

constexpr std::int32_t kFirst = 20'454;  // 1 January 2026, a Thursday
constexpr int kDays = 120;

/// A week and a day on which those who are late hear a word.
constexpr char const* kOccasion =
    "\n[[occasion]]\ncode = \"budget_week\"\ntitle = { da = \"Budgetuge\", en = \"Budget week\" }\n"
    "days = [\"2026-01-26..2026-01-30\", \"2026-03-31\"]\nmessage = \"dk/black_friday\"\n"
    "channels = [\"digital_post\", \"letter\"]\n";

/// Ends submissions with an error once its luck runs out: before anything is written, or after and before it is told.
class FailingBooks : public ForwardingBooks {
 public:
  FailingBooks(BooksService& books, std::uint64_t seed) : ForwardingBooks(books), stream_(seed, "failing") {}
  std::vector<Outcome> submit(std::span<Prepared const> prepared, base::Now now) override {
    std::int64_t const luck = stream_.below(5);
    if (luck == 0) throw StoreUnavailable("before it was written");
    auto outcomes = ForwardingBooks::submit(prepared, now);
    if (luck == 1) throw StoreUnavailable("after it was written");
    return outcomes;
  }

 private:
  base::SeededStream stream_;
};

/// Some months of an authority: claims come, people pay, disagree, get time to breathe; every day ends with its run.
class Months {
 public:
  Months(BooksService& books, std::uint64_t seed, std::size_t shard, bool failing)
      : books_(books), stream_(seed, "months"), failing_(books, seed + 1), shard_(shard), fails_(failing) {
    authority_ = *books_.add_authority(kTestAuthority);
    source_ = books_.ensure_source(authority_, "library", "Library");
    rules_ = danish_rules(authority_, kMunicipalLaw, kOccasion);
    books_.set_rules(rules_);
  }

  std::vector<std::string> live() {
    std::vector<std::string> hashes;
    for (int i = 0; i < kDays; ++i) {
      today_ = kFirst + i;
      for (int event = 0; event < 6; ++event) happen();
      hashes.push_back(run_day());
    }
    return hashes;
  }

  [[nodiscard]] base::AuthorityId authority() const { return authority_; }
  [[nodiscard]] Rules const& rules() const { return *rules_; }
  [[nodiscard]] base::Now now() const { return {{today_ * 86'400'000'000LL + 20 * 3'600'000'000LL}, {today_}}; }

 private:
  void submit(Command command, std::vector<ports::Party> parties = {}) {
    Submission s{authority_, "source:1", std::to_string(++next_key_), {}, std::move(parties), {std::move(command)}};
    (void)books_.submit_one(std::move(s), now());
  }
  ClaimKey some_claim() { return {{}, source_, "C-" + std::to_string(1 + stream_.below(std::max(1, claims_)))}; }

  void happen() {
    std::int64_t const what = stream_.below(10);
    if (what < 5 || claims_ == 0) {
      RegisterClaim c{source_, "C-" + std::to_string(++claims_), "day_care", {}, {0}, {}};
      auto const due = static_cast<std::int32_t>(today_ - 40 + stream_.below(60));
      c.dates = {{}, {}, {std::min(due, today_)}, {due}, {due + static_cast<std::int32_t>(stream_.below(10))}};
      c.amounts[ledger::Component::kPrincipal] = 1'000 + stream_.below(50'000);
      std::vector<ports::Party> parties{person("p" + std::to_string(stream_.below(25)))};
      if (stream_.below(5) == 0) {
        parties.push_back(person("q" + std::to_string(stream_.below(5))));
        c.parties.push_back(1);
      }
      submit(c, parties);
    } else if (what < 7) {
      RecordPayment p;
      p.minor = 1'000 + stream_.below(40'000);
      p.value_date = {today_};
      p.chosen.push_back({some_claim(), {}});
      submit(p);
    } else if (what == 7) {
      submit(OpenObjection{some_claim(), "o" + std::to_string(stream_.below(3)), "wrong", {today_}});
    } else if (what == 8) {
      submit(ResolveObjection{
          some_claim(), "o" + std::to_string(stream_.below(3)), ObjectionOutcome::kRejected, {today_}});
    } else {
      std::string const key = "h" + std::to_string(next_key_);
      auto const kind = stream_.below(2) == 0 ? claims::HoldKind::kBreathingSpace : claims::HoldKind::kPlanInForce;
      submit(PlaceHold{some_claim(), {}, {key, kind, "asked", {today_}, base::Date{today_ + 15}}});
    }
  }

  std::string run_day() {
    BusinessDay day{authority_, {today_}, now()};
    day.shard = shard_;
    for (int attempt = 0; attempt < 200; ++attempt) {
      day.now.instant.microseconds += 1'000;  // it is a little later when it is tried again
      try {
        DayResult const result = run_business_day(fails_ ? static_cast<BooksService&>(failing_) : books_, *rules_, day);
        if (!result.out_of_bounds) return result.batch_hash;
      } catch (StoreUnavailable const&) {
      }
    }
    ADD_FAILURE() << "the day never ended";
    return {};
  }

  BooksService& books_;
  base::SeededStream stream_;
  FailingBooks failing_;
  std::size_t shard_;
  bool fails_;
  base::AuthorityId authority_;
  base::SourceId source_;
  std::shared_ptr<Rules const> rules_;
  std::int32_t today_ = kFirst;
  int next_key_ = 0;
  int claims_ = 0;
};

/// What the simulator's auditor says of the whole journal.
DunningWatch watch(ports::BooksReader& reader, Months const& months) {
  DunningWatch watch;
  watch.read_on(reader, months.authority());
  watch.dunning.expect_nothing_forgotten(months.now().date.days);
  watch.expect_sound();
  return watch;
}

template <class Books>
class BusinessDays : public testing::Test {
 protected:
  Books books_;
  void SetUp() override {
    if (Books::why_skipped() != nullptr) GTEST_SKIP() << Books::why_skipped();
  }
};

TYPED_TEST_SUITE(BusinessDays, tests::EveryStore, tests::StoreNames);

TYPED_TEST(BusinessDays, AreTheSameHoweverOftenTheyBreakOff) {
  MemoryBooks reference;
  Months undisturbed{reference.get(), 7, 500, false};
  std::vector<std::string> const expected = undisturbed.live();
  EXPECT_GT(std::set<std::string>(expected.begin(), expected.end()).size(), 100U);

  Months broken{this->books_.get(), 7, 3, true};
  EXPECT_EQ(broken.live(), expected);

  auto const reader = this->books_.get().reader();
  DunningWatch const seen = watch(*reader, broken);
  EXPECT_GT(seen.dunning.fees(), 20);
  EXPECT_GT(seen.dunning.steps_taken(), 100);
  EXPECT_GT(seen.dunning.messages().size(), 200U);
  EXPECT_EQ(seen.dunning.days_ended(), kDays);
  EXPECT_GT(seen.dunning.occasions_told(), 20U);
  Audit const audit = verify(*reader, broken.authority());
  for (auto const& finding : audit.findings) ADD_FAILURE() << finding.what;

  // A day that has ended is not done again, and its messages may leave.
  std::int64_t const before = reader->last_seq(broken.authority());
  DayResult const again =
      run_business_day(this->books_.get(), broken.rules(), {broken.authority(), broken.now().date, broken.now()});
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.batch_hash, expected.back());
  EXPECT_EQ(this->books_.get().reader()->last_seq(broken.authority()), before);
  EXPECT_TRUE(has_ended(*reader, broken.authority(), broken.now().date));
  EXPECT_FALSE(has_ended(*reader, broken.authority(), {broken.now().date.days + 1}));
}

TEST(BusinessDay, ManySeedsUnderTheAuditorsEyes) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    MemoryBooks books;
    Months months{books.get(), seed, 2, true};
    months.live();
    (void)watch(*books.get().reader(), months);
    if (testing::Test::HasFailure()) FAIL() << "seed " << seed;
  }
}

class OneDay : public testing::Test {
 protected:
  OneDay() { books_.get().set_rules(rules_); }
  base::Now on(std::int32_t day) { return {{day * 86'400'000'000LL}, {day}}; }
  void claim(std::string const& reference, std::int32_t day, std::string const& debtor) {
    RegisterClaim c{source_, reference, "day_care", {}, {0}, {}};
    c.dates = {{}, {}, {day - 30}, {day - 20}, {day - 10}};
    c.amounts[ledger::Component::kPrincipal] = 10'000;
    Submission s{authority_, "source:1", reference, {}, {person(debtor)}, {c}};
    ASSERT_TRUE(books_.get().submit_one(std::move(s), on(day)));
  }
  DayResult run(std::int32_t day, bool dry = false, bool beyond = false) {
    return run_business_day(books_.get(), *rules_, {authority_, {day}, on(day), dry, beyond});
  }

  MemoryBooks books_;
  base::AuthorityId authority_ = *books_.get().add_authority(kTestAuthority);
  base::SourceId source_ = books_.get().ensure_source(authority_, "library", "Library");
  std::shared_ptr<Rules const> rules_ = danish_rules(authority_);
};

TEST_F(OneDay, SeveralClaimsAreOneLetterWithOneFee) {
  std::int32_t const monday = 20'458;
  claim("A", monday, "maja");
  claim("B", monday, "maja");
  claim("C", monday, "jonas");
  DayResult const rehearsed = run(monday, true);
  EXPECT_EQ(books_.get().reader()->last_seq(authority_), 3);  // nothing was written
  DayResult const day = run(monday);
  EXPECT_EQ(rehearsed.totals, day.totals);
  EXPECT_EQ(day.totals.debtors, 2);
  EXPECT_EQ(day.totals.steps, 3);
  EXPECT_EQ(day.totals.messages, 4);  // a letter and a text beside it, each
  EXPECT_EQ(day.totals.fees_minor, 50'000);
  auto const messages = books_.get().reader()->messages_in(authority_, dunning::MessageState::kPlanned, {}, 10);
  ASSERT_EQ(messages.size(), 4U);
  EXPECT_EQ(messages[0].claims.size(), 2U);
  EXPECT_EQ(messages[0].fee_minor, 25'000);
  EXPECT_FALSE(messages[0].beside);
  EXPECT_TRUE(messages[1].beside);
  EXPECT_EQ(messages[0].answer_until, base::Date{monday + 10});
}

// The same procedure, but for another type of claims: what had been left alone is looked at.
TEST_F(OneDay, ATypeThatGetsAProcedureLaterIsNotForgotten) {
  std::int32_t const monday = 20'458;
  std::string const one =
      "format = 1\n[[type]]\ntype = \"library\"\npack = \"dk/public\"\nprocedure = \"dk/municipal\"\n";
  std::string const rest = "[[type]]\ntype = \"*\"\npack = \"dk/public\"\n";
  rules_ = danish_rules(authority_, one + rest);
  books_.get().set_rules(rules_);
  claim("A", monday, "maja");  // day care
  EXPECT_EQ(run(monday).totals.steps, 0);
  EXPECT_EQ(run(monday + 1).totals.steps, 0);
  rules_ = danish_rules(authority_, one + rest + "procedure = \"dk/municipal\"\n");
  books_.get().set_rules(rules_);
  EXPECT_EQ(run(monday + 30).totals.steps, 1);
}

// Too little was owed for a reminder, so the procedure had nothing more to do: until the payment did not hold.
TEST_F(OneDay, WhatIsOwedAgainIsLookedAtAgain) {
  std::int32_t const monday = 20'458;
  claim("A", monday, "maja");
  RecordPayment paid;
  paid.minor = 6'000;
  paid.value_date = {monday};
  paid.chosen.push_back({{{}, source_, "A"}, {}});
  auto const outcome = books_.get().submit_one({authority_, "source:1", "paid", {}, {}, {paid}}, on(monday));
  ASSERT_TRUE(outcome);
  base::PaymentId const payment = std::get<PaymentRecorded>(outcome->entry.events.front()).payment;
  EXPECT_EQ(run(monday).totals.steps, 0);
  EXPECT_EQ(run(monday + 1).totals.steps, 0);
  Command const reverse = ReversePayment{payment, "charged back", {monday + 1}};
  ASSERT_TRUE(books_.get().submit_one({authority_, "source:1", "back", {}, {}, {reverse}}, on(monday + 1)));
  EXPECT_EQ(run(monday + 2).totals.steps, 1);
}

TEST_F(OneDay, AnAbnormalDayWaitsForAPerson) {
  std::int32_t const monday = 20'458;
  claim("A", monday, "maja");
  EXPECT_FALSE(run(monday).out_of_bounds);
  for (int i = 0; i < 600; ++i) claim("X" + std::to_string(i), monday + 1, "p" + std::to_string(i));
  DayResult const stopped = run(monday + 1);
  EXPECT_TRUE(stopped.out_of_bounds);
  EXPECT_EQ(stopped.most_messages, kNormalMessages);
  EXPECT_FALSE(has_ended(*books_.get().reader(), authority_, {monday + 1}));
  EXPECT_TRUE(run(monday + 1).out_of_bounds);
  DayResult const confirmed = run(monday + 1, false, true);
  EXPECT_FALSE(confirmed.out_of_bounds);
  EXPECT_EQ(confirmed.totals.messages, 1'200);
  EXPECT_TRUE(has_ended(*books_.get().reader(), authority_, {monday + 1}));
}

TEST_F(OneDay, NewsOlderThanWhatIsKnownAreIgnored) {
  std::int32_t const monday = 20'458;
  claim("A", monday, "maja");
  (void)run(monday);
  base::MessageId const id =
      books_.get().reader()->messages_in(authority_, dunning::MessageState::kPlanned, {}, 1).front().id;
  int key = 0;
  auto const advance = [&](dunning::MessageState to) {
    Submission s{authority_, "system", "m" + std::to_string(++key),
                 {},         {},       {AdvanceMessage{id, to, {}, "v", "ref", ""}}};
    ASSERT_TRUE(books_.get().submit_one(std::move(s), on(monday)));
  };
  advance(dunning::MessageState::kSending);
  advance(dunning::MessageState::kSent);
  advance(dunning::MessageState::kDelivered);
  advance(dunning::MessageState::kSent);    // late
  advance(dunning::MessageState::kFailed);  // wrong
  auto const message = books_.get().reader()->message(authority_, id);
  EXPECT_EQ(message->state, dunning::MessageState::kDelivered);
  EXPECT_EQ(message->tries, 1);
  EXPECT_EQ(message->provider_reference, "ref");
}

// 26 January 2026 is a Monday; the first claims are late since the week before.
TEST_F(OneDay, AnOccasionIsToldOnceToEverybodyWhoIsLate) {
  std::int32_t const monday = 20'479;
  rules_ = danish_rules(authority_, kMunicipalLaw, kOccasion);
  books_.get().set_rules(rules_);
  claim("A", monday, "maja");
  claim("B", monday, "maja");
  claim("C", monday, "jonas");
  claim("D", monday, "lise");
  claim("E", monday + 20, "not late before it is over");
  Command const hold = PlaceHold{
      {{}, source_, "D"}, {}, {"h", claims::HoldKind::kBreathingSpace, "asked", {monday}, base::Date{monday + 1}}};
  ASSERT_TRUE(books_.get().submit_one({authority_, "source:1", "h", {}, {}, {hold}}, on(monday)));
  auto const told = [](DayResult const& day) {
    auto const found = day.occasions.find("dk/municipal budget_week");
    return found == day.occasions.end() ? 0 : found->second;
  };
  DayResult const rehearsed = run(monday, true);
  DayResult const day = run(monday);
  EXPECT_EQ(told(rehearsed), 2);
  EXPECT_EQ(told(day), 2);
  EXPECT_EQ(rehearsed.totals, day.totals);
  EXPECT_EQ(told(run(monday + 1)), 0);
  EXPECT_EQ(told(run(monday + 2)), 1);  // the breathing space is over
  EXPECT_EQ(told(run(monday + 4)), 0);
  EXPECT_EQ(told(run(monday + 5)), 0);

  std::vector<dunning::Message> occasions;
  for (auto& each : books_.get().reader()->messages_in(authority_, dunning::MessageState::kPlanned, {}, 50)) {
    if (dunning::is_of_occasion(each)) occasions.push_back(std::move(each));
  }
  ASSERT_EQ(occasions.size(), 3U);
  EXPECT_EQ(occasions[0].claims.size(), 2U);
  EXPECT_EQ(occasions[0].step, "occasion/budget_week/2026-01-26/2026-01-30");
  EXPECT_EQ(occasions[0].answer_until, base::Date{monday + 4});
  EXPECT_EQ(occasions[0].fee_minor, 0);
}

TEST_F(OneDay, AnOccasionWithoutABusinessDayInItIsReported) {
  std::int32_t const monday = 20'479;
  rules_ = danish_rules(authority_, kMunicipalLaw, kOccasion);
  books_.get().set_rules(rules_);
  EXPECT_TRUE(run(monday + 7).occasions_missed.empty());  // it had not begun its work yet
  (void)run(monday - 3);
  EXPECT_EQ(run(monday + 8).occasions_missed,
            std::vector<std::string>{"dk/municipal budget_week 2026-01-26..2026-01-30"});
  (void)run(monday + 4);
  EXPECT_TRUE(run(monday + 9).occasions_missed.empty());
}

/// Refuses whatever is to be done about one debtor's steps.
class RefusingBooks : public ForwardingBooks {
 public:
  RefusingBooks(BooksService& books, base::DebtorId refused) : ForwardingBooks(books), refused_(refused) {}
  std::vector<Outcome> submit(std::span<Prepared const> prepared, base::Now now) override {
    std::vector<Outcome> outcomes;
    for (Prepared const& each : prepared) {
      auto const* steps = std::get_if<TakeSteps>(&each.submission.commands.front());
      if (steps != nullptr && std::ranges::find(steps->debtors, refused_) != steps->debtors.end()) {
        outcomes.emplace_back(std::unexpected(CommandRefusal{Refusal::kAmountOutOfRange, 0}));
      } else {
        outcomes.push_back(ForwardingBooks::submit({&each, 1}, now).front());
      }
    }
    return outcomes;
  }

 private:
  base::DebtorId refused_;
};

TEST(BusinessDay, OneDebtorWhoIsRefusedHoldsUpNobodyElse) {
  constexpr int kPeople = 30;
  MemoryBooks books;
  auto const authority = *books.get().add_authority(kTestAuthority);
  auto const source = books.get().ensure_source(authority, "library", "Library");
  auto const rules = danish_rules(authority);
  books.get().set_rules(rules);
  base::Now const now{{20'500 * 86'400'000'000LL}, {20'500}};
  for (int i = 0; i < kPeople; ++i) {
    RegisterClaim claim{source, "C-" + std::to_string(i), "day_care", {{}, {}, {20'400}, {20'400}, {20'400}}, {0}, {}};
    claim.amounts[ledger::Component::kPrincipal] = 50'000;
    ASSERT_TRUE(books.get().submit_one(
        {authority, "source:1", std::to_string(i), {}, {person("p" + std::to_string(i))}, {claim}}, now));
  }
  base::DebtorId const refused = books.get().reader()->claim(authority, {{}, source, "C-7"})->liable.front();
  RefusingBooks refusing{books.get(), refused};
  DayResult const day = run_business_day(refusing, *rules, {authority, now.date, now, false, false, 8});
  EXPECT_EQ(day.totals.steps, kPeople - 1);
  ASSERT_EQ(day.refused_debtors.size(), 1U);
  EXPECT_EQ(day.refused_debtors.at("amount_out_of_range"), std::vector{refused});
  // The next day it is looked at again.
  base::Now const next{{20'501 * 86'400'000'000LL}, {20'501}};
  DayResult const after = run_business_day(books.get(), *rules, {authority, next.date, next});
  EXPECT_EQ(after.totals.steps, 1);
  EXPECT_TRUE(after.refused_debtors.empty());
}

}  // namespace
}  // namespace tests

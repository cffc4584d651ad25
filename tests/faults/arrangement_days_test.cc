// Plans over months of business days: some kept, some missed, some changed, some entered late. Judged by rules written
// down here once more, from the journal alone: inside a plan nobody is charged a fee, pressed or handed over.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/seeded_stream.h"
#include "engine/arrangement_offer.h"
#include "engine/business_day.h"
#include "engine/verify.h"
#include "tests/support/danish_rules.h"
#include "tests/support/every_store.h"
#include "tests/support/forwarding_books.h"

namespace tests {
namespace {

using namespace engine;
using arrangements::State;

constexpr std::int32_t kFirst = 20'454;  // 1 January 2026
constexpr int kDays = 150;

/// Ends submissions with an error once its luck runs out: before anything is written, or after and before it is told.
class UnluckyBooks : public ForwardingBooks {
 public:
  UnluckyBooks(BooksService& books, std::uint64_t seed) : ForwardingBooks(books), stream_(seed, "unlucky") {}
  std::vector<Outcome> submit(std::span<Prepared const> prepared, base::Now now) override {
    std::int64_t const luck = stream_.below(6);
    if (luck == 0) throw StoreUnavailable("before it was written");
    auto outcomes = ForwardingBooks::submit(prepared, now);
    if (luck == 1) throw StoreUnavailable("after it was written");
    return outcomes;
  }

 private:
  base::SeededStream stream_;
};

class PlanMonths {
 public:
  PlanMonths(BooksService& books, std::uint64_t seed, std::size_t shard, bool fails)
      : books_(books), stream_(seed, "plan months"), unlucky_(books, seed + 1), shard_(shard), fails_(fails) {
    authority_ = *books_.add_authority(kTestAuthority);
    source_ = books_.ensure_source(authority_, "library", "Library");
    rules_ = danish_rules(authority_);
    books_.set_rules(rules_);
  }

  std::vector<std::string> live() {
    std::vector<std::string> hashes;
    for (int i = 0; i < kDays; ++i) {
      today_ = kFirst + i;
      for (int event = 0; event < 4; ++event) happen();
      pay_what_is_due();
      hashes.push_back(run_day());
    }
    return hashes;
  }

  [[nodiscard]] base::AuthorityId authority() const { return authority_; }
  [[nodiscard]] base::Now now() const { return {{today_ * 86'400'000'000LL + 20 * 3'600'000'000LL}, {today_}}; }
  int made = 0;
  int changed = 0;
  int late = 0;

 private:
  Outcome submit(Command command, std::vector<ports::Party> parties = {}) {
    return books_.submit_one(
        {authority_, "clerk:1", std::to_string(++next_key_), {}, std::move(parties), {std::move(command)}}, now());
  }
  base::DebtorId somebody() {
    return books_.reader()
        ->find_party(authority_, person("p" + std::to_string(stream_.below(15))))
        .value_or(base::DebtorId{});
  }

  void happen() {
    std::int64_t const what = stream_.below(10);
    if (what < 4 || claims_ == 0) {
      RegisterClaim c{source_, "C-" + std::to_string(++claims_), "day_care", {}, {0}, {}};
      auto const due = static_cast<std::int32_t>(today_ - 40 + stream_.below(60));
      c.dates = {{}, {}, {std::min(due, today_)}, {due}, {due + static_cast<std::int32_t>(stream_.below(10))}};
      c.amounts[ledger::Component::kPrincipal] = 20'000 + stream_.below(80'000);
      std::vector<ports::Party> parties{person("p" + std::to_string(stream_.below(15)))};
      if (stream_.below(6) == 0) {
        parties.push_back(person("q" + std::to_string(stream_.below(4))));
        c.parties.push_back(1);
      }
      (void)submit(c, parties);
    } else if (what < 7) {
      plan();
    } else if (what == 7) {
      change();
    } else if (what == 8) {
      std::string const key = "C-" + std::to_string(1 + stream_.below(claims_));
      (void)submit(OpenObjection{{{}, source_, key}, "o", "wrong", {today_}});
    } else {
      std::string const key = "C-" + std::to_string(1 + stream_.below(claims_));
      (void)submit(ResolveObjection{{{}, source_, key}, "o", ObjectionOutcome::kRejected, {today_}});
    }
  }

  void plan() {
    OfferWish wish{somebody(), {}, {}, {}, {today_}, {today_}};
    if (!wish.debtor) return;
    wish.wish.first = base::Date{today_ + 1 + static_cast<std::int32_t>(stream_.below(20))};
    bool const is_late = stream_.below(4) == 0;
    if (is_late) wish.agreed.days -= static_cast<std::int32_t>(stream_.below(25));
    Offer const offer = offer_instalments(*books_.reader(), *rules_, authority_, wish);
    if (offer.plan || offer.proposals.all.empty()) return;
    auto const& all = offer.proposals.all;
    auto const& chosen = all[static_cast<std::size_t>(stream_.below(static_cast<std::int64_t>(all.size())))];
    MakeArrangement c{wish.debtor, offer.claims, {}, PlanMode::kByPerson, "agreed", wish.agreed};
    for (auto const& each : chosen.schedule.instalments) c.instalments.push_back({each.date, each.minor()});
    Outcome const outcome = submit(c);
    if (outcome) {
      ++made;
      late += wish.agreed.days < today_;
      kept_[find_event<ArrangementMade>(*outcome)->arrangement.value] = stream_.below(3) != 0;
    } else {
      // A claim that did not exist by then is the only reason: what was offered holds.
      EXPECT_EQ(code_of(outcome.error().refusal), "before_claim_existed");
    }
  }

  void change() {
    auto const plans = books_.reader()->arrangements_in(authority_, State::kInForce, {}, 100);
    if (plans.empty()) return;
    auto const& plan = plans[static_cast<std::size_t>(stream_.below(static_cast<std::int64_t>(plans.size())))];
    ChangeArrangement c{plan.id, arrangements::Change::kPause, {}, {}, {}, PlanMode::kByPolicy, {}, {today_}};
    if (stream_.below(2) == 0) {
      PlanView const view = view_plan(*books_.reader(), authority_, plan, {today_});
      auto const next = view.standing.next();
      if (!next) return;
      c.change = arrangements::Change::kMoveDate;
      c.from = plan.instalments[*next].date;
      c.to = {c.from.days + static_cast<std::int32_t>(stream_.below(14)) - 3};
    } else if (stream_.below(8) == 0) {
      (void)submit(CancelArrangement{plan.id, "no more", {today_}});
      return;
    }
    if (submit(c)) ++changed;
  }

  /// Who keeps a plan pays on the day, some a little late.
  void pay_what_is_due() {
    for (auto const& plan : books_.reader()->arrangements_in(authority_, State::kInForce, {}, 100)) {
      PlanView const view = view_plan(*books_.reader(), authority_, plan, {today_});
      bool const pays = kept_[plan.id.value] ? stream_.below(3) != 0 : stream_.below(40) == 0;
      if (view.standing.missing_minor == 0 || !pays) continue;
      RecordPayment p;
      p.payer = plan.debtor;
      p.minor = view.standing.missing_minor;
      p.value_date = {today_};
      for (auto const& each : plan.claims) p.chosen.push_back({{each.claim, {}, {}}, {}});
      EXPECT_TRUE(submit(p));
    }
  }

  std::string run_day() {
    BusinessDay day{authority_, {today_}, now()};
    day.shard = shard_;
    for (int attempt = 0; attempt < 300; ++attempt) {
      day.now.instant.microseconds += 1'000;
      try {
        DayResult const result = run_business_day(fails_ ? static_cast<BooksService&>(unlucky_) : books_, *rules_, day);
        if (!result.out_of_bounds) return result.batch_hash;
      } catch (StoreUnavailable const&) {
      }
    }
    ADD_FAILURE() << "the day never ended";
    return {};
  }

  BooksService& books_;
  base::SeededStream stream_;
  UnluckyBooks unlucky_;
  std::size_t shard_;
  bool fails_;
  base::AuthorityId authority_;
  base::SourceId source_;
  std::shared_ptr<Rules const> rules_;
  std::map<std::int64_t, bool> kept_;
  std::int32_t today_ = kFirst;
  std::int64_t next_key_ = 0;
  std::int64_t claims_ = 0;
};

/// Follows the journal with rules of its own.
class PlanWatcher {
 public:
  void read(ports::BooksReader& reader, base::AuthorityId authority) {
    std::int64_t after = 0;
    while (true) {
      auto const page = reader.journal(authority, after, 1'000);
      if (page.empty()) return;
      for (auto const& stored : page) {
        auto const entry = decode_entry(stored.payload);
        ASSERT_TRUE(entry);
        today_ = entry->date.days;
        waived_.clear();
        for (Event const& event : entry->events) std::visit(*this, event);
      }
      after = page.back().seq;
    }
  }

  void operator()(ClaimRegistered const& e) { open_[e.claim.value] = e.amounts.total(); }
  void operator()(PaymentRecorded const& e) {
    for (auto const& part : e.allocations) open_[part.claim.value] -= part.minor;
  }
  void operator()(InterestPosted const& e) {
    for (auto const& step : e.steps) open_[e.claim.value] += step.minor;
    for (auto const& part : e.freed) open_[e.claim.value] += part.allocation.minor;
  }
  void operator()(AmountChanged const& e) {
    open_[e.claim.value] += e.delta_minor;
    for (auto const& part : e.freed) open_[e.claim.value] += part.allocation.minor;
    if (e.cause == AmountCause::kFeeWaived) waived_[e.claim.value] -= e.delta_minor;
  }
  void operator()(LetterRecorded const& e) {
    open_[e.claim.value] += e.letter.fee_minor;
    fees_[e.claim.value].emplace_back(e.letter.date.days, e.letter.fee_minor);
    EXPECT_FALSE(in_plan(e.claim.value, e.letter.date.days)) << "a letter of the law in a plan";
    fees += e.letter.fee_minor > 0;
  }
  void operator()(CourseStepTaken const& e) {
    // Before the last payment day somebody may still be told that there is one: nothing follows from it.
    EXPECT_TRUE(e.step.step == "upcoming" || !in_plan(e.claim.value, e.step.date.days)) << e.step.step << " in a plan";
  }
  void operator()(ClaimHandedOver const& e) { EXPECT_FALSE(in_plan(e.claim.value, e.date.days)); }
  void operator()(MessagePlanned const& e) {
    bool const of_plan = e.content.starts_with("dk/plan_");
    for (base::ClaimId const id : e.claims) {
      EXPECT_TRUE(e.step == "upcoming" || in_plan(id.value, e.date.days) == of_plan) << e.content;
    }
    EXPECT_TRUE(!of_plan || e.fee_minor == 0);
  }

  void operator()(ArrangementMade const& e) {
    Plan& plan = plans_[e.arrangement.value];
    plan.first = e.date.days;
    check_parts(e.claims, e.instalments);
    for (auto const& each : e.claims) {
      std::int64_t const claim = each.claim.value;
      plan.claims.insert(claim);
      EXPECT_EQ(open_[claim], each.open_minor);
      std::int64_t since = 0;
      for (auto& [day, minor] : fees_[claim]) {
        if (day < plan.first) continue;
        since += minor;
        minor = 0;
      }
      EXPECT_EQ(waived_[claim], since) << "fees since the day from which the plan counts";
    }
  }
  void operator()(ArrangementChanged const& e) {
    std::int32_t before = 0;
    for (auto const& each : e.instalments) {
      EXPECT_GT(each.date.days, before);
      before = each.date.days;
    }
  }
  void operator()(ArrangementMissed const& e) {
    Plan& plan = plans_[e.arrangement.value];
    EXPECT_GT(e.date, e.missed);
    EXPECT_GT(e.missing_minor, 0);
    if (e.stage == arrangements::Stage::kReminded) {
      ++reminded;
      plan.stage_of[e.missed.days] = e.date.days;
      plan.offered = 0;
    } else {
      ++offered;
      ASSERT_TRUE(plan.stage_of.contains(e.missed.days)) << "an offer before any reminder";
      EXPECT_GE(e.date.days, plan.stage_of[e.missed.days] + 7) << "no days of grace";
      plan.offered = e.date.days;
    }
  }
  void operator()(ArrangementEnded const& e) {
    Plan& plan = plans_[e.arrangement.value];
    plan.last = e.date.days;
    if (e.state == State::kCompleted) {
      ++completed;
      for (std::int64_t const claim : plan.claims) EXPECT_EQ(open_[claim], 0);
    }
    if (e.state == State::kBroken) {
      ++broken;
      EXPECT_GT(plan.offered, 0);
      EXPECT_GE(e.date.days, plan.offered + 7) << "broken without time to answer";
      EXPECT_GT(e.open_minor, 0);
    }
  }
  void operator()(auto const&) {}

  int fees = 0;
  int reminded = 0;
  int offered = 0;
  int broken = 0;
  int completed = 0;

 private:
  struct Plan {
    std::int32_t first = 0;
    std::int32_t last = 1'000'000;
    std::set<std::int64_t> claims;
    std::map<std::int32_t, std::int32_t> stage_of;  // by the missed date: when it was reminded of
    std::int32_t offered = 0;
  };
  [[nodiscard]] bool in_plan(std::int64_t claim, std::int32_t day) const {
    return std::ranges::any_of(plans_, [&](auto const& item) {
      Plan const& plan = item.second;
      return plan.claims.contains(claim) && plan.first <= day && day <= plan.last;
    });
  }
  void check_parts(std::vector<arrangements::ArrangedClaim> const& claims,
                   std::vector<arrangements::Instalment> const& instalments) {
    std::map<std::int64_t, std::int64_t> covered;
    for (auto const& each : instalments) {
      EXPECT_FALSE(each.parts.empty());
      for (auto const& part : each.parts) covered[part.claim.value] += part.minor;
    }
    EXPECT_EQ(covered.size(), claims.size());
    for (auto const& each : claims) EXPECT_GE(covered[each.claim.value], each.open_minor);
  }

  std::map<std::int64_t, Plan> plans_;
  std::map<std::int64_t, std::int64_t> open_;
  std::map<std::int64_t, std::vector<std::pair<std::int32_t, std::int64_t>>> fees_;
  std::map<std::int64_t, std::int64_t> waived_;  // of the entry at hand
  std::int32_t today_ = 0;
};

template <class Books>
class PlansOverMonths : public testing::Test {
 protected:
  Books books_;
  void SetUp() override {
    if (Books::why_skipped() != nullptr) GTEST_SKIP() << Books::why_skipped();
  }
};

TYPED_TEST_SUITE(PlansOverMonths, tests::EveryStore, tests::StoreNames);

TYPED_TEST(PlansOverMonths, AreTheSameHoweverOftenADayBreaksOff) {
  MemoryBooks reference;
  PlanMonths undisturbed{reference.get(), 11, 500, false};
  std::vector<std::string> const expected = undisturbed.live();
  PlanMonths months{this->books_.get(), 11, 3, true};
  EXPECT_EQ(months.live(), expected);
  EXPECT_GT(months.made, 10);
  EXPECT_GT(months.changed, 5);
  auto const reader = this->books_.get().reader();
  PlanWatcher watcher;
  watcher.read(*reader, months.authority());
  EXPECT_GT(watcher.completed, 2);
  EXPECT_GT(watcher.broken, 2);
  for (auto const& finding : verify(*reader, months.authority()).findings) ADD_FAILURE() << finding.what;
}

TEST(PlanDays, ManySeedsUnderTheWatchersEyes) {
  PlanWatcher all;
  int made = 0;
  int late = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    MemoryBooks books;
    PlanMonths months{books.get(), seed, 50, seed % 2 == 0};
    (void)months.live();
    PlanWatcher watcher;
    watcher.read(*books.get().reader(), months.authority());
    all.fees += watcher.fees, all.reminded += watcher.reminded, all.offered += watcher.offered;
    all.broken += watcher.broken, all.completed += watcher.completed;
    made += months.made, late += months.late;
    for (auto const& finding : verify(*books.get().reader(), months.authority()).findings) {
      ADD_FAILURE() << "seed " << seed << ": " << finding.what;
    }
    if (testing::Test::HasFailure()) GTEST_FAIL() << "seed " << seed;
  }
  EXPECT_GT(made, 100);
  EXPECT_GT(late, 20);
  EXPECT_GT(all.fees, 50);
  EXPECT_GT(all.reminded, 50);
  EXPECT_GT(all.offered, 20);
  EXPECT_GT(all.broken, 20);
  EXPECT_GT(all.completed, 20);
  std::printf("[ FIGURES  ] %d plans, %d of them late, %d completed, %d broken, %d reminders, %d offers, %d fees\n",
              made, late, all.completed, all.broken, all.reminded, all.offered, all.fees);
}

/// What is owed is the same whether a plan was entered on its day or later.
TEST(PlanDays, APlanEnteredLateIsAsIfItHadBeenEnteredInTime) {
  std::vector<std::int64_t> open;
  for (int late : {0, 12}) {
    MemoryBooks books;
    base::AuthorityId const authority = *books.get().add_authority(kTestAuthority);
    base::SourceId const source = books.get().ensure_source(authority, "library", "Library");
    auto const rules = danish_rules(authority);
    books.get().set_rules(rules);
    RegisterClaim c{source, "C-1", "day_care", {}, {0}, {}};
    c.dates = {{}, {}, {kFirst - 40}, {kFirst - 12}, {kFirst - 12}};
    c.amounts[ledger::Component::kPrincipal] = 100'000;
    bool fee_seen = false;
    for (int day = 0; day <= 40; ++day) {
      base::Now const now{{(kFirst + day) * 86'400'000'000LL}, {kFirst + day}};
      auto const submit = [&](Command command, std::vector<ports::Party> parties = {}) {
        EXPECT_TRUE(books.get().submit_one(
            {authority, "clerk:1", "k" + std::to_string(day), {}, std::move(parties), {std::move(command)}}, now));
      };
      if (day == 0) submit(c, {person("1")});
      auto const stored = *books.get().reader()->claim(authority, {{}, source, "C-1"});
      fee_seen |= stored.open[ledger::Component::kFee] > 0;
      if (day == 1 + late) {
        OfferWish const wish{stored.liable.front(), {}, {base::Date{kFirst + 35}, {}, {}}, {}, now.date, {kFirst + 1}};
        Offer const offer = offer_instalments(*books.get().reader(), *rules, authority, wish);
        ASSERT_FALSE(offer.proposals.all.empty());
        MakeArrangement make{wish.debtor, offer.claims, {}, PlanMode::kByPerson, "on paper", wish.agreed};
        for (auto const& each : offer.proposals.all.back().schedule.instalments) {
          make.instalments.push_back({each.date, each.minor()});
        }
        submit(make);
      }
      (void)run_business_day(books.get(), *rules, {authority, now.date, now});
    }
    EXPECT_EQ(fee_seen, late > 0) << "the case tries nothing";
    open.push_back(books.get().reader()->claim(authority, {{}, source, "C-1"})->open_minor());
    for (auto const& finding : verify(*books.get().reader(), authority).findings) ADD_FAILURE() << finding.what;
  }
  EXPECT_EQ(open[0], open[1]);
}

/// The morning has charged a fee and its letter waits to leave: what is offered that day adds up when it is agreed on.
TEST(PlanDays, APlanOnTheDayOfTheReminderLetsItsFeeGo) {
  MemoryBooks books;
  base::AuthorityId const authority = *books.get().add_authority(kTestAuthority);
  base::SourceId const source = books.get().ensure_source(authority, "library", "Library");
  auto const rules = danish_rules(authority);
  books.get().set_rules(rules);
  RegisterClaim c{source, "C-1", "day_care", {}, {0}, {}};
  c.dates = {{}, {}, {kFirst - 40}, {kFirst - 12}, {kFirst - 12}};
  c.amounts[ledger::Component::kPrincipal] = 100'000;
  base::Now const start{{kFirst * 86'400'000'000LL}, {kFirst}};
  ASSERT_TRUE(books.get().submit_one({authority, "clerk:1", "claim", {}, {person("1")}, {c}}, start));
  for (std::int32_t day = kFirst; day < kFirst + 20; ++day) {
    base::Now const now{{day * 86'400'000'000LL}, {day}};
    (void)run_business_day(books.get(), *rules, {authority, now.date, now});
    auto const stored = *books.get().reader()->claim(authority, {{}, source, "C-1"});
    if (stored.open[ledger::Component::kFee] == 0) continue;
    OfferWish const wish{stored.liable.front(), {}, {base::Date{day + 20}, {}, {}}, {}, now.date, now.date};
    Offer const offer = offer_instalments(*books.get().reader(), *rules, authority, wish);
    ASSERT_FALSE(offer.proposals.all.empty());
    MakeArrangement make{wish.debtor, offer.claims, {}, PlanMode::kByPolicy, {}, now.date};
    for (auto const& each : offer.proposals.all.front().schedule.instalments) {
      make.instalments.push_back({each.date, each.minor()});
    }
    Outcome const outcome = books.get().submit_one({authority, "debtor:1", "plan", {}, {}, {make}}, now);
    ASSERT_TRUE(outcome) << code_of(outcome.error().refusal);
    EXPECT_EQ(books.get().reader()->claim(authority, {{}, source, "C-1"})->open[ledger::Component::kFee], 0);
    return;
  }
  FAIL() << "no fee was ever charged: the case tries nothing";
}

}  // namespace
}  // namespace tests

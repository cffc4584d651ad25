// Referrals over months of business days, with a process that dies every few writes: agreed to today or entered late,
// accepted, declined, ended or forgotten; claims that one owes alone or together with another, that come meanwhile.
// Judged by rules written down here once more, from the journal alone: from the consent until the referral ends, and in
// the days after it, nobody who is being helped is charged a fee, pressed, asked for anything or handed over.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "engine/business_day.h"
#include "engine/verify.h"
#include "tests/faults/crashes.h"
#include "tests/support/danish_rules.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using namespace engine;
using help::State;

constexpr std::int32_t kFirst = 20'454;  // 1 January 2026
constexpr int kDays = 150;
constexpr std::int32_t kLongest = 30;
constexpr std::int32_t kFresh = 14;

class ReferralMonths {
 public:
  ReferralMonths(BooksService& books, std::uint64_t seed, int crash_one_in)
      : books_(books), stream_(seed, "referral months"), luck_(seed, crash_one_in), dying_(books, luck_) {
    authority_ = *books_.add_authority(kTestAuthority);
    source_ = books_.ensure_source(authority_, "library", "Library");
    auto rules = std::make_shared<Rules>(*danish_rules(authority_));
    rules->help_policies[authority_].longest_days = kLongest;
    rules_ = rules;
    books_.set_rules(rules_);
  }

  void live() {
    for (int i = 0; i < kDays; ++i) {
      today_ = kFirst + i;
      for (int event = 0; event < 4; ++event) happen();
      run_day();
    }
  }

  [[nodiscard]] base::AuthorityId authority() const { return authority_; }
  [[nodiscard]] int crashes() const { return luck_.crashes; }
  int made = 0;
  int late = 0;  // entered after the day of the consent

 private:
  [[nodiscard]] base::Now now() const { return {{today_ * 86'400'000'000LL + 20 * 3'600'000'000LL}, {today_}}; }

  /// As somebody does whose program has died: the same again under the same key, until there is an answer.
  Outcome submit(Command command, std::string const& actor = "clerk:1", std::vector<ports::Party> parties = {}) {
    std::string const key = std::to_string(++next_key_);
    while (true) {
      try {
        return dying_.submit_one({authority_, actor, key, {}, parties, {command}}, now());
      } catch (Crash const&) {
      }
    }
  }

  claims::Claim some_claim() {
    return *books_.reader()->claim(authority_, {{}, source_, "C-" + std::to_string(1 + stream_.below(claims_))});
  }

  void happen() {
    std::int64_t const what = stream_.below(10);
    if (what < 4 || claims_ == 0) {
      register_claim();
    } else if (what < 6) {
      refer();
    } else if (what < 9) {
      go_on();
    } else {
      pay();
    }
  }

  void register_claim() {
    RegisterClaim c{source_, "C-" + std::to_string(++claims_), "day_care", {}, {0}, {}};
    auto const due = static_cast<std::int32_t>(today_ - 40 + stream_.below(50));
    c.dates = {{}, {}, {std::min(due, today_)}, {due}, {due + static_cast<std::int32_t>(stream_.below(10))}};
    c.amounts[ledger::Component::kPrincipal] = 20'000 + stream_.below(80'000);
    std::vector<ports::Party> parties{person("p" + std::to_string(stream_.below(12)))};
    if (stream_.below(3) == 0) {
      parties.push_back(person("q" + std::to_string(stream_.below(3))));
      c.parties.push_back(1);
    }
    ASSERT_TRUE(submit(c, "clerk:1", std::move(parties)));
  }

  void refer() {
    ReferToHelp c;
    std::vector<base::DebtorId> const liable = some_claim().liable;
    c.debtor = liable[static_cast<std::size_t>(stream_.below(static_cast<std::int64_t>(liable.size())))];
    c.helper = stream_.below(2) == 0 ? "cafe" : "law";
    c.need = help::kNeeds[static_cast<std::size_t>(stream_.below(3))];
    c.consented = {today_ - (stream_.below(3) == 0 ? static_cast<std::int32_t>(stream_.below(20)) : 0)};
    bool const is_late = c.consented < base::Date{today_};
    if (!submit(c)) return;
    ++made;
    late += is_late;
  }

  void go_on() {
    auto const open = books_.reader()->open_referrals(authority_);
    if (open.empty()) return;
    help::Referral const one = open[static_cast<std::size_t>(stream_.below(static_cast<std::int64_t>(open.size())))];
    std::string const actor = stream_.below(2) == 0 ? "clerk:1" : "helper:" + one.helper;
    // What does not fit its state is refused, and changes nothing.
    switch (stream_.below(4)) {
      case 0:
        (void)submit(SendReferral{one.id, {today_}}, actor);
        break;
      case 1:
        (void)submit(AnswerReferral{one.id, State::kAccepted, {today_}}, actor);
        break;
      case 2:
        (void)submit(AnswerReferral{one.id, State::kDeclined, {today_}}, actor);
        break;
      default:
        if (stream_.below(3) != 0) return;
        ASSERT_TRUE(submit(EndReferral{one.id, help::Outcome::kHelped, {today_}}, actor));
    }
  }

  void pay() {
    claims::Claim const claim = some_claim();
    if (claim.open_minor() == 0) return;
    RecordPayment p;
    p.payer = claim.liable.front();
    p.minor = claim.open_minor();
    p.value_date = {today_};
    p.chosen.push_back({{claim.id, {}, {}}, {}});
    ASSERT_TRUE(submit(p));
  }

  void run_day() {
    BusinessDay day{authority_, {today_}, now()};
    day.shard = 3;
    for (int attempt = 0; attempt < 500; ++attempt) {
      day.now.instant.microseconds += 1'000;
      try {
        DayResult const result = run_business_day(dying_, *rules_, day);
        EXPECT_TRUE(result.refused_referrals.empty());
        if (!result.out_of_bounds) return;
      } catch (Crash const&) {
      }
    }
    ADD_FAILURE() << "the day never ended";
  }

  BooksService& books_;
  base::SeededStream stream_;
  Luck luck_;
  DyingBooks dying_;
  base::AuthorityId authority_;
  base::SourceId source_;
  std::shared_ptr<Rules const> rules_;
  std::int32_t today_ = kFirst;
  std::int64_t next_key_ = 0;
  std::int64_t claims_ = 0;
};

/// Follows the journal with rules of its own.
class ReferralWatcher {
 public:
  void read(ports::BooksReader& reader, base::AuthorityId authority) {
    std::int64_t after = 0;
    while (true) {
      auto const page = reader.journal(authority, after, 1'000);
      if (page.empty()) break;
      for (auto const& stored : page) {
        auto const entry = decode_entry(stored.payload);
        ASSERT_TRUE(entry);
        told_.clear();
        for (Event const& event : entry->events) std::visit(*this, event);
        // Whoever owes something hears of the end of a pause, once.
        for (std::int64_t const referral : ended_) {
          EXPECT_TRUE(told_[referral] == 1 || !owes_something(cases_[referral].debtor)) << told_[referral];
        }
        ended_.clear();
      }
      after = page.back().seq;
    }
    for (Charge const& charge : charges_) {
      // What was charged before the consent was entered is let go.
      EXPECT_TRUE(charge.waived || !is_helped(charge.claim, charge.day)) << "a fee of day " << charge.day;
    }
  }

  void operator()(ClaimRegistered const& e) {
    for (base::DebtorId const debtor : e.liable) liable_[e.claim.value].insert(debtor.value);
    open_[e.claim.value] = e.amounts.total();
    newest_ = std::max(newest_, e.claim.value);
  }
  void operator()(ReferralMade const& e) {
    Case& made = cases_[e.referral.value];
    made.debtor = e.debtor.value;
    made.first = e.consented.days;
    made.longest = e.until.days;
    EXPECT_EQ(made.longest, made.first + kLongest);
  }
  void operator()(ReferralEnded const& e) {
    Case& one = cases_[e.referral.value];
    EXPECT_EQ(one.last, kNever) << "ended twice";
    one.ended = e.date.days;
    one.last = e.date.days + kFresh;
    one.newest = newest_;
    if (e.outcome == help::Outcome::kExpired) {
      EXPECT_EQ(e.date.days, one.longest + 1) << "ended by a business day too early or too late";
      ++expired;
    }
    declined += e.state == State::kDeclined;
    ended_.push_back(e.referral.value);
  }
  void operator()(LetterRecorded const& e) {
    std::int32_t const day = e.letter.date.days;
    EXPECT_FALSE(e.letter.fee_minor > 0 && is_helped(e.claim.value, day)) << "a fee for whoever is being helped";
    if (e.letter.fee_minor == 0) return;
    ++fees;
    charges_.push_back({e.claim.value, day, e.letter.fee_minor, false});
  }
  void operator()(AmountChanged const& e) {
    if (e.component != ledger::Component::kFee || e.delta_minor >= 0) return;
    for (Charge& charge : charges_) {
      if (charge.claim != e.claim.value || charge.waived || charge.minor != -e.delta_minor) continue;
      charge.waived = true;
      ++waived;
      return;
    }
  }
  void operator()(CourseStepTaken const& e) {
    expect_not_asked(e.claim.value, e.step.step, e.step.date.days);
    ++steps;
  }
  void operator()(ClaimHandedOver const& e) { EXPECT_FALSE(is_helped(e.claim.value, e.date.days)); }
  void operator()(MessagePlanned const& e) {
    auto const referral = help::referral_of(e.procedure);
    if (!referral) {
      for (base::ClaimId const claim : e.claims) expect_not_asked(claim.value, e.step, e.date.days);
      return;
    }
    EXPECT_EQ(e.fee_minor, 0);
    EXPECT_EQ(e.debtor.value, cases_[referral->value].debtor);
    ++told_[referral->value];
  }
  void operator()(PaymentRecorded const& e) {
    for (payments::Allocation const& part : e.allocations) open_[part.claim.value] -= part.minor;
  }
  void operator()(auto const&) {}

  int expired = 0;
  int declined = 0;
  int fees = 0;
  int waived = 0;
  int steps = 0;

 private:
  static constexpr std::int32_t kNever = 1'000'000;
  struct Case {
    std::int64_t debtor = 0;
    std::int32_t first = 0;
    std::int32_t longest = 0;
    std::int32_t ended = kNever;
    std::int32_t last = kNever;    // of the days in which nothing is asked for
    std::int64_t newest = kNever;  // the last claim that was there when it ended
  };
  struct Charge {
    std::int64_t claim = 0;
    std::int32_t day = 0;
    std::int64_t minor = 0;
    bool waived = false;
  };
  /// Whoever of those who owe it: no letter about a claim goes to one of them alone. What comes after a referral has
  /// ended, and another owes as well, is not held by the days after it.
  [[nodiscard]] bool is_helped(std::int64_t claim, std::int32_t day) {
    return std::ranges::any_of(cases_, [&](auto const& item) {
      Case const& one = item.second;
      bool const touches = liable_[claim].size() == 1 || claim <= one.newest;
      return touches && liable_[claim].contains(one.debtor) && one.first <= day && day <= one.last;
    });
  }
  [[nodiscard]] bool is_open(std::int64_t claim, std::int32_t day) {
    return std::ranges::any_of(cases_, [&](auto const& item) {
      Case const& one = item.second;
      return liable_[claim].contains(one.debtor) && one.first <= day && one.ended == kNever;
    });
  }
  /// A word before the last day to pay, from which nothing follows, may come again once the referral has ended.
  void expect_not_asked(std::int64_t claim, std::string const& step, std::int32_t day) {
    bool const prompt = step == "upcoming";
    EXPECT_FALSE(prompt ? is_open(claim, day) : is_helped(claim, day)) << step << " on day " << day;
  }
  [[nodiscard]] bool owes_something(std::int64_t debtor) {
    return std::ranges::any_of(
        open_, [&](auto const& item) { return item.second > 0 && liable_[item.first].contains(debtor); });
  }

  std::map<std::int64_t, Case> cases_;
  std::map<std::int64_t, std::set<std::int64_t>> liable_;
  std::map<std::int64_t, std::int64_t> open_;  // the principal: enough to tell whether there is anything
  std::int64_t newest_ = 0;
  std::vector<Charge> charges_;
  std::vector<std::int64_t> ended_;
  std::map<std::int64_t, int> told_;
};

class ReferralDays : public testing::TestWithParam<std::uint64_t> {};

TEST_P(ReferralDays, WhoeverIsBeingHelpedIsAskedForNothingWhateverBreaksOff) {
  MemoryBooks books;
  ReferralMonths months{books.get(), GetParam(), 5};
  months.live();
  EXPECT_GT(months.made, 20);
  EXPECT_GT(months.late, 3);
  EXPECT_GT(months.crashes(), 50);
  ReferralWatcher watcher;
  watcher.read(*books.get().reader(), months.authority());
  EXPECT_GT(watcher.expired, 0);
  EXPECT_GT(watcher.declined, 0);
  EXPECT_GT(watcher.fees, 0) << "nobody was asked for anything: the months show nothing";
  EXPECT_GT(watcher.steps, 0);
  for (Finding const& finding : verify(*books.get().reader(), months.authority()).findings) {
    ADD_FAILURE() << finding.what;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ReferralDays, testing::Range(std::uint64_t{1}, std::uint64_t{9}));

}  // namespace
}  // namespace tests

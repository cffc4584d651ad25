// Enquiries over months of business days, with a process that dies every few writes: some answered, some in parts, some
// late, some taken back. Judged by rules written down here once more, from the journal alone: while an enquiry waits,
// and in the days after its answer, nobody is charged a fee, pressed or handed over; being late takes nothing from
// anybody.
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
using enquiries::Kind;

constexpr std::int32_t kFirst = 20'454;  // 1 January 2026
constexpr int kDays = 140;

class EnquiryMonths {
 public:
  EnquiryMonths(BooksService& books, std::uint64_t seed, int crash_one_in)
      : books_(books), stream_(seed, "enquiry months"), luck_(seed, crash_one_in), dying_(books, luck_) {
    authority_ = *books_.add_authority(kTestAuthority);
    source_ = books_.ensure_source(authority_, "library", "Library");
    rules_ = danish_rules(authority_);
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
  int answered = 0;

 private:
  [[nodiscard]] base::Now now() const { return {{today_ * 86'400'000'000LL + 20 * 3'600'000'000LL}, {today_}}; }

  /// As somebody does whose program has died: the same again under the same key, until there is an answer.
  Outcome submit(Command command, std::vector<ports::Party> parties = {}, std::string const& words = {}) {
    std::string const key = std::to_string(++next_key_);
    while (true) {
      Submission s{authority_, "clerk:1", key, {}, parties, {command}};
      if (!words.empty()) s.enquiry_words.push_back(words);
      try {
        return dying_.submit_one(std::move(s), now());
      } catch (Crash const&) {
      }
    }
  }

  std::string some_claim() { return "C-" + std::to_string(1 + stream_.below(claims_)); }

  void happen() {
    std::int64_t const what = stream_.below(10);
    if (what < 3 || claims_ == 0) {
      register_claim();
    } else if (what < 6) {
      enquire();
    } else if (what < 8) {
      answer();
    } else if (what == 8) {
      pay();
    } else {
      take_back();
    }
  }

  void register_claim() {
    RegisterClaim c{source_, "C-" + std::to_string(++claims_), "day_care", {}, {0}, {}};
    auto const due = static_cast<std::int32_t>(today_ - 40 + stream_.below(50));
    c.dates = {{}, {}, {std::min(due, today_)}, {due}, {due + static_cast<std::int32_t>(stream_.below(10))}};
    c.amounts[ledger::Component::kPrincipal] = 20'000 + stream_.below(80'000);
    ASSERT_TRUE(submit(c, {person("p" + std::to_string(stream_.below(12)))}));
  }

  void enquire() {
    auto const first = books_.reader()->claim(authority_, {{}, source_, some_claim()});
    ReceiveEnquiry c;
    c.debtor = first->liable.front();
    c.claims.push_back(first->id);
    for (claims::Claim const& other : books_.reader()->claims_of(authority_, c.debtor)) {
      if (other.id != first->id && stream_.below(3) == 0) c.claims.push_back(other.id);
    }
    c.kind = enquiries::kKinds[static_cast<std::size_t>(stream_.below(6))];
    c.reason = "some_reason";
    c.way = enquiries::Way::kPaper;
    c.words = "mark";
    c.received = {today_ - (stream_.below(3) == 0 ? static_cast<std::int32_t>(stream_.below(12)) : 0)};
    if (c.kind == Kind::kPromise || c.kind == Kind::kDeferral) {
      c.wanted = base::Date{today_ + 1 + static_cast<std::int32_t>(stream_.below(30))};
    }
    if (submit(c, {}, "words")) ++made;
  }

  std::optional<enquiries::Enquiry> some_open() {
    auto const state = stream_.below(3) == 0 ? enquiries::State::kAsked : enquiries::State::kReceived;
    auto const all = books_.reader()->enquiries_in(authority_, state, {}, 1'000);
    if (all.empty()) return std::nullopt;
    return all[static_cast<std::size_t>(stream_.below(static_cast<std::int64_t>(all.size())))];
  }

  void answer() {
    auto const open = some_open();
    if (!open) return;
    if (stream_.below(4) == 0) {
      (void)submit(AskDepartment{open->id, "mark", {today_}}, {}, "to the department");
      return;
    }
    AnswerEnquiry c;
    c.enquiry = open->id;
    c.outcome = enquiries::Outcome::kRejected;
    if (stream_.below(2) == 0) c.outcome = enquiries::Outcome::kUpheld;
    if (open->kind == Kind::kQuestion || open->kind == Kind::kHelp) c.outcome = enquiries::Outcome::kAnswered;
    if (open->kind == Kind::kDeferral && c.outcome == enquiries::Outcome::kUpheld) {
      c.granted = base::Date{today_ + 1 + static_cast<std::int32_t>(stream_.below(40))};
    }
    for (enquiries::EnquiredClaim const& each : open->claims) {
      if (each.outcome == enquiries::Outcome::kNone && stream_.below(2) == 0) c.claims.push_back(each.claim);
    }
    c.words = "mark";
    c.date = {today_};
    Outcome const outcome = submit(c, {}, "reasons");
    ASSERT_TRUE(outcome) << code_of(outcome.error().refusal);
    ++answered;
  }

  void pay() {
    auto const claim = books_.reader()->claim(authority_, {{}, source_, some_claim()});
    if (claim->open_minor() == 0) return;
    RecordPayment p;
    p.payer = claim->liable.front();
    p.minor = claim->open_minor();
    p.value_date = {today_};
    p.chosen.push_back({{claim->id, {}, {}}, {}});
    ASSERT_TRUE(submit(p));
  }

  void take_back() {
    if (auto const open = some_open(); open && stream_.below(2) == 0) {
      ASSERT_TRUE(submit(CloseEnquiry{open->id, true, "taken_back", {today_}}));
    }
  }

  void run_day() {
    BusinessDay day{authority_, {today_}, now()};
    day.shard = 3;
    for (int attempt = 0; attempt < 500; ++attempt) {
      day.now.instant.microseconds += 1'000;
      try {
        if (!run_business_day(dying_, *rules_, day).out_of_bounds) return;
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
class EnquiryWatcher {
 public:
  void read(ports::BooksReader& reader, base::AuthorityId authority) {
    std::int64_t after = 0;
    while (true) {
      auto const page = reader.journal(authority, after, 1'000);
      if (page.empty()) return;
      for (auto const& stored : page) {
        auto const entry = decode_entry(stored.payload);
        ASSERT_TRUE(entry);
        told_.clear();
        for (Event const& event : entry->events) std::visit(*this, event);
        for (auto const& [enquiry, step] : expected_) EXPECT_EQ(told_[enquiry], step);
        expected_.clear();
      }
      after = page.back().seq;
    }
  }

  void operator()(EnquiryReceived const& e) {
    Case& made = cases_[e.enquiry.value];
    made.kind = e.kind;
    made.first = e.date.days;
    made.answer_by = e.answer_by.days;
    bool const once = e.kind == Kind::kDeferral || e.kind == Kind::kQuestion || e.kind == Kind::kInstalments;
    for (base::ClaimId const claim : e.claims) {
      made.waiting.insert(claim.value);
      if (once && !heard_.insert({claim.value, e.kind}).second) continue;
      made.held.insert(claim.value);
    }
    if (e.kind == Kind::kPromise) made.last = e.wanted->days + 3;
    EXPECT_EQ(e.holds, !made.held.empty());
    expected_[e.enquiry.value] = "received";
  }
  void operator()(EnquiryAnswered const& e) {
    Case& answered = cases_[e.enquiry.value];
    for (base::ClaimId const claim : e.claims) EXPECT_EQ(answered.waiting.erase(claim.value), 1U);
    EXPECT_EQ(e.complete, answered.waiting.empty());
    EXPECT_GT(e.words, 0) << "an answer without reasons";
    if (e.granted) answered.granted = e.granted->days;
    if (!e.complete) return;
    answered.last = answered.granted > 0 ? answered.granted + 3 : e.date.days + 14;
    answers += 1;
    late_answers += e.date.days > answered.answer_by;
    expected_[e.enquiry.value] = "answered";
  }
  void operator()(EnquiryClosed const& e) {
    cases_[e.enquiry.value].last = e.date.days + (e.state == enquiries::State::kWithdrawn ? 14 : 0);
  }
  void operator()(EnquiryLate const& e) {
    Case& late = cases_[e.enquiry.value];
    EXPECT_FALSE(late.noted) << "noted twice";
    EXPECT_GT(e.date.days, late.answer_by);
    late.noted = true;
    ++noted;
    // What came too late to be answered in time is told so with its receipt.
    expected_.try_emplace(e.enquiry.value, "late");
  }
  void operator()(LetterRecorded const& e) {
    EXPECT_FALSE(e.letter.fee_minor > 0 && is_held(e.claim.value, e.letter.date.days)) << "a fee while somebody waits";
    fees += e.letter.fee_minor > 0;
  }
  void operator()(CourseStepTaken const& e) {
    EXPECT_TRUE(e.step.step == "upcoming" || !is_held(e.claim.value, e.step.date.days)) << e.step.step;
  }
  void operator()(ClaimHandedOver const& e) { EXPECT_FALSE(is_held(e.claim.value, e.date.days)); }
  void operator()(MessagePlanned const& e) {
    auto const enquiry = enquiries::enquiry_of(e.procedure);
    if (!enquiry) return;
    EXPECT_EQ(e.fee_minor, 0);
    told_[enquiry->value] = e.step;
  }
  void operator()(auto const&) {}

  int answers = 0;
  int late_answers = 0;
  int noted = 0;
  int fees = 0;

 private:
  struct Case {
    Kind kind = Kind::kQuestion;
    std::int32_t first = 0;
    std::int32_t last = 1'000'000;  // of the days in which nothing is asked for
    std::int32_t answer_by = 0;
    std::int32_t granted = 0;
    bool noted = false;
    std::set<std::int64_t> waiting;  // claims without an answer
    std::set<std::int64_t> held;
  };
  [[nodiscard]] bool is_held(std::int64_t claim, std::int32_t day) const {
    return std::ranges::any_of(cases_, [&](auto const& item) {
      Case const& one = item.second;
      return one.held.contains(claim) && one.first <= day && day <= one.last;
    });
  }

  std::map<std::int64_t, Case> cases_;
  std::set<std::pair<std::int64_t, Kind>> heard_;
  std::map<std::int64_t, std::string> expected_, told_;
};

class EnquiryDays : public testing::TestWithParam<std::uint64_t> {};

TEST_P(EnquiryDays, WhoeverWaitsIsLeftAloneWhateverBreaksOff) {
  MemoryBooks books;
  EnquiryMonths months{books.get(), GetParam(), 5};
  months.live();
  EXPECT_GT(months.made, 50);
  EXPECT_GT(months.answered, 30);
  EXPECT_GT(months.crashes(), 50);
  EnquiryWatcher watcher;
  watcher.read(*books.get().reader(), months.authority());
  EXPECT_GT(watcher.answers, 20);
  EXPECT_GT(watcher.late_answers, 0);
  EXPECT_GT(watcher.noted, 0);
  EXPECT_GT(watcher.fees, 0) << "nobody was asked for anything: the months show nothing";
  for (Finding const& finding : verify(*books.get().reader(), months.authority()).findings) {
    ADD_FAILURE() << finding.what;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, EnquiryDays, testing::Range(std::uint64_t{1}, std::uint64_t{9}));

}  // namespace
}  // namespace tests

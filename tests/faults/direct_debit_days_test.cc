// Direct debit over months of business days, with a process that dies every few writes: people sign up, banks confirm,
// collect, reject and take back, some stop a payment or end the mandate, and others pay by other means meanwhile.
// Judged by rules written down here once more, from the journal alone.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "engine/business_day.h"
#include "engine/verify.h"
#include "law/calendar.h"
#include "tests/faults/crashes.h"
#include "tests/support/danish_rules.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using namespace engine;
using payments::CollectionState;

constexpr std::int32_t kFirst = 20'454;  // 1 January 2026
constexpr int kDays = 160;
constexpr std::int32_t kNotice = 14;
constexpr std::int32_t kFresh = 14;
constexpr int kPeople = 12;

class DirectDebitMonths {
 public:
  DirectDebitMonths(BooksService& books, std::uint64_t seed, int crash_one_in)
      : books_(books), stream_(seed, "direct debit months"), luck_(seed, crash_one_in), dying_(books, luck_) {
    authority_ = *books_.add_authority(kTestAuthority);
    source_ = books_.ensure_source(authority_, "library", "Library");
    auto rules = std::make_shared<Rules>(*danish_rules(authority_));
    rules->direct_debit_policies[authority_] = {27, 19, 1, kNotice, 35, 8, kFresh};
    rules_ = rules;
    books_.set_rules(rules_);
  }

  void live() {
    for (int i = 0; i < kDays; ++i) {
      today_ = kFirst + i;
      for (int event = 0; event < 4; ++event) happen();
      if (i % 3 == 0) deliver();
      answer();
      run_day();
    }
  }

  [[nodiscard]] base::AuthorityId authority() const { return authority_; }
  [[nodiscard]] int crashes() const { return luck_.crashes; }
  [[nodiscard]] law::Calendar const& calendar() const {
    return rules_->law.find(authority_, "day_care")->pack->calendar;
  }

 private:
  [[nodiscard]] base::Now now() const { return {{today_ * 86'400'000'000LL + 20 * 3'600'000'000LL}, {today_}}; }

  /// As somebody does whose program has died: the same again under the same key, until there is an answer.
  Outcome submit(Command command, std::vector<ports::Party> parties = {}) {
    std::string const key = std::to_string(++next_key_);
    while (true) {
      try {
        return dying_.submit_one({authority_, "clerk:1", key, {}, parties, {command}}, now());
      } catch (Crash const&) {
      }
    }
  }
  template <class Row>
  Row const* pick(std::vector<Row> const& rows) {
    if (rows.empty()) return nullptr;
    return &rows[static_cast<std::size_t>(stream_.below(static_cast<std::int64_t>(rows.size())))];
  }

  void happen() {
    std::int64_t const what = stream_.below(12);
    if (what < 6 || claims_ == 0) {
      register_claim();
    } else if (what < 8) {
      sign_up_or_confirm();
    } else if (what < 10) {
      pay_or_dispute();
    } else {
      stop_or_end();
    }
  }

  void register_claim() {
    RegisterClaim c{source_, "C-" + std::to_string(++claims_), "day_care", {}, {0}, {}};
    auto const due = static_cast<std::int32_t>(today_ - 5 + stream_.below(60));
    c.dates = {{}, {}, {std::min(due, today_)}, {due}, {due + static_cast<std::int32_t>(stream_.below(5))}};
    c.amounts[ledger::Component::kPrincipal] = 20'000 + stream_.below(80'000);
    std::vector<ports::Party> parties{person("p" + std::to_string(stream_.below(kPeople)))};
    if (stream_.below(6) == 0) {
      parties.push_back(person("q" + std::to_string(stream_.below(3))));
      c.parties.push_back(1);
    }
    ASSERT_TRUE(submit(c, std::move(parties)));
  }
  claims::Claim some_claim() {
    return *books_.reader()->claim(authority_, {{}, source_, "C-" + std::to_string(1 + stream_.below(claims_))});
  }

  void sign_up_or_confirm() {
    (void)submit(SignUpMandate{some_claim().liable.front()});
    for (payments::Mandate const& each : books_.reader()->mandates_in(authority_, payments::MandateState::kAsked)) {
      if (stream_.below(2) == 0) {
        ASSERT_TRUE(submit(ConfirmMandate{each.id, std::to_string(1'000 + each.id.value), {today_}}));
      }
    }
  }

  void pay_or_dispute() {
    claims::Claim const claim = some_claim();
    if (claim.open_minor() == 0) return;
    if (stream_.below(3) == 0) {
      (void)submit(OpenObjection{{claim.id, {}, {}}, "o" + std::to_string(next_key_), "not mine", {today_}});
      return;
    }
    RecordPayment p;
    p.payer = claim.liable.front();
    p.minor = stream_.below(3) == 0 ? 1 + stream_.below(claim.open_minor()) : claim.open_minor();
    p.value_date = {today_};
    p.chosen.push_back({{claim.id, {}, {}}, {}});
    ASSERT_TRUE(submit(p));
  }

  void stop_or_end() {
    auto const planned = books_.reader()->collections_in(authority_, CollectionState::kPlanned);
    if (payments::Collection const* const one = pick(planned); one != nullptr && stream_.below(3) == 0) {
      ASSERT_TRUE(submit(StopCollection{one->id}));
    }
    auto const active = books_.reader()->mandates_in(authority_, payments::MandateState::kActive);
    if (payments::Mandate const* const one = pick(active); one != nullptr && stream_.below(12) == 0) {
      ASSERT_TRUE(submit(EndMandate{one->id, "wished"}));
    }
  }

  /// Now and then nobody delivers anything for weeks.
  void deliver() {
    if (today_ % 50 > 30) return;
    auto const planned = books_.reader()->collections_in(authority_, CollectionState::kPlanned);
    if (planned.empty()) return;
    ++delivery_;
    for (payments::Collection const& each : planned) ASSERT_TRUE(submit(SendCollection{each.id, delivery_}));
  }

  void answer() {
    for (payments::Collection const& each : books_.reader()->collections_in(authority_, CollectionState::kSent)) {
      if (each.day.days > today_) continue;
      SettleCollection c{each.id, CollectionState::kCollected, each.amount_minor(), {}, each.day};
      if (stream_.below(4) == 0) c = {each.id, CollectionState::kFailed, 0, "rejected", {today_}};
      ASSERT_TRUE(submit(c));
      if (stream_.below(5) == 0) {
        ASSERT_TRUE(submit(c)) << "said again by another file";
      }
    }
    for (payments::Collection const& each : books_.reader()->collections_in(authority_, CollectionState::kCollected)) {
      if (each.day.days + 10 < today_ || stream_.below(40) != 0) continue;
      (void)submit(SettleCollection{each.id, CollectionState::kReversed, each.amount_minor(), "taken_back", {today_}});
    }
  }

  void run_day() {
    BusinessDay day{authority_, {today_}, now()};
    day.shard = 3;
    for (int attempt = 0; attempt < 500; ++attempt) {
      day.now.instant.microseconds += 1'000;
      try {
        DayResult const result = run_business_day(dying_, *rules_, day);
        EXPECT_TRUE(result.refused_debtors.empty());
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
  std::int64_t delivery_ = 0;
};

/// Follows the journal with rules of its own.
class DirectDebitWatcher {
 public:
  explicit DirectDebitWatcher(law::Calendar const& calendar) : calendar_(calendar) {}

  void read(ports::BooksReader& reader, base::AuthorityId authority) {
    std::int64_t after = 0;
    while (true) {
      auto const page = reader.journal(authority, after, 1'000);
      if (page.empty()) break;
      for (auto const& stored : page) {
        auto const entry = decode_entry(stored.payload);
        ASSERT_TRUE(entry);
        paid_.clear();
        reversed_.clear();
        for (Event const& event : entry->events) std::visit(*this, event);
      }
      after = page.back().seq;
    }
  }

  void operator()(MandateAsked const& e) {
    for (auto const& [id, each] : mandates_) {
      EXPECT_FALSE(each.debtor == e.debtor.value && !each.ended) << "two mandates at once";
    }
    mandates_[e.mandate.value] = {e.debtor.value, false, false};
  }
  void operator()(MandateConfirmed const& e) { mandates_[e.mandate.value].active = true; }
  void operator()(MandateEnded const& e) {
    mandates_[e.mandate.value].active = false;
    mandates_[e.mandate.value].ended = true;
  }
  void operator()(ClaimRegistered const& e) { liable_[e.claim.value] = e.liable.size(); }
  void operator()(CollectionPlanned const& e) {
    ++planned;
    EXPECT_TRUE(mandates_[e.mandate.value].active) << "nobody has allowed it";
    EXPECT_EQ(mandates_[e.mandate.value].debtor, e.debtor.value);
    EXPECT_GE(e.day.days, e.date.days + kNotice) << "told too late";
    EXPECT_TRUE(law::is_bank_day(calendar_, e.day));
    EXPECT_TRUE(days_.emplace(e.mandate.value, e.day.days).second) << "two on one day";
    Case& made = cases_[e.collection.value];
    made = {e.mandate.value, e.day.days, e.date.days, kNever, kNever, {}, 0, 0};
    for (payments::Choice const& part : e.parts) {
      EXPECT_EQ(liable_[part.claim.value], 1U) << "what others owe as well";
      EXPECT_TRUE(tried_.insert(part.claim.value).second) << "collected twice";
      made.claims[part.claim.value] = *part.limit_minor;
      made.told_minor += *part.limit_minor;
    }
  }
  void operator()(CollectionSent const& e) {
    ++sent;
    Case& one = cases_[e.collection.value];
    one.sent_minor = 0;
    for (payments::Choice const& part : e.parts) one.sent_minor += *part.limit_minor;
    EXPECT_LE(one.sent_minor, one.told_minor) << "more than the debtor was told";
    EXPECT_LT(e.date.days, one.day);
    std::map<std::int64_t, std::int64_t> left;
    for (payments::Choice const& part : e.parts) left[part.claim.value] = *part.limit_minor;
    one.claims = left;
  }
  void operator()(PaymentRecorded const& e) {
    if (e.means == ledger::Means::kDirectDebit) paid_[e.payment.value] = e.amount_minor;
  }
  void operator()(PaymentReversed const& e) { reversed_.insert(e.payment.value); }
  void operator()(CollectionEnded const& e) {
    Case& one = cases_[e.collection.value];
    bool const is_reversal = e.state == CollectionState::kReversed;
    EXPECT_EQ(one.ended != kNever, is_reversal) << "ended twice";
    if (!is_reversal) one.ended = e.date.days;
    if (e.state == CollectionState::kCollected) {
      ++collected;
      EXPECT_EQ(paid_[e.payment.value], one.sent_minor) << "the money is in the books with its collection";
    } else if (e.state != CollectionState::kCancelled) {
      failed += !is_reversal;
      reversed += is_reversal;
      EXPECT_EQ(reversed_.contains(e.payment.value), is_reversal);
      one.fresh_from = e.date.days;
    } else {
      ++cancelled;
      days_.erase({one.mandate, one.day});  // the bank was told of nothing
    }
    if (e.reason == "not_sent") ++not_sent;
  }
  void operator()(LetterRecorded const& e) {
    fees += e.letter.fee_minor > 0;
    EXPECT_FALSE(e.letter.fee_minor > 0 && is_calm(e.claim.value, e.letter.date.days))
        << "a fee for claim " << e.claim.value << " on day " << e.letter.date.days << why(e.claim.value);
  }
  void operator()(CourseStepTaken const& e) {
    // A word before the last day to pay waits when it would leave.
    if (e.step.step == "upcoming") return;
    EXPECT_FALSE(is_calm(e.claim.value, e.step.date.days)) << e.step.step << " for what is collected";
  }
  void operator()(ClaimHandedOver const& e) { EXPECT_FALSE(is_calm(e.claim.value, e.date.days)); }
  void operator()(MessagePlanned const& e) {
    if (auto const collection = payments::collection_of(e.procedure)) {
      EXPECT_EQ(e.fee_minor, 0);
      EXPECT_EQ(e.step == payments::kNoticeStep, cases_[collection->value].ended == kNever);
      ++(e.step == payments::kNoticeStep ? notices : told_of_failure);
    }
  }
  void operator()(auto const&) {}

  int planned = 0, sent = 0, collected = 0, failed = 0, reversed = 0, cancelled = 0, not_sent = 0, fees = 0,
      notices = 0, told_of_failure = 0;

 private:
  static constexpr std::int32_t kNever = 1'000'000;
  struct KnownMandate {
    std::int64_t debtor = 0;
    bool active = false;
    bool ended = false;
  };
  struct Case {
    std::int64_t mandate = 0;
    std::int32_t day = 0;
    std::int32_t first = 0;
    std::int32_t ended = kNever;
    std::int32_t fresh_from = kNever;
    std::map<std::int64_t, std::int64_t> claims;
    std::int64_t told_minor = 0;
    std::int64_t sent_minor = 0;
  };
  [[nodiscard]] std::string why(std::int64_t claim) const {
    std::string text;
    for (auto const& [id, one] : cases_) {
      if (!one.claims.contains(claim)) continue;
      text += ", collection " + std::to_string(id) + " from " + std::to_string(one.first) + " to " +
              std::to_string(one.ended) + ", days more from " + std::to_string(one.fresh_from);
    }
    return text;
  }
  [[nodiscard]] bool is_calm(std::int64_t claim, std::int32_t day) const {
    return std::ranges::any_of(cases_, [&](auto const& item) {
      Case const& one = item.second;
      bool const waits = one.first <= day && day <= one.ended;
      bool const is_fresh = one.fresh_from <= day && day <= one.fresh_from + kFresh;
      return one.claims.contains(claim) && (waits || is_fresh);
    });
  }

  law::Calendar const& calendar_;
  std::map<std::int64_t, KnownMandate> mandates_;
  std::map<std::int64_t, Case> cases_;
  std::map<std::int64_t, std::size_t> liable_;
  std::set<std::int64_t> tried_;
  std::set<std::pair<std::int64_t, std::int32_t>> days_;
  std::map<std::int64_t, std::int64_t> paid_;
  std::set<std::int64_t> reversed_;
};

class DirectDebitDays : public testing::TestWithParam<std::uint64_t> {};

TEST_P(DirectDebitDays, WhatIsCollectedIsNeitherPressedNorChargedForWhateverBreaksOff) {
  MemoryBooks books;
  DirectDebitMonths months{books.get(), GetParam(), 5};
  months.live();
  EXPECT_GT(months.crashes(), 50);
  DirectDebitWatcher watcher{months.calendar()};
  watcher.read(*books.get().reader(), months.authority());
  EXPECT_GT(watcher.planned, 20);
  EXPECT_EQ(watcher.notices, watcher.planned);
  EXPECT_GT(watcher.sent, 10);
  EXPECT_GT(watcher.collected, 5);
  EXPECT_GT(watcher.failed, 3);
  EXPECT_GT(watcher.told_of_failure, 2);
  EXPECT_GT(watcher.cancelled, 3);
  EXPECT_GT(watcher.fees, 0) << "nobody was asked for anything: the months show nothing";
  RecordProperty("planned", watcher.planned);
  for (Finding const& finding : verify(*books.get().reader(), months.authority()).findings) {
    ADD_FAILURE() << finding.what;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, DirectDebitDays, testing::Range(std::uint64_t{1}, std::uint64_t{9}));

}  // namespace
}  // namespace tests

// What every store must do with enquiries: keep them and what was written, find them by debtor, state and day, give
// them back with an audit.
#include <gtest/gtest.h>

#include "tests/support/every_store.h"

namespace tests {
namespace {

using namespace engine;
using enquiries::Kind;
using enquiries::State;

template <class Books>
class EnquiriesContract : public testing::Test {
 protected:
  Books books_;
  base::AuthorityId authority_;
  base::DebtorId debtor_;
  std::vector<base::ClaimId> claims_;
  int next_key_ = 0;

  void SetUp() override {
    if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
    authority_ = *books_.get().add_authority(kTestAuthority);
    base::SourceId const source = books_.get().ensure_source(authority_, "library", "Library");
    for (char const* const reference : {"C-1", "C-2"}) {
      RegisterClaim c{source, reference, "library_fee", {{}, {}, {20'400}, {20'430}, {20'440}}, {0}, {}};
      c.amounts[ledger::Component::kPrincipal] = 600'00;
      ASSERT_TRUE(submit(c, {}, kNow, {person("maja")}));
      auto const stored = *books_.get().reader()->claim(authority_, {{}, source, reference});
      debtor_ = stored.liable.front();
      claims_.push_back(stored.id);
    }
  }
  engine::Outcome submit_as(std::string const& key, Command command, std::vector<std::string> words = {},
                            base::Now now = kNow, std::vector<ports::Party> parties = {}) {
    Submission s{authority_, "clerk:1", key, {}, std::move(parties), {std::move(command)}};
    s.enquiry_words = std::move(words);
    return books_.get().submit_one(std::move(s), now);
  }
  engine::Outcome submit(Command command, std::vector<std::string> words = {}, base::Now now = kNow,
                         std::vector<ports::Party> parties = {}) {
    return submit_as(std::to_string(++next_key_), std::move(command), std::move(words), now, std::move(parties));
  }
  ReceiveEnquiry objection(std::string words = "mark") {
    ReceiveEnquiry c;
    c.debtor = debtor_;
    c.claims = claims_;
    c.kind = Kind::kObjection;
    c.reason = "not_mine";
    c.words = std::move(words);
    c.received = kNow.date;
    return c;
  }
  static base::Now day(std::int32_t days) {
    return {{kNow.instant.microseconds + (days - kNow.date.days) * 86'400'000'000LL}, {days}};
  }
  void expect_sound() { tests::expect_sound(books_.get(), authority_); }
};

TYPED_TEST_SUITE(EnquiriesContract, tests::EveryStore, tests::StoreNames);

TYPED_TEST(EnquiriesContract, AnEnquiryIsKeptWholeAndFoundAgain) {
  auto const version = this->books_.get().reader()->debtor_version(this->authority_, this->debtor_);
  auto const made = this->submit_as("one", this->objection(), {std::string{"sealed\0words", 12}});
  ASSERT_TRUE(made);
  base::EnquiryId const id = find_event<EnquiryReceived>(*made)->enquiry;
  auto const reader = this->books_.get().reader();
  auto const stored = reader->enquiry(this->authority_, id);
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->debtor, this->debtor_);
  EXPECT_EQ(stored->kind, Kind::kObjection);
  EXPECT_EQ(stored->state, State::kReceived);
  EXPECT_EQ(stored->reason, "not_mine");
  EXPECT_EQ(stored->claims.size(), 2U);
  EXPECT_EQ(stored->received, kNow.date);
  EXPECT_EQ(stored->answer_by, base::Date{kNow.date.days + 28});
  EXPECT_TRUE(stored->holds);
  EXPECT_EQ(stored->words, 1);
  EXPECT_EQ(stored->recorded_seq, made->seq);
  EXPECT_EQ(reader->enquiries_of(this->authority_, this->debtor_), std::vector{*stored});
  EXPECT_EQ(reader->enquiries_in(this->authority_, State::kReceived, {}, 10), std::vector{*stored});
  EXPECT_TRUE(reader->enquiries_in(this->authority_, State::kReceived, id, 10).empty());
  EXPECT_TRUE(reader->enquiries_in(this->authority_, State::kAsked, {}, 10).empty());
  EXPECT_TRUE(reader->enquiries_to_look_at(this->authority_, stored->answer_by).empty());
  EXPECT_EQ(reader->enquiries_to_look_at(this->authority_, {stored->answer_by.days + 1}), std::vector{id});
  EXPECT_FALSE(reader->enquiry(this->authority_, {id.value + 1}));
  EXPECT_NE(reader->debtor_version(this->authority_, this->debtor_), version);
  auto const words = reader->enquiry_words(this->authority_, id);
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0], (ports::EnquiryWords{id, 1, enquiries::Writer::kCitizen, std::string{"sealed\0words", 12}}));
  EXPECT_TRUE(reader->enquiry_words(this->authority_, {id.value + 1}).empty());
  // The same again is the same enquiry, also if it was sealed anew; other words are another wish.
  auto const again = this->submit_as("one", this->objection(), {"sealed again"});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->kind, AnswerKind::kRepeated);
  EXPECT_EQ(reader->enquiry_words(this->authority_, id), words);
  EXPECT_EQ(this->submit_as("one", this->objection("other mark"), {"x"}).error().refusal,
            Refusal::kKeyReusedWithOtherContent);
  this->expect_sound();
}

TYPED_TEST(EnquiriesContract, FromTheQuestionToTheDepartmentToTheLastAnswer) {
  auto const made = this->submit(this->objection(), {"citizen"});
  ASSERT_TRUE(made);
  base::EnquiryId const id = find_event<EnquiryReceived>(*made)->enquiry;
  auto const stored = [&] { return *this->books_.get().reader()->enquiry(this->authority_, id); };
  auto const claim = [&](std::size_t at) {
    return *this->books_.get().reader()->claim(this->authority_, {this->claims_[at], {}, {}});
  };
  EXPECT_TRUE(claim(0).disputed());
  ASSERT_TRUE(this->submit(AskDepartment{id, "mark", kNow.date}, {"asker"}));
  EXPECT_EQ(stored().state, State::kAsked);
  EXPECT_EQ(stored().asked_for, base::Date{kNow.date.days + 14});
  AnswerEnquiry answer{id, {this->claims_[0]}, enquiries::Outcome::kRejected, {}, "mark", kNow.date};
  ASSERT_TRUE(this->submit(answer, {"first answer"}));
  EXPECT_EQ(stored().state, State::kAsked);
  EXPECT_TRUE(claim(0).disputed()) << "nobody has been told yet";
  EXPECT_EQ(this->submit(answer, {"again"}).error().refusal, Refusal::kEnquiryClaim);
  answer.claims.clear();
  ASSERT_TRUE(this->submit(answer, {"second answer"}));
  EXPECT_EQ(stored().state, State::kAnswered);
  EXPECT_EQ(stored().outcome, enquiries::Outcome::kRejected);
  EXPECT_EQ(stored().ended, kNow.date);
  EXPECT_FALSE(stored().look_from);
  for (std::size_t const at : {0U, 1U}) {
    EXPECT_FALSE(claim(at).disputed());
    for (claims::Hold const& hold : claim(at).holds) EXPECT_TRUE(hold.last) << hold.key;
  }
  std::string all;
  for (ports::EnquiryWords const& each : this->books_.get().reader()->enquiry_words(this->authority_, id)) {
    all += std::to_string(each.line) + std::string{enquiries::name_of(each.writer)} + " " + each.sealed + ", ";
  }
  EXPECT_EQ(all, "1citizen citizen, 2asker asker, 3answerer first answer, 4answerer second answer, ");
  EXPECT_EQ(this->submit(answer, {"x"}).error().refusal, Refusal::kEnquiryNotOpen);
  this->expect_sound();
}

TYPED_TEST(EnquiriesContract, ARefusedAnswerChangesNothing) {
  auto const made = this->submit(this->objection(), {"citizen"});
  base::EnquiryId const id = find_event<EnquiryReceived>(*made)->enquiry;
  std::int64_t const before = this->books_.get().reader()->last_seq(this->authority_);
  AnswerEnquiry answer{id, {}, enquiries::Outcome::kAnswered, {}, "mark", kNow.date};
  EXPECT_EQ(this->submit(answer, {"x"}).error().refusal, Refusal::kEnquiryOutcome);
  answer.outcome = enquiries::Outcome::kUpheld;
  answer.granted = base::Date{kNow.date.days + 10};
  EXPECT_EQ(this->submit(answer, {"x"}).error().refusal, Refusal::kEnquiryDate);
  answer.granted.reset();
  answer.date = {kNow.date.days + 1};
  EXPECT_EQ(this->submit(answer, {"x"}).error().refusal, Refusal::kDateInFuture);
  answer.enquiry = {id.value + 100};
  answer.date = kNow.date;
  EXPECT_EQ(this->submit(answer, {"x"}).error().refusal, Refusal::kEnquiryNotFound);
  EXPECT_EQ(this->books_.get().reader()->last_seq(this->authority_), before);
  EXPECT_EQ(this->books_.get().reader()->enquiry_words(this->authority_, id).size(), 1U);
  this->expect_sound();
}

TYPED_TEST(EnquiriesContract, ManyThatAreLateAreNotedOnce) {
  std::vector<base::EnquiryId> ids;
  for (int i = 0; i < 30; ++i) {
    auto const made = this->submit(this->objection({}));
    ASSERT_TRUE(made);
    ids.push_back(find_event<EnquiryReceived>(*made)->enquiry);
  }
  std::int32_t const late = kNow.date.days + 29;
  EXPECT_EQ(this->books_.get().reader()->enquiries_to_look_at(this->authority_, {late}), ids);
  ASSERT_TRUE(this->submit(FollowEnquiries{ids, {late}}, {}, this->day(late)));
  EXPECT_TRUE(this->books_.get().reader()->enquiries_to_look_at(this->authority_, {late + 100}).empty());
  int count = 0;
  this->books_.get().reader()->each_enquiry(this->authority_, [&](enquiries::Enquiry const& each) {
    EXPECT_EQ(each.late_since, base::Date{late});
    EXPECT_EQ(each.promised, base::Date{late + 14});
    ++count;
  });
  EXPECT_EQ(count, 30);
  ASSERT_TRUE(this->submit(FollowEnquiries{ids, {late}}, {}, this->day(late)));
  this->expect_sound();
}

}  // namespace
}  // namespace tests

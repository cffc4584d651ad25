// What every store must do with plans: keep them, find them by debtor, state and day, give them back with an audit.
#include <gtest/gtest.h>

#include "engine/arrangement_offer.h"
#include "tests/support/every_store.h"

namespace tests {
namespace {

using namespace engine;
using arrangements::State;

template <class Books>
class ArrangementsContract : public testing::Test {
 protected:
  Books books_;
  base::AuthorityId authority_;
  base::DebtorId debtor_;
  base::ClaimId claim_;
  int next_key_ = 0;

  void SetUp() override {
    if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
    authority_ = *books_.get().add_authority(kTestAuthority);
    base::SourceId const source = books_.get().ensure_source(authority_, "library", "Library");
    std::tie(debtor_, claim_) = owe(source, "C-1", "maja");
  }

  std::pair<base::DebtorId, base::ClaimId> owe(base::SourceId source, std::string const& reference,
                                               std::string const& who) {
    RegisterClaim c{source, reference, "library_fee", {{}, {}, {20'400}, {20'430}, {20'440}}, {0}, {}};
    c.amounts[ledger::Component::kPrincipal] = 600'00;
    EXPECT_TRUE(submit(c, kNow, {person(who)}));
    auto const stored = *books_.get().reader()->claim(authority_, {{}, source, reference});
    return {stored.liable.front(), stored.id};
  }
  Outcome submit(Command command, base::Now now = kNow, std::vector<ports::Party> parties = {}) {
    return submit_as(std::to_string(++next_key_), std::move(command), now, std::move(parties));
  }
  Outcome submit_as(std::string const& key, Command command, base::Now now = kNow,
                    std::vector<ports::Party> parties = {}) {
    return books_.get().submit_one({authority_, "clerk:1", key, {}, std::move(parties), {std::move(command)}}, now);
  }
  MakeArrangement make(std::vector<arrangements::Planned> planned) {
    return {debtor_, {claim_}, std::move(planned), PlanMode::kOrRequest, {}, kNow.date};
  }
  static base::Now day(std::int32_t days) {
    return {{kNow.instant.microseconds + (days - kNow.date.days) * 86'400'000'000LL}, {days}};
  }
  void expect_sound() { tests::expect_sound(books_.get(), authority_); }
};

TYPED_TEST_SUITE(ArrangementsContract, tests::EveryStore, tests::StoreNames);

TYPED_TEST(ArrangementsContract, APlanIsKeptWholeAndFoundAgain) {
  auto const version = this->books_.get().reader()->debtor_version(this->authority_, this->debtor_);
  Outcome const outcome = this->submit_as("plan", this->make({{{20'540}, 300'00}, {{20'570}, 300'00}}));
  ASSERT_TRUE(outcome);
  base::ArrangementId const id = find_event<ArrangementMade>(*outcome)->arrangement;
  auto const reader = this->books_.get().reader();
  auto const stored = reader->arrangement(this->authority_, id);
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->state, State::kInForce);
  EXPECT_EQ(stored->debtor, this->debtor_);
  EXPECT_EQ(stored->agreed, kNow.date);
  ASSERT_EQ(stored->instalments.size(), 2U);
  EXPECT_EQ(stored->instalments[1].parts, (std::vector<arrangements::Part>{{this->claim_, 300'00}}));
  EXPECT_EQ(stored->claims, (std::vector<arrangements::ArrangedClaim>{{this->claim_, 0, 600'00}}));
  EXPECT_EQ(stored->look_from, base::Date{20'541});
  EXPECT_EQ(reader->arrangements_of(this->authority_, this->debtor_), std::vector{*stored});
  EXPECT_EQ(reader->arrangements_in(this->authority_, State::kInForce, {}, 10), std::vector{*stored});
  EXPECT_TRUE(reader->arrangements_in(this->authority_, State::kInForce, id, 10).empty());
  EXPECT_TRUE(reader->arrangements_in(this->authority_, State::kRequested, {}, 10).empty());
  EXPECT_TRUE(reader->arrangements_to_look_at(this->authority_, {20'540}).empty());
  EXPECT_EQ(reader->arrangements_to_look_at(this->authority_, {20'541}), std::vector{id});
  EXPECT_FALSE(reader->arrangement(this->authority_, {id.value + 1}));
  EXPECT_NE(reader->debtor_version(this->authority_, this->debtor_), version);
  // The same wish again is the same plan.
  Outcome const again = this->submit_as("plan", this->make({{{20'540}, 300'00}, {{20'570}, 300'00}}));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->kind, AnswerKind::kRepeated);
  EXPECT_EQ(find_event<ArrangementMade>(*again)->arrangement, id);
  this->expect_sound();
}

TYPED_TEST(ArrangementsContract, TwoPlansAtOnceAreRefusedAndNothingIsLost) {
  ASSERT_TRUE(this->submit(this->make({{{20'540}, 600'00}})));
  std::int64_t const before = this->books_.get().reader()->last_seq(this->authority_);
  Outcome const second = this->submit(this->make({{{20'550}, 600'00}}));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().refusal, Refusal::kPlanInForce);
  EXPECT_EQ(this->books_.get().reader()->last_seq(this->authority_), before);
  EXPECT_EQ(this->books_.get().reader()->arrangements_of(this->authority_, this->debtor_).size(), 1U);
  this->expect_sound();
}

TYPED_TEST(ArrangementsContract, FromARequestToTheEnd) {
  Outcome const asked = this->submit(this->make({{{20'540}, 50'00}, {{20'570}, 550'00}}));
  ASSERT_TRUE(asked);
  base::ArrangementId const id = find_event<ArrangementMade>(*asked)->arrangement;
  auto const stored = [&] { return *this->books_.get().reader()->arrangement(this->authority_, id); };
  EXPECT_EQ(stored().state, State::kRequested);
  EXPECT_EQ(stored().outside, std::vector{arrangements::PolicyBreach::kInstalmentTooSmall});
  EXPECT_FALSE(stored().look_from);
  ASSERT_TRUE(this->submit(AcceptArrangement{id, "looked at", kNow.date}));
  EXPECT_EQ(stored().state, State::kInForce);
  ChangeArrangement move{id,       arrangements::Change::kMoveDate, {20'540}, {20'545}, {}, PlanMode::kByPolicy, {},
                         kNow.date};
  ASSERT_TRUE(this->submit(move));
  EXPECT_EQ(stored().moves, 1);
  EXPECT_EQ(stored().instalments.front().date, base::Date{20'545});
  EXPECT_EQ(stored().look_from, base::Date{20'546});
  FollowArrangements follow{{id}, {20'546}};
  ASSERT_TRUE(this->submit(follow, this->day(20'546)));
  EXPECT_EQ(stored().stage, arrangements::Stage::kReminded);
  EXPECT_EQ(stored().stage_for, base::Date{20'545});
  ASSERT_EQ(this->books_.get().reader()->messages_of(this->authority_, this->debtor_).size(), 1U);
  RecordPayment payment;
  payment.minor = 600'00;
  payment.value_date = {20'547};
  payment.chosen.push_back({{this->claim_, {}, {}}, {}});
  ASSERT_TRUE(this->submit(payment, this->day(20'547)));
  follow.date = {20'553};
  ASSERT_TRUE(this->submit(follow, this->day(20'553)));
  EXPECT_EQ(stored().state, State::kCompleted);
  EXPECT_EQ(stored().ended, base::Date{20'553});
  EXPECT_FALSE(stored().look_from);
  auto const claim = *this->books_.get().reader()->claim(this->authority_, {this->claim_, {}, {}});
  for (claims::Hold const& hold : claim.holds) EXPECT_TRUE(hold.last) << hold.key;
  this->expect_sound();
}

TYPED_TEST(ArrangementsContract, ManyPlansInOneSubmissionAndAnAudit) {
  base::SourceId const source = this->books_.get().ensure_source(this->authority_, "library", "Library");
  std::vector<base::ArrangementId> ids;
  for (int i = 0; i < 30; ++i) {
    auto const [debtor, claim] = this->owe(source, "M-" + std::to_string(i), "m" + std::to_string(i));
    Outcome const made =
        this->submit(MakeArrangement{debtor, {claim}, {{{20'540}, 600'00}}, PlanMode::kByPolicy, {}, kNow.date});
    ASSERT_TRUE(made);
    ids.push_back(find_event<ArrangementMade>(*made)->arrangement);
  }
  EXPECT_EQ(this->books_.get().reader()->arrangements_to_look_at(this->authority_, {20'600}), ids);
  ASSERT_TRUE(this->submit(FollowArrangements{ids, {20'541}}, this->day(20'541)));
  for (base::ArrangementId const id : ids) {
    EXPECT_EQ(this->books_.get().reader()->arrangement(this->authority_, id)->stage, arrangements::Stage::kReminded);
  }
  int count = 0;
  this->books_.get().reader()->each_arrangement(this->authority_, [&](auto const&) { ++count; });
  EXPECT_EQ(count, 30);
  this->expect_sound();
}

}  // namespace
}  // namespace tests

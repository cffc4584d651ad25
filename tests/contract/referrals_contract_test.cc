// What every store must do with referrals: keep them, find them by debtor and while they are open, load all that they
// touch, and give them back with an audit.
#include <gtest/gtest.h>

#include "tests/support/every_store.h"

namespace tests {
namespace {

using namespace engine;
using help::Need;
using help::State;

template <class Books>
class ReferralsContract : public testing::Test {
 protected:
  Books books_;
  base::AuthorityId authority_;
  base::SourceId source_;
  base::DebtorId debtor_;
  int next_key_ = 0;

  void SetUp() override {
    if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
    authority_ = *books_.get().add_authority(kTestAuthority);
    source_ = books_.get().ensure_source(authority_, "library", "Library");
    debtor_ = owe("ALONE", {person("maja")}).liable.front();
    owe("TOGETHER", {person("maja"), person("bo")});
  }
  claims::Claim owe(std::string const& reference, std::vector<ports::Party> parties) {
    RegisterClaim c{source_, reference, "library_fee", {{}, {}, {20'400}, {20'430}, {20'440}}, {0}, {}};
    for (std::size_t i = 1; i < parties.size(); ++i) c.parties.push_back(static_cast<std::int64_t>(i));
    c.amounts[ledger::Component::kPrincipal] = 600'00;
    EXPECT_TRUE(submit(c, kNow, "clerk:1", std::move(parties)));
    return claim(reference);
  }
  claims::Claim claim(std::string const& reference) {
    return *books_.get().reader()->claim(authority_, {{}, source_, reference});
  }
  engine::Outcome submit(Command command, base::Now now = kNow, std::string actor = "clerk:1",
                         std::vector<ports::Party> parties = {}) {
    return books_.get().submit_one(
        {authority_, std::move(actor), std::to_string(++next_key_), {}, std::move(parties), {std::move(command)}}, now);
  }
  ReferToHelp refer(std::int32_t days_ago = 0) {
    return {debtor_, "cafe", Need::kBudget, help::Consent::kByTelephone, {kNow.date.days - days_ago}};
  }
  base::ReferralId made(ReferToHelp const& command) {
    auto const outcome = submit(command);
    EXPECT_TRUE(outcome) << code_of(outcome.error().refusal);
    return find_event<ReferralMade>(*outcome)->referral;
  }
  help::Referral stored(base::ReferralId id) { return *books_.get().reader()->referral(authority_, id); }
  static base::Now day(std::int32_t days) {
    return {{kNow.instant.microseconds + (days - kNow.date.days) * 86'400'000'000LL}, {days}};
  }
  Refusal refusal(Command command, std::string actor = "clerk:1") {
    return submit(std::move(command), kNow, std::move(actor)).error().refusal;
  }
  void expect_sound() { tests::expect_sound(books_.get(), authority_); }
};

TYPED_TEST_SUITE(ReferralsContract, tests::EveryStore, tests::StoreNames);

TYPED_TEST(ReferralsContract, AReferralIsKeptWholeAndFoundAgain) {
  auto const version = this->books_.get().reader()->debtor_version(this->authority_, this->debtor_);
  base::ReferralId const id = this->made(this->refer(3));
  auto const reader = this->books_.get().reader();
  help::Referral const stored = this->stored(id);
  EXPECT_EQ(stored.debtor, this->debtor_);
  EXPECT_EQ(stored.helper, "cafe");
  EXPECT_EQ(stored.need, Need::kBudget);
  EXPECT_EQ(stored.state, State::kProposed);
  EXPECT_EQ(stored.consent, help::Consent::kByTelephone);
  EXPECT_EQ(stored.consented, base::Date{kNow.date.days - 3});
  EXPECT_EQ(stored.until, base::Date{kNow.date.days + 87});
  EXPECT_EQ(stored.made, kNow.date);
  EXPECT_EQ(stored.held, std::vector{this->claim("TOGETHER").id});
  EXPECT_EQ(stored.recorded_seq, reader->last_seq(this->authority_));
  EXPECT_EQ(reader->referrals_of(this->authority_, this->debtor_), std::vector{stored});
  EXPECT_EQ(reader->open_referrals(this->authority_), std::vector{stored});
  EXPECT_TRUE(reader->referrals_of(this->authority_, {this->debtor_.value + 1'000}).empty());
  EXPECT_FALSE(reader->referral(this->authority_, {id.value + 1'000}));
  EXPECT_NE(reader->debtor_version(this->authority_, this->debtor_), version);
  auto const debtor = reader->debtor(this->authority_, this->debtor_);
  ASSERT_EQ(debtor->holds.size(), 1U);
  EXPECT_EQ(debtor->holds[0].key, help::hold_key(id));
  EXPECT_FALSE(debtor->holds[0].last);
  EXPECT_EQ(this->claim("TOGETHER").holds.size(), 1U);
  EXPECT_TRUE(this->claim("ALONE").holds.empty());
  this->expect_sound();
}

TYPED_TEST(ReferralsContract, FromTheConsentToTheOutcome) {
  base::ReferralId const id = this->made(this->refer());
  ASSERT_TRUE(this->submit(SendReferral{id, kNow.date}));
  EXPECT_EQ(this->stored(id).state, State::kSent);
  EXPECT_EQ(this->refusal(SendReferral{id, kNow.date}), Refusal::kReferralState);
  EXPECT_EQ(this->refusal(AnswerReferral{id, State::kAccepted, kNow.date}, "helper:other"), Refusal::kNotTheirReferral);
  ASSERT_TRUE(this->submit(AnswerReferral{id, State::kAccepted, kNow.date}, kNow, "helper:cafe"));
  EXPECT_EQ(this->stored(id).state, State::kAccepted);
  EXPECT_EQ(this->stored(id).answered, kNow.date);
  EXPECT_EQ(this->refusal(AnswerReferral{id, State::kDeclined, kNow.date}), Refusal::kReferralState);
  EXPECT_EQ(this->refusal(EndReferral{id, help::Outcome::kExpired, kNow.date}), Refusal::kReferralOutcome);
  ASSERT_TRUE(this->submit(EndReferral{id, help::Outcome::kHelped, kNow.date}, kNow, "helper:cafe"));
  help::Referral const ended = this->stored(id);
  EXPECT_EQ(ended.state, State::kEnded);
  EXPECT_EQ(ended.outcome, help::Outcome::kHelped);
  EXPECT_EQ(ended.ended, kNow.date);
  EXPECT_EQ(ended.fresh_until, base::Date{kNow.date.days + 14});
  EXPECT_TRUE(this->books_.get().reader()->open_referrals(this->authority_).empty());
  EXPECT_EQ(this->refusal(EndReferral{id, help::Outcome::kHelped, kNow.date}), Refusal::kReferralNotOpen);
  auto const debtor = this->books_.get().reader()->debtor(this->authority_, this->debtor_);
  for (auto const& holds : {debtor->holds, this->claim("TOGETHER").holds}) {
    ASSERT_EQ(holds.size(), 2U);
    EXPECT_EQ(holds[0].last, kNow.date);
    EXPECT_EQ(holds[1].last, base::Date{kNow.date.days + 14});
  }
  this->expect_sound();
}

TYPED_TEST(ReferralsContract, WhatIsRefusedChangesNothing) {
  base::ReferralId const id = this->made(this->refer());
  std::int64_t const before = this->books_.get().reader()->last_seq(this->authority_);
  EXPECT_EQ(this->refusal(this->refer()), Refusal::kReferralOpen);
  EXPECT_EQ(this->refusal(this->refer(), "helper:cafe"), Refusal::kNotTheirReferral);
  EXPECT_EQ(this->refusal(SendReferral{id, kNow.date}, "helper:cafe"), Refusal::kNotTheirReferral);
  ReferToHelp other = this->refer(91);
  other.helper = "other";
  EXPECT_EQ(this->refusal(other), Refusal::kReferralDate);
  other.consented = {kNow.date.days + 1};
  EXPECT_EQ(this->refusal(other), Refusal::kDateInFuture);
  other = this->refer();
  other.helper.clear();
  EXPECT_EQ(this->refusal(other), Refusal::kReasonMissing);
  other = this->refer();
  other.debtor = {this->debtor_.value + 1'000};
  EXPECT_EQ(this->refusal(other), Refusal::kDebtorNotFound);
  EXPECT_EQ(this->refusal(SendReferral{{id.value + 1'000}, kNow.date}), Refusal::kReferralNotFound);
  EXPECT_EQ(this->refusal(EndReferral{id, help::Outcome::kHelped, {kNow.date.days - 1}}), Refusal::kReferralDate);
  // Nobody else places or ends its holds.
  EXPECT_EQ(this->refusal(EndHold{{}, this->debtor_, help::hold_key(id), kNow.date}), Refusal::kOfReferral);
  EXPECT_EQ(this->refusal(EndHold{{this->claim("TOGETHER").id, {}, {}}, {}, help::hold_key(id), kNow.date}),
            Refusal::kOfReferral);
  claims::Hold const hold{"referral:1", claims::HoldKind::kBreathingSpace, "mine", kNow.date, {}};
  EXPECT_EQ(this->refusal(PlaceHold{{}, this->debtor_, hold}), Refusal::kOfReferral);
  EXPECT_EQ(this->books_.get().reader()->last_seq(this->authority_), before);
  this->expect_sound();
}

TYPED_TEST(ReferralsContract, ABusinessDayHoldsWhatHasComeSinceAndEndsWhatIsTooLong) {
  base::ReferralId const id = this->made(this->refer());
  this->owe("LATER_ALONE", {person("maja")});
  this->owe("LATER_TOGETHER", {person("bo"), person("maja")});
  ASSERT_TRUE(this->submit(FollowReferrals{{id}, kNow.date}));
  EXPECT_EQ(this->stored(id).held.size(), 2U);
  EXPECT_EQ(this->claim("LATER_TOGETHER").holds.size(), 1U);
  EXPECT_TRUE(this->claim("LATER_ALONE").holds.empty()) << "the debtor's own hold stops it";
  std::int32_t const last = kNow.date.days + 90;
  ASSERT_TRUE(this->submit(FollowReferrals{{id}, {last}}, this->day(last)));
  EXPECT_EQ(this->stored(id).state, State::kProposed) << "the last day is a day of the pause";
  ASSERT_TRUE(this->submit(FollowReferrals{{id}, {last + 1}}, this->day(last + 1)));
  EXPECT_EQ(this->stored(id).state, State::kEnded);
  EXPECT_EQ(this->stored(id).outcome, help::Outcome::kExpired);
  EXPECT_EQ(this->claim("LATER_TOGETHER").holds.size(), 2U);
  ASSERT_TRUE(this->submit(FollowReferrals{{id}, {last + 1}}, this->day(last + 1)));
  this->expect_sound();
}

}  // namespace
}  // namespace tests

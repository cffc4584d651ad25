// What every store must do with direct debits: kept whole, found from every side, settled once, and the same again from
// the journal.
#include <gtest/gtest.h>

#include "tests/support/danish_rules.h"
#include "tests/support/every_store.h"

namespace tests {
namespace {

using namespace engine;
using payments::Collection;
using payments::CollectionState;
using payments::Mandate;
using payments::MandateState;

constexpr std::int64_t kOwed = 600'00;

template <class Books>
class DirectDebitContract : public testing::Test {
 protected:
  Books books_;
  base::AuthorityId authority_;
  base::SourceId source_;
  base::DebtorId maja_;
  base::ClaimId claim_;
  int next_key_ = 0;

  void SetUp() override {
    if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
    authority_ = *books_.get().add_authority(kTestAuthority);
    auto rules = std::make_shared<Rules>(*danish_rules(authority_));
    rules->direct_debit_policies[authority_] = {27, 19};
    books_.get().set_rules(rules);
    source_ = books_.get().ensure_source(authority_, "care", "Day care");
    RegisterClaim c{source_, "A", "day_care", {{}, {}, kNow.date, later(25), later(25)}, {0}, {}};
    c.amounts[ledger::Component::kPrincipal] = kOwed;
    ASSERT_TRUE(books_.get().submit_one({authority_, "clerk:1", "A", {}, {person("maja")}, {c}}, kNow));
    auto const claim = books_.get().reader()->claim(authority_, {{}, source_, "A"});
    maja_ = claim->liable.front();
    claim_ = claim->id;
  }
  static base::Date later(int days) { return {kNow.date.days + days}; }
  static base::Now at(int days) { return {{kNow.instant.microseconds + days * 86'400'000'000LL}, later(days)}; }
  std::string submit(Command command, int days = 0) {
    auto const outcome = books_.get().submit_one(
        {authority_, "clerk:1", std::to_string(++next_key_), {}, {}, {std::move(command)}}, at(days));
    return outcome ? "" : std::string{code_of(outcome.error().refusal)};
  }
  Mandate mandate() {
    auto const found = books_.get().reader()->mandates_of(authority_, maja_);
    return found.empty() ? Mandate{} : found.back();
  }
  Collection collection() {
    auto const found = books_.get().reader()->collections_of(authority_, maja_);
    return found.empty() ? Collection{} : found.back();
  }
  claims::Claim claim() { return *books_.get().reader()->claim(authority_, {claim_, {}, {}}); }
  /// Signed up, confirmed, and planned.
  void plan() {
    ASSERT_EQ(submit(SignUpMandate{maja_}), "");
    ASSERT_EQ(submit(ConfirmMandate{mandate().id, "4711", kNow.date}), "");
    ASSERT_EQ(submit(FollowDirectDebits{{maja_}, kNow.date}), "");
    ASSERT_TRUE(collection().id);
  }
  void send() {
    plan();
    ASSERT_EQ(submit(SendCollection{collection().id, 1}), "");
    ASSERT_EQ(collection().state, CollectionState::kSent);
  }
  bool is_held(int days) { return claims::any_stops(claim().holds, later(days), &claims::HoldEffects::fees); }
  void expect_sound() { tests::expect_sound(books_.get(), authority_); }
};

TYPED_TEST_SUITE(DirectDebitContract, tests::EveryStore, tests::StoreNames);

TYPED_TEST(DirectDebitContract, AWishIsNoMandateUntilTheBankHasIt) {
  ASSERT_EQ(this->submit(SignUpMandate{this->maja_}), "");
  EXPECT_EQ(this->submit(SignUpMandate{this->maja_}), "mandate_exists");
  EXPECT_EQ(this->submit(FollowDirectDebits{{this->maja_}, kNow.date}), "");
  EXPECT_FALSE(this->collection().id) << "nothing is collected before the bank has confirmed it";
  EXPECT_EQ(this->submit(ConfirmMandate{this->mandate().id, "", kNow.date}), "mandate_reference");
  EXPECT_EQ(this->submit(ConfirmMandate{{99'999}, "4711", kNow.date}), "mandate_not_found");
  ASSERT_EQ(this->submit(ConfirmMandate{this->mandate().id, "4711", kNow.date}), "");
  Mandate const made = this->mandate();
  EXPECT_EQ(made.state, MandateState::kActive);
  EXPECT_EQ(made.reference, "4711");
  ASSERT_EQ(this->submit(EndMandate{made.id, "wished"}), "");
  EXPECT_EQ(this->submit(EndMandate{made.id, "wished"}), "mandate_ended");
  EXPECT_EQ(this->submit(ConfirmMandate{made.id, "4711", kNow.date}), "mandate_ended");
  EXPECT_EQ(this->submit(SignUpMandate{this->maja_}), "") << "and again, as another";
  EXPECT_EQ(this->books_.get().reader()->mandates_of(this->authority_, this->maja_).size(), 2U);
  this->expect_sound();
}

TYPED_TEST(DirectDebitContract, WhatFallsDueIsPlannedHeldToldOfAndCollected) {
  this->plan();
  Collection const made = this->collection();
  EXPECT_EQ(made.amount_minor(), kOwed);
  EXPECT_GE(made.day, this->later(25));
  EXPECT_TRUE(this->is_held(0));
  auto const messages = this->books_.get().reader()->messages_of(this->authority_, this->maja_);
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages.front().content, "dk/direct_debit_notice");
  ASSERT_EQ(this->submit(FollowDirectDebits{{this->maja_}, kNow.date}), "") << "once";
  EXPECT_EQ(this->books_.get().reader()->collections_of(this->authority_, this->maja_).size(), 1U);
  EXPECT_EQ(this->submit(SettleCollection{made.id, CollectionState::kCollected, kOwed, {}, kNow.date}),
            "collection_state")
      << "not before it was sent";
  ASSERT_EQ(this->submit(SendCollection{made.id, 7}), "");
  EXPECT_EQ(this->submit(StopCollection{made.id}), "collection_state");
  EXPECT_EQ(this->submit(EndHold{{this->claim_, {}, {}}, {}, payments::hold_key(made.id), kNow.date}),
            "of_direct_debit");
  EXPECT_EQ(this->books_.get().reader()->collections_in(this->authority_, CollectionState::kSent).size(), 1U);
  SettleCollection const answer{made.id, CollectionState::kCollected, kOwed, {}, made.day};
  ASSERT_EQ(this->submit(answer, 40), "");
  ASSERT_EQ(this->submit(answer, 40), "") << "told twice";
  EXPECT_EQ(this->claim().state, claims::ClaimState::kSettled);
  auto const payment = this->books_.get().reader()->payment(this->authority_, this->collection().payment);
  ASSERT_TRUE(payment);
  EXPECT_EQ(payment->means, ledger::Means::kDirectDebit);
  this->expect_sound();
}

TYPED_TEST(DirectDebitContract, RejectedLeavesDaysToPayWithoutAFee) {
  this->send();
  ASSERT_EQ(this->submit(
                SettleCollection{this->collection().id, CollectionState::kFailed, 0, "rejected", this->later(30)}, 30),
            "");
  EXPECT_EQ(this->collection().state, CollectionState::kFailed);
  EXPECT_TRUE(this->is_held(44)) << "fourteen days";
  EXPECT_FALSE(this->is_held(45));
  EXPECT_EQ(this->claim().open_minor(), kOwed);
  EXPECT_EQ(this->submit(FollowDirectDebits{{this->maja_}, this->later(50)}, 50), "");
  EXPECT_EQ(this->books_.get().reader()->collections_of(this->authority_, this->maja_).size(), 1U) << "tried once";
  this->expect_sound();
}

TYPED_TEST(DirectDebitContract, TakenBackIsOwedAgain) {
  this->send();
  base::CollectionId const id = this->collection().id;
  base::Date const day = this->collection().day;
  ASSERT_EQ(this->submit(SettleCollection{id, CollectionState::kCollected, kOwed, {}, day}, 40), "");
  ASSERT_EQ(this->submit(SettleCollection{id, CollectionState::kReversed, kOwed, "taken_back", this->later(45)}, 45),
            "");
  EXPECT_EQ(this->collection().state, CollectionState::kReversed);
  EXPECT_EQ(this->claim().open_minor(), kOwed);
  EXPECT_EQ(this->claim().state, claims::ClaimState::kOpen);
  EXPECT_TRUE(this->is_held(59));
  this->expect_sound();
}

TYPED_TEST(DirectDebitContract, StoppedInTimeOrPaidMeanwhileNothingIsCollected) {
  this->plan();
  ASSERT_EQ(this->submit(StopCollection{this->collection().id}), "");
  EXPECT_EQ(this->submit(StopCollection{this->collection().id}), "") << "two clicks";
  EXPECT_EQ(this->collection().reason, "by_payer");
  EXPECT_EQ(this->submit(SendCollection{this->collection().id, 1}), "collection_state");
  EXPECT_FALSE(this->is_held(2));
  this->expect_sound();
}

TYPED_TEST(DirectDebitContract, WhatWasPaidInPartIsCollectedForTheRestAndWhatIsDisputedNotAtAll) {
  this->plan();
  base::CollectionId const id = this->collection().id;
  RecordPayment p;
  p.payer = this->maja_;
  p.minor = 100'00;
  p.value_date = kNow.date;
  ASSERT_EQ(this->submit(p), "");
  ASSERT_EQ(this->submit(OpenObjection{{this->claim_, {}, {}}, "o", "not mine", kNow.date}), "");
  ASSERT_EQ(this->submit(SendCollection{id, 1}), "");
  EXPECT_EQ(this->collection().state, CollectionState::kCancelled);
  EXPECT_EQ(this->collection().reason, "nothing_left");
  this->expect_sound();
}

TYPED_TEST(DirectDebitContract, AClaimThatBecomesAnothersIsNotCollectedAndNotHeld) {
  this->plan();
  ASSERT_TRUE(
      this->books_.get().submit_one({this->authority_,
                                     "clerk:1",
                                     "moved",
                                     {},
                                     {person("otto")},
                                     {ChangeDebtor{{this->claim_, {}, {}}, this->maja_, 0, "moved", kNow.date}}},
                                    kNow));
  ASSERT_TRUE(this->is_held(1));
  ASSERT_EQ(this->submit(FollowDirectDebits{{this->maja_}, this->later(1)}, 1), "");
  EXPECT_EQ(this->collection().state, CollectionState::kCancelled);
  EXPECT_FALSE(this->is_held(2)) << "whoever owes it now has nothing to do with the collection";
  this->expect_sound();
}

TYPED_TEST(DirectDebitContract, WhatNobodySendsInTimeFailsAndCostsTheDebtorNothing) {
  this->plan();
  ASSERT_EQ(this->submit(FollowDirectDebits{{this->maja_}, this->later(20)}, 20), "");
  EXPECT_EQ(this->collection().state, CollectionState::kFailed);
  EXPECT_EQ(this->collection().reason, "not_sent");
  EXPECT_TRUE(this->is_held(34));
  auto const messages = this->books_.get().reader()->messages_of(this->authority_, this->maja_);
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages.back().content, "dk/direct_debit_failed");
  this->expect_sound();
}

TYPED_TEST(DirectDebitContract, WithoutAnAgreementNobodySignsUp) {
  this->books_.get().set_rules(danish_rules(this->authority_));
  EXPECT_EQ(this->submit(SignUpMandate{this->maja_}), "no_direct_debit");
}

}  // namespace
}  // namespace tests

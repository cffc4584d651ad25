// What every store must do for a person who plans with several authorities alone: nothing is told before the person has
// said yes in the books of the one that tells, everything afterwards is one plan in the books of each, and it is taken
// back as easily as it was given.
#include <gtest/gtest.h>

#include <set>

#include "engine/entry.h"
#include "engine/other_creditors.h"
#include "tests/support/every_store.h"

namespace tests {
namespace {

using namespace engine;

template <class Books>
class OtherCreditorsContract : public testing::Test {
 protected:
  Books books_;
  std::set<std::string> taking_part_{"testby", "naboby"};
  Creditor own_;
  Creditor other_;

  void SetUp() override {
    if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
    own_ = owe("testby", "maja", 6000'00);
    other_ = owe("naboby", "maja", 1500'00);
    owe("fjernby", "maja", 700'00);
    owe("testby", "bo", 90'00);
  }
  Creditor owe(std::string const& code, std::string const& who, std::int64_t minor) {
    base::AuthorityId id;
    for (ports::Authority const& each : books_.get().reader()->authorities()) {
      if (each.code == code) id = each.id;
    }
    if (!id) id = *books_.get().add_authority({{}, code, code, "DK", base::kDanishKrone, "{}"});
    base::SourceId const source = books_.get().ensure_source(id, "library", "Library");
    RegisterClaim c{source, "A-" + who, "library_fee", {{}, {}, {20'400}, {20'430}, {20'440}}, {0}, {}};
    c.amounts[ledger::Component::kPrincipal] = minor;
    EXPECT_TRUE(books_.get().submit_one({id, "clerk:1", "A-" + who, {}, {person(who)}, {c}}, kNow));
    return {id, books_.get().reader()->claim(id, {{}, source, "A-" + who})->liable.front()};
  }
  OtherCreditors service() {
    return {books_.get(), [] { return std::make_shared<Rules const>(); },
            [this](ports::Authority const& each) { return taking_part_.contains(each.code); }};
  }
  CreditorsAsker maja() { return {own_.authority, own_.debtor, person("maja")}; }
  JointChoice choice(JointOffer const& offer) {
    arrangements::JointProposal const& each = offer.proposals.all.front();
    return {{}, each.kind, each.total_minor(), each.last_date()};
  }
  void expect_sound() {
    for (ports::Authority const& each : books_.get().reader()->authorities()) {
      tests::expect_sound(books_.get(), each.id);
    }
  }
};

TYPED_TEST_SUITE(OtherCreditorsContract, tests::EveryStore, tests::StoreNames);

TYPED_TEST(OtherCreditorsContract, OnlyThoseThatTakePartAreNamedAndOnlyWhoMayTellIsHeard) {
  OtherCreditors service = this->service();
  EXPECT_TRUE(service.any(this->own_.authority));
  auto const before = service.all(this->maja(), kNow.date);
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(before[0].authority.code, "naboby");
  EXPECT_FALSE(before[0].told_by);
  EXPECT_FALSE(before[0].creditor);
  EXPECT_EQ(service.offer(this->maja(), {}, kNow).proposals.open_minor, 6000'00);
  this->taking_part_.erase("testby");
  EXPECT_FALSE(service.any(this->own_.authority));
  EXPECT_TRUE(service.all(this->maja(), kNow.date).empty());
}

TYPED_TEST(OtherCreditorsContract, AConsentStandsInTheBooksOfTheOneThatTellsAndIsTakenBackAtOnce) {
  OtherCreditors service = this->service();
  ASSERT_FALSE(service.allow(this->maja(), this->other_.authority, "words 1", kNow, "K1"));
  auto const told = service.all(this->maja(), kNow.date);
  ASSERT_TRUE(told[0].told_by);
  EXPECT_EQ(told[0].creditor, this->other_);
  EXPECT_EQ(told[0].told_by->words, "words 1");
  EXPECT_EQ(told[0].told_by->last, base::Date{kNow.date.days + kPortalConsentDays});
  auto const reader = this->books_.get().reader();
  EXPECT_EQ(reader->disclosures_of(this->other_.authority, this->other_.debtor).size(), 1U);
  EXPECT_TRUE(reader->disclosures_of(this->own_.authority, this->own_.debtor).empty());
  // Once more, by the same press or another: it may tell.
  EXPECT_FALSE(service.allow(this->maja(), this->other_.authority, "words 1", kNow, "K1"));
  EXPECT_FALSE(service.allow(this->maja(), this->other_.authority, "words 1", kNow, "K2"));
  EXPECT_EQ(service.offer(this->maja(), {}, kNow).proposals.open_minor, 7500'00);

  ASSERT_FALSE(service.end(this->maja(), this->other_.authority, kNow, "K3"));
  EXPECT_FALSE(service.end(this->maja(), this->other_.authority, kNow, "K4"));
  EXPECT_FALSE(service.all(this->maja(), kNow.date)[0].told_by);
  EXPECT_EQ(service.offer(this->maja(), {}, kNow).proposals.open_minor, 6000'00);
  this->expect_sound();
}

TYPED_TEST(OtherCreditorsContract, WhoeverIsNotKnownThereHasNothingToAgreeTo) {
  OtherCreditors service = this->service();
  auto const bo = this->books_.get().reader()->find_party(this->own_.authority, person("bo"));
  ASSERT_TRUE(bo);
  CreditorsAsker const asker{this->own_.authority, *bo, person("bo")};
  EXPECT_EQ(service.allow(asker, this->other_.authority, "words 1", kNow, "K1"), Refusal::kDebtorNotFound);
  // Known there, but that authority takes no part.
  base::AuthorityId distant;
  for (ports::Authority const& each : this->books_.get().reader()->authorities()) {
    if (each.code == "fjernby") distant = each.id;
  }
  EXPECT_EQ(service.allow(this->maja(), distant, "words 1", kNow, "K2"), Refusal::kDebtorNotFound);
}

TYPED_TEST(OtherCreditorsContract, WhatWasShownIsAgreedOnOnceInTheBooksOfEach) {
  OtherCreditors service = this->service();
  ASSERT_FALSE(service.allow(this->maja(), this->other_.authority, "words 1", kNow, "K1"));
  JointOffer const offer = service.offer(this->maja(), {}, kNow);
  ASSERT_FALSE(offer.proposals.all.empty());
  JointChoice wrong = this->choice(offer);
  wrong.total_minor += 1;
  EXPECT_EQ(service.make(this->maja(), wrong, kNow, "P0").error(), Refusal::kPlanDoesNotAddUp);

  auto const made = service.make(this->maja(), this->choice(offer), kNow, "P1");
  ASSERT_TRUE(made);
  ASSERT_EQ(made->size(), 2U);
  auto const reader = this->books_.get().reader();
  std::int64_t total = 0;
  for (JointArrangement const& each : *made) {
    total += reader->arrangement(each.creditor.authority, each.arrangement)->total_minor();
    // Each journal names the person by its own number.
    auto const entry = reader->find_entry(each.creditor.authority,
                                          entry_key("debtor:" + std::to_string(each.creditor.debtor.value), "P1"));
    EXPECT_TRUE(entry);
  }
  EXPECT_EQ(total, offer.proposals.all.front().total_minor());
  EXPECT_EQ(service.make(this->maja(), this->choice(offer), kNow, "P1"), made) << "the same key is the same plan";
  EXPECT_EQ(service.make(this->maja(), this->choice(offer), kNow, "P2").error(), Refusal::kPlanInForce);
  EXPECT_EQ(reader->arrangements_of(this->other_.authority, this->other_.debtor).size(), 1U);
  this->expect_sound();
}

}  // namespace
}  // namespace tests

// One plan with two authorities, on every store: each keeps its own, what one cannot make nobody keeps, and a process
// that dies in between leaves nothing half done.
#include <gtest/gtest.h>

#include "engine/joint_plans.h"
#include "tests/faults/crashes.h"
#include "tests/support/every_store.h"

namespace tests {
namespace {

using namespace engine;
using arrangements::State;

template <class Books>
class JointPlansContract : public testing::Test {
 protected:
  Books books_;
  Creditor own_;
  Creditor other_;
  Rules rules_;

  void SetUp() override {
    if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
    own_ = owe(*books_.get().add_authority(kTestAuthority), 3'000'00);
    other_ = owe(*books_.get().add_authority({{}, "naboby", "Naboby", "DK", base::kDanishKrone, "{}"}), 1'200'00);
  }
  Creditor owe(base::AuthorityId authority, std::int64_t minor) {
    base::SourceId const source = books_.get().ensure_source(authority, "library", "Library");
    RegisterClaim c{source, "A", "library_fee", {{}, {}, {20'400}, {20'430}, {20'440}}, {0}, {}};
    c.amounts[ledger::Component::kPrincipal] = minor;
    EXPECT_TRUE(books_.get().submit_one({authority, "clerk:1", "A", {}, {person("maja")}, {c}}, kNow));
    return {authority, books_.get().reader()->claim(authority, {{}, source, "A"})->liable.front()};
  }
  JointOffer offer() { return offer_jointly(*books_.get().reader(), rules_, {own_, other_}, {}, {}, kNow.date); }
  std::vector<arrangements::Arrangement> plans(Creditor const& creditor) {
    return books_.get().reader()->arrangements_of(creditor.authority, creditor.debtor);
  }
  static JointOrder order(std::string key = "J") {
    return {{"clerk:AB@testby", "clerk:AB@testby"}, std::move(key), PlanMode::kByPolicy, {}};
  }
  void expect_sound() {
    for (Creditor const& each : {own_, other_}) {
      tests::expect_sound(books_.get(), each.authority);
    }
  }
};

TYPED_TEST_SUITE(JointPlansContract, tests::EveryStore, tests::StoreNames);

TYPED_TEST(JointPlansContract, IsMadeInTheBooksOfEach) {
  JointOffer const offer = this->offer();
  ASSERT_GE(offer.proposals.all.size(), 3U);
  arrangements::JointProposal const& chosen = offer.proposals.all[1];
  auto const made = make_jointly(this->books_.get(), offer, chosen, this->order(), kNow);
  ASSERT_TRUE(made);
  ASSERT_EQ(made->size(), 2U);
  EXPECT_EQ(made->front().creditor.authority, this->own_.authority);
  EXPECT_EQ(this->plans(this->own_).front().total_minor(), 3'000'00);
  EXPECT_EQ(this->plans(this->other_).front().total_minor(), 1'200'00);
  EXPECT_EQ(this->plans(this->own_).front().state, State::kInForce);
  EXPECT_EQ(this->plans(this->other_).front().state, State::kInForce);
  EXPECT_EQ(this->plans(this->own_).front().instalments.front().date,
            this->plans(this->other_).front().instalments.front().date);

  JointBefore const before = look_back(this->books_.get(), {this->own_, this->other_}, this->order().actors, "J", kNow);
  EXPECT_EQ(before.made, *made) << "asked for again, it is the same";
  EXPECT_EQ(this->offer().proposals.all.size(), 0U) << "nothing is proposed beside it";
  this->expect_sound();
}

TYPED_TEST(JointPlansContract, WhatOneCannotMakeNobodyKeeps) {
  JointOffer const offer = this->offer();
  // Meanwhile somebody else has agreed with the one who asks.
  MakeArrangement first{
      this->own_.debtor, offer.sides.front().claims, {{{kNow.date.days + 20}, 3'000'00}}, PlanMode::kByPolicy, {},
      kNow.date};
  ASSERT_TRUE(this->books_.get().submit_one({this->own_.authority, "clerk:2", "X", {}, {}, {first}}, kNow));
  auto const made = make_jointly(this->books_.get(), offer, offer.proposals.all[1], this->order(), kNow);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().authority, this->own_.authority);
  EXPECT_EQ(code_of(made.error().why), "plan_in_force");
  ASSERT_EQ(this->plans(this->other_).size(), 1U);
  EXPECT_EQ(this->plans(this->other_).front().state, State::kCancelled);
  EXPECT_EQ(this->plans(this->other_).front().reason, "joint_plan_not_made");
  this->expect_sound();
}

TYPED_TEST(JointPlansContract, NothingIsToldWithoutADisclosure) {
  auto const reader = this->books_.get().reader();
  EXPECT_FALSE(is_disclosed(*reader, this->other_, this->own_.authority, kNow.date));
  AllowDisclosure c{
      this->other_.debtor, this->own_.authority, claims::DisclosureBasis::kConsent, "said", kNow.date, {}};
  ASSERT_TRUE(this->books_.get().submit_one({this->other_.authority, "clerk:1", "D", {}, {}, {c}}, kNow));
  auto const after = this->books_.get().reader();
  EXPECT_TRUE(is_disclosed(*after, this->other_, this->own_.authority, kNow.date));
  EXPECT_FALSE(is_disclosed(*after, this->own_, this->other_.authority, kNow.date)) << "in this direction alone";
}

// Dies between any two writes; whoever asks goes on with the same key until there is an answer.
TYPED_TEST(JointPlansContract, WhoeverDiesInBetweenGoesOnWithTheSameKey) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    Luck luck{seed, 2};
    DyingBooks dying{this->books_.get(), luck};
    std::string const key = "crash " + std::to_string(seed);
    std::vector<JointArrangement> made;
    for (int attempt = 0; attempt < 200 && made.empty(); ++attempt) {
      try {
        JointBefore const before = look_back(dying, {this->own_, this->other_}, this->order().actors, key, kNow);
        made = before.made;
        if (!made.empty()) break;
        JointOffer const offer = this->offer();
        ASSERT_FALSE(offer.proposals.all.empty()) << "a try that broke off stands in the way";
        auto const now_made = make_jointly(dying, offer, offer.proposals.all[1], this->order(before.key), kNow);
        ASSERT_TRUE(now_made);
        made = *now_made;
      } catch (Crash const&) {
      }
    }
    ASSERT_EQ(made.size(), 2U);
    for (Creditor const& each : {this->own_, this->other_}) {
      auto const all = this->plans(each);
      auto const in_force = std::ranges::count(all, State::kInForce, &arrangements::Arrangement::state);
      EXPECT_EQ(in_force, 1) << "one plan with each";
    }
    for (JointArrangement const& each : made) {
      CancelArrangement over{each.arrangement, "next round", kNow.date};
      ASSERT_TRUE(
          this->books_.get().submit_one({each.creditor.authority, "clerk:1", key + " over", {}, {}, {over}}, kNow));
    }
  }
  this->expect_sound();
}

}  // namespace
}  // namespace tests

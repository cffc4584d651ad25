#include "dunning/message.h"

#include <gtest/gtest.h>

#include <set>

namespace dunning {
namespace {

using enum MessageState;
constexpr MessageState kStates[] = {kPlanned, kSending, kSent, kDelivered, kFailed, kTooLate, kDoubtful, kUnreachable};

TEST(Message, EveryStateIsFoundByItsName) {
  std::set<std::string_view> names;
  for (MessageState const state : kStates) {
    EXPECT_TRUE(names.insert(name_of(state)).second);
    EXPECT_EQ(message_state(name_of(state)), state);
  }
  EXPECT_EQ(message_state("lost"), std::nullopt);
}

TEST(Message, WhatIsInDoubtIsNeverSentAgainByItself) {
  // The only ways out of doubt are news from the provider and a person's decision.
  EXPECT_FALSE(may_follow(kDoubtful, kSending));
  EXPECT_TRUE(may_follow(kDoubtful, kPlanned));
  EXPECT_FALSE(may_follow(kDelivered, kPlanned));
  EXPECT_FALSE(may_follow(kTooLate, kSending));
  EXPECT_FALSE(may_follow(kSending, kSending));
  for (MessageState const state : kStates) EXPECT_FALSE(may_follow(state, state)) << name_of(state);
}

TEST(Message, TheKeyIsThatOfWhatIsSaidToWhom) {
  Message message;
  message.debtor = {7};
  message.procedure = "dk/municipal@1";
  message.step = "reminder";
  message.planned = {20'000};
  message.claims = {{1}, {2}};
  std::string const key = natural_key(message);
  EXPECT_EQ(key.size(), 32U);
  Message again = message;
  again.id = {99};
  again.state = kSent;
  again.procedure = "dk/municipal@2";  // the same letter, whatever version planned it
  EXPECT_EQ(natural_key(again), key);
  std::set<std::string> keys{key};
  for (auto const& change : std::initializer_list<void (*)(Message&)>{
           [](Message& m) { m.debtor = {8}; }, [](Message& m) { m.step = "notice"; },
           [](Message& m) { m.planned = {20'001}; }, [](Message& m) { m.claims = {{1}}; },
           [](Message& m) { m.beside = true; }}) {
    Message other = message;
    change(other);
    EXPECT_TRUE(keys.insert(natural_key(other)).second);
  }
}

}  // namespace
}  // namespace dunning

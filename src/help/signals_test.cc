// Each sign, one day and one count on either side of its threshold.
#include "help/signals.h"

#include <gtest/gtest.h>

namespace help {
namespace {

constexpr base::Date kToday{20'000};
constexpr SignalPolicy kPolicy{};

base::Date ago(std::int32_t days) { return {kToday.days - days}; }

/// "plan_broken 19990 talk_to_a_person: 1 plan was broken ..."
std::string shown(SignalFacts const& facts, SignalPolicy const& policy = kPolicy) {
  std::string text;
  for (ShownSignal const& each : signals_of(facts, policy, kToday)) {
    text += std::string{name_of(each.signal)} + " " + std::to_string(each.since.days) + " " +
            std::string{name_of(each.suggestion)} + ": " + each.because + "\n";
  }
  return text;
}

TEST(Signals, NothingShowsNothing) { EXPECT_EQ(shown({}), ""); }

TEST(Signals, SeveralClaimsInAShortTime) {
  EXPECT_EQ(shown({.arrears = {ago(1), ago(89)}}), "");
  EXPECT_EQ(shown({.arrears = {ago(1), ago(89), ago(40)}}),
            "many_new_arrears 19999 propose_a_plan: 3 claims came into arrears in 90 days\n");
  EXPECT_EQ(shown({.arrears = {ago(1), ago(90), ago(40)}}), "") << "the first is too long ago";
  EXPECT_EQ(shown({.arrears = {ago(1), ago(2), {20'001}}}), "") << "what has not come yet";
  // It shows from the third on.
  EXPECT_TRUE(shown({.arrears = {ago(1), ago(30), ago(20), ago(10)}}).starts_with("many_new_arrears 19990 "));
}

TEST(Signals, APlanThatCouldNotBeKept) {
  EXPECT_EQ(shown({.plans_broken = {ago(364)}}),
            "plan_broken 19636 talk_to_a_person: 1 plan was broken in 365 days, last on " +
                base::format_date(ago(364)) + "\n");
  EXPECT_EQ(shown({.plans_broken = {ago(365)}}), "");
}

TEST(Signals, MoreTimeAgainAndAgain) {
  EXPECT_EQ(shown({.deferrals = {ago(10)}}), "");
  EXPECT_EQ(shown({.deferrals = {ago(10), ago(100)}}),
            "more_time 19990 propose_a_plan: asked for more time 2 times in 180 days\n");
}

TEST(Signals, AskedForHelpCountsAtOnceAndComesFirst) {
  std::string const text = shown({.plans_broken = {ago(3)}, .help_asked = {ago(0)}});
  EXPECT_TRUE(text.starts_with("asked_for_help 20000 suggest_a_referral: asked for help 1 time in 90 days")) << text;
  EXPECT_NE(text.find("plan_broken"), std::string::npos);
}

TEST(Signals, LittleThatStaysOpen) {
  EXPECT_EQ(shown({.open_minor = 1'000'00, .open_since = ago(180)}),
            "small_long 20000 talk_to_a_person: little is owed, and it has been open for 180 days\n");
  EXPECT_EQ(shown({.open_minor = 1'000'00, .open_since = ago(179)}), "");
  EXPECT_EQ(shown({.open_minor = 1'000'01, .open_since = ago(400)}), "");
  EXPECT_EQ(shown({.open_minor = 0, .open_since = ago(400)}), "");
}

TEST(Signals, TheAuthorityDecidesWhatASignIs) {
  SignalPolicy strict;
  strict.new_arrears = 2;
  EXPECT_NE(shown({.arrears = {ago(1), ago(89)}}, strict), "");
  EXPECT_TRUE(is_usable(kPolicy));
  strict.new_arrears = 0;
  EXPECT_FALSE(is_usable(strict)) << "everybody would show it";
  EXPECT_FALSE(is_usable({.asked_days = 1'096}));
  EXPECT_FALSE(is_usable({.small_open_minor = -1}));
}

TEST(Signals, WhatToAskAbout) {
  auto const need = [](SignalFacts const& facts) { return signals_of(facts, kPolicy, kToday).front().need; };
  EXPECT_EQ(need({.plans_broken = {ago(3)}}), Need::kDebtAdvice);
  EXPECT_EQ(need({.deferrals = {ago(3), ago(4)}}), Need::kBudget);
  EXPECT_EQ(need({.help_asked = {ago(3)}}), std::nullopt) << "they say it themselves";
}

}  // namespace
}  // namespace help

// Edges of fees, scales, limitation and warnings that the tables in tests/law do not reach.
#include <gtest/gtest.h>

#include "base/money.h"
#include "law/pack.h"

namespace law {
namespace {

base::Date day(char const* text) { return base::parse_date(text).value(); }

Fee reminder() {
  Fee fee;
  fee.rule.code = "reminder_fee";
  fee.rule.in_force_from = day("2000-01-01");
  fee.letter = "reminder";
  fee.amounts.rows = {{day("2000-01-01"), day("2024-12-31"), 25'000, true, ""},
                      {day("2025-01-01"), {}, 20'000, true, ""}};
  return fee;
}

TEST(Fees, WhatIsDecidedCountsUpToTheCap) {
  Fee fee = reminder();
  EXPECT_EQ(fee_on(fee, day("2024-12-31")), 25'000);
  EXPECT_EQ(fee_on(fee, day("1999-12-31")), std::nullopt);
  fee.decided_minor = 22'500;
  EXPECT_EQ(fee_on(fee, day("2024-12-31")), 22'500);
  EXPECT_EQ(fee_on(fee, day("2025-01-01")), 20'000) << "the cap fell below what was decided";
  EXPECT_EQ(first_day_above_cap(fee, 22'500, day("2024-01-01")), day("2025-01-01"));
  EXPECT_EQ(first_day_above_cap(fee, 25'001, day("2024-01-01")), day("2024-01-01"));
  EXPECT_EQ(first_day_above_cap(fee, 20'000, day("2024-01-01")), std::nullopt);
}

TEST(Fees, LettersOfOtherKindsDoNotCount) {
  Fee fee = reminder();
  fee.at_most = 1;
  SentLetter const letters[] = {{"greeting", day("2024-03-01"), 100}, {"reminder", day("2024-03-01"), 0}};
  FeeFacts const facts{day("2024-03-02"), day("2024-01-01"), DebtorClass::kConsumer, false, letters};
  EXPECT_EQ(assess_fee({&fee, 1}, "reminder", {}, facts)->minor, 25'000);
}

TEST(CostScale, BandsMustRiseAndOnlyTheLastIsOpen) {
  CostScale scale;
  EXPECT_TRUE(find_fault(scale).has_value());
  scale.bands = {{100, 1}, {200, 1}, {std::nullopt, 1}};
  EXPECT_FALSE(find_fault(scale).has_value());
  scale.bands[1].up_to_minor = 100;
  EXPECT_EQ(find_fault(scale)->band, 1U);
  scale.bands[1].up_to_minor.reset();
  EXPECT_EQ(find_fault(scale)->band, 1U);
  scale.bands = {{100, 1}};
  EXPECT_EQ(find_fault(scale)->band, 0U);
}

TEST(CostScale, NothingIsOwedOnNothing) {
  CostScale scale;
  scale.bands = {{std::nullopt, 1'500}};
  scale.minimum_minor = 4'000;
  EXPECT_EQ(cost_of(scale, {0}), 0);
  EXPECT_EQ(cost_of(scale, {-5}), 0);
  EXPECT_EQ(cost_of(scale, {1}), 4'000);
  EXPECT_EQ(cost_of(scale, {base::kMoneyLimitMinor}), base::kMoneyLimitMinor / 100 * 15);
}

TEST(Limitation, KnowsOnlyWhatThePackNames) {
  LimitationPeriod period;
  period.basis = "ordinary";
  period.years = 3;
  DatedAct const acts[] = {{"sneeze", day("2024-01-01")}};
  EXPECT_EQ(limitation_date({&period, 1}, {}, {}, {"special", day("2024-01-01"), {}}).error(),
            LimitationError::kNoSuchBasis);
  EXPECT_EQ(limitation_date({&period, 1}, {}, {}, {"ordinary", day("2024-01-01"), acts}).error(),
            LimitationError::kNoSuchAct);
}

std::vector<std::string> messages(Pack const& pack, char const* on) {
  std::vector<std::string> found;
  for (Warning const& warning : warnings(pack, day(on))) found.push_back(warning.rule + ": " + warning.message);
  return found;
}

TEST(Pack, WarnsUntilAPersonConfirms) {
  Pack pack;
  pack.calendar.rule.verified = true;
  pack.fees.push_back(reminder());
  Rule& rule = pack.fees[0].rule;
  EXPECT_EQ(messages(pack, "2024-01-01").size(), 1U);
  rule.confirmed = Confirmation{"legal department", day("2024-01-01")};
  EXPECT_TRUE(messages(pack, "2024-01-01").empty());
  rule.doubt = "one part of it";
  EXPECT_TRUE(messages(pack, "2024-01-01").empty()) << "confirmed with its doubt";
  rule.confirmed.reset();
  rule.verified = true;
  EXPECT_EQ(messages(pack, "2024-01-01"),
            std::vector<std::string>{"reminder_fee: in part not verified: one part of it"});
  rule.doubt.clear();
  rule.needs_council = true;
  EXPECT_EQ(messages(pack, "2024-01-01").size(), 1U);
  rule.council = Confirmation{"council", day("2023-12-01")};
  EXPECT_TRUE(messages(pack, "2024-01-01").empty());
  rule.in_force_until = day("2024-06-30");
  EXPECT_TRUE(messages(pack, "2024-06-30").empty());
  EXPECT_EQ(messages(pack, "2024-07-01").size(), 1U);
  EXPECT_EQ(messages(pack, "1999-07-01").size(), 1U);
}

TEST(Pack, WarnsOfAValueNobodyReadAndOfAReviewThatPassed) {
  Pack pack;
  pack.calendar.rule.verified = true;
  InterestRule interest;
  interest.rule.code = "interest";
  interest.rule.verified = true;
  interest.rates.code = "rate";
  interest.rates.review_months = 6;
  interest.rates.rows = {{day("2026-01-01"), {}, 400, false, "presumed"}};
  pack.interest.push_back(interest);
  EXPECT_EQ(messages(pack, "2026-06-30"),
            (std::vector<std::string>{"interest: rate from 2026-01-01: the value is not verified (presumed)"}));
  EXPECT_EQ(messages(pack, "2026-07-01").size(), 2U);
}

}  // namespace
}  // namespace law

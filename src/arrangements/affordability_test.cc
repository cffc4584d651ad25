// The arithmetic on a small pack whose figures can be followed by hand; the shipped packs' known answers are in
// src/adapters/law_files/affordability_file_test.cc.
#include "arrangements/affordability.h"

#include <gtest/gtest.h>

namespace arrangements {
namespace {

constexpr base::Date kFirst{20'000};
constexpr base::Date kLast{20'364};

law::Rule rule(std::string code) {
  law::Rule made;
  made.code = std::move(code);
  made.act = "Act";
  made.section = "§ 1";
  made.in_force_from = kFirst;
  made.verified = true;
  return made;
}

template <class Row>
Row row() {
  Row made;
  made.from = kFirst;
  made.known_until = kLast;
  return made;
}

InstalmentTable small_table() {
  return {rule("table"), kLast, 5'000, 5'000, 60, {{0, 4, 3}, {12'000'000, 10, 5}, {60'000'000, 60, 50}}};
}

AffordabilityPack danish_way() {
  AffordabilityPack pack;
  pack.code = "t";
  pack.currency = base::kDanishKrone;
  pack.tables = {small_table()};
  auto minimum = row<MinimumRow>();
  minimum.single_minor = 700'000;
  minimum.partner_minor = 400'001;
  minimum.child_under_2_minor = 100'000;
  minimum.child_2_to_6_minor = 200'000;
  minimum.child_7_to_17_minor = 300'000;
  pack.minimum = DatedRows<MinimumRow>{rule("minimum"), {minimum}};
  return pack;
}

ProtectedIncome protected_rule() {
  auto maximum = row<ProtectedRow>();
  maximum.single_minor = 199'621;
  maximum.single_with_children_minor = 216'260;
  maximum.couple_minor = 263'149;
  maximum.couple_with_children_minor = 274'709;
  ProtectedIncome made;
  made.rule = rule("protected");
  made.rows = {maximum};
  made.percent = 95;
  return made;
}

AffordabilityPack dutch_way() {
  AffordabilityPack pack;
  pack.code = "t";
  pack.currency = base::kEuro;
  pack.protected_income = protected_rule();
  return pack;
}

Household household(std::int64_t net_income_minor, std::vector<int> ages = {}) {
  Household made;
  made.net_income_minor = net_income_minor;
  made.child_ages = std::move(ages);
  return made;
}

bool warns(Affordability const& found, std::string const& part) {
  return std::ranges::any_of(found.warnings,
                             [&](AffordabilityWarning const& each) { return each.message.contains(part); });
}

std::int64_t table_pays(std::int64_t yearly_minor, Dependants dependants = Dependants::kNone) {
  return instalment_by_table(small_table(), yearly_minor, dependants);
}

TEST(InstalmentTable, ABandBeginsOnItsFirstMinorUnit) {
  EXPECT_EQ(percent_of(small_table(), 11'999'999, Dependants::kNone), 4);
  EXPECT_EQ(percent_of(small_table(), 12'000'000, Dependants::kNone), 10);
  EXPECT_EQ(percent_of(small_table(), 12'000'000, Dependants::kSome), 5);
}

TEST(InstalmentTable, RoundsDownToWholeOrHalfHundred) {
  // 10 percent of 180,000.00 a year is 1,500.00 a month.
  EXPECT_EQ(table_pays(18'000'000), 150'000);
  EXPECT_EQ(table_pays(17'999'999), 145'000);
  EXPECT_EQ(table_pays(18'599'999), 150'000);
  EXPECT_EQ(table_pays(18'600'000), 155'000);
}

TEST(InstalmentTable, IsAtLeastTheSmallest) {
  // 4 percent of 14,999.99 a year is below 50.00 a month.
  EXPECT_EQ(table_pays(1'499'999), 5'000);
  EXPECT_EQ(table_pays(2'999'999), 5'000);
  EXPECT_EQ(table_pays(3'000'000), 10'000);
}

TEST(InstalmentTable, IsNeverAboveTheHighestPercentage) {
  // 60 percent of 1,000.00 a year is 50.00 a month.
  EXPECT_EQ(table_pays(100'000), 5'000);
  EXPECT_EQ(table_pays(99'999), 0);
  EXPECT_EQ(table_pays(0), 0);
  for (std::int64_t yearly = 1; yearly < 200'000'000; yearly += 99'991) {
    for (Dependants const dependants : {Dependants::kNone, Dependants::kSome}) {
      std::int64_t const pays = table_pays(yearly, dependants);
      EXPECT_LE(pays * 1'200, yearly * 60) << yearly;
      EXPECT_EQ(pays % 5'000, 0) << yearly;
    }
  }
}

TEST(MinimumToLiveOn, DependsOnThePartnerAndTheAges) {
  MinimumRow const amounts = danish_way().minimum->rows.front();
  Household people = household(0, {0, 1, 2, 6, 7, 17});
  EXPECT_EQ(minimum_to_live_on(amounts, people).adults_minor, 700'000);
  EXPECT_EQ(minimum_to_live_on(amounts, people).children_minor, 2 * 100'000 + 2 * 200'000 + 2 * 300'000);
  people.partner = Partner::kWithIncome;
  EXPECT_EQ(minimum_to_live_on(amounts, people).adults_minor, 550'001);
  people.partner = Partner::kWithoutIncome;
  EXPECT_EQ(minimum_to_live_on(amounts, people).adults_minor, 1'100'001);
}

TEST(Affordability, SaysWhatIsLeftAndWhatMustBe) {
  Household people = household(2'000'000, {3});
  people.housing_minor = 600'000;
  people.other_necessary_minor = 100'000;
  auto const found = assess_affordability(danish_way(), people, kFirst).value();
  EXPECT_EQ(found.instalment_minor, 100'000);  // 5 percent of 240,000.00, a twelfth
  EXPECT_EQ(found.left_to_live_on_minor, 1'200'000);
  EXPECT_EQ(found.minimum_to_live_on_minor, 900'000);
  EXPECT_TRUE(found.warnings.empty());
}

TEST(Affordability, WarnsWhenAPlanTakesWhatAPersonMustLiveOn) {
  Household people = household(2'000'000);
  people.housing_minor = 1'000'000;
  auto const within = assess_affordability(danish_way(), people, kFirst, 300'000).value();
  EXPECT_TRUE(within.warnings.empty());
  auto const beyond = assess_affordability(danish_way(), people, kFirst, 300'001).value();
  EXPECT_TRUE(warns(beyond, "would take 0.01 DKK"));
  EXPECT_EQ(beyond.instalment_minor, 200'000) << "the proposal stays the rule's";
  people.housing_minor = 1'300'001;
  EXPECT_TRUE(warns(assess_affordability(danish_way(), people, kFirst).value(), "even without a plan"));
}

TEST(Affordability, WarnsOfOldValuesAndOfThoseNobodyHasRead) {
  AffordabilityPack pack = danish_way();
  Household const people = household(2'000'000);
  EXPECT_TRUE(assess_affordability(pack, people, kLast)->warnings.empty());
  EXPECT_EQ(assess_affordability(pack, people, {kLast.days + 1})->warnings.size(), 2U);
  pack.minimum->rows.front().verified = false;
  pack.minimum->rows.front().source = "hearsay";
  pack.tables.front().rule.verified = false;
  pack.tables.front().rule.doubt = "not all was read";
  auto const found = assess_affordability(pack, people, kFirst).value();
  EXPECT_TRUE(warns(found, "hearsay") && warns(found, "nobody has read") && warns(found, "not all was read"));
}

TEST(Affordability, WarnsBelowTheLowIncomeThreshold) {
  AffordabilityPack pack = danish_way();
  auto threshold = row<LowIncomeRow>();
  threshold.without_minor = 12'000'000;
  threshold.with_minor = 14'400'000;
  pack.low_income = DatedRows<LowIncomeRow>{rule("low_income"), {threshold}};
  auto const low = [&](Household const& people) {
    return warns(assess_affordability(pack, people, kFirst).value(), "below the low-income threshold");
  };
  EXPECT_TRUE(low(household(999'999)));
  EXPECT_FALSE(low(household(1'000'000)));
  EXPECT_TRUE(low(household(1'199'999, {3})));
  EXPECT_FALSE(low(household(1'200'000, {3})));
}

TEST(Affordability, ProposesNothingWithoutATable) {
  AffordabilityPack pack = danish_way();
  pack.tables.front().rule.in_force_from = kLast;
  auto const found = assess_affordability(pack, household(2'000'000), kFirst).value();
  EXPECT_FALSE(found.instalment_minor);
  EXPECT_EQ(found.left_to_live_on_minor, 2'000'000);
  EXPECT_TRUE(warns(found, "no instalment is proposed"));
}

TEST(Affordability, SuggestsWhatLeavesEnoughToLiveOn) {
  using enum AffordabilityCaution;
  Household people = household(2'000'000);
  auto const suggested = [&](std::int64_t housing_minor) {
    people.housing_minor = housing_minor;
    return assess_affordability(danish_way(), people, kFirst).value();
  };
  EXPECT_EQ(suggested(1'100'000).suggested_minor, 200'000) << "the table's, to the last minor unit";
  EXPECT_FALSE(suggested(1'100'000).warns_of(kTakesTooMuch));
  Affordability const less = suggested(1'100'001);
  EXPECT_EQ(less.instalment_minor, 200'000) << "the proposal stays the rule's";
  EXPECT_EQ(less.spare_minor, 199'999);
  EXPECT_EQ(less.suggested_minor, 195'000) << "rounded down as the table is";
  EXPECT_EQ(less.left_without_plan_minor, 899'999);
  EXPECT_TRUE(less.warns_of(kTakesTooMuch));
  EXPECT_EQ(suggested(1'299'999).suggested_minor, 0) << "too little for the smallest step";
  EXPECT_FALSE(suggested(1'300'000).warns_of(kTooLittle));
  EXPECT_TRUE(suggested(1'300'001).warns_of(kTooLittle));
  for (std::int64_t housing = 0; housing < 2'500'000; housing += 12'347) {
    Affordability const found = suggested(housing);
    auto const after =
        assess_affordability(danish_way(), people, kFirst, std::max<std::int64_t>(1, *found.suggested_minor));
    EXPECT_LE(*found.suggested_minor, *found.instalment_minor);
    EXPECT_TRUE(*found.suggested_minor == 0 || !after->warns_of(kTakesTooMuch)) << housing;
  }
}

TEST(Affordability, ExpensesAboveTheIncomeAreAWarningAndNothingCanBePaid) {
  using enum AffordabilityCaution;
  Household people = household(1'000'000);
  people.housing_minor = 1'000'000;
  EXPECT_FALSE(assess_affordability(danish_way(), people, kFirst)->warns_of(kExpensesTooLarge));
  people.other_necessary_minor = 1;
  auto const found = assess_affordability(danish_way(), people, kFirst).value();
  EXPECT_TRUE(found.warns_of(kExpensesTooLarge) && found.warns_of(kTooLittle));
  EXPECT_EQ(found.suggested_minor, 0);
  EXPECT_EQ(found.left_without_plan_minor, -1);
  auto const dutch = assess_affordability(dutch_way(), people, kFirst).value();
  EXPECT_TRUE(dutch.warns_of(kExpensesTooLarge));
  EXPECT_EQ(dutch.suggested_minor, 0);
}

TEST(Affordability, EveryCautionAndFigureHasItsOwnName) {
  EXPECT_EQ(name_of(AffordabilityFigure::kNetIncome), "net_income");
  EXPECT_EQ(name_of(AffordabilityFigure::kMinimumChildren), "minimum_children");
  EXPECT_EQ(name_of(AffordabilityFigure::kLeft), "left");
  EXPECT_EQ(name_of(AffordabilityCaution::kRuleInDoubt), "rule_in_doubt");
  EXPECT_EQ(name_of(AffordabilityCaution::kChildrenWhole), "children_whole");
  EXPECT_EQ(name_of(AffordabilityCaution::kTakesTooMuch), "takes_too_much");
}

TEST(ProtectedIncome, IsAShareOfALowIncomeAndAtMostTheMaximum) {
  ProtectedIncome const rule = protected_rule();
  ProtectedRow const* const maximum = &rule.rows.front();
  EXPECT_EQ(protected_income(rule, maximum, household(100'000)), 95'000);
  EXPECT_EQ(protected_income(rule, maximum, household(100'001)), 95'001) << "rounded up";
  EXPECT_EQ(protected_income(rule, nullptr, household(1'000'000)), 950'000);
  EXPECT_EQ(protected_income(rule, maximum, household(1'000'000)), 199'621);
  EXPECT_EQ(protected_income(rule, maximum, household(1'000'000, {4})), 216'260);
  Household couple = household(1'000'000);
  couple.partner = Partner::kWithIncome;
  EXPECT_EQ(protected_income(rule, maximum, couple), 263'149);
  couple.child_ages = {4};
  EXPECT_EQ(protected_income(rule, maximum, couple), 274'709);
}

TEST(ProtectedIncome, WhatIsAboveItCanBePaid) {
  auto const found = assess_affordability(dutch_way(), household(250'000), kFirst).value();
  EXPECT_EQ(found.instalment_minor, 50'379);
  EXPECT_EQ(found.left_to_live_on_minor, 199'621);
  EXPECT_EQ(found.minimum_to_live_on_minor, 199'621);
  Household people = household(250'000);
  people.housing_minor = 200'000;
  EXPECT_TRUE(warns(assess_affordability(dutch_way(), people, kFirst).value(), "more than the protected income"));
}

TEST(Affordability, RefusesWhatHasNoMeaning) {
  using enum AffordabilityError;
  auto const error = [](Household const& people, base::Date on = kFirst, std::optional<std::int64_t> plan = {}) {
    auto const found = assess_affordability(danish_way(), people, on, plan);
    return found ? std::nullopt : std::optional{found.error()};
  };
  EXPECT_EQ(error(household(-1)), kNegativeAmount);
  EXPECT_EQ(error(household(kMonthlyIncomeLimitMinor)), std::nullopt);
  EXPECT_EQ(error(household(kMonthlyIncomeLimitMinor + 1)), kAmountOutOfRange);
  EXPECT_EQ(error(household(0, {-1})), kNoChildAge);
  EXPECT_EQ(error(household(0, {18})), kNoChildAge);
  EXPECT_EQ(error(household(0), {kFirst.days - 1}), kBeforeFirstDay);
  EXPECT_EQ(error(household(0), kFirst, 0), kInstalmentNotPositive);
  EXPECT_EQ(error(household(0), kFirst, kMonthlyIncomeLimitMinor + 1), kAmountOutOfRange);
  Household people = household(1'000'000);
  people.housing_minor = 1'000'000;
  EXPECT_EQ(error(people), std::nullopt);
  people.other_necessary_minor = -1;
  EXPECT_EQ(error(people), kNegativeAmount);
}

}  // namespace
}  // namespace arrangements

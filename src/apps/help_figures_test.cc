// What is shown of the figures of help, and what is not.
#include "apps/help_figures.h"

#include <gtest/gtest.h>

namespace apps {
namespace {

reports::Cell people(std::int64_t count) {
  reports::Cell made;
  for (std::int64_t i = 1; i <= count; ++i) made.add({i});
  return made;
}

std::string text_of(ReportCell const& cell) {
  if (auto const* text = std::get_if<std::string>(&cell)) return *text;
  if (auto const* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  return std::to_string(std::get<Minor>(cell).value) + " minor";
}

/// All but the last cell of the row, with bars.
std::string row(reports::HelpOutcomes const& outcomes, std::string const& figure) {
  for (auto const& each : help_rows(outcomes)) {
    if (text_of(each.front()) != figure) continue;
    EXPECT_EQ(each.size(), figure_columns().size());
    EXPECT_FALSE(text_of(each.back()).empty());
    std::string text;
    for (std::size_t i = 1; i + 1 < each.size(); ++i) text += (i == 1 ? "" : "|") + text_of(each[i]);
    return text;
  }
  return "no such figure";
}

TEST(HelpFigures, AShareHasItsIntervalAndForHowManyItIsTooEarly) {
  reports::HelpOutcomes outcomes;
  outcomes.plans.kept[0].known = people(20);
  outcomes.plans.kept[0].part = people(15);
  outcomes.plans.kept[0].too_early = people(6);
  // Wilson's 95 % of 15 in 20: 53.1 to 88.8 %.
  EXPECT_EQ(row(outcomes, "plans_kept_6_months"), "15|20|75.0 %|53.1-88.8 %|6||");
}

TEST(HelpFigures, OfNobodyThereIsNoShare) {
  EXPECT_EQ(row({}, "plans_kept_6_months"), "0|0|-||0||");
  EXPECT_EQ(row({}, "first_help_days"), "|0||||-|");
}

TEST(HelpFigures, FewPeopleAreNotShownNorWhatGivesThemAway) {
  reports::HelpOutcomes outcomes;
  outcomes.plans.made = people(20);
  outcomes.plans.by_state = {people(12), people(6), people(2), people(0)};
  EXPECT_EQ(row(outcomes, "plans_in_force"), "12|20|60.0 %|38.7-78.1 %|||");
  EXPECT_EQ(row(outcomes, "plans_completed"), "hidden|20|-||||") << "six could be worked out";
  EXPECT_EQ(row(outcomes, "plans_broken"), "hidden|20|-||||");
  EXPECT_EQ(row(outcomes, "plans_cancelled"), "0|20|0.0 %|0.0-16.1 %|||");
  outcomes.plans.kept[0].known = people(17);
  outcomes.plans.kept[0].part = people(10);
  outcomes.plans.kept[0].too_early = people(3);
  EXPECT_EQ(row(outcomes, "plans_kept_6_months"), "hidden|hidden|-||hidden||") << "17 of 20 says for how many";
  outcomes.avoided.fees[0] = people(3);
  outcomes.avoided.minor[0] = 300'00;
  EXPECT_EQ(row(outcomes, "fees_let_go_by_plan"), "hidden||||||hidden");
  outcomes.avoided.fees[1] = people(5);
  outcomes.avoided.minor[1] = 500'00;
  EXPECT_EQ(row(outcomes, "fees_let_go_by_enquiry"), "5||||||50000 minor");
}

TEST(HelpFigures, TheMedianSaysWhenMoreThanHalfStillWait) {
  reports::HelpOutcomes outcomes;
  outcomes.first_help.missed = people(5);
  outcomes.first_help.days = {{3, true}, {4, true}, {100, false}, {100, false}, {100, false}};
  EXPECT_EQ(row(outcomes, "first_help_days"), "|5||||more than half still wait|");
  outcomes.first_help.days[2] = {9, true};
  EXPECT_EQ(row(outcomes, "first_help_days"), "|5||||9|");
}

}  // namespace
}  // namespace apps

// What is shown of contacts after digital steps, and what is not.
#include "apps/failure_demand_report.h"

#include <gtest/gtest.h>

namespace apps {
namespace {

reports::KnownShare share(std::int64_t part, std::int64_t known, std::int64_t too_early) {
  reports::KnownShare made;
  for (std::int64_t i = 1; i <= known; ++i) made.known.add({i});
  for (std::int64_t i = 1; i <= part; ++i) made.part.add({i});
  for (std::int64_t i = 1; i <= too_early; ++i) made.too_early.add({1'000 + i});
  return made;
}

std::string text_of(ReportCell const& cell) {
  if (auto const* text = std::get_if<std::string>(&cell)) return *text;
  return std::to_string(std::get<std::int64_t>(cell));
}

std::string row(reports::FailureDemand const& demand, std::string const& figure) {
  for (auto const& each : failure_demand_rows(demand)) {
    if (text_of(each.front()) != figure) continue;
    return text_of(each[1]) + "|" + text_of(each[2]) + "|" + text_of(each[3]) + "|" + text_of(each[4]) + "|" +
           text_of(each[5]);
  }
  return "no such figure";
}

reports::FailureDemand demand(std::vector<std::pair<std::string, reports::KnownShare>> const& causes) {
  reports::FailureDemand made;
  for (auto const& [cause, of] : causes) {
    made.by_cause[cause] = of;
    for (auto const* cell : {&of.known, &of.too_early}) {
      for (base::DebtorId const debtor : cell->people) made.steps_by_cause[cause].add(debtor);
    }
  }
  return made;
}

// Wilson's 95 % of 12 in 100: 7.0 to 19.8 %.
TEST(FailureDemandReport, ByCauseWithTheSharePerHundredSteps) {
  auto const made = demand({{"payment_card", share(12, 100, 6)}, {"plan_made", share(0, 50, 0)}});
  EXPECT_EQ(row(made, "followed_payment_card"), "12|100|12.0 %|7.0-19.8 %|6");
  EXPECT_EQ(row(made, "followed_plan_made"), "0|50|0.0 %|0.0-7.1 %|0");
}

TEST(FailureDemandReport, FewPeopleAreNotShownNorWhatGivesThemAway) {
  auto const made =
      demand({{"payment_card", share(2, 100, 0)}, {"plan_made", share(9, 50, 0)}, {"direct_debit", share(20, 80, 0)}});
  EXPECT_EQ(row(made, "followed_payment_card"), "hidden|hidden|-||hidden");
  EXPECT_EQ(row(made, "followed_plan_made"), "hidden|hidden|-||hidden") << "two could be worked out";
  EXPECT_EQ(row(made, "followed_direct_debit"), "20|80|25.0 %|16.8-35.5 %|0");
}

}  // namespace
}  // namespace apps

// What a table must be, and what it answers on its edges.
#include "law/dated_table.h"

#include <gtest/gtest.h>

namespace law {
namespace {

base::Date day(char const* text) { return base::parse_date(text).value(); }

DatedTable half_years() {
  DatedTable table;
  table.code = "rate";
  table.review_months = 6;
  table.rows = {{day("2025-01-01"), day("2025-06-30"), 275, true, "a"}, {day("2025-07-01"), {}, 175, false, "b"}};
  return table;
}

TEST(DatedTable, AnswersOnItsEdges) {
  DatedTable const table = half_years();
  EXPECT_EQ(find_fault(table), std::nullopt);
  EXPECT_EQ(row_on(table, day("2024-12-31")), nullptr);
  EXPECT_EQ(row_on(table, day("2025-01-01"))->value, 275);
  EXPECT_EQ(row_on(table, day("2025-06-30"))->value, 275);
  EXPECT_EQ(row_on(table, day("2025-07-01"))->value, 175);
  EXPECT_EQ(row_on(table, day("2099-07-01"))->value, 175);
  EXPECT_EQ(review_due(table), day("2026-01-01"));
}

std::string fault_of(DatedTable const& table) {
  auto const fault = find_fault(table);
  return fault ? describe(table, *fault) : "none";
}

TEST(DatedTable, NoDayWithoutAValueAndNoneWithTwo) {
  DatedTable table = half_years();
  table.rows[1].from = day("2025-07-02");
  EXPECT_EQ(fault_of(table), "begins on 2025-07-02, but the row before ends on 2025-06-30: 2025-07-01 has no value");
  table.rows[1].from = day("2025-06-30");
  EXPECT_EQ(fault_of(table),
            "begins on 2025-06-30, but the row before ends on 2025-06-30: a day would have two values");
  table = half_years();
  table.rows[0].until.reset();
  EXPECT_EQ(find_fault(table)->kind, TableFaultKind::kOpenRowBeforeLast);
  table = half_years();
  table.rows[1].until = day("2025-12-31");
  EXPECT_EQ(find_fault(table)->kind, TableFaultKind::kLastRowEnds);
  table = half_years();
  table.rows[0].until = day("2024-12-31");
  EXPECT_EQ(find_fault(table)->kind, TableFaultKind::kReversed);
  table.rows.clear();
  EXPECT_EQ(fault_of(table), "has no rows");
}

TEST(DatedTable, AReferenceRateAndItsAddition) {
  DatedTable addition;
  addition.rows = {{day("2024-01-01"), day("2025-02-28"), 700, true, "c"}, {day("2025-03-01"), {}, 800, true, "c"}};
  DatedTable const sum = sum_of(half_years(), addition);
  EXPECT_EQ(find_fault(sum), std::nullopt);
  ASSERT_EQ(sum.rows.size(), 3U);
  EXPECT_EQ(row_on(sum, day("2024-12-31")), nullptr) << "both must have a value";
  EXPECT_EQ(row_on(sum, day("2025-01-01"))->value, 975);
  EXPECT_EQ(row_on(sum, day("2025-03-01"))->value, 1075);
  EXPECT_EQ(row_on(sum, day("2025-07-01"))->value, 975);
  EXPECT_TRUE(row_on(sum, day("2025-03-01"))->verified);
  EXPECT_FALSE(row_on(sum, day("2025-07-01"))->verified);
}

}  // namespace
}  // namespace law

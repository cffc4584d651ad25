#include "apps/report_table.h"

#include <gtest/gtest.h>

namespace apps {
namespace {

ReportTable const kTable{{{"report", "arrears"}, {"as_of", "2026-03-01"}},
                         {"type", "claims", "total"},
                         {{std::string{"fee, \"late\""}, std::int64_t{2}, Minor{123'450}},
                          {std::string{"=1+1"}, std::int64_t{1}, Minor{-5}}},
                         {std::string{"total"}, std::int64_t{3}, Minor{123'445}}};

TEST(ReportTable, CsvQuotesAndIsNoFormula) {
  EXPECT_EQ(to_text(kTable, ReportFormat::kCsv),
            "type,claims,total\r\n\"fee, \"\"late\"\"\",2,1234.50\r\n'=1+1,1,-0.05\r\n");
}

TEST(ReportTable, JsonHasMinorUnitsAndTheTotal) {
  EXPECT_EQ(
      to_text(kTable, ReportFormat::kJson),
      R"({"report":"arrears","as_of":"2026-03-01","rows":[{"type":"fee, \"late\"","claims":2,"total_minor":123450},)"
      R"({"type":"=1+1","claims":1,"total_minor":-5}],"total":{"type":"total","claims":3,"total_minor":123445}})"
      "\n");
}

TEST(ReportTable, TextHasColumnsAsWideAsTheirWidestCell) {
  EXPECT_EQ(to_text(kTable, ReportFormat::kText),
            "report: arrears\n"
            "as_of: 2026-03-01\n"
            "type         claims    total\n"
            "fee, \"late\"       2  1234.50\n"
            "=1+1              1    -0.05\n"
            "total             3  1234.45\n");
}

TEST(ReportTable, WithoutRowsItSaysSo) {
  EXPECT_EQ(to_text({{{"report", "aging"}}, {"type"}, {}, {}}, ReportFormat::kText), "report: aging\nnothing\n");
}

}  // namespace
}  // namespace apps

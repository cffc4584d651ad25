// What is shown of how forms go.
#include "apps/form_report.h"

#include <gtest/gtest.h>

namespace apps {
namespace {

std::string text_of(ReportCell const& cell) {
  if (auto const* text = std::get_if<std::string>(&cell)) return *text;
  return std::to_string(std::get<std::int64_t>(cell));
}

/// All but the form and what it means.
std::vector<std::string> rows(reports::FormFigures const& form) {
  std::vector<std::string> all;
  for (auto const& row : form_rows("enquiry", form)) {
    EXPECT_EQ(row.size(), form_columns().size());
    EXPECT_GT(text_of(row.back()).size(), 20U);
    std::string text;
    for (std::size_t i = 1; i + 1 < row.size(); ++i) text += (i == 1 ? "" : "|") + text_of(row[i]);
    all.push_back(text);
  }
  return all;
}

TEST(FormReport, SharesWithTheirIntervals) {
  reports::FormFigures form;
  form.opened = 50;
  form.sent = 30;
  form.kept = 3;
  form.refused = 10;
  form.fields["day"] = {8, {{"missing", 5}, {"out_of_range", 3}}};
  // Wilson's 95 %: 20 in 50: 27.6 to 53.8; 10 in 40: 14.2 to 40.2; 8 in 40: 10.5 to 34.8; 5 in 8: 30.6 to 86.3.
  EXPECT_EQ(rows(form), (std::vector<std::string>{
                            "opened|||50|||", "sent|||30|||", "kept|||3|||", "never_sent|||20|50|40.0 %|27.6-53.8 %",
                            "refused|||10|40|25.0 %|14.2-40.2 %", "field_refused|day||8|40|20.0 %|10.5-34.8 %",
                            "field_code|day|missing|5|8|62.5 %|30.6-86.3 %",
                            "field_code|day|out_of_range|3|8|37.5 %|13.7-69.4 %"}));
}

TEST(FormReport, OfNothingThereIsNoShare) {
  reports::FormFigures form;
  form.sent = 2;
  EXPECT_EQ(rows(form)[3], "never_sent|||0|0|-|");
  EXPECT_EQ(rows(form)[4], "refused|||0|2|0.0 %|0.0-65.8 %");
}

}  // namespace
}  // namespace apps

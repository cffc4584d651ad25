// The figures of help (reports/help_outcomes.h) as rows that a caseworker can read: each with its numerator and
// denominator, how sure one can be of it, for how many it is too early to know, and one line that says what it means.
//
// A figure about one to four people says "hidden", and so does one from which it could be worked out: how many it is
// does not follow from the word.
#pragma once

#include "apps/report_table.h"
#include "reports/help_outcomes.h"

namespace apps {

inline constexpr char kHidden[] = "hidden";
[[nodiscard]] std::vector<std::string> help_columns();
/// Of these columns; the last is what the figure means.
[[nodiscard]] std::vector<std::vector<ReportCell>> help_rows(reports::HelpOutcomes const& outcomes);

}  // namespace apps

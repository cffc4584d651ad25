// The figures of help (reports/help_outcomes.h) as rows that a caseworker can read (figure_rows.h).
#pragma once

#include "apps/figure_rows.h"
#include "reports/help_outcomes.h"

namespace apps {

/// Of figure_columns.
[[nodiscard]] std::vector<std::vector<ReportCell>> help_rows(reports::HelpOutcomes const& outcomes);

}  // namespace apps

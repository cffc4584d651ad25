// fairdue report failure-demand: how many digital steps were followed by a contact that they should have saved.
#pragma once

#include "apps/figure_rows.h"
#include "apps/report_stretch.h"
#include "reports/failure_demand.h"

namespace apps {

/// Of figure_columns.
[[nodiscard]] std::vector<std::vector<ReportCell>> failure_demand_rows(reports::FailureDemand const& demand);

int run_report_failure_demand(StretchArguments const& arguments, ReportFormat format);

}  // namespace apps

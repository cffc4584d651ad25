// fairdue report forms: where the forms of the pages are hard to fill in.
#pragma once

#include "apps/report_stretch.h"
#include "reports/form_figures.h"

namespace apps {

/// "form", "figure", "field", "code", "count", "of", "share", "interval_95", "means".
[[nodiscard]] std::vector<std::string> form_columns();
[[nodiscard]] std::vector<std::vector<ReportCell>> form_rows(std::string const& name, reports::FormFigures const& form);

int run_report_forms(StretchArguments const& arguments, ReportFormat format);

}  // namespace apps

// fairdue report funnel, messages, timing and duties: what became of claims, of the messages about them, and of what
// people told or asked, as the books are now.
#pragma once

#include <string>

#include "apps/report_table.h"

namespace apps {

struct DunningReportArguments {
  std::string database;
  std::string authority;
  std::string from, to;  // YYYY-MM-DD, both included: days of issue, of planning, or on which something came
};

int run_report_funnel(DunningReportArguments const& arguments, ReportFormat format);
int run_report_messages(DunningReportArguments const& arguments, ReportFormat format);
int run_report_timing(DunningReportArguments const& arguments, ReportFormat format);
/// What came in those days, and whether the authority answered in the time that it gives itself.
int run_report_duties(DunningReportArguments const& arguments, ReportFormat format);

}  // namespace apps

// fairdue report funnel, messages and timing: what became of claims and of the messages about them, as the books are
// now.
#pragma once

#include <string>

#include "apps/report_table.h"

namespace apps {

struct DunningReportArguments {
  std::string database;
  std::string authority;
  std::string from, to;  // YYYY-MM-DD, both included: days of issue, or days on which messages were planned
};

int run_report_funnel(DunningReportArguments const& arguments, ReportFormat format);
int run_report_messages(DunningReportArguments const& arguments, ReportFormat format);
int run_report_timing(DunningReportArguments const& arguments, ReportFormat format);

}  // namespace apps

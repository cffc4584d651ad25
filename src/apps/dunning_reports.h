// fairdue report funnel, messages, timing and duties: what became of claims, of the messages about them, and of what
// people told or asked, as the books are now.
#pragma once

#include "apps/report_stretch.h"

namespace apps {

int run_report_funnel(StretchArguments const& arguments, ReportFormat format);
int run_report_messages(StretchArguments const& arguments, ReportFormat format);
int run_report_timing(StretchArguments const& arguments, ReportFormat format);
/// Week by week, by which ways people paid.
int run_report_ways_of_paying(StretchArguments const& arguments, ReportFormat format);
/// What came in those days, and whether the authority answered in the time that it gives itself.
int run_report_duties(StretchArguments const& arguments, ReportFormat format);

}  // namespace apps

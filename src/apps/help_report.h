// fairdue report help: whether help helps, in figures that say what they mean.
#pragma once

#include "apps/report_stretch.h"

namespace apps {

int run_report_help(StretchArguments const& arguments, ReportFormat format);

}  // namespace apps

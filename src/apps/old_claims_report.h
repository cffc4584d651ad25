// fairdue report limitation: claims whose time to be collected is over, or will be soon.
#pragma once

#include <string>

#include "apps/report_table.h"

namespace apps {

struct OldClaimsArguments {
  std::string database;
  std::string authority;
  std::int64_t days = 90;  // ahead
};

/// Throws CommandRefused with what is wrong and what to do.
int run_report_limitation(OldClaimsArguments const& arguments, ReportFormat format);

}  // namespace apps

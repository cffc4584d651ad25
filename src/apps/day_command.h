// fairdue day: the business day of one authority, or of all that have procedures.
#pragma once

#include <string>

#include "apps/storage_commands.h"

namespace apps {

struct DayArguments {
  std::string authority;  // empty: all that have chosen a procedure
  std::string on;         // YYYY-MM-DD; empty: the authority's legal day
  bool dry_run = false;
  bool confirm = false;  // a day out of bounds may end
};
/// Exit code 1 if a day is out of bounds, or interest could not be posted on some claims.
int run_day(std::string const& database_url, DayArguments const& arguments, Output output);

}  // namespace apps

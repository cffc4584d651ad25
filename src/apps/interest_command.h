// fairdue interest: posts the interest that is due. fairdue law explain: which rule made each posting on a claim.
#pragma once

#include <string>

#include "apps/storage_commands.h"

namespace apps {

struct InterestArguments {
  std::string authority;
  std::string on;  // YYYY-MM-DD; empty: the authority's legal day
  bool dry_run = false;
};
/// Exit code 1 if interest could not be posted on some claims.
int run_interest_command(std::string const& database_url, InterestArguments const& arguments, Output output);

struct ExplainArguments {
  std::string reference, authority, source;
};
int run_law_explain(std::string const& database_url, ExplainArguments const& arguments, Output output);

}  // namespace apps

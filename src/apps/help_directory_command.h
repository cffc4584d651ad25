// fairdue help-directory: who helps with what and where; checked, found in, and kept with an authority.
#pragma once

#include <string>

#include "apps/storage_commands.h"

namespace apps {

struct HelpDirectoryArguments {
  std::string file;  // of check and store; of find instead of an authority's
  std::string authority;
  std::string postcode;
  std::string need;
  std::string language = "en";
  std::string on;  // YYYY-MM-DD; default: today
};

/// Each throws CommandRefused with what is wrong and what to do.
int run_help_directory_check(HelpDirectoryArguments const& arguments, Output output);
int run_help_directory_find(std::string const& database_url, HelpDirectoryArguments const& arguments, Output output);
int run_help_directory_store(std::string const& database_url, HelpDirectoryArguments const& arguments);
int run_help_directory_show(std::string const& database_url, HelpDirectoryArguments const& arguments);

}  // namespace apps

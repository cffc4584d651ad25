// fairdue representation: who may see or act for whom in the portal, entered by staff from what they have seen.
#pragma once

#include <string>

#include "apps/storage_commands.h"

namespace apps {

struct RepresentationArguments {
  std::string database;
  std::string key_file;
  std::string authority;
  std::int64_t debtor = 0;          // who is acted for
  std::int64_t representation = 0;  // its number
  std::string file;                 // who acts: {"national_id": ..., "name": ...}
  std::string scope = "act";
  std::string basis;
  std::string from;   // YYYY-MM-DD; default: today
  std::string until;  // default: until somebody ends it
  std::string reason;
  std::string by;  // a clerk's code
  std::string key;
};

/// Each throws CommandRefused with what is wrong and what to do.
int run_representation_grant(RepresentationArguments const& arguments, Output output);
int run_representation_end(RepresentationArguments const& arguments, Output output);
int run_representation_list(RepresentationArguments const& arguments, Output output);

}  // namespace apps

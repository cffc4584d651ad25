// fairdue disclosure: which other authority of the installation is told what somebody owes, on what basis, and until
// when. It is recorded in the books of the authority that tells.
#pragma once

#include <string>
#include <vector>

#include "apps/storage_commands.h"

namespace apps {

struct DisclosureArguments {
  std::string database;
  std::string key_file;
  std::string authority;
  std::int64_t debtor = 0;
  std::string of;     // the authority that tells
  std::string basis;  // consent, law
  std::string words;
  std::string until;
  std::int64_t disclosure = 0;
  std::string reason;
  std::string by;
  std::string key;
  std::vector<std::string> settings;  // "in_portal=1"
  bool defaults = false;
};

/// Each throws CommandRefused with what is wrong and what to do.
int run_disclosure_allow(DisclosureArguments const& arguments, Output output);
int run_disclosure_end(DisclosureArguments const& arguments, Output output);
int run_disclosure_list(DisclosureArguments const& arguments, Output output);
int run_disclosure_policy(DisclosureArguments const& arguments, Output output);

}  // namespace apps

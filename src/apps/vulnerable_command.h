// fairdue vulnerable: people who need other handling. Nothing that asks for money happens to them by itself; what does
// happen, a person has decided, and said why.
#pragma once

#include <string>
#include <vector>

#include "apps/storage_commands.h"

namespace apps {

struct VulnerableArguments {
  std::string database;
  std::string key_file;
  std::string authority;
  std::int64_t debtor = 0;
  std::string basis;                // a word of a small list: how the authority knows
  std::string since;                // YYYY-MM-DD; default: today
  std::vector<std::string> claims;  // references
  std::string source;               // of the claims, if several have them
  bool fee = false;
  bool hand_over = false;
  std::string reason;
  std::string by;  // a clerk's code
  std::string key;
  bool due_for_review = false;
};

/// Each throws CommandRefused with what is wrong and what to do.
int run_vulnerable_mark(VulnerableArguments const& arguments, Output output);
int run_vulnerable_review(VulnerableArguments const& arguments, Output output);
int run_vulnerable_end(VulnerableArguments const& arguments, Output output);
int run_vulnerable_decide(VulnerableArguments const& arguments, Output output);
int run_vulnerable_list(VulnerableArguments const& arguments, Output output);

}  // namespace apps

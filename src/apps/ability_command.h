// fairdue ability: what a person has let the authority keep about what they can pay, for who helps them.
#pragma once

#include <string>
#include <vector>

#include "apps/storage_commands.h"

namespace apps {

struct AbilityArguments {
  std::string database;
  std::string key_file;
  std::string authority;
  std::int64_t debtor = 0;
  std::string by;   // a clerk's code: who reads is written down first
  std::string key;  // of the reading
  std::vector<std::string> settings;
  bool defaults = false;
};

/// Each throws CommandRefused with what is wrong and what to do.
int run_ability_show(AbilityArguments const& arguments, Output output);
int run_ability_delete(AbilityArguments const& arguments, Output output);
int run_ability_policy(AbilityArguments const& arguments, Output output);

}  // namespace apps

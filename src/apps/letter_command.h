// fairdue letter: a letter that went out about a claim, with the fee or the collection cost that the law gives it.
#pragma once

#include <string>

#include "apps/storage_commands.h"

namespace apps {

struct LetterArguments {
  std::string authority;
  std::string source;
  std::string claim;
  std::string letter;
  std::string on;  // a date; empty: today
  bool with_fee = false;
};

/// Throws CommandRefused with what is wrong and what to do.
int run_letter(std::string const& database_url, LetterArguments const& arguments, Output output);

}  // namespace apps

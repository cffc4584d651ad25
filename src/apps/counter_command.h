// fairdue counter: somebody stands at a front desk and wants to pay now. A safe link that is good for some minutes, as
// a QR code on the desk's screen: they scan it with their own telephone, and no money changes hands at the desk.
#pragma once

#include <string>
#include <vector>

#include "apps/storage_commands.h"

namespace apps {

struct CounterArguments {
  std::string database;
  std::string key_file;
  std::string authority;
  std::int64_t debtor = 0;
  std::string person;               // a file with {"national_id": "..."}, "-": standard input; in the place of `debtor`
  std::vector<std::string> types;   // of claims; none: all
  std::vector<std::string> claims;  // their references; none: all
  std::string by;                   // who at the desk makes the link: a code
  std::int64_t minutes = 15;
  std::string origin;   // where the portal is: "https://betalnu.example"
  std::string picture;  // an SVG file to write, for its owner alone: it holds a link that works
};

/// Throws CommandRefused with what is wrong and what to do.
int run_counter(CounterArguments const& arguments, Output output);

}  // namespace apps

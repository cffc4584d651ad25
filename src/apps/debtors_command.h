// fairdue debtors: what is put right about debtors themselves.
#pragma once

#include <cstdint>
#include <string>

#include "apps/storage_commands.h"

namespace apps {

struct DebtorsArguments {
  std::string database;
  std::string key_file;
  std::string authority;
  std::string file;  // "-": standard input
  std::string kind = "person";
  std::string reason;
  std::int64_t debtor = 0;  // of `show`
};

/// Gives debtors another national id. The ids come from a file, never from the command line, where they would be seen
/// by everybody on the machine: a line for each, "former,new". Ends with 1 if a line was refused; the others are done.
/// Throws CommandRefused if nothing can be done at all.
int run_debtors_change_id(DebtorsArguments const& arguments, Output output);

/// By which channels a debtor can be written to, and why not by the others. Throws CommandRefused.
int run_debtors_show(DebtorsArguments const& arguments, Output output);

}  // namespace apps

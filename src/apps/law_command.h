// fairdue law: the packs in words, and calculators that anyone can check a letter with. Nothing is read from or written
// to a database.
#pragma once

#include <string>

#include "apps/storage_commands.h"

namespace apps {

struct LawArguments {
  std::string pack;
  std::string settings;  // the installation's law settings; may be empty
  std::string folder;    // packs from a folder instead of the built-in ones; may be empty
  std::int64_t principal_minor = 0;
  std::string due;               // YYYY-MM-DD
  std::string last_payment_day;  // empty: the due date
  std::string until;
  std::string on;  // empty: today in UTC
  bool business = false;
  bool collection_firm = false;
  bool no_vat_deduction = false;
};

/// Each throws CommandRefused with what is wrong and what to do.
int run_law_list(LawArguments const& arguments, Output output);
int run_law_show(LawArguments const& arguments, Output output);
int run_law_interest(LawArguments const& arguments, Output output);
int run_law_cost(LawArguments const& arguments, Output output);

}  // namespace apps

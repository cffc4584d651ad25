// fairdue direct-debit: mandates, what is collected by them, and the deliveries to and from the scheme.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "apps/storage_commands.h"

namespace apps {

struct DirectDebitArguments {
  std::string database;
  std::string key_file;
  std::string authority;
  std::int64_t debtor = 0;
  std::int64_t number = 0;  // of a mandate or a collection
  std::string reference;    // the bank's, of a mandate
  std::string reason;
  std::string folder;         // for deliveries
  std::string format;         // of deliveries: betalingsservice, which is the default, or pain.008
  std::int64_t delivery = 0;  // one that has been made, again
  std::string file;           // a delivery that came in
  std::vector<std::string> settings;
  bool defaults = false;
  std::string by;  // a clerk's code
  std::string key;
};

/// Each throws CommandRefused with what is wrong and what to do.
int run_direct_debit_sign_up(DirectDebitArguments const& arguments, Output output);
int run_direct_debit_confirm(DirectDebitArguments const& arguments, Output output);
int run_direct_debit_end(DirectDebitArguments const& arguments, Output output);
int run_direct_debit_stop(DirectDebitArguments const& arguments, Output output);
int run_direct_debit_list(DirectDebitArguments const& arguments, Output output);
int run_direct_debit_policy(DirectDebitArguments const& arguments, Output output);
/// direct_debit_export.cc
int run_direct_debit_export(DirectDebitArguments const& arguments, Output output);
/// direct_debit_import.cc
int run_direct_debit_import(DirectDebitArguments const& arguments, Output output);

}  // namespace apps

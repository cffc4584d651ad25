// fairdue payments: the bank's files into the books, the lines that wait for a person, and the references that claims
// are paid by.
#pragma once

#include <string>
#include <vector>

#include "apps/storage_commands.h"

namespace apps {

struct PaymentsArguments {
  std::string database;
  std::string key_file;
  std::string authority;
  std::string file;
  std::string format = "camt";
  bool dry_run = false;
  bool show_payers = false;
  // What has been agreed with the bank; empty: as the authority's settings say.
  std::vector<std::string> schemes;
  std::vector<std::string> creditors;
  std::string line;  // the line's permanent key
  std::string source;
  std::string claim;
  std::int64_t debtor = 0;
  std::int64_t payment = 0;
  std::string expected;
  std::string with;
  std::string purpose;
  std::string reason;
};

/// Each throws CommandRefused with what is wrong and what to do.
int run_payments_import(PaymentsArguments const& arguments, Output output);
int run_payments_unmatched(PaymentsArguments const& arguments, Output output);
int run_payments_match(PaymentsArguments const& arguments, Output output);
int run_payments_return(PaymentsArguments const& arguments, Output output);
int run_payments_book(PaymentsArguments const& arguments, Output output);
int run_payments_reopen(PaymentsArguments const& arguments, Output output);
int run_payments_reference(PaymentsArguments const& arguments, Output output);

}  // namespace apps

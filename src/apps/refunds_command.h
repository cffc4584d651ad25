// fairdue refunds: credit paid back, by one person up to the authority's limit, by two above it.
//
// Who acts is what `--by` says: on the command line whoever can run the program is believed. The two are told apart by
// it, and it stands in the journal.
#pragma once

#include <string>

#include "apps/storage_commands.h"

namespace apps {

struct RefundsArguments {
  std::string database;
  std::string authority;
  std::string amount;  // "250.00"
  bool no_limit = false;
  std::int64_t debtor = 0;
  std::int64_t refund = 0;
  std::string reference;
  std::string by;
  std::string reason;
};

/// Each throws CommandRefused with what is wrong and what to do.
int run_refunds_limit(RefundsArguments const& arguments, Output output);
int run_refunds_make(RefundsArguments const& arguments, Output output);
int run_refunds_list(RefundsArguments const& arguments, Output output);
int run_refunds_approve(RefundsArguments const& arguments, Output output);
int run_refunds_reject(RefundsArguments const& arguments, Output output);

}  // namespace apps

// fairdue plan: instalments proposed, agreed on, looked at, changed and ended, by staff or for a page.
//
// Who acts is what `--by` says: on the command line whoever can run the program is believed, and it stands in the
// journal. The same wish under the same key gets the same answer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/household_options.h"
#include "apps/storage_commands.h"

namespace apps {

struct PlanArguments {
  std::string database;
  std::string key_file;           // with `with` alone: who the person is elsewhere is sealed
  std::vector<std::string> with;  // codes of other authorities, for one plan with all
  bool yields = false;            // and this one's own debt stands back until theirs is paid
  std::string authority;
  std::int64_t debtor = 0;
  std::vector<std::string> claims;  // references; none: all
  std::string source;
  std::string claims_file;  // debts that are in no books
  std::string on;           // with claims_file; empty: today
  std::string first;        // YYYY-MM-DD
  std::string payday;       // "1" ... "31", "last-bank-day"
  std::optional<std::int64_t> instalment_minor;
  HouseholdArguments household;
  std::string proposal;               // a kind, such as "middle"
  std::vector<std::string> payments;  // "2026-04-01=30000", in the place of a proposal
  std::string from;                   // an earlier day from which the plan counts
  std::string decide;                 // the reason of the person who decides
  bool request = false;
  std::string key;
  std::string by;
  std::int64_t plan = 0;
  std::string state;
  std::vector<std::string> move;  // from, to
  bool pause = false;
  bool replan = false;
  std::string reason;
  std::vector<std::string> settings;  // "name=number"
  bool defaults = false;
};

/// Each throws CommandRefused with what is wrong and what to do.
int run_plan_propose(PlanArguments const& arguments, Output output);
int run_plan_accept(PlanArguments const& arguments, Output output);
int run_plan_approve(PlanArguments const& arguments, Output output);
int run_plan_show(PlanArguments const& arguments, Output output);
int run_plan_list(PlanArguments const& arguments, Output output);
int run_plan_change(PlanArguments const& arguments, Output output);
int run_plan_cancel(PlanArguments const& arguments, Output output);
int run_plan_policy(PlanArguments const& arguments, Output output);

}  // namespace apps

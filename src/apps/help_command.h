// fairdue help: referrals of people to those who help, with their consent, and what came of them.
#pragma once

#include <string>
#include <vector>

#include "apps/storage_commands.h"

namespace apps {

struct HelpArguments {
  std::string database;
  std::string key_file;
  std::string authority;
  std::int64_t referral = 0;
  std::int64_t debtor = 0;
  std::string claim;   // whose debtor, instead of a number
  std::string source;  // of the claim, if several have it
  std::string helper;  // its code in the directory
  std::string need;
  std::string consent;
  std::string consented;  // YYYY-MM-DD; default: today
  std::string outcome;
  std::string by;         // a clerk's code
  std::string as_helper;  // an organisation's: it speaks for itself
  std::string key;
  bool all = false;
  std::vector<std::string> settings;
  bool defaults = false;
};

/// Each throws CommandRefused with what is wrong and what to do.
int run_help_refer(HelpArguments const& arguments, Output output);
int run_help_send(HelpArguments const& arguments, Output output);
int run_help_accept(HelpArguments const& arguments, Output output);
int run_help_decline(HelpArguments const& arguments, Output output);
int run_help_end(HelpArguments const& arguments, Output output);
int run_help_show(HelpArguments const& arguments, Output output);
int run_help_list(HelpArguments const& arguments, Output output);
int run_help_policy(HelpArguments const& arguments, Output output);
/// src/apps/signals_command.cc
int run_help_signals(HelpArguments const& arguments, Output output);
int run_help_signal_policy(HelpArguments const& arguments, Output output);

}  // namespace apps

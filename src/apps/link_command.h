// fairdue link: safe links made and revoked by hand, and what debtors asked for through them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "apps/storage_commands.h"

namespace apps {

struct LinkArguments {
  std::string database;
  std::string key_file;
  std::string authority;
  std::string source;
  std::vector<std::string> claims;  // references; all of one debtor
  std::int64_t debtor = 0;          // 0: the first who is liable
  std::int64_t days = 30;
  std::string channel = "sms";
  std::int64_t link = 0;
  bool links = false;  // for text messages from now on
  bool codes = false;
};

/// Each throws CommandRefused with what is wrong and what to do.
int run_link_make(LinkArguments const& arguments, Output output);
int run_link_revoke(LinkArguments const& arguments, Output output);
/// Shows, or sets, whether text messages carry links or codes.
int run_link_policy(LinkArguments const& arguments, Output output);

}  // namespace apps

// "fairdue messages": what has become of messages, those that a person decides about, and sending.
#pragma once

#include <cstdint>
#include <string>

#include "apps/message_worker.h"
#include "apps/storage_commands.h"

namespace apps {

struct MessagesArguments {
  std::string authority;
  std::string key_file;
  std::string state;  // of `list`; empty: all
  std::int64_t debtor = 0;
  std::int64_t message = 0;
  std::string as;               // of `decide`: sent, failed or again
  std::string by;               // who decides
  std::string channel, reason;  // of `block`
  bool lift = false;
  bool once = false;
  std::string configuration;  // of `send` and `channels`: the installation's TOML file
  std::string outbox;         // of `send`
};

int run_messages_list(std::string const& database_url, MessagesArguments const& arguments, Output output);
int run_messages_show(std::string const& database_url, MessagesArguments const& arguments, Output output);
int run_messages_doubtful(std::string const& database_url, MessagesArguments arguments, Output output);
int run_messages_decide(std::string const& database_url, MessagesArguments const& arguments, Output output);
int run_messages_block(std::string const& database_url, MessagesArguments const& arguments);
/// Sets the configuration's channels up as for sending, and says what they can. Throws CommandRefused.
int run_messages_channels(MessagesArguments const& arguments, Output output);
int run_messages_send(std::string const& database_url, MessagesArguments const& arguments, Output output);

}  // namespace apps

// By which ways an installation's messages leave, as its configuration says.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ports/message_channel.h"

namespace apps {

/// None of them: nothing is sent, and messages wait.
struct MessageChannels {
  std::string outbox;  // the sandbox: a folder in which all that would be sent is put
};

/// In the order in which the providers of one channel are tried. Throws CommandRefused.
[[nodiscard]] std::vector<std::unique_ptr<ports::MessageChannel>> make_channels(MessageChannels const& wanted);

}  // namespace apps

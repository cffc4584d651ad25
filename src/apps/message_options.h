// The parts of the installation's TOML file that say how messages leave.
#pragma once

#include <toml++/toml.h>

#include "apps/message_channels.h"

namespace apps {

/// [messages], [gateway_api], [smtp_mail], [digital_post] and [print_house] of the whole file. Throws CommandRefused.
[[nodiscard]] MessageChannels read_message_options(toml::table const& root);

}  // namespace apps

// Where a server listens, read from HOST:PORT, and its start with words for the operator when it cannot.
#pragma once

#include <cstdint>
#include <string>

#include "http/server.h"

namespace apps {

struct Address {
  std::string host;
  std::uint16_t port;
};

/// Throws CommandRefused if it is none.
[[nodiscard]] Address split_address(std::string const& listen);

/// Throws CommandRefused saying what is in the way.
void start_or_refuse(http::Server& server, std::string const& listen);

}  // namespace apps

// The server: adapters chosen, routes added, workers started; runs until it is told to stop.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "apps/server_options.h"

namespace apps {

/// Where a server that has started is found.
struct Serving {
  std::string origin;
  // Of the demo only: its payment provider, and the secret with which that signs what it tells.
  std::string sandbox_url;
  std::string sandbox_secret;
};

/// Serves until SIGINT or SIGTERM. `ready` is called once. Throws CommandRefused.
int run_server(ServerOptions const& options, std::function<void(Serving const&)> const& ready);

}  // namespace apps

// The server: adapters chosen, routes added, workers started; runs until it is told to stop.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "apps/server_options.h"

namespace apps {

/// Serves until SIGINT or SIGTERM. `ready` is called once with the port in use. Throws CommandRefused.
int run_server(ServerOptions const& options, std::function<void(std::string const& origin)> const& ready);

}  // namespace apps

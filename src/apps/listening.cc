#include "apps/listening.h"

#include "apps/installation.h"

namespace apps {

Address split_address(std::string const& listen) {
  std::size_t const colon = listen.rfind(':');
  std::string const port = colon == std::string::npos ? "" : listen.substr(colon + 1);
  bool const digits = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || std::stoi(port) > 65'535) {
    throw CommandRefused("'" + listen + "' is no address to listen at: write HOST:PORT, such as 127.0.0.1:8080");
  }
  std::string host = listen.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return {host, static_cast<std::uint16_t>(std::stoi(port))};
}

void start_or_refuse(http::Server& server, std::string const& listen) {
  auto const started = server.start();
  if (started) return;
  switch (started.error()) {
    case http::StartError::kBadAddress:
      throw CommandRefused("'" + listen + "' is no address to listen at");
    case http::StartError::kAddressInUse:
      throw CommandRefused("cannot listen at " + listen + ": something else does, or you may not");
    case http::StartError::kBadCertificate:
      throw CommandRefused("the certificate or its key cannot be read, or they do not belong together");
    case http::StartError::kRouteWithoutGate:
      throw CommandRefused("a route has no gate: this program is broken");
  }
}

}  // namespace apps

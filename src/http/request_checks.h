// What a request must be before a handler sees it: for this host, for a route that there is, not too large. And what is
// answered if it is not.
// Internal to the server. Reads nothing but its arguments and the router.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"
#include "http/request_parser.h"
#include "http/response.h"
#include "http/router.h"
#include "http/trusted_proxies.h"

namespace http {

class RequestChecks {
 public:
  /// `router` must outlive this. `host_names` empty: any host. `redirect_origin` not empty: no request goes further.
  RequestChecks(Router const& router, TrustedProxies trusted_proxies, std::vector<std::string> host_names,
                std::string redirect_origin);

  /// Fills the request from its header and finds its route; an answer if the request is to go no further.
  [[nodiscard]] std::optional<Response> check_header(Request& request, RequestParser const& parser,
                                                     std::string_view peer_address, Transport transport,
                                                     Router::Match& match) const;

  /// The answer to a request that could not be read to its end.
  [[nodiscard]] static Response answer_to_step(ParseStep step, Request const& request, std::size_t body_limit);

 private:
  [[nodiscard]] bool is_own_host(std::string_view host) const;
  [[nodiscard]] Response redirect(Request const& request) const;

  Router const& router_;
  TrustedProxies trusted_proxies_;
  std::vector<std::string> host_names_;
  std::string redirect_origin_;
};

}  // namespace http

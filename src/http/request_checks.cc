#include "http/request_checks.h"

#include <algorithm>
#include <utility>

#include "http/cookies.h"
#include "http/problem.h"

namespace http {

RequestChecks::RequestChecks(Router const& router, TrustedProxies trusted_proxies, std::vector<std::string> host_names,
                             std::string redirect_origin)
    : router_(router),
      trusted_proxies_(std::move(trusted_proxies)),
      host_names_(std::move(host_names)),
      redirect_origin_(std::move(redirect_origin)) {}

bool RequestChecks::is_own_host(std::string_view host) const {
  if (host_names_.empty()) return true;
  std::size_t const colon = host.rfind(':');
  std::size_t const bracket = host.rfind(']');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    host = host.substr(0, colon);
  }
  return std::any_of(host_names_.begin(), host_names_.end(),
                     [host](std::string const& own) { return equal_ignoring_case(own, host); });
}

/// A browser's first visit is led to TLS. A program that sends its key or data in the clear is told so: led on in
/// silence it would do so for ever. The origin is ours, never what the request says.
Response RequestChecks::redirect(Request const& request) const {
  bool const reads = request.method == Method::kGet || request.method == Method::kHead;
  if (!reads || request.path.starts_with("/api/")) {
    return problem_response({403,
                             "tls_required",
                             "Only pages are led from here to TLS",
                             "What was sent went over the network unprotected.",
                             "Use " + redirect_origin_ + " from the first call on, and replace any key sent here.",
                             {}},
                            request);
  }
  Response response;
  response.status = 308;
  response.set_header("Location", redirect_origin_ + request.target);
  return response;
}

std::optional<Response> RequestChecks::check_header(Request& request, RequestParser const& parser,
                                                    std::string_view peer_address, Transport transport,
                                                    Router::Match& match) const {
  ClientOrigin const origin = trusted_proxies_.resolve(peer_address, transport, request.headers);
  request.remote_address = origin.address;
  request.transport = origin.transport;
  std::size_t const hosts = request.headers.count_ignoring_case("Host");
  if (hosts > 1 || (hosts == 0 && parser.is_http_1_1())) {
    return problem_response(malformed_request("There must be one Host header."), request);
  }
  if (!split_target(request.target, request.path, request.query)) {
    return problem_response(malformed_request("The path or query is not in the form that is taken here."), request);
  }
  if (hosts == 1 && !is_own_host(request.header("Host").value_or(""))) {
    return problem_response({421,
                             "misdirected_request",
                             "This server does not answer for that host",
                             "",
                             "Send the request to the host it is meant for.",
                             {}},
                            request);
  }
  if (std::optional<Method> const method = parser.method()) request.method = *method;
  if (!redirect_origin_.empty()) return redirect(request);
  for (std::size_t i = 0; i < request.headers.size(); ++i) {
    FieldList::Field const field = request.headers.at(i);
    if (equal_ignoring_case(field.name, "Cookie")) parse_cookies(field.value, request.cookies);
  }
  match = router_.match(parser.method(), request);
  if (match.route == nullptr) {
    if (!match.path_known) return problem_response(not_found(), request);
    Response refused = problem_response(method_not_allowed(), request);
    refused.set_header("Allow", router_.allowed_methods(request.path));
    return refused;
  }
  if (parser.announced_body_bytes() > match.route->body_limit_bytes) {
    return problem_response(too_large(match.route->body_limit_bytes), request);
  }
  if (request.headers.count_ignoring_case("Expect") != 0 &&
      !equal_ignoring_case(request.header("Expect").value_or(""), "100-continue")) {
    return problem_response({417,
                             "expectation_failed",
                             "The Expect header asks for something unknown",
                             "",
                             "Send the request without it.",
                             {}},
                            request);
  }
  return std::nullopt;
}

Response RequestChecks::answer_to_step(ParseStep step, Request const& request, std::size_t body_limit) {
  switch (step) {
    case ParseStep::kHeaderTooLarge:
      return problem_response({431, "header_too_large", "The header is too large", "", "Send less header.", {}},
                              request);
    case ParseStep::kBodyTooLarge:
      return problem_response(too_large(body_limit), request);
    case ParseStep::kBadVersion:
      return problem_response({505, "version_not_supported", "Only HTTP/1.1 is spoken here", "", "Use HTTP/1.1.", {}},
                              request);
    case ParseStep::kNeedMore:
    case ParseStep::kHeaderDone:
    case ParseStep::kComplete:
    case ParseStep::kMalformed:
      break;
  }
  return problem_response(malformed_request(""), request);
}

}  // namespace http

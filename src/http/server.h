// The HTTP/1.1 server: reads requests strictly, runs handlers, writes answers.
//
// Source: RFC 9110 and 9112. Where they leave a choice we refuse: only origin-form targets; exactly one Host; no
//   folded lines; a body has either one Content-Length or `Transfer-Encoding: chunked`; trailers are refused. What
//   cannot be framed with certainty gets 400 and the connection is closed (request smuggling).
// One coroutine a connection on `io_threads` threads; handlers run on a bounded pool of worker threads, or inline if
//   their route says so. When the pool's queue is full the answer is 503 with Retry-After.
// Connections are kept alive; requests that come ahead of their answers (pipelining) are answered in order.
// Thread safety: start() and stop() from one thread; the rest is the server's own.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/access_log.h"
#include "http/metrics.h"
#include "http/router.h"
#include "http/security_headers.h"
#include "http/trusted_proxies.h"
#include "ports/clock.h"

namespace http {

struct TlsFiles {
  std::string certificate_chain;  // PEM, the server's own first
  std::string private_key;        // PEM
};

struct ServerConfiguration {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one, see Server::port()
  std::size_t io_threads = 1;
  std::size_t worker_threads = 0;  // 0: eight times the cores and sixteen
  std::size_t queue_limit = 1024;  // requests waiting for a worker or being worked on
  std::size_t max_connections = 10'000;
  std::size_t max_header_bytes = 16 * 1024;
  std::chrono::milliseconds idle_timeout{60'000};    // between requests
  std::chrono::milliseconds header_timeout{10'000};  // from the first byte of a request to the end of its header
  std::chrono::milliseconds body_timeout{30'000};    // for the whole body
  std::chrono::milliseconds write_timeout{30'000};   // for the whole answer
  std::chrono::milliseconds handshake_timeout{10'000};
  std::vector<std::string> host_names;  // Host must be one of these (port ignored); empty: any
  std::optional<TlsFiles> tls;          // TLS 1.2 and 1.3
  std::string redirect_origin;          // "https://betalnu.example": every page is there, and nothing else is served
  TrustedProxies trusted_proxies;
  SecurityHeaderOptions security_headers;
};

enum class StartError : std::uint8_t {
  kBadAddress,        // Not an IPv4 or IPv6 address.
  kAddressInUse,      // Something else listens there, or we may not.
  kBadCertificate,    // The certificate or key cannot be read or do not belong together.
  kRouteWithoutGate,  // A route declares a privilege that nothing checks.
};

class Server {
 public:
  /// `router`, `clock`, `log` and `metrics` must outlive the server; `log` and `metrics` may be null.
  Server(ServerConfiguration configuration, Router const& router, ports::Clock const& clock, AccessLog* log,
         Metrics* metrics);
  ~Server();
  Server(Server const&) = delete;
  Server& operator=(Server const&) = delete;

  /// Listens and serves on threads of its own; returns at once.
  [[nodiscard]] std::expected<void, StartError> start();
  /// The port in use after start().
  [[nodiscard]] std::uint16_t port() const noexcept;

  /// No new connections or requests; what runs may finish until `deadline` has passed, then it is cut. Blocks until
  /// all threads have ended. A handler that blocks for longer delays the return.
  void stop(std::chrono::milliseconds deadline);

  [[nodiscard]] std::size_t connections() const noexcept;
  /// Requests waiting for a worker or being worked on.
  [[nodiscard]] std::size_t queued() const noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace http

// Outgoing HTTP/1.1 over TLS with Boost.Beast and OpenSSL.
//
// Source: RFC 9110 and 9112; certificate names by RFC 9525 as OpenSSL checks them. TLS 1.2 and 1.3 only; the
//   certificate is always verified against the system's (or a given) list of authorities. Redirects are not followed,
//   nothing is compressed, connections are not kept: calls to partners are few, and a fresh connection each is one
//   state less.
// Addresses: with AddressPolicy::kPublicOnly a name that leads to a loopback, link-local, private, shared, multicast or
//   otherwise internal address is refused, after resolving, and the connection goes to the address that was checked
//   (a second look-up could give another answer).
// Thread safety: any thread may call; a call blocks its thread until done or timed out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ports/http_client.h"

namespace adapters::https_client {

enum class AddressPolicy : std::uint8_t {
  kAny,         // for partners named in the installation's own configuration
  kPublicOnly,  // for addresses that others give us, such as webhook targets
};

enum class PlainHttp : std::uint8_t {
  kRefused,
  kLoopbackOnly,  // http:// to loopback addresses: peers on the same machine in tests and demonstrations
};

struct HttpsClientOptions {
  AddressPolicy addresses = AddressPolicy::kAny;
  PlainHttp plain_http = PlainHttp::kRefused;
  std::size_t max_response_bytes = 1024 * 1024;
  std::size_t max_header_bytes = 32 * 1024;
  std::string authorities_file;  // PEM; empty: the system's
  std::string user_agent = "Fairdue";
};

class HttpsClient final : public ports::HttpClient {
 public:
  explicit HttpsClient(HttpsClientOptions options);
  ~HttpsClient() override;

  [[nodiscard]] std::expected<ports::HttpResponse, ports::HttpClientError> send(
      ports::HttpRequest const& request) override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// True if the address (text of IPv4 or IPv6) is one that the whole Internet can reach. Source: the IANA registries of
/// special-purpose addresses (RFC 6890), and IPv4 addresses within IPv6 ones (mapped, NAT64, 6to4) by their IPv4 part.
[[nodiscard]] bool is_public_address(std::string_view address);

struct UrlParts {
  std::string scheme;  // "https" or "http"
  std::string host;    // without brackets
  std::string port;
  std::string host_header;
  std::string target;  // path and query
};

/// Nothing if `url` is not an absolute http or https URL, has user information or a fragment.
[[nodiscard]] std::optional<UrlParts> split_url(std::string_view url);

}  // namespace adapters::https_client

// Outgoing HTTP calls, one request and one answer.
//
// Redirects are never followed: a 3xx is an answer like any other. Certificates are always verified. The answer's size
// is bounded. What the error tells above all is whether the other side may have acted: see may_have_arrived().
// Units: milliseconds, bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ports {

enum class HttpMethod : std::uint8_t { kGet, kPost, kPut, kPatch, kDelete };

struct HttpHeader {
  std::string name;
  std::string value;
};

struct HttpRequest {
  HttpMethod method = HttpMethod::kGet;
  std::string url;                  // absolute, https (http only where the client is configured to allow it)
  std::vector<HttpHeader> headers;  // Host, Content-Length and Connection are the client's own
  std::string body;
  int timeout_ms = 10'000;  // for the whole call: resolving, connecting, sending and receiving
};

struct HttpResponse {
  int status = 0;
  std::vector<HttpHeader> headers;
  std::string body;

  /// The first header of that name, letter case ignored.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const {
    for (HttpHeader const& field : headers) {
      if (same_name(field.name, name)) return field.value;
    }
    return std::nullopt;
  }

  [[nodiscard]] bool is_success() const { return status >= 200 && status < 300; }

 private:
  static char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  static bool same_name(std::string_view left, std::string_view right) {
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (lower(left[i]) != lower(right[i])) return false;
    }
    return true;
  }
};

enum class HttpClientError : std::uint8_t {
  kBadRequest,         // Not an absolute http(s) URL, user information in it, or a header with a line break.
  kSchemeNotAllowed,   // http:// where only https:// may be used.
  kAddressNotAllowed,  // The name leads to a loopback, link-local, private or otherwise internal address.
  kUnresolvable,       // The name has no address.
  kUnreachable,        // No connection: refused, no route, or too slow to be made.
  kNotTrusted,         // TLS failed: wrong name, expired, unknown issuer, or no common protocol.
  kTimeout,            // Connected and sent at least in part, but no full answer in time.
  kBroken,             // Connected and sent at least in part, then the connection was lost.
  kTooLarge,           // The answer is larger than the limit.
  kMalformed,          // The answer is not HTTP/1.1.
};

/// True if the request may have reached the other side and been acted on: then its outcome must be asked for, and the
/// call may be repeated only with the same idempotency key.
[[nodiscard]] constexpr bool may_have_arrived(HttpClientError error) {
  switch (error) {
    case HttpClientError::kTimeout:
    case HttpClientError::kBroken:
    case HttpClientError::kTooLarge:
    case HttpClientError::kMalformed:
      return true;
    case HttpClientError::kBadRequest:
    case HttpClientError::kSchemeNotAllowed:
    case HttpClientError::kAddressNotAllowed:
    case HttpClientError::kUnresolvable:
    case HttpClientError::kUnreachable:
    case HttpClientError::kNotTrusted:
      return false;
  }
  return true;
}

/// Thread safety: implementations may be called from any thread; a call blocks its thread.
class HttpClient {
 public:
  HttpClient() = default;
  HttpClient(HttpClient const&) = delete;
  HttpClient& operator=(HttpClient const&) = delete;
  virtual ~HttpClient() = default;

  [[nodiscard]] virtual std::expected<HttpResponse, HttpClientError> send(HttpRequest const& request) = 0;
};

}  // namespace ports

// A request as handlers see it: already bounded, decoded once and checked by the server.
//
// What the server has refused before a handler runs: a path with dot segments, encoded slashes, control characters or
// text that is not UTF-8; a query with a repeated key; more header or body than the route allows; and every framing
// that two HTTP implementations might read differently.
#pragma once

#include <any>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "http/fields.h"

namespace http {

enum class Method : std::uint8_t { kGet, kHead, kPost, kPut, kPatch, kDelete, kOptions };
inline constexpr std::size_t kMethodCount = 7;

[[nodiscard]] std::string_view method_name(Method method) noexcept;
/// Methods are case-sensitive (RFC 9110 section 9.1).
[[nodiscard]] std::optional<Method> parse_method(std::string_view name) noexcept;

enum class Transport : std::uint8_t { kPlain, kTls };

struct Request {
  Method method = Method::kGet;
  std::string target;    // path and query as sent; may hold secrets: never log it
  std::string path;      // percent-decoded
  FieldList query;       // percent-decoded, '+' read as a blank
  FieldList headers;     // names as sent; look up with header()
  FieldList cookies;     // percent-decoding is left to who set them
  FieldList parameters;  // what stood in the `{name}` segments of the route
  std::string body;
  std::string remote_address;               // the client's, behind trusted proxies too; personal data: never log it
  Transport transport = Transport::kPlain;  // as the client used it, behind trusted proxies too
  std::string request_id;                   // ours, in the answer's X-Request-Id and in every log line
  std::string_view route;                   // the pattern that matched, for logs and metrics
  base::Instant received;

  /// The value of a header field that came exactly once.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const {
    return headers.find_ignoring_case(name);
  }
  /// A cookie that came exactly once.
  [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const { return cookies.find(name); }
  /// A path parameter of the matched route; empty text if the route has none of that name.
  [[nodiscard]] std::string_view parameter(std::string_view name) const {
    return parameters.find(name).value_or(std::string_view());
  }

  /// Who calls, as the gate of the route's privilege found out (see router.h).
  template <class Caller>
  void set_caller(Caller who) {
    caller_ = std::move(who);
  }
  /// Null if no gate has set a caller of exactly this type.
  template <class Caller>
  [[nodiscard]] Caller const* caller() const {
    return std::any_cast<Caller>(&caller_);
  }

  /// Ready for the next request of the connection; keeps the memory.
  void clear();

 private:
  std::any caller_;
};

/// Fills `path` and `query` from `target`; false if the target is not to be accepted.
[[nodiscard]] bool split_target(std::string_view target, std::string& path, FieldList& query);

}  // namespace http

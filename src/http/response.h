// An answer as handlers give it. The server adds what every answer has: framing, Date, X-Request-Id, the security
// headers (security_headers.h) and `Cache-Control: no-store` unless the handler set its own.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace http {

/// Bytes of an answer: owned, shared (cached content) or lasting as long as the program (built-in content).
class Body {
 public:
  Body() = default;
  Body(std::string text) : content_(std::move(text)) {}                         // NOLINT: meant to convert
  Body(std::shared_ptr<std::string const> text) : content_(std::move(text)) {}  // NOLINT: meant to convert
  [[nodiscard]] static Body lasting(std::string_view text) {
    Body body;
    body.content_ = text;
    return body;
  }

  [[nodiscard]] std::string_view view() const noexcept;

 private:
  std::variant<std::string, std::shared_ptr<std::string const>, std::string_view> content_;
};

struct ResponseHeader {
  std::string name;
  std::string value;
};

struct Response {
  int status = 200;
  std::vector<ResponseHeader> headers;
  Body body;

  Response& set_header(std::string_view name, std::string_view value);  // replaces
  Response& add_header(std::string_view name, std::string_view value);  // for Set-Cookie, Link
  /// The first of that name, letter case ignored; null if there is none.
  [[nodiscard]] std::string const* header(std::string_view name) const noexcept;
};

[[nodiscard]] Response json_response(int status, std::string json);
[[nodiscard]] Response text_response(int status, std::string text);
[[nodiscard]] Response html_response(int status, std::string html);
[[nodiscard]] Response no_content();
/// 303 to an own path or an absolute address that the caller has built itself; never to unchecked input.
[[nodiscard]] Response see_other(std::string_view location);

/// The own path in `next`, if it is one: starts with one '/', not followed by '/' or '\', no control characters.
/// Anything else gives `fallback`: no open redirect.
[[nodiscard]] std::string_view own_path_or(std::string_view next, std::string_view fallback) noexcept;

/// The reason phrase of RFC 9110; "Unknown" for others.
[[nodiscard]] std::string_view reason_phrase(int status) noexcept;

/// True if a name and value may stand in a header: a token, and no control characters but tab.
[[nodiscard]] bool is_header_safe(std::string_view name, std::string_view value) noexcept;

}  // namespace http

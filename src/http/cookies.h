// Cookies, read and set.
//
// Source: RFC 6265 with the name prefixes of its successor draft (6265bis). We set only cookies that scripts cannot
//   read and that travel over TLS; without TLS (demonstration on loopback) the prefix and Secure are left out.
// Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/fields.h"

namespace http {

/// Reads one Cookie header; pairs without '=' are skipped. Repeated names are kept: FieldList::find() then gives none.
void parse_cookies(std::string_view header, FieldList& cookies);

enum class SameSite : std::uint8_t { kStrict, kLax };
/// kSecure: `__Host-` name and Secure. kLoopback: neither, for plain http on the own machine only.
enum class CookieProtection : std::uint8_t { kSecure, kLoopback };

/// The name under which the browser sends it back.
[[nodiscard]] std::string cookie_name(std::string_view name, CookieProtection protection);

/// The value of a Set-Cookie header: Path=/, HttpOnly. `lifetime` nothing: until the browser closes. `value` must be
/// of cookie letters (base64url is); anything else stops with std::invalid_argument.
[[nodiscard]] std::string set_cookie(std::string_view name, std::string_view value, SameSite same_site,
                                     CookieProtection protection,
                                     std::optional<std::chrono::seconds> lifetime = std::nullopt);
[[nodiscard]] std::string remove_cookie(std::string_view name, SameSite same_site, CookieProtection protection);

}  // namespace http

// A screen that many people use one after the other: at a library, at a desk. Whoever sees to it chooses so on the
// screen itself (/counter); a cookie of that browser remembers it. Sessions there are short, and end by a button that
// is always in sight.
//
// Chosen here: two minutes without a press, fifteen in all. Pure.
#pragma once

#include <chrono>

#include "http/cookies.h"
#include "http/request.h"

namespace http::citizen {

inline constexpr std::string_view kSharedScreenCookie = "shared_screen";
inline constexpr std::chrono::seconds kSharedIdle{2 * 60};
inline constexpr std::chrono::seconds kSharedAbsolute{15 * 60};

[[nodiscard]] inline bool is_shared_screen(Request const& request, CookieProtection protection) {
  return request.cookie(cookie_name(kSharedScreenCookie, protection)).has_value();
}

}  // namespace http::citizen

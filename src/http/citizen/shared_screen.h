// A screen that many people use one after the other: at a library, at a desk. Whoever sees to it chooses so on the
// screen itself (/counter); a cookie of that browser remembers it. Sessions there are short, and end by a button that
// is always in sight.
//
// Chosen here: two minutes without a press, fifteen in all. Behind a safe link, where pages have no script that could
// ask before words being typed are lost: ten minutes without a press, and after eight the page asks. Pure.
#pragma once

#include <chrono>

#include "http/cookies.h"
#include "http/request.h"
#include "http/response.h"

namespace http::citizen {

inline constexpr std::string_view kSharedScreenCookie = "shared_screen";
inline constexpr std::chrono::seconds kSharedIdle{2 * 60};
inline constexpr std::chrono::seconds kSharedAbsolute{15 * 60};
inline constexpr std::chrono::seconds kSharedLinkIdle{10 * 60};
inline constexpr std::chrono::seconds kSharedLinkAsks{8 * 60};

/// What a browser holds of a safe link that was opened in it.
inline constexpr std::string_view kLinkCookie = "link";

[[nodiscard]] inline bool is_shared_screen(Request const& request, CookieProtection protection) {
  return request.cookie(cookie_name(kSharedScreenCookie, protection)).has_value();
}

/// For whoever leaves such a screen: nothing that a page kept may stay, nor a link that was opened. The cookie that
/// says what the screen is stays.
[[nodiscard]] inline Response left_behind(Response response, CookieProtection protection) {
  response.add_header("Set-Cookie", remove_cookie(kLinkCookie, SameSite::kLax, protection));
  response.set_header("Clear-Site-Data", "\"cache\", \"storage\"");
  return response;
}

}  // namespace http::citizen

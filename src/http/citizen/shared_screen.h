// A screen that many people use one after the other: at a library, at a desk. Whoever sees to it chooses so on the
// screen itself (/counter); a cookie of that browser remembers it. Sessions there are short, and end by a button that
// is always in sight.
//
// Chosen here: two minutes without a press (behind a safe link five), fifteen in all. Pure.
#pragma once

#include <chrono>

#include "base/instant.h"
#include "http/cookies.h"
#include "http/request.h"
#include "http/response.h"

namespace http::citizen {

inline constexpr std::string_view kSharedScreenCookie = "shared_screen";
inline constexpr std::string_view kSessionCookie = "session";
/// Of whoever came by a safe link; see http/links.
inline constexpr std::string_view kLinkCookie = "link";

/// How long somebody stays whom we know: without a press, and in all.
struct Stay {
  std::chrono::seconds idle;
  std::chrono::seconds absolute;
};
inline constexpr Stay kSharedStay{std::chrono::seconds{2 * 60}, std::chrono::seconds{15 * 60}};
/// Behind a safe link: pages there have no script that could ask, and somebody may be typing.
inline constexpr Stay kSharedLinkStay{std::chrono::seconds{5 * 60}, std::chrono::seconds{15 * 60}};

/// When it ends if nothing is pressed any more.
[[nodiscard]] base::Instant end_of_stay(Stay stay, base::Instant started, base::Instant last_used);

[[nodiscard]] bool is_shared_screen(Request const& request, CookieProtection protection);

/// The browser forgets who was here: the session, the link, and on a shared screen all that pages have stored. What
/// kind of screen it is stays.
void forget_person(Response& response, Request const& request, CookieProtection protection);

}  // namespace http::citizen

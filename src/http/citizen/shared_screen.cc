#include "http/citizen/shared_screen.h"

#include <algorithm>

namespace http::citizen {

base::Instant end_of_stay(Stay stay, base::Instant started, base::Instant last_used) {
  constexpr std::int64_t kSecond = 1'000'000;
  return {std::min(last_used.microseconds + stay.idle.count() * kSecond,
                   started.microseconds + stay.absolute.count() * kSecond)};
}

bool is_shared_screen(Request const& request, CookieProtection protection) {
  return request.cookie(cookie_name(kSharedScreenCookie, protection)).has_value();
}

void forget_person(Response& response, Request const& request, CookieProtection protection) {
  for (std::string_view const cookie : {kSessionCookie, kLinkCookie}) {
    response.add_header("Set-Cookie", remove_cookie(cookie, SameSite::kLax, protection));
  }
  // Not "cookies": that would take the one that says what the screen is.
  response.set_header("Clear-Site-Data",
                      is_shared_screen(request, protection) ? "\"cache\", \"storage\"" : "\"cache\"");
}

}  // namespace http::citizen

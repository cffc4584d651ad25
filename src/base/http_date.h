// The date of HTTP headers: "Sun, 06 Nov 1994 08:49:37 GMT".
//
// Source: RFC 9110 section 5.6.7, IMF-fixdate: the only form that may be sent. The two obsolete forms are not read, and
// the
//   day of the week is not compared with the date.
// Units: whole seconds; what is finer is cut off. Pure; no locale.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace base {

[[nodiscard]] std::string format_http_date(Instant instant);

/// Nothing if it is not exactly of that form, or there is no such day or time (a leap second is one).
[[nodiscard]] std::optional<Instant> parse_http_date(std::string_view text);

}  // namespace base

// When a webhook delivery that failed is tried again.
//
// Source: the schedule that the Standard Webhooks specification recommends: after the 1st to 9th failure 5 s, 5 min,
//   30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h; after the 10th the endpoint is disabled.
// Up to a tenth is added, so that endpoints that failed together are not tried together. How much follows from the
// event
//   and the failure: the same every time.
// Units: seconds. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/instant.h"

namespace http::source {

inline constexpr std::int64_t kMaxFailures = 10;
inline constexpr std::int64_t kLongestWaitSeconds = 86'400;

/// `failures` in a row, the one just seen included: 1, 2, 3 ... Nothing when it is time to give up.
[[nodiscard]] std::optional<std::int64_t> retry_delay_seconds(std::int64_t failures, std::string_view event_id);

/// What a Retry-After field asks for: a number of seconds or an HTTP date. At most kLongestWaitSeconds; nothing if it
/// says neither, or a time that has passed.
[[nodiscard]] std::optional<std::int64_t> retry_after_seconds(std::string_view field, base::Instant now);

}  // namespace http::source

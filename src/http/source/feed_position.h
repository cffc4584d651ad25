// A place in a source's feed of events, and the cursor that stands for it outside.
//
// A cursor is opaque to callers: base64url of two decimal numbers. It is read strictly, so one place has one cursor.
// Pure.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace http::source {

/// Journal entries up to and including `after_seq` are done, and of the next one the first `skip` of the source's
/// events.
struct FeedPosition {
  std::int64_t after_seq = 0;
  std::int64_t skip = 0;
  friend auto operator<=>(FeedPosition const&, FeedPosition const&) = default;
};

[[nodiscard]] std::string write_cursor(FeedPosition position);
[[nodiscard]] std::optional<FeedPosition> read_cursor(std::string_view cursor);

}  // namespace http::source

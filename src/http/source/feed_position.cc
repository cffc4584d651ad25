#include "http/source/feed_position.h"

#include <charconv>

#include "base/encoding.h"

namespace http::source {
namespace {

/// The number at the front of `text`, which is moved past it.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

}  // namespace

std::string write_cursor(FeedPosition position) {
  return base::to_base64url(std::to_string(position.after_seq) + "." + std::to_string(position.skip));
}

std::optional<FeedPosition> read_cursor(std::string_view cursor) {
  auto const text = base::from_base64url(cursor);
  if (!text) return std::nullopt;
  std::string_view rest = *text;
  auto const after_seq = take_number(rest);
  if (!after_seq || !rest.starts_with('.')) return std::nullopt;
  rest.remove_prefix(1);
  auto const skip = take_number(rest);
  if (!skip) return std::nullopt;
  FeedPosition const position{*after_seq, *skip};
  // Leading zeros, a minus zero or anything after the numbers would be a second cursor for the same place.
  if (write_cursor(position) != cursor) return std::nullopt;
  return position;
}

}  // namespace http::source

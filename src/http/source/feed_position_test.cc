// Cursors: every place has one, and nothing else is read as one.
#include "http/source/feed_position.h"

#include <gtest/gtest.h>

#include <limits>

#include "base/encoding.h"

namespace http::source {
namespace {

TEST(FeedPosition, ComesBackFromItsCursor) {
  std::int64_t const most = std::numeric_limits<std::int64_t>::max();
  for (FeedPosition const position :
       {FeedPosition{0, 0}, FeedPosition{7, 0}, FeedPosition{7, 3}, FeedPosition{most, most}}) {
    EXPECT_EQ(read_cursor(write_cursor(position)), position);
  }
  EXPECT_NE(write_cursor({1, 23}), write_cursor({12, 3}));
}

TEST(FeedPosition, NothingElseIsACursor) {
  for (std::string_view const text : {"", ".", "1", "1.", ".1", "01.0", "1.00", "-1.0", "1.-1", "1.0 ", " 1.0", "1.0.0",
                                      "9223372036854775808.0", "1,0", "+1.0"}) {
    EXPECT_FALSE(read_cursor(base::to_base64url(text))) << text;
  }
  EXPECT_FALSE(read_cursor("MS4w="));
  EXPECT_FALSE(read_cursor("not a cursor"));
}

}  // namespace
}  // namespace http::source

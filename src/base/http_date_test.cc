// The example of RFC 9110, the edges of the calendar, and what is no date.
#include "base/http_date.h"

#include <gtest/gtest.h>

namespace base {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

TEST(HttpDate, TheExampleOfTheStandard) {
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT")->microseconds, 784'111'777 * kSecond);
  EXPECT_EQ(format_http_date({784'111'777 * kSecond + 999'999}), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(format_http_date({0}), "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST(HttpDate, EveryDayOfFourYearsComesBack) {
  for (std::int64_t day = 19'723; day < 19'723 + 1'461; ++day) {
    Instant const instant{(day * 86'400 + day % 86'400) * kSecond};
    EXPECT_EQ(parse_http_date(format_http_date(instant)), instant) << format_http_date(instant);
  }
}

TEST(HttpDate, RefusesWhatIsNoDate) {
  for (char const* text :
       {"", "Sun, 06 Nov 1994 08:49:37", "Sun, 31 Feb 2023 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 0a Nov 1994 08:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT",
        "Sun; 06 Nov 1994 08:49:37 GMT", "Sun, 06-Nov-1994 08:49:37 GMT", "Sol, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"}) {
    EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace base

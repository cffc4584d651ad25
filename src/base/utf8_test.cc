// The border cases of RFC 3629.
#include "base/utf8.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Utf8, WellFormedOnly) {
  for (std::string_view const good :
       {"", "abc", "\xC3\xA6\xC3\xB8\xC3\xA5", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF",
        "12345678\xC3\xA6", "abc \u00e6\u00f8\u00e5 \u20ac"}) {
    EXPECT_TRUE(is_utf8(good)) << good;
  }
  for (std::string_view const bad :
       {"\x80", "\xC3", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE2\x82", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3\x28", "\xE6r", "\xFF", "a\xC3z"}) {
    EXPECT_FALSE(is_utf8(bad)) << bad;
  }
}

// A bad byte is found wherever it lies against the eight bytes that are looked at together.
TEST(Utf8, FindsABadByteAtEveryPlace) {
  for (std::size_t at = 0; at < 40; ++at) {
    std::string text(40, 'a');
    EXPECT_TRUE(is_ascii(text));
    text[at] = '\xff';
    EXPECT_FALSE(is_ascii(text)) << at;
    EXPECT_FALSE(is_utf8(text)) << at;
  }
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(count_letters(""), 0U);
  EXPECT_EQ(count_letters("abc"), 3U);
  EXPECT_EQ(count_letters("\xC3\xA6\xE2\x82\xAC\xF0\x9F\x98\x80"), 3U);
}

}  // namespace
}  // namespace base

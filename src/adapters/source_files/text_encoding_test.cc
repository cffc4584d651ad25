// The border cases of UTF-8 (RFC 3629) and of the two single-byte encodings.
#include "adapters/source_files/text_encoding.h"

#include <gtest/gtest.h>

namespace adapters::source_files {
namespace {

TEST(TextEncoding, KnowsUtf8) {
  for (std::string_view const good : {"", "abc", "\xC3\xA6\xC3\xB8\xC3\xA5", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                                      "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF", "12345678\xC3\xA6"}) {
    EXPECT_TRUE(is_utf8(good)) << good;
  }
  for (std::string_view const bad : {"\x80", "\xC3", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE2\x82",
                                     "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3\x28", "\xE6r"}) {
    EXPECT_FALSE(is_utf8(bad)) << bad;
  }
}

std::string converted(std::string_view text, Encoding encoding) {
  std::string out;
  return append_as_utf8(out, text, encoding) ? out : "refused";
}

TEST(TextEncoding, ConvertsSingleByteEncodings) {
  EXPECT_EQ(converted("\xC6"
                      "bler",
                      Encoding::kLatin1),
            "\xC3\x86"
            "bler");
  EXPECT_EQ(converted("\xFF", Encoding::kLatin1), "\xC3\xBF");
  EXPECT_EQ(converted("10 \x80", Encoding::kWindows1252), "10 \xE2\x82\xAC");
  EXPECT_EQ(converted("\x8A\x9F", Encoding::kWindows1252), "\xC5\xA0\xC5\xB8");
  EXPECT_EQ(converted("\x81", Encoding::kWindows1252), "refused");
  EXPECT_EQ(converted("\x9D", Encoding::kWindows1252), "refused");
  EXPECT_EQ(converted("\x80", Encoding::kLatin1), "refused");
}

TEST(TextEncoding, TrimsBlanksOnly) {
  EXPECT_EQ(trim_blanks("  a b\t\r\n"), "a b");
  EXPECT_EQ(trim_blanks(" \t"), "");
  EXPECT_EQ(trim_blanks("\xC2\xA0x"), "\xC2\xA0x");
}

}  // namespace
}  // namespace adapters::source_files

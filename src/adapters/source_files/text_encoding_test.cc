// The border cases of the two single-byte encodings.
#include "adapters/source_files/text_encoding.h"

#include <gtest/gtest.h>

namespace adapters::source_files {
namespace {

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

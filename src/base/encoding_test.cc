// The test strings of RFC 4648 section 10, the letters RFC 3986 leaves alone, and what the strict decoders refuse.
#include "base/encoding.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace base {
namespace {

TEST(Encoding, Rfc4648TestStrings) {
  std::vector<std::pair<std::string, std::string>> const cases = {
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
  };
  for (auto const& [plain, encoded] : cases) {
    EXPECT_EQ(to_base64(plain), encoded);
    EXPECT_EQ(from_base64(encoded), plain);
  }
  EXPECT_EQ(to_hex("foobar"), "666f6f626172");
  EXPECT_EQ(from_hex("666f6F626172"), "foobar");
  EXPECT_EQ(from_hex(""), "");
}

TEST(Encoding, UrlFormHasItsOwnLettersAndNoPadding) {
  EXPECT_EQ(to_base64(std::string_view("\xfb\xff\xfe", 3)), "+//+");
  EXPECT_EQ(to_base64url(std::string_view("\xfb\xff\xfe", 3)), "-__-");
  EXPECT_EQ(to_base64url(std::string_view("f")), "Zg");
  EXPECT_EQ(from_base64url("Zg"), "f");
  EXPECT_EQ(from_base64url("-__-"), std::string("\xfb\xff\xfe", 3));
}

TEST(Encoding, AllLengthsComeBack) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
    EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
    bytes += static_cast<char>(i * 37);
  }
}

TEST(Encoding, StrictDecodersRefuse) {
  for (char const* text :
       {"Zg=", "Zg", "Z===", "Zh==", "Zm9=", "Zm 9v", "Zm9v\n", "Zm9v=", "====", "=Zg=", "Zg=a", "-__-"}) {
    EXPECT_EQ(from_base64(text), std::nullopt) << text;
  }
  for (char const* text : {"Zg==", "Z", "Zh", "Zm9", "+//+", "Zm9v\n", " Zm9v", "Zm9vZ"}) {
    EXPECT_EQ(from_base64url(text), std::nullopt) << text;
  }
  for (char const* text : {"a", "0g", "0x", "61 ", " 61"}) EXPECT_EQ(from_hex(text), std::nullopt) << text;
}

std::optional<std::string> percent_decoded(std::string_view text, PlusSign plus) {
  std::string out;
  if (!append_percent_decoded(out, text, plus)) return std::nullopt;
  return out;
}

TEST(PercentEncoding, LeavesOnlyUnreservedLettersAlone) {
  EXPECT_EQ(percent_encode("AZaz09-._~"), "AZaz09-._~");
  EXPECT_EQ(percent_encode("a b+c/d?e&f=g%"), "a%20b%2Bc%2Fd%3Fe%26f%3Dg%25");
  EXPECT_EQ(percent_encode("r\u00f8d gr\u00f8d"), "r%C3%B8d%20gr%C3%B8d");
  EXPECT_EQ(percent_encode(std::string_view("\0\x1f\x7f\xff", 4)), "%00%1F%7F%FF");
  EXPECT_EQ(percent_encode(""), "");
}

TEST(PercentEncoding, EveryByteComesBack) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  EXPECT_EQ(percent_decoded(percent_encode(bytes), PlusSign::kLiteral), bytes);
  EXPECT_EQ(percent_decoded(percent_encode(bytes), PlusSign::kBlank), bytes);
}

TEST(PercentEncoding, ReadsBothCasesOnceAndThePlusSignAsAsked) {
  EXPECT_EQ(percent_decoded("%c3%B8", PlusSign::kLiteral), "\u00f8");
  EXPECT_EQ(percent_decoded("%2541", PlusSign::kLiteral), "%41");
  EXPECT_EQ(percent_decoded("a+b", PlusSign::kLiteral), "a+b");
  EXPECT_EQ(percent_decoded("a+b", PlusSign::kBlank), "a b");
  for (char const* text : {"%", "%4", "a%4", "%g1", "%1g", "%%41", "% 1", "%-1"}) {
    EXPECT_EQ(percent_decoded(text, PlusSign::kLiteral), std::nullopt) << text;
  }
}

TEST(PercentEncoding, BuildsFormsAndQueries) {
  std::string form;
  append_form_field(form, "grant_type", "code");
  append_form_field(form, "redirect uri", "https://a/b?c");
  EXPECT_EQ(form, "grant_type=code&redirect%20uri=https%3A%2F%2Fa%2Fb%3Fc");
  std::string address = "https://a/b?";
  append_form_field(address, "x", "1");
  append_form_field(address, "y", "");
  EXPECT_EQ(address, "https://a/b?x=1&y=");
}

}  // namespace
}  // namespace base

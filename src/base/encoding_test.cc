// The test strings of RFC 4648 section 10, and what the strict decoders refuse.
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

}  // namespace
}  // namespace base

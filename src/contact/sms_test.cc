#include "contact/sms.h"

#include <gtest/gtest.h>

#include "contact/contact_test_support.h"

namespace contact {
namespace {

std::string times(int count, std::string const& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

struct Case {
  std::string text;
  SmsEncoding encoding;
  std::size_t units, segments;
};

TEST(Sms, CountsAsTheNetworkDoes) {
  using enum SmsEncoding;
  std::vector<Case> const cases{
      {"", kGsm7, 0, 1},
      {times(160, "a"), kGsm7, 160, 1},
      {times(161, "a"), kGsm7, 161, 2},
      {times(306, "a"), kGsm7, 306, 2},
      {times(307, "a"), kGsm7, 307, 3},
      {"æøåÆØÅéÉäöñüàß@£¥§¿¡", kGsm7, 20, 1},
      {"€[]{}\\^~|", kGsm7, 18, 1},
      {times(80, "€"), kGsm7, 160, 1},
      {times(152, "a") + "€" + times(152, "a"), kGsm7, 306, 3},  // the euro sign may not be cut
      {"een ë", kUcs2, 5, 1},
      {"`", kUcs2, 1, 1},
      {times(70, "ë"), kUcs2, 70, 1},
      {times(71, "ë"), kUcs2, 71, 2},
      {times(35, "😀"), kUcs2, 70, 1},
      {times(66, "ë") + "😀" + times(66, "ë"), kUcs2, 134, 3},  // nor may a surrogate pair
  };
  for (Case const& each : cases) {
    SmsSize const size = measure_sms(each.text);
    EXPECT_EQ(size.encoding, each.encoding) << each.text;
    EXPECT_EQ(size.units, each.units) << each.text;
    EXPECT_EQ(size.segments, each.segments) << each.text;
  }
}

TEST(Sms, NamesTheLettersThatItCannotHave) {
  EXPECT_EQ(measure_sms("één coördinatie, financiële ruïne, nog eens ë").foreign, (std::vector<std::string>{"ë", "ï"}));
}

TEST(Sms, HasNoNoBreakSpaces) {
  auto const from = testing::read("Hej\n");
  Values values = testing::values();
  values.set(Field::kAuthority, std::string{"By\u00a0A"});
  EXPECT_EQ(*make_sms(*from, values, LinkPolicy::kLinks), "Hej Karen, By A: https://testby.dk/p/Xk4mT9qR2wZc");
  EXPECT_EQ(*make_sms(*from, values, LinkPolicy::kNoLinks), "By A: testby.dk/betal kode 4821-7730");
}

}  // namespace
}  // namespace contact

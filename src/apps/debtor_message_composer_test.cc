#include "apps/debtor_message_composer.h"

#include <gtest/gtest.h>

namespace apps {
namespace {

TEST(Addresses, ANumberIsSentToOnlyIfItIsOne) {
  EXPECT_EQ(phone_number("20 00 00 01", "DK"), "+4520000001");
  EXPECT_EQ(phone_number("+45 20-00-00-01", "NO"), "+4520000001");
  EXPECT_EQ(phone_number("0047 40000001", "DK"), "+4740000001");
  EXPECT_EQ(phone_number("06 1234 5678", "NL"), "+31612345678");
  for (char const* const wrong : {"", "none", "1234567", "20 00 00 01 eller 02", "+", "+0012", "+4520000001234567"}) {
    EXPECT_EQ(phone_number(wrong, "DK"), std::nullopt) << wrong;
  }
}

TEST(Addresses, AnAddressOfAnEmailCannotCarryASecond) {
  EXPECT_TRUE(is_email_address("karen@testby.dk"));
  for (char const* const wrong : {"", "karen", "@testby.dk", "karen@", "karen@testby", "a@b.dk,c@d.dk", "a b@c.dk",
                                  "a@b@c.dk", "a@b.dk\r\nBcc: c@d.dk", "karen@testby."}) {
    EXPECT_FALSE(is_email_address(wrong)) << wrong;
  }
}

TEST(MessageSettings, OpeningHoursAreInTheLanguageOfTheLetter) {
  ports::Authority authority{{1}, "testby", "Testby", "DK", base::kDanishKrone, R"({"opening_hours": "kl. 9-15"})"};
  EXPECT_EQ(read_message_settings(authority).phone_hours, "kl. 9-15");
  authority.settings = R"({"opening_hours": {"en": "9 to 15", "da": "kl. 9-15"}})";
  EXPECT_EQ(read_message_settings(authority).phone_hours, "kl. 9-15");
  authority.settings = R"({"opening_hours": {"en": "9 to 15", "da": "kl. 9-15"}, "messages": {"language": "en"}})";
  EXPECT_EQ(read_message_settings(authority).phone_hours, "9 to 15");
}

TEST(MessageSettings, WhatIsWrongIsNamed) {
  ports::Authority authority{{1}, "testby", "Testby", "DK", base::kDanishKrone, "{}"};
  MessageSettings const defaults = read_message_settings(authority);
  EXPECT_EQ(defaults.language, contact::Language::kDanish);
  EXPECT_EQ(defaults.rules.window(dunning::Channel::kSms).from_minute, 8 * 60);
  authority.settings = R"({"messages": {"windows": {"sms": {"from": "09:30", "until": "16:00", "days": "every"}}}})";
  dunning::SendWindow const window = read_message_settings(authority).rules.window(dunning::Channel::kSms);
  EXPECT_EQ(window.from_minute, 9 * 60 + 30);
  EXPECT_EQ(window.days, dunning::SendDays::kEveryDay);
  for (char const* const wrong :
       {"no", R"({"messages": []})", R"({"messages": {"windows": {"fax": {}}}})",
        R"({"messages": {"windows": {"sms": {"from": "25:00"}}}})", R"({"messages": {"language": "xx"}})",
        R"({"messages": {"windows": {"sms": {"from": "16:00", "until": "09:00"}}}})",
        R"({"messages": {"contacts": 0}})", R"({"messages": {"adress": ["Rådhuspladsen 1"]}})",
        R"({"messages": {"windows": {"sms": {"form": "09:00"}}}})", R"({"opening_hours": 9})",
        R"({"opening_hours": {}})", R"({"opening_hours": {"dk": "kl. 9-15"}})"}) {
    authority.settings = wrong;
    EXPECT_THROW((void)read_message_settings(authority), CommandRefused) << wrong;
  }
}

}  // namespace
}  // namespace apps

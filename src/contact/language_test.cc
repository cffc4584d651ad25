#include "contact/language.h"

#include <gtest/gtest.h>

namespace contact {
namespace {

base::Currency const kNok = *base::Currency::parse("NOK");

TEST(Language, WritesAmountsAsEachLanguageDoes) {
  using enum Language;
  auto const text = [](std::int64_t minor, base::Currency currency, Language language) {
    return format_money({minor, currency}, language, MoneyStyle::kText);
  };
  EXPECT_EQ(text(127'500, base::kDanishKrone, kDanish), "1.275\u00a0kr");
  EXPECT_EQ(text(127'550, base::kDanishKrone, kDanish), "1.275,50\u00a0kr");
  EXPECT_EQ(text(-5, base::kDanishKrone, kDanish), "-0,05\u00a0kr");
  EXPECT_EQ(text(127'550, base::kDanishKrone, kEnglish), "DKK\u00a01,275.50");
  EXPECT_EQ(text(123'456'700, kNok, kNorwegian), "1\u00a0234\u00a0567\u00a0kr");
  EXPECT_EQ(text(9'120, base::kEuro, kDutch), "€\u00a091,20");
  EXPECT_EQ(text(9'120, base::kEuro, kEnglish), "€91.20");
  EXPECT_EQ(text(9'100, base::kEuro, kDanish), "€\u00a091");
  EXPECT_EQ(format_money({100, base::kDanishKrone}, kDanish, MoneyStyle::kExact), "1,00\u00a0kr");
}

TEST(Language, WritesDatesAsEachLanguageDoes) {
  base::Date const day = *base::make_date(2026, 12, 4);  // a Friday
  EXPECT_EQ(format_date(day, Language::kDanish, DateStyle::kLong), "4.\u00a0december 2026");
  EXPECT_EQ(format_date(day, Language::kDanish, DateStyle::kWeekday), "fredag den 4.\u00a0december");
  EXPECT_EQ(format_date(day, Language::kEnglish, DateStyle::kWeekday), "Friday 4\u00a0December");
  EXPECT_EQ(format_date(day, Language::kNorwegian, DateStyle::kWeekday), "fredag 4.\u00a0desember");
  EXPECT_EQ(format_date(day, Language::kDutch, DateStyle::kDay), "4\u00a0december");
  EXPECT_EQ(format_date(day, Language::kDutch, DateStyle::kShort), "04-12-2026");
  EXPECT_EQ(format_date(*base::make_date(2028, 2, 29), Language::kDutch, DateStyle::kLong), "29\u00a0februari 2028");
  EXPECT_EQ(format_date(*base::make_date(2027, 1, 3), Language::kDutch, DateStyle::kWeekday), "zondag 3\u00a0januari");
}

TEST(Language, KnowsItsCodes) {
  for (Language const language : kLanguages) EXPECT_EQ(language_of(code_of(language)), language);
  EXPECT_FALSE(language_of("sv"));
}

}  // namespace
}  // namespace contact

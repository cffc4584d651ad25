#include "base/money.h"

#include <gtest/gtest.h>

namespace base {
namespace {

constexpr NumberFormat kDanish{',', '.'};
constexpr NumberFormat kPlain{'.', '\0'};

TEST(Money, ReadsAmountsAsFilesWriteThem) {
  EXPECT_EQ(parse_amount("1.234,50", kDanish), 123'450);
  EXPECT_EQ(parse_amount("1234,5", kDanish), 123'450);
  EXPECT_EQ(parse_amount(" -0,05 ", kDanish), -5);
  EXPECT_EQ(parse_amount("36.0", kPlain), 3'600);
  EXPECT_EQ(parse_amount("36", kPlain), 3'600);
  EXPECT_EQ(parse_amount(".5", kPlain), 50);
  EXPECT_EQ(parse_amount("12.3400", kPlain), 1'234);
}

TEST(Money, NeverRoundsInSilence) { EXPECT_EQ(parse_amount("12.345", kPlain).error(), AmountError::kTooManyDecimals); }

TEST(Money, RefusesWhatIsNoAmount) {
  for (char const* text : {"1,234.50", "12a", "1.2.3", "--1", "-", "1.", "1 000", "NaN", "1e3", "0x10"}) {
    EXPECT_EQ(parse_amount(text, kPlain).error(), AmountError::kNotANumber) << text;
  }
  EXPECT_EQ(parse_amount("1.23,00", kDanish).error(), AmountError::kNotANumber);
  EXPECT_EQ(parse_amount("", kPlain).error(), AmountError::kEmpty);
  EXPECT_EQ(parse_amount("   ", kPlain).error(), AmountError::kEmpty);
}

TEST(Money, HasABoundFarBelowOverflow) {
  EXPECT_EQ(parse_amount("10000000000000.00", kPlain), kMoneyLimitMinor);
  EXPECT_EQ(parse_amount("10000000000000.01", kPlain).error(), AmountError::kOutOfRange);
  EXPECT_EQ(parse_amount("99999999999999999999999999", kPlain).error(), AmountError::kOutOfRange);
  EXPECT_EQ(add_minor(kMoneyLimitMinor, 0), kMoneyLimitMinor);
  EXPECT_EQ(add_minor(kMoneyLimitMinor, 1), std::nullopt);
  EXPECT_EQ(add_minor(-kMoneyLimitMinor, -1), std::nullopt);
}

TEST(Money, PrintsForMachines) {
  EXPECT_EQ(format_amount(0), "0.00");
  EXPECT_EQ(format_amount(5), "0.05");
  EXPECT_EQ(format_amount(-123'405), "-1234.05");
}

TEST(Currency, IsThreeCapitalLetters) {
  EXPECT_TRUE(Currency::parse("DKK"));
  for (char const* code : {"dkk", "DK", "DKKK", "D1K", ""}) EXPECT_FALSE(Currency::parse(code)) << code;
}

}  // namespace
}  // namespace base

#include "http/source/national_id.h"

#include <gtest/gtest.h>

namespace http::source {
namespace {

using enum claims::DebtorKind;

TEST(NationalId, IsReadWithoutBlanksAndHyphens) {
  EXPECT_EQ(read_national_id("010190-0001", kPerson, "DK"), "0101900001");
  EXPECT_EQ(read_national_id(" 12 34 56 78 ", kCompany, "DK"), "12345678");
  EXPECT_EQ(read_national_id("AB-1234", kPerson, "NO"), "AB1234");
}

TEST(NationalId, ALostZeroOrAnotherCharacterIsRefused) {
  EXPECT_EQ(read_national_id("101900001", kPerson, "DK").error(), "must have 10 digits");
  EXPECT_EQ(read_national_id("010190000A", kPerson, "DK").error(), "must have 10 digits");
  EXPECT_EQ(read_national_id("0101900001", kCompany, "DK").error(), "must have 8 digits");
  EXPECT_FALSE(read_national_id("12.34", kPerson, "NO"));
  EXPECT_FALSE(read_national_id("123", kPerson, "NO"));
  EXPECT_FALSE(read_national_id("", kPerson, "NO"));
}

}  // namespace
}  // namespace http::source

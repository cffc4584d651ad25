#include "apps/payment_slip.h"

#include <gtest/gtest.h>

#include "payments/reference_line.h"

namespace apps {
namespace {

using contact::SlipKind;

MessageSettings settings(std::string const& bank, std::string const& country) {
  ports::Authority const authority{{1}, "t", "T", country, base::kDanishKrone, R"({"bank": )" + bank + "}"};
  return read_message_settings(authority);
}

std::vector<std::pair<SlipKind, std::string>> slip(std::string const& country, std::string const& bank,
                                                   std::size_t claims = 1) {
  MessageSettings const read = settings(bank, country);
  std::vector<claims::Claim> owed(claims);
  for (std::size_t i = 0; i < claims; ++i) owed[i].id = {static_cast<std::int64_t>(4'711 + i)};
  std::vector<std::pair<SlipKind, std::string>> lines;
  for (auto const& line : payment_slip(country, read, slip_reference(read, owed, {12}))) {
    lines.emplace_back(line.kind, line.value);
  }
  return lines;
}

TEST(PaymentSlip, ADanishPaymentLineFindsItsClaimOrItsDebtor) {
  std::string const bank = R"({"schemes": ["fik_71"], "creditors": ["81234567"], "accounts": ["DK5000400440116243"]})";
  for (auto const& [claims, wanted] :
       {std::pair{1UL, payments::IssuedFor{{4'711}, {}}}, std::pair{2UL, payments::IssuedFor{{}, {12}}}}) {
    auto const lines = slip("DK", bank, claims);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0].first, SlipKind::kPaymentLine);
    auto const read = payments::read_payment_line(lines[0].second);
    ASSERT_TRUE(read && read->reference) << lines[0].second;
    EXPECT_EQ(read->creditor, "81234567");
    EXPECT_EQ(payments::issued_for(*read->reference), wanted);
  }
}

TEST(PaymentSlip, WithoutACreditorsNumberItIsTheAccountAsDanesKnowIt) {
  auto const lines = slip("DK", R"({"accounts": ["DK50 0040 0440 1162 43"]})");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0], (std::pair{SlipKind::kBankAccount, std::string{"0040 0440116243"}}));
  EXPECT_EQ(slip("DK", R"({"accounts": ["1234 0001234567"]})")[0].second, "1234 0001234567");
  EXPECT_TRUE(slip("DK", R"({"schemes": ["fik_71"]})").empty());
}

TEST(PaymentSlip, NorwayHasAKidAndTheNetherlandsAReference) {
  auto const norwegian = slip("NO", R"({"schemes": ["kid_modulus_10"], "accounts": ["NO9386011117947"]})");
  ASSERT_EQ(norwegian.size(), 2U);
  EXPECT_EQ(norwegian[0], (std::pair{SlipKind::kBankAccount, std::string{"8601 11 17947"}}));
  EXPECT_EQ(norwegian[1].first, SlipKind::kKid);
  auto const dutch = slip("NL", R"({"schemes": ["betalingskenmerk"], "accounts": ["NL91ABNA0417164300"]})");
  ASSERT_EQ(dutch.size(), 2U);
  EXPECT_EQ(dutch[0], (std::pair{SlipKind::kIban, std::string{"NL91 ABNA 0417 1643 00"}}));
  EXPECT_EQ(dutch[1].first, SlipKind::kPaymentReference);
}

}  // namespace
}  // namespace apps

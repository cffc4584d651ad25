// What the synthetic people are asked to pay with would be taken by a bank.
#include "contact/sample.h"

#include <gtest/gtest.h>

#include "payments/reference_line.h"

namespace contact {
namespace {

std::string slip(std::string_view id, SlipKind kind) {
  Sample const sample = sample_for(id, Purpose::kDemand, Language::kEnglish);
  for (SlipLine const& line : sample.envelope.slip) {
    if (line.kind == kind) return line.value;
  }
  return {};
}

TEST(Sample, HasReferencesWithTheirCheckDigits) {
  using enum payments::ReferenceScheme;
  auto const line = payments::read_payment_line(slip("dk/reminder", SlipKind::kPaymentLine));
  ASSERT_TRUE(line);
  EXPECT_TRUE(payments::check_reference(kFik71, line->reference->text));
  EXPECT_TRUE(payments::check_reference(kKidModulus10, slip("no/reminder", SlipKind::kKid)));
  std::string const dutch = slip("nl/reminder", SlipKind::kPaymentReference);
  EXPECT_TRUE(payments::read_reference(kBetalingskenmerk, dutch))
      << "such as " << payments::make_reference(kBetalingskenmerk, "104417")->text;
}

TEST(Sample, AddsUp) {
  for (std::string_view const id : {"dk/reminder", "no/reminder", "nl/reminder"}) {
    for (Purpose const purpose : {Purpose::kNotice, Purpose::kDemand}) {
      Values const values = sample_for(id, purpose, Language::kEnglish).values;
      std::int64_t open = 0;
      for (Row const& row : values.claims) {
        open += std::get<base::Money>(row.values[static_cast<std::size_t>(Field::kClaimOpen) - kFirstRowField]).minor;
      }
      EXPECT_EQ(open, std::get<base::Money>(values.get(Field::kAmount)).minor) << id;
    }
  }
}

}  // namespace
}  // namespace contact

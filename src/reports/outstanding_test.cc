#include "reports/outstanding.h"

#include <gtest/gtest.h>

#include "reports/trial_balance.h"

namespace reports {
namespace {

std::string_view band_after(std::int32_t days) { return name_of(age_band({20'000}, {20'000 + days})); }

TEST(AgeBand, TheLastPaymentDayItselfIsInTime) {
  EXPECT_EQ(band_after(-1), "not_yet_due");
  EXPECT_EQ(band_after(0), "not_yet_due");
  EXPECT_EQ(band_after(1), "1-30");
}

TEST(AgeBand, EveryBandEndsOnItsLastDay) {
  EXPECT_EQ(band_after(30), "1-30");
  EXPECT_EQ(band_after(31), "31-60");
  EXPECT_EQ(band_after(60), "31-60");
  EXPECT_EQ(band_after(61), "61-90");
  EXPECT_EQ(band_after(90), "61-90");
  EXPECT_EQ(band_after(91), "91-180");
  EXPECT_EQ(band_after(180), "91-180");
  EXPECT_EQ(band_after(181), "181-365");
  EXPECT_EQ(band_after(365), "181-365");
  EXPECT_EQ(band_after(366), "over_365");
}

TEST(GeneralAccount, ClaimsAndDebtorsShareAnAccountDepartmentsDoNot) {
  using ledger::Component;
  EXPECT_EQ(general_account(ledger::receivable({1}, Component::kFee)),
            general_account(ledger::receivable({2}, Component::kFee)));
  EXPECT_EQ(general_account(ledger::debtor_credit({1})), general_account(ledger::debtor_credit({2})));
  EXPECT_NE(general_account(ledger::income({1}, Component::kFee)),
            general_account(ledger::income({2}, Component::kFee)));
  std::vector<ports::Source> const sources{{{1}, "library", "Library"}};
  auto const code = [&](ledger::Account const& account) { return code_of(general_account(account), sources); };
  EXPECT_EQ(code(ledger::receivable({9}, Component::kInterest)), "receivable-interest");
  EXPECT_EQ(code(ledger::debtor_credit({9})), "debtor-credit");
  EXPECT_EQ(code(ledger::income({1}, Component::kPrincipal)), "income-library-principal");
  EXPECT_EQ(code(ledger::written_off({2}, Component::kFee)), "written-off-2-fee");
  EXPECT_EQ(code(ledger::money(ledger::Means::kMobilePay)), "money-mobilepay");
}

TEST(BookingDay, IsTheLaterOfValueDayAndRecordedDay) {
  ports::PostingRow row{1, 1, {{}, {}, 1, {100}}, {{}, {101}}};
  EXPECT_EQ(booking_day(row), base::Date{101});
  row.posting.value_date = {102};
  EXPECT_EQ(booking_day(row), base::Date{102});
}

}  // namespace
}  // namespace reports

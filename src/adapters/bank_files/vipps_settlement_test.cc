#include "adapters/bank_files/vipps_settlement.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace adapters::bank_files {
namespace {

using enum BankFileFault;

base::Date const kToday = *base::parse_date("2026-06-01");

std::string own_report() {
  std::ifstream file(FAIRDUE_SOURCE_DIR "/tests/data/bank_files/settlement.xml", std::ios::binary);
  return {std::istreambuf_iterator<char>{file}, {}};
}

auto read(std::string const& text, base::Date today = kToday) {
  std::istringstream input{text};
  return read_vipps_settlement(input, today);
}

std::string with(std::string_view from, std::string_view to) {
  std::string text = own_report();
  std::size_t const at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

TEST(VippsSettlement, APayoutWithItsPaymentsAndFees) {
  auto const payouts = read(own_report());
  ASSERT_TRUE(payouts) << to_text(payouts.error());
  ASSERT_EQ(payouts->size(), 1U);
  Payout const& payout = payouts->front();
  EXPECT_EQ(payout.key, "vipps_mobilepay/123456/2000017");
  EXPECT_EQ(payout.id, "2000017");
  EXPECT_EQ(payout.account, "00400440116243");
  EXPECT_EQ(payout.currency, base::kDanishKrone);
  EXPECT_EQ(payout.date, base::parse_date("2026-03-02"));
  EXPECT_EQ(payout.kind, PayoutKind::kNet);
  EXPECT_EQ(payout.gross_minor, 30'010);
  EXPECT_EQ(payout.fees_minor, 350);
  EXPECT_EQ(payout.net_minor, 29'660);
  EXPECT_EQ(payout.settled_minor, 29'660);
  ASSERT_EQ(payout.lines.size(), 3U);
  EXPECT_EQ(payout.lines[2].key, "vipps_mobilepay/123456/2000017/9003");
  EXPECT_EQ(payout.lines[2].reference, "attempt-1");
  EXPECT_EQ(payout.lines[2].refund_minor, -5'000);
  EXPECT_EQ(payout.lines[0].fee_minor, 250);
}

TEST(VippsSettlement, WhatDoesNotAddUpIsRefused) {
  struct Refused {
    std::string_view from;
    std::string_view to;
    BankFileFault fault;
  };
  for (Refused const& wrong : {
           Refused{"<TransactionGrossAmount>250.00", "<TransactionGrossAmount>250.01", kDetails},
           Refused{"<TransactionFeeAmount>2.50", "<TransactionFeeAmount>2.51", kDetails},
           Refused{"<TransactionRefundAmount>-50.00", "<TransactionRefundAmount>50.00", kInvalid},
           Refused{"<CaptureSettlementAmount>350.10", "<CaptureSettlementAmount>350.11", kSummary},
           Refused{"<RefundSettlementAmount>-50.00", "<RefundSettlementAmount>0.00", kSummary},
           Refused{"<GrossSettlementAmount>300.10", "<GrossSettlementAmount>300.00", kSummary},
           Refused{"<FeeSettlementAmount>3.50", "<FeeSettlementAmount>0.00", kSummary},
           Refused{"<NetSettlementAmount>296.60", "<NetSettlementAmount>300.10", kSummary},
           Refused{"<SettledAmount>296.60", "<SettledAmount>300.10", kSummary},
           Refused{"<SettlementType>Net", "<SettlementType>Gross", kSummary},
           Refused{"<SettlementType>Net", "<SettlementType>Both", kInvalid},
           Refused{"<NumOfTransactions>3", "<NumOfTransactions>4", kSummary},
           Refused{"<NumOfSettlements>1", "<NumOfSettlements>2", kSummary},
           Refused{"<TransactionID>9002", "<TransactionID>9001", kRepeated},
           Refused{"<SettlementCurrencyCode>DKK</SettlementCurrencyCode>\n          <TransactionID>",
                   "<SettlementCurrencyCode>NOK</SettlementCurrencyCode><TransactionID>", kCurrency},
           Refused{"<TransactionID>9001</TransactionID>", "", kMissing},
           Refused{"<OrderID>attempt-2<", "<OrderID><", kMissing},
           Refused{"250.00</TransactionCaptureAmount>", "250.001</TransactionCaptureAmount>", kTooManyDecimals},
           Refused{"<SettlementDate>2026-03-02", "<SettlementDate>2026-06-02", kFutureDate},
           Refused{"SettlementReport-3.0", "SettlementReport-2.0", kUnknownMessage},
           Refused{"<SettlementReport", "<!DOCTYPE x><SettlementReport", kForbidden},
           Refused{"</SettlementReport>", "", kMalformed},
       }) {
    auto const refused = read(with(wrong.from, wrong.to));
    ASSERT_FALSE(refused) << wrong.from << " -> " << wrong.to;
    EXPECT_EQ(name_of(refused.error().fault), name_of(wrong.fault))
        << wrong.from << " -> " << wrong.to << ": " << to_text(refused.error());
  }
}

TEST(VippsSettlement, APayoutTwiceIsRefused) {
  std::string text = own_report();
  std::size_t const begin = text.find("      <SettlementInfo>");
  std::size_t const end = text.find("</SettlementInfo>") + 18;
  text.insert(end, text.substr(begin, end - begin));
  text.replace(text.find("<NumOfSettlements>1"), 19, "<NumOfSettlements>2");
  auto const refused = read(text);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, kRepeated);
}

/// The provider's own two examples.
TEST(VippsSettlement, ThePublishedExamples) {
  char const* const folder = std::getenv("FAIRDUE_SPECS");
  std::string const path = (folder != nullptr ? std::string{folder} : FAIRDUE_SOURCE_DIR "/../shared/specs") +
                           "/01-vipps-mobilepay/settlement/";
  std::ifstream gross_file(path + "Example-Gross.xml", std::ios::binary);
  std::ifstream net_file(path + "Example-Net.xml", std::ios::binary);
  if (!gross_file || !net_file) GTEST_SKIP() << "the published examples are not here";

  struct Figures {
    std::string id;
    PayoutKind kind;
    std::size_t lines;
    std::int64_t gross_minor, fees_minor, net_minor, settled_minor;
    bool operator==(Figures const&) const = default;
  };
  auto const figures_of = [](std::istream& file) {
    std::vector<Figures> figures;
    auto const payouts = read_vipps_settlement(file, kToday);
    EXPECT_TRUE(payouts) << to_text(payouts.error());
    if (payouts) {
      for (Payout const& payout : *payouts) {
        EXPECT_EQ(payout.currency.code(), "NOK");
        figures.push_back({payout.id, payout.kind, payout.lines.size(), payout.gross_minor, payout.fees_minor,
                           payout.net_minor, payout.settled_minor});
      }
    }
    return figures;
  };
  EXPECT_EQ(figures_of(gross_file),
            (std::vector<Figures>{{"2000001", PayoutKind::kGross, 37, 81'960, 9'204, 72'756, 81'960},
                                  {"2000002", PayoutKind::kGross, 10, 9'270, 1'464, 7'806, 9'270},
                                  {"2000003", PayoutKind::kGross, 1, 1'530, 181, 1'349, 1'530}}));
  EXPECT_EQ(figures_of(net_file), (std::vector<Figures>{{"2000001", PayoutKind::kNet, 7, 1'500, 0, 1'500, 1'500},
                                                        {"2000002", PayoutKind::kNet, 8, 200, 0, 200, 200}}));
}

}  // namespace
}  // namespace adapters::bank_files

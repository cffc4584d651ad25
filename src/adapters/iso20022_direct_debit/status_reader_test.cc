#include "adapters/iso20022_direct_debit/status_reader.h"

#include <gtest/gtest.h>

namespace adapters::iso20022_direct_debit {
namespace {

using payments::BankAnswerKind;

std::string report(std::string const& statuses, std::string const& group = "", std::string const& version = "11") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001." +
         version +
         "\">\n<CstmrPmtStsRpt><GrpHdr><MsgId>B-77</MsgId><CreDtTm>2026-12-02T06:00:00</CreDtTm></GrpHdr>\n"
         "<OrgnlGrpInfAndSts><OrgnlMsgId>FD-12345678-3</OrgnlMsgId><OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId>" +
         group + "</OrgnlGrpInfAndSts>\n" +
         (statuses.empty() ? ""
                           : "<OrgnlPmtInfAndSts><OrgnlPmtInfId>FD-3-20261201</OrgnlPmtInfId>\n" + statuses +
                                 "</OrgnlPmtInfAndSts>") +
         "</CstmrPmtStsRpt></Document>\n";
}
std::string status(std::string const& reference, std::string const& code, std::string const& more = "") {
  return "<TxInfAndSts><OrgnlEndToEndId>" + reference + "</OrgnlEndToEndId><TxSts>" + code + "</TxSts>" + more +
         "</TxInfAndSts>\n";
}
std::string money(std::string const& amount, std::string const& currency = "DKK") {
  return "<OrgnlTxRef><Amt><InstdAmt Ccy=\"" + currency + "\">" + amount +
         "</InstdAmt></Amt><ReqdColltnDt>2026-12-01</ReqdColltnDt></OrgnlTxRef>";
}
std::string why(std::string const& file) {
  auto const read = read_status_report(file);
  return read ? "" : read.error();
}

TEST(StatusReader, TellsMoneyFromAnEndAndFromWhatIsUnderWay) {
  auto const read = read_status_report(
      report(status("FD1", "ACSC", money("1200.00")) +
             status("FD2", "RJCT", "<StsRsnInf><Rsn><Cd>AM04</Cd></Rsn><AddtlInf>Bodil</AddtlInf></StsRsnInf>") +
             status("FD3", "PDNG") + status("FD4", "ACCP") + status("FD5", "ACSP") + status("FD6", "CANC") +
             status("FD7", "XXXX")));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->type, "pain.002");
  EXPECT_EQ(read->delivery, "B-77");
  EXPECT_EQ(read->about, "FD-12345678-3");
  EXPECT_EQ(read->under_way, 3);
  ASSERT_EQ(read->unread.size(), 1U);
  EXPECT_EQ(read->unread.front().line, 12U);
  ASSERT_EQ(read->answers.size(), 3U);
  EXPECT_EQ(read->answers[0].kind, BankAnswerKind::kCollected);
  EXPECT_EQ(read->answers[0].paid_minor, 120'000);
  EXPECT_EQ(read->answers[0].paid, base::parse_date("2026-12-01"));
  EXPECT_EQ(read->answers[0].line, 6U);
  EXPECT_EQ(read->answers[1].kind, BankAnswerKind::kRejected);
  EXPECT_EQ(read->answers[1].code, "AM04");
  EXPECT_EQ(read->answers[1].key, "FD2 RJCT");
  EXPECT_EQ(read->answers[2].kind, BankAnswerKind::kCancelled);
}

TEST(StatusReader, ARefusalOfAllIsKeptAsOne) {
  auto const read =
      read_status_report(report("", "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>FF01</Cd></Rsn></StsRsnInf>"));
  ASSERT_TRUE(read) << read.error();
  ASSERT_EQ(read->refused.size(), 1U);
  EXPECT_EQ(read->refused.front().reference, "FD-12345678-3");
  EXPECT_EQ(read->refused.front().code, "FF01");
  auto const day = read_status_report(report("<PmtInfSts>RJCT</PmtInfSts>"));
  ASSERT_TRUE(day) << day.error();
  EXPECT_EQ(day->refused.front().reference, "FD-3-20261201");
  auto const settled = read_status_report(report("", "<GrpSts>ACSC</GrpSts>"));
  ASSERT_TRUE(settled) << settled.error();
  EXPECT_TRUE(settled->answers.empty()) << "no money without its amounts";
  EXPECT_EQ(settled->unread.size(), 1U);
}

TEST(StatusReader, ReadsOtherVersionsAndPrefixes) {
  EXPECT_TRUE(read_status_report(report(status("FD1", "RJCT"), "", "03")));
  std::string text = report(status("FD1", "RJCT"));
  for (std::string const name : {"Document", "CstmrPmtStsRpt", "GrpHdr", "MsgId", "TxInfAndSts"}) {
    for (std::size_t at = text.find(name + ">"); at != std::string::npos;
         at = text.find(name + ">", at + name.size() + 3)) {
      if (text[at - 1] == '<' || text[at - 1] == '/') text.insert(at, "p:");
    }
  }
  text.replace(text.find("<Document xmlns="), 16, "<p:Document xmlns:p=");
  EXPECT_TRUE(read_status_report(text)) << why(text);
  EXPECT_EQ(why("\xEF\xBB\xBF" + text), "") << "with the mark of UTF-8 before it";
}

TEST(StatusReader, IsTakenWholeOrNotAtAll) {
  std::string const good = report(status("FD1", "ACSC", money("1.00")));
  EXPECT_EQ(why(good), "");
  EXPECT_NE(why(report(status("FD1", "RJCT") + status("FD1", "ACSC"))).find("line 7 is a second status"),
            std::string::npos);
  EXPECT_NE(why(report(status("FD1", "ACSC", money("1.001")))).find("line 6 is no amount"), std::string::npos);
  EXPECT_NE(why(report(status("FD1", "ACSC", money("-1")))).find("no amount"), std::string::npos);
  EXPECT_NE(why(report(status("FD1", "ACSC", money("1", "")))).find("no amount with its currency"), std::string::npos);
  EXPECT_NE(why(report(status("", "ACSC"))).find("which collection"), std::string::npos);
  EXPECT_NE(why(report("")).find("says nothing"), std::string::npos);
  EXPECT_NE(why("<a/>").find("no status report"), std::string::npos);
  EXPECT_NE(why("").find("not XML"), std::string::npos);
  EXPECT_NE(why("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"/>").find("bank statement"),
            std::string::npos);
  std::string other = good;
  other.replace(other.find("pain.008.001.08"), 15, "pain.001.001.09");
  EXPECT_NE(why(other).find("no delivery of collections"), std::string::npos);
  for (std::size_t length = 0; length + 2 < good.size(); length += 7)
    EXPECT_NE(why(good.substr(0, length)), "") << length;
}

TEST(StatusReader, EntitiesAreRefusedBeforeTheyAreRead) {
  std::string const good = report(status("FD1", "RJCT"));
  std::string const start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  std::string const evil =
      start + "<!DOCTYPE Document [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" + good.substr(start.size());
  EXPECT_NE(why(evil).find("document type"), std::string::npos);
}

TEST(StatusReader, TellsXmlFromRecords) {
  EXPECT_TRUE(is_xml("\xEF\xBB\xBF <?xml"));
  EXPECT_FALSE(is_xml("BS0020001"));
  EXPECT_FALSE(is_xml(""));
}

}  // namespace
}  // namespace adapters::iso20022_direct_debit

#include "adapters/ledger_files/general_ledger_file.h"

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/money.h"

namespace adapters::ledger_files {
namespace {

using ledger::Component;
using reports::GeneralAccount;

constexpr std::string_view kNamespace = "urn:StandardAuditFile-Taxation-Financial:DK";

/// An XML document, asked in XPath; `s:` is the file's namespace.
class Xml {
 public:
  explicit Xml(std::string const& text)
      : document_(xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, nullptr, XML_PARSE_NONET)),
        context_(document_ != nullptr ? xmlXPathNewContext(document_) : nullptr) {
    if (context_ != nullptr) xmlXPathRegisterNs(context_, BAD_CAST "s", BAD_CAST kNamespace.data());
  }
  ~Xml() {
    xmlXPathFreeContext(context_);
    xmlFreeDoc(document_);
  }
  Xml(Xml const&) = delete;
  Xml& operator=(Xml const&) = delete;

  [[nodiscard]] bool well_formed() const { return document_ != nullptr; }
  [[nodiscard]] std::vector<std::string> all(std::string const& path) const {
    std::vector<std::string> result;
    xmlXPathObject* const found = xmlXPathEvalExpression(BAD_CAST path.c_str(), context_);
    for (int i = 0; found != nullptr && found->nodesetval != nullptr && i < found->nodesetval->nodeNr; ++i) {
      xmlChar* const content = xmlNodeGetContent(found->nodesetval->nodeTab[i]);
      result.emplace_back(reinterpret_cast<char const*>(content));
      xmlFree(content);
    }
    xmlXPathFreeObject(found);
    return result;
  }
  [[nodiscard]] std::string one(std::string const& path) const {
    auto const found = all(path);
    return found.size() == 1 ? found.front() : "found " + std::to_string(found.size());
  }
  [[nodiscard]] std::int64_t sum(std::string const& path) const {
    std::int64_t sum = 0;
    for (std::string const& amount : all(path)) sum += base::parse_amount(amount, {}).value_or(-1'000'000'000);
    return sum;
  }

 private:
  xmlDoc* document_;
  xmlXPathContext* context_;
};

GeneralAccount const kOwed = reports::general_account(ledger::receivable({1}, Component::kPrincipal));
GeneralAccount const kIncome = reports::general_account(ledger::income({1}, Component::kPrincipal));
GeneralAccount const kBank = reports::general_account(ledger::money(ledger::Means::kBank));
std::vector<ports::Source> const kSources{{{1}, "library", "Library"}};
LedgerFileHead const kHead{
    {{1}, "testby", "Testby & <Omegn>", "DK", base::kDanishKrone, "{}"}, {20'513}, {20'514}, {20'600}};

/// 100.00 owed before; 25.50 charged on the first day; 60.25 paid on the second, of which 10.00 was sent back.
reports::GeneralLedger two_days() {
  reports::GeneralLedger ledger;
  ledger.opening = {{kOwed, {10'000, 0}}, {kIncome, {0, 10'000}}};
  ledger.days[{20'513}] = {{kOwed, {2'550, 0}}, {kIncome, {0, 2'550}}};
  ledger.days[{20'514}] = {{kOwed, {1'000, 6'025}}, {kBank, {6'025, 1'000}}};
  ledger.closing = {{kOwed, {13'550, 6'025}}, {kIncome, {0, 12'550}}, {kBank, {6'025, 1'000}}};
  return ledger;
}

TEST(LedgerCsv, HasALineForEachDayAndAccount) {
  EXPECT_EQ(to_csv(two_days(), kSources),
            "posting_date,account,debit,credit\r\n"
            "2026-03-01,receivable-principal,25.50,0.00\r\n"
            "2026-03-01,income-library-principal,0.00,25.50\r\n"
            "2026-03-02,receivable-principal,10.00,60.25\r\n"
            "2026-03-02,money-bank,60.25,10.00\r\n");
}

TEST(SaftFile, IsReadBackWithItsSums) {
  Xml const xml{to_saft(kHead, two_days(), kSources)};
  ASSERT_TRUE(xml.well_formed());
  EXPECT_EQ(xml.one("/s:AuditFile/s:Header/s:Company/s:Name"), "Testby & <Omegn>");
  EXPECT_EQ(xml.one("/s:AuditFile/s:Header/s:SelectionCriteria/s:SelectionStartDate"), "2026-03-01");
  EXPECT_EQ(xml.one("/s:AuditFile/s:Header/s:SelectionCriteria/s:SelectionEndDate"), "2026-03-02");
  EXPECT_EQ(xml.one("/s:AuditFile/s:Header/s:DefaultCurrencyCode"), "DKK");
  std::string const entries = "/s:AuditFile/s:GeneralLedgerEntries";
  EXPECT_EQ(xml.one(entries + "/s:NumberOfEntries"), "2");
  EXPECT_EQ(xml.one(entries + "/s:TotalDebit"), "95.75");
  EXPECT_EQ(xml.one(entries + "/s:TotalCredit"), "95.75");
  EXPECT_EQ(xml.sum(entries + "//s:DebitAmount/s:Amount"), 9'575);
  EXPECT_EQ(xml.sum(entries + "//s:CreditAmount/s:Amount"), 9'575);
  EXPECT_EQ(xml.all(entries + "/s:Journal/s:Transaction/s:GLPostingDate"),
            (std::vector<std::string>{"2026-03-01", "2026-03-02"}));
  // Within each transaction, debit is credit, and no line has both or neither.
  for (std::string const day : {"2026-03-01", "2026-03-02"}) {
    std::string const lines = entries + "/s:Journal/s:Transaction[s:TransactionID='" + day + "']/s:Line";
    EXPECT_EQ(xml.sum(lines + "/s:DebitAmount/s:Amount"), xml.sum(lines + "/s:CreditAmount/s:Amount"));
    EXPECT_EQ(xml.all(lines + "[count(s:DebitAmount) + count(s:CreditAmount) = 1]").size(), xml.all(lines).size());
  }
}

TEST(SaftFile, OpeningAndMovementsMakeTheClosingOfEveryAccount) {
  Xml const xml{to_saft(kHead, two_days(), kSources)};
  std::string const accounts = "/s:AuditFile/s:MasterFiles/s:GeneralLedgerAccounts/s:Account";
  auto const codes = xml.all(accounts + "/s:AccountID");
  EXPECT_EQ(codes, (std::vector<std::string>{"receivable-principal", "income-library-principal", "money-bank"}));
  for (std::string const& code : codes) {
    std::string const account = accounts + "[s:AccountID='" + code + "']";
    std::string const lines = "//s:Line[s:AccountID='" + code + "']";
    std::int64_t const opening =
        xml.sum(account + "/s:OpeningDebitBalance") - xml.sum(account + "/s:OpeningCreditBalance");
    std::int64_t const closing =
        xml.sum(account + "/s:ClosingDebitBalance") - xml.sum(account + "/s:ClosingCreditBalance");
    EXPECT_EQ(opening + xml.sum(lines + "/s:DebitAmount/s:Amount") - xml.sum(lines + "/s:CreditAmount/s:Amount"),
              closing)
        << code;
  }
  EXPECT_EQ(xml.sum(accounts + "[s:AccountID='receivable-principal']/s:ClosingDebitBalance"), 7'525);
}

TEST(SaftFile, WithoutMovementsItIsStillOne) {
  Xml const xml{to_saft(kHead, {}, {})};
  ASSERT_TRUE(xml.well_formed());
  EXPECT_EQ(xml.one("//s:NumberOfEntries"), "0");
  EXPECT_EQ(xml.one("//s:TotalDebit"), "0.00");
}

}  // namespace
}  // namespace adapters::ledger_files

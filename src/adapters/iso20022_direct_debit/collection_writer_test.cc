// The files that are made: right sums for any delivery, the same bytes each time, and valid by the official schemas
// where those are at hand (they are no part of the repository: FAIRDUE_SPECS says where they are).
#include "adapters/iso20022_direct_debit/collection_writer.h"

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <pugixml.hpp>
#include <set>

#include "base/seeded_stream.h"
#include "payments/collection_reference.h"

namespace adapters::iso20022_direct_debit {
namespace {

base::Date const kDay = *base::parse_date("2026-12-01");
constexpr base::Instant kMade{1'772'355'600'123'456};  // 2026-03-01 09:00:00.123456
constexpr char const* kVersions[] = {"pain.008.001.08", "pain.008.001.02"};

Creditor creditor(std::string const& version = kVersions[0]) {
  Creditor made;
  made.version = version;
  made.scheme_id = "DK98ZZZ09999999999";
  made.account = "DK5000400440116243";
  made.number = 12'345'678;
  made.name = "Testby Kommune";
  made.currency = base::kDanishKrone;
  return made;
}

std::vector<OutgoingCollection> random_delivery(base::SeededStream& stream) {
  constexpr char const* kNames[] = {
      "Karen Åtest", "Ib <b> & \"Bo\"", "Æ\x01Ø", "Šárka Nováková",
      "En meget lang forening med et navn som ingen bank nogensinde har plads til i filen"};
  std::vector<OutgoingCollection> rows;
  std::int64_t const count = stream.between(1, 40);
  for (std::int64_t i = 0; i < count; ++i) {
    OutgoingCollection row;
    row.mandate = stream.between(1, 1'000'000);
    row.mandate_signed = {kDay.days - static_cast<std::int32_t>(stream.between(1, 900))};
    row.debtor = stream.pick(kNames);
    row.day = {kDay.days + static_cast<std::int32_t>(stream.below(4))};
    row.amount_minor = stream.chance_per_mille(50) ? stream.between(1, 9) : stream.between(1, 900'000'000'000);
    row.reference = payments::collection_reference({1'000 + i});
    for (std::int64_t text = stream.below(6); text > 0; --text) {
      row.texts.push_back("Sag " + std::string(static_cast<std::size_t>(stream.between(1, 60)), 'x') + " 1200.00 æøå");
    }
    rows.push_back(row);
  }
  return rows;
}

std::int64_t minor_of(pugi::xml_node node, char const* name) { return *base::parse_amount(node.child_value(name), {}); }

TEST(CollectionWriter, CountsAndSumsAreThoseOfAnyDelivery) {
  base::SeededStream stream{20, "pain.008"};
  for (int round = 0; round < 300; ++round) {
    auto const rows = random_delivery(stream);
    std::string const text = write_collections(creditor(), round + 1, kMade, rows);
    EXPECT_EQ(text, write_collections(creditor(), round + 1, kMade, rows)) << "the same bytes";
    pugi::xml_document document;
    ASSERT_TRUE(document.load_string(text.c_str()));
    pugi::xml_node const message = document.child("Document").child("CstmrDrctDbtInitn");
    pugi::xml_node const header = message.child("GrpHdr");
    std::int64_t sum = 0;
    for (OutgoingCollection const& row : rows) sum += row.amount_minor;
    EXPECT_EQ(minor_of(header, "CtrlSum"), sum);
    EXPECT_EQ(header.child("NbOfTxs").text().as_llong(), static_cast<long long>(rows.size()));
    std::int64_t counted = 0, summed = 0;
    std::set<std::string> days, references;
    for (pugi::xml_node const day : message.children("PmtInf")) {
      EXPECT_TRUE(days.insert(day.child_value("ReqdColltnDt")).second) << "one instruction a day";
      std::int64_t here = 0, minor = 0;
      for (pugi::xml_node const one : day.children("DrctDbtTxInf")) {
        ++here;
        minor += minor_of(one, "InstdAmt");
        std::string const reference = one.child("PmtId").child_value("EndToEndId");
        EXPECT_TRUE(references.insert(reference).second);
        auto const row = std::ranges::find(rows, reference, &OutgoingCollection::reference);
        ASSERT_NE(row, rows.end());
        EXPECT_EQ(minor_of(one, "InstdAmt"), row->amount_minor);
        EXPECT_EQ(base::format_date(row->day), day.child_value("ReqdColltnDt"));
        EXPECT_STREQ(one.child("DbtrAcct").child("Id").child("Othr").child_value("Id"), "NOTPROVIDED");
      }
      EXPECT_EQ(day.child("NbOfTxs").text().as_llong(), here);
      EXPECT_EQ(minor_of(day, "CtrlSum"), minor);
      counted += here;
      summed += minor;
    }
    EXPECT_EQ(counted, static_cast<std::int64_t>(rows.size()));
    EXPECT_EQ(summed, sum);
  }
}

TEST(CollectionWriter, SaysWhatWasAgreedAndNoMoreOfThePersonThanTheName) {
  OutgoingCollection const row{1201, kDay, "Karen Åtest", kDay, 120'000, "FD12", {"R01 1200.00", "R02 5.00"}};
  std::string const text = write_collections(creditor(), 3, kMade, {row});
  for (char const* part :
       {"<MsgId>FD-12345678-3</MsgId>", "<CreDtTm>2026-03-01T09:00:00Z</CreDtTm>", "<PmtInfId>FD-3-20261201</PmtInfId>",
        "<BtchBookg>true</BtchBookg>", "<SeqTp>RCUR</SeqTp>", "<IBAN>DK5000400440116243</IBAN>",
        "<Id>DK98ZZZ09999999999</Id>", "<Prtry>SEPA</Prtry>", "<EndToEndId>FD12</EndToEndId>",
        "<InstdAmt Ccy=\"DKK\">1200.00</InstdAmt>", "<MndtId>1201</MndtId>", "<DtOfSgntr>2026-12-01</DtOfSgntr>",
        "<Nm>Karen Åtest</Nm>", "<Ustrd>R01 1200.00, R02 5.00</Ustrd>"}) {
    EXPECT_TRUE(text.find(part) != std::string::npos) << part;
  }
  EXPECT_TRUE(text.find("PstlAdr") == std::string::npos);
}

TEST(CollectionWriter, AnAgreementThatIsNotWholeIsNamed) {
  EXPECT_EQ(mistake_in(creditor()), "");
  auto const wrong = [](std::string Creditor::* field, char const* value) {
    Creditor made = creditor();
    made.*field = value;
    return !mistake_in(made).empty();
  };
  EXPECT_TRUE(wrong(&Creditor::scheme_id, ""));
  EXPECT_TRUE(wrong(&Creditor::account, "DK5000400440116244")) << "a wrong digit";
  EXPECT_TRUE(wrong(&Creditor::agent, "DABADK"));
  EXPECT_TRUE(wrong(&Creditor::sequence, "EVERY"));
  EXPECT_TRUE(wrong(&Creditor::version, "pain.008.001.99"));
  EXPECT_TRUE(wrong(&Creditor::service_level, "<a>"));
  EXPECT_FALSE(wrong(&Creditor::agent, "DABADKKK"));
}

std::string schema(std::string const& version) {
  char const* const folder = std::getenv("FAIRDUE_SPECS");
  return (folder != nullptr ? std::string{folder} : FAIRDUE_SOURCE_DIR "/../shared/specs") + "/04-iso20022/xsd/" +
         version + ".xsd";
}

TEST(CollectionWriter, FollowsTheOfficialSchemas) {
  for (std::string const version : kVersions) {
    std::string const path = schema(version);
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "the official schemas are not here";
    std::unique_ptr<xmlSchemaParserCtxt, decltype(&xmlSchemaFreeParserCtxt)> const parser{
        xmlSchemaNewParserCtxt(path.c_str()), &xmlSchemaFreeParserCtxt};
    std::unique_ptr<xmlSchema, decltype(&xmlSchemaFree)> const parsed{xmlSchemaParse(parser.get()), &xmlSchemaFree};
    ASSERT_NE(parsed, nullptr);
    std::unique_ptr<xmlSchemaValidCtxt, decltype(&xmlSchemaFreeValidCtxt)> const validator{
        xmlSchemaNewValidCtxt(parsed.get()), &xmlSchemaFreeValidCtxt};
    base::SeededStream stream{21, version};
    for (int round = 0; round < 60; ++round) {
      Creditor made = creditor(version);
      if (round % 2 != 0) made.agent = "DABADKKK";
      if (round % 3 == 0) made.service_level.clear(), made.local_instrument.clear();
      std::string const text = write_collections(made, round + 1, kMade, random_delivery(stream));
      std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> const document{
          xmlReadMemory(text.data(), static_cast<int>(text.size()), "", nullptr, XML_PARSE_NONET), &xmlFreeDoc};
      ASSERT_NE(document, nullptr);
      EXPECT_EQ(xmlSchemaValidateDoc(validator.get(), document.get()), 0) << text;
    }
  }
}

}  // namespace
}  // namespace adapters::iso20022_direct_debit

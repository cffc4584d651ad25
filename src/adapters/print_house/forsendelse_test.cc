// Letters against the official schemas. They are not part of the repository: FAIRDUE_SPECS says where they are.
#include "adapters/print_house/forsendelse.h"

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <cstdlib>
#include <filesystem>
#include <pugixml.hpp>

#include "base/encoding.h"

namespace adapters::print_house {
namespace {

std::filesystem::path schemas() {
  char const* const specs = std::getenv("FAIRDUE_SPECS");
  return std::filesystem::path{specs == nullptr ? FAIRDUE_SOURCE_DIR "/../shared/specs" : specs} /
         "03-digital-post-memo/xsd-fjernprint";
}

/// 0: valid; above: not; below: the schema cannot be used.
int validate(std::string const& xml) {
  static xmlSchemaPtr const kSchema = [] {
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt((schemas() / "_libxml2_all.xsd").c_str());
    xmlSchemaPtr schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    return schema;
  }();
  if (kSchema == nullptr) return -1;
  xmlDocPtr document = xmlReadMemory(xml.data(), static_cast<int>(xml.size()), "letter.xml", nullptr, XML_PARSE_NONET);
  xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(kSchema);
  xmlSchemaSetValidStructuredErrors(context, [](void*, auto) {}, nullptr);
  int const result = xmlSchemaValidateDoc(context, document);
  xmlSchemaFreeValidCtxt(context);
  xmlFreeDoc(document);
  return result;
}

ForsendelseSettings full() {
  ForsendelseSettings set;
  set.shipment_type = "3";
  set.user = "Testby Kommune & Søn";
  set.envelope = "C5";
  set.postage = "Economique";
  return set;
}

Letter letter() {
  return {"0123456789abcdef0123456789abcdef", "Betal <nu> & spar", "%PDF-1.7 \x01\x02", *base::make_date(2026, 11, 22)};
}

TEST(Forsendelse, IsAsTheSchemaHasIt) {
  if (!std::filesystem::exists(schemas())) GTEST_SKIP() << "no schema under " << schemas();
  EXPECT_EQ(validate(write_forsendelse(letter(), full())), 0);
  ForsendelseSettings least;
  least.user = "Testby";
  least.sides = least.colour = least.receipts = "";
  EXPECT_EQ(validate(write_forsendelse(letter(), least)), 0);
  // The check can fail.
  Letter nameless = letter();
  nameless.key = "0123456789abcdef0123456789abcdef0123456789abcdef";
  EXPECT_GT(validate(write_forsendelse(nameless, full())), 0);
}

TEST(Forsendelse, EveryWordThatIsAllowedIsInTheSchema) {
  if (!std::filesystem::exists(schemas())) GTEST_SKIP() << "no schema under " << schemas();
  auto const valid = [](auto change) {
    ForsendelseSettings set = full();
    change(set);
    return mistake_in(set).empty() && validate(write_forsendelse(letter(), set)) == 0;
  };
  using Set = ForsendelseSettings;
  for (char const* const word : {"Simplex", "Duplex"}) EXPECT_TRUE(valid([&](Set& s) { s.sides = word; })) << word;
  for (char const* const word : {"SH", "Farve"}) EXPECT_TRUE(valid([&](Set& s) { s.colour = word; })) << word;
  for (char const* const word : {"C4", "C5", "MA"}) EXPECT_TRUE(valid([&](Set& s) { s.envelope = word; })) << word;
  for (char const* const word :
       {"Prioritaire", "Economique", "Bulk", "Rekommanderet", "Rekommanderet med modtagerbevis", "Forkyndelse"}) {
    EXPECT_TRUE(valid([&](Set& s) { s.postage = word; })) << word;
  }
  for (char const* const word : {"Alle", "Ingen", "Kun fejl"}) {
    EXPECT_TRUE(valid([&](Set& s) { s.receipts = word; })) << word;
  }
}

TEST(Forsendelse, CarriesTheLetter) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(write_forsendelse(letter(), full()).c_str()));
  pugi::xml_node const root = document.child("fjernprint:ForsendelseI");
  EXPECT_STREQ(root.child_value("fjernprint:AfsendelseIdentifikator"), "0123456789abcdef0123456789abcdef");
  EXPECT_EQ(base::from_base64(root.child_value("dkal:MeddelelseIndholdData")), letter().pdf);
  EXPECT_STREQ(root.child("fjernprint:DokumentParametre").child_value("sd:TitelTekst"), "Betal <nu> & spar");
  EXPECT_STREQ(root.child("fjernprint:KanalUafhaengigeParametreI").child_value("fjernprint:KanalKode"), "Fysisk Post");
  EXPECT_STREQ(root.child("fjernprint:TransaktionsParametreI").child_value("fjernprint:MasseForsendelseIdentifikator"),
               "2026-11-22");
}

TEST(Forsendelse, NamesWhatIsWrongInTheSettings) {
  auto const mistake = [](auto change) {
    ForsendelseSettings set = full();
    change(set);
    return mistake_in(set);
  };
  using Set = ForsendelseSettings;
  EXPECT_EQ(mistake([](Set&) {}), "");
  EXPECT_EQ(mistake([](Set& s) { s.sides = "duplex"; }), "sides must be one of Simplex, Duplex");
  EXPECT_TRUE(mistake([](Set& s) { s.envelope = "C6"; }).starts_with("envelope"));
  EXPECT_TRUE(mistake([](Set& s) { s.postage = "A"; }).starts_with("postage"));
  EXPECT_TRUE(mistake([](Set& s) { s.user = ""; }).starts_with("user"));
  for (char const* const number : {"0", "-1", "x", "1234567890"}) {
    EXPECT_TRUE(mistake([&](Set& s) { s.shipment_type = number; }).starts_with("shipment_type")) << number;
  }
}

}  // namespace
}  // namespace adapters::print_house

#include "adapters/message_files/receipt.h"

#include <gtest/gtest.h>

namespace adapters::message_files {
namespace {

using ports::Delivery;

std::string business(std::string const& word, std::string const& more = "") {
  return "<?xml version=\"1.0\"?><k:Forretningskvittering "
         "xmlns:k=\"http://serviceplatformen.dk/xml/wsdl/soap11/kvittering/1\"><k:ForretningsValideringsKode>" +
         word + "</k:ForretningsValideringsKode>" + more + "</k:Forretningskvittering>";
}

std::string errors(std::string const& code, std::string const& text) {
  return "<k:FejlListe><k:Fejl><k:FejlKode>" + code + "</k:FejlKode><k:FejlTekst>" + text +
         "</k:FejlTekst></k:Fejl></k:FejlListe>";
}

TEST(Receipt, EachWordHasItsMeaning) {
  struct {
    char const* word;
    std::optional<Delivery> what;
  } const cases[] = {{"MODTAGET", Delivery::kTaken},
                     {"ACCEPTERET", Delivery::kTaken},
                     {"AFLEVERET", Delivery::kDelivered},
                     {"AFVIST", Delivery::kNotDelivered},
                     {"FEJLET", Delivery::kNotDelivered},
                     {"modtaget", std::nullopt},
                     {"", std::nullopt}};
  for (auto const& each : cases) {
    auto const receipt = read_receipt(business(each.word), {});
    ASSERT_EQ(receipt.has_value(), each.what.has_value()) << each.word;
    EXPECT_TRUE(!receipt || receipt->what == *each.what) << each.word;
  }
  auto const transport = [](char const* word) {
    return read_receipt("<TransportKvittering><TransportValideringsKode>" + std::string{word} +
                            "</TransportValideringsKode></TransportKvittering>",
                        {});
  };
  EXPECT_EQ(transport("OK")->what, Delivery::kTaken);
  EXPECT_EQ(transport("ADVARSEL")->what, Delivery::kTaken);
  EXPECT_EQ(transport("FEJL")->what, Delivery::kNotDelivered);
  EXPECT_EQ(transport("FEJL")->code, "FEJL");
}

TEST(Receipt, TellsTheErrorsCodeAndNeverItsText) {
  auto const receipt = read_receipt(business("AFVIST", errors("F-104", "2211771212 is not registered")), {"F-200"});
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->code, "AFVIST F-104");
  EXPECT_FALSE(receipt->bad_address);
  EXPECT_TRUE(read_receipt(business("AFVIST", errors("F-104", "x")), {"F-104"})->bad_address);
  EXPECT_EQ(read_receipt(business("AFVIST", errors("2211771212", "x")), {"2211771212"})->code, "AFVIST");
  EXPECT_FALSE(read_receipt(business("AFVIST", errors("2211771212", "x")), {"2211771212"})->bad_address);
  EXPECT_EQ(read_receipt(business("AFVIST", errors("Karen Sørensen", "x")), {})->code, "AFVIST");
}

TEST(Receipt, WhatIsNoneIsNotRead) {
  for (std::string const& text :
       {std::string{}, std::string{"OK"}, std::string{"<a/>"}, business("AFLEVERET").substr(0, 120),
        "<!DOCTYPE k [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + business("AFLEVERET"),
        business("AFLEVERET", std::string(300 * 1024, ' '))}) {
    EXPECT_FALSE(read_receipt(text, {})) << text.substr(0, 80);
  }
}

}  // namespace
}  // namespace adapters::message_files

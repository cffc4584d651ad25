// One message for one recipient: the right blocks, the right values, and nothing of anybody else.
#include "contact/message.h"

#include <gtest/gtest.h>

#include "contact/contact_test_support.h"
#include "contact/email.h"
#include "contact/html_page.h"
#include "contact/plain_text.h"

namespace contact {
namespace {

Message made(std::string const& body, Values const& values) {
  auto const from = testing::read(body);
  EXPECT_TRUE(from) << from.error().text();
  auto message = make_message(*from, values);
  EXPECT_TRUE(message) << message.error().text();
  return std::move(*message);
}

TEST(Message, ChoosesBlocksByRuleAndRecordsWhich) {
  std::string const body =
      "::: when several: claim_count > 1\nFlere\n::: otherwise\nEn\n:::\n\n::: when dear: amount >= "
      "5000.00\nDyrt\n:::\n";
  Values values = testing::values();
  Message const two = made(body, values);
  ASSERT_EQ(two.blocks.size(), 1U);
  EXPECT_EQ(text_of(two.blocks[0].text), "Flere");
  EXPECT_EQ(two.variant, "eye_level/several");
  values.set(Field::kClaimCount, std::int64_t{1});
  values.set(Field::kAmount, base::Money{500'000, base::kDanishKrone});
  Message const one = made(body, values);
  EXPECT_EQ(text_of(one.blocks[0].text), "En");
  EXPECT_EQ(one.variant, "eye_level/dear");
  EXPECT_EQ(one.version, 1);
  EXPECT_EQ(one.hash, two.hash);
}

TEST(Message, ShowsSectionsOnlyWhereThereIsSomething) {
  std::string const body =
      "Du skylder{{#fee}} og {{fee}} i gebyr{{/fee}}{{^fee}} intet gebyr{{/fee}} **{{amount}}** i alt.\n";
  Values values = testing::values();
  EXPECT_EQ(text_of(made(body, values).blocks[0].text), "Du skylder og 250\u00a0kr i gebyr 3.276,50\u00a0kr i alt.");
  values.set(Field::kFee, base::Money{0, base::kDanishKrone});
  Message const without = made(body, values);
  EXPECT_EQ(text_of(without.blocks[0].text), "Du skylder intet gebyr 3.276,50\u00a0kr i alt.");
  EXPECT_TRUE(without.blocks[0].text[1].bold);
}

TEST(Message, IsNotMadeWithAMissingValueOrLink) {
  auto const from = testing::read("Hej\n\nGebyr {{fee}} nu\n\n[hjælp](help) her\n");
  Values values = testing::values();
  values.set(Field::kFee, {});
  auto const message = make_message(*from, values);
  ASSERT_FALSE(message);
  EXPECT_EQ(message.error().cause, MessageError::Cause::kMissingField);
  EXPECT_TRUE(message.error().text().starts_with("templates/dk/reminder/test.da.md:14: the field 'fee' has no value"));
  values = testing::values();
  values.links[static_cast<std::size_t>(LinkTarget::kHelp)].clear();
  EXPECT_EQ(make_message(*from, values).error().cause, MessageError::Cause::kMissingLink);
  values = testing::values();
  values.set(Field::kAuthority, {});
  EXPECT_FALSE(make_sms(*from, values, LinkPolicy::kLinks));
}

TEST(Message, IsNotMadeWithAClaimOfAnotherDebtor) {
  auto const from = testing::read("Hej\n");
  Values values = testing::values();
  values.claims.back().debtor = base::DebtorId{2};
  EXPECT_EQ(make_message(*from, values).error().cause, MessageError::Cause::kAnotherDebtor);
}

// A thousand recipients: every token of a message is the recipient's own.
TEST(Message, ShowsNobodyAnotherOnesData) {
  auto const from = testing::read(
      "Hej {{full_name}}, betal {{amount}} inden {{deadline.short}} i sag {{case_number}} nu.\n\n| Hvad | Pris "
      "|\n|---|---|\n{{#claims}}\n| {{claim.description}} | {{claim.reference}} |\n{{/claims}}\n");
  ASSERT_TRUE(from) << from.error().text();
  for (int i = 1; i <= 1'000; ++i) {
    Values values = testing::values();
    std::string const own = "X" + std::to_string(i) + "X";
    values.recipient = base::DebtorId{i};
    for (Row& row : values.claims) {
      row.debtor = values.recipient;
      row.set(Field::kClaimDescription, own);
      row.set(Field::kClaimReference, own);
    }
    for (Row& row : values.instalments) row.debtor = values.recipient;
    for (Field const field : {Field::kFirstName, Field::kFullName, Field::kCaseNumber}) values.set(field, own);
    values.set(Field::kAmount, base::Money{i * 100, base::kDanishKrone});
    Message const message = *make_message(*from, values);
    std::string const text = message.subject + plain_text(message);
    std::size_t tokens = 0;
    for (std::size_t at = 0; (at = text.find('X', at)) != std::string::npos; at += own.size(), ++tokens) {
      ASSERT_EQ(text.substr(at, own.size()), own);
    }
    ASSERT_EQ(tokens, 7U);  // subject, name, case and two claims with two cells each
    ASSERT_TRUE(
        message.subject.contains(format_money({i * 100, base::kDanishKrone}, Language::kDanish, MoneyStyle::kText)));
  }
}

TEST(Message, ValuesAreNeverMarkup) {
  Values values = testing::values();
  values.set(Field::kFirstName, std::string{"**A** [x](pay) {{amount}} <b>&\r\nBcc: x"});
  Message const message = made("# Hej {{first_name}}\n\n[Betal](pay)\n", values);
  ASSERT_EQ(message.blocks[0].text.size(), 1U);
  EXPECT_FALSE(message.blocks[0].text[0].bold);
  EXPECT_EQ(message.blocks[0].text[0].text, "Hej **A** [x](pay) {{amount}} <b>&  Bcc: x");
  Sample const sample = sample_for("dk/reminder", Purpose::kDemand, Language::kDanish);
  std::string const html = html_page(message, sample.envelope);
  EXPECT_TRUE(html.contains("[x](pay) {{amount}} &lt;b&gt;&amp;  Bcc: x"));
  EXPECT_FALSE(html.contains("<b>"));
  std::string const mail = email_message(message, sample.envelope, {"id@x", {0}});
  std::string const headers = mail.substr(0, mail.find("\r\n\r\n"));
  EXPECT_FALSE(headers.contains("\nBcc"));
}

TEST(Email, EncodesWhatIsNotAscii) {
  Sample const sample = sample_for("dk/reminder", Purpose::kDemand, Language::kDanish);
  Message const message = made("Hej\n", sample.values);
  std::string const mail = email_message(message, sample.envelope, {"id@x", {1'795'176'000'000'000}});
  EXPECT_TRUE(
      mail.starts_with("From: \"Testby Kommune\" <betaling@testby.dk>\r\nTo: =?UTF-8?B?S2FyZW4gSsO4cmdlbnNlbg==?= <"));
  EXPECT_TRUE(mail.contains("Auto-Submitted: auto-generated\r\n"));
  EXPECT_TRUE(mail.contains("Content-Type: text/plain; charset=utf-8\r\n"));
  EXPECT_TRUE(mail.contains("Content-Type: text/html; charset=utf-8\r\n"));
  for (std::size_t at = 0; at < mail.size();) {
    std::size_t const end = mail.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    ASSERT_LE(end - at, 998U);
    at = end + 2;
  }
}

TEST(PlainText, WritesEachAddressOnce) {
  Sample const sample = sample_for("dk/reminder", Purpose::kDemand, Language::kDanish);
  Message const message = made("[Hjælp](help) og [mere hjælp](help) her\n\n[Betal nu](pay)\n\n- et\n", sample.values);
  EXPECT_EQ(plain_text(message),
            "Hjælp (https://testby.dk/p/Xk4mT9qR2wZc?choose=help) og mere hjælp her\n\n"
            "Betal nu:\nhttps://testby.dk/p/Xk4mT9qR2wZc\n\n- et\n");
}

TEST(PlainText, WritesATotalOnOneLineAndUnderlinesHeadings) {
  Sample const sample = sample_for("dk/reminder", Purpose::kDemand, Language::kDanish);
  Message const message = made(
      "# Prøve\n\n| Hvad | Pris | I alt |\n|---|---:|---:|\n{{#claims}}\n| {{claim.reference}} | {{claim.principal}} | "
      "{{claim.open}} |\n{{/claims}}\n| Sum | | {{amount}} |\n",
      sample.values);
  EXPECT_EQ(plain_text(message),
            "Prøve\n=====\n\n- F-2026-101; Pris: 2.500\u00a0kr; I alt: 3.027,50\u00a0kr\n"
            "- F-2026-102; Pris: 249\u00a0kr; I alt: 249\u00a0kr\n- Sum: 3.276,50\u00a0kr\n");
  std::string const html = html_page(message, sample.envelope);
  EXPECT_TRUE(html.contains("<html lang=\"da\">"));
  for (std::string const tag : {"<header", "<main", "<footer", "<h1", "scope=\"row\""})
    EXPECT_TRUE(html.contains(tag)) << tag;
}

}  // namespace
}  // namespace contact

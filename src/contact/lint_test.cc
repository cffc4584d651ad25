// Each rule broken once, and the shipped templates, which break none.
#include "contact/lint.h"

#include <gtest/gtest.h>

#include "adapters/template_files/template_files.h"
#include "contact/contact_test_support.h"
#include "contact/readability.h"

namespace contact {
namespace {

constexpr std::string_view kGoodBody =
    "# Hej {{first_name}}\n\n::: figures\nBetal | {{amount}}\nSenest | {{deadline}}\n:::\n\n[Betal nu](pay)\n\n"
    "Du kan også [dele det op](instalments) eller [få hjælp](help) på {{authority_phone}}.\n";

std::string remarks(std::string const& body, std::string const& from = "", std::string const& to = "") {
  TemplateFile file = testing::file(body);
  if (!from.empty()) file.text.replace(file.text.find(from), from.size(), to);
  std::string all;
  for (TemplateError const& remark : lint(std::vector{file}))
    all += std::to_string(remark.line) + ": " + remark.message + "\n";
  return all;
}

std::string with(std::string const& more) { return std::string{kGoodBody} + "\n" + more; }

TEST(Lint, HasNoRemarkOnAGoodLetter) { EXPECT_EQ(remarks(std::string{kGoodBody}), ""); }

TEST(Lint, TheShippedTemplatesAreGood) {
  auto const files = adapters::template_files::built_in_files();
  EXPECT_GE(files.size(), 60U);
  for (TemplateError const& remark : lint(files)) ADD_FAILURE() << remark.text();
}

TEST(Lint, WantsOneMainAction) {
  EXPECT_TRUE(remarks(with("[Betal senere](later)\n")).contains("23: 2 buttons"));
  EXPECT_TRUE(remarks("Hej, [betal](pay) eller [senere](later) og [hjælp](help).\n").contains("has no main action"));
  EXPECT_TRUE(remarks(with("::: detail a A\n[Betal senere](later)\n:::\n")).contains("the button stands in a detail"));
}

TEST(Lint, WantsAWayOutOfEveryDemand) {
  std::string const body = "# Hej\n\n[Betal nu](pay)\n";
  EXPECT_TRUE(remarks(body).contains("offers no way out to who cannot pay now"));
  EXPECT_TRUE(remarks(body).contains("offers no help on page 1"));
  EXPECT_TRUE(remarks("# Hej\n\n[Hjælp](help)\n").contains("offers no way to pay"));
  EXPECT_TRUE(remarks(body + "\n::: detail a A\n[senere](later) og [hjælp](help)\n:::\n").contains("no way out"));
}

TEST(Lint, AllowsThreeNumbersOnPageOne) {
  EXPECT_TRUE(remarks(with("Gebyret er {{fee}} nu.\n"))
                  .contains("has 4 numbers on page 1 (amount, authority_phone, deadline, fee), at most 3"));
  EXPECT_TRUE(remarks(with("Ring inden 14 dage.\n")).contains("(14, amount"));
  EXPECT_EQ(remarks(with("::: detail a A\nGebyret er {{fee}} nu, efter lovens § 2.\n:::\n")), "");
}

TEST(Lint, KeepsTheLawInDetails) {
  EXPECT_TRUE(remarks(with("Det følger af § {{authority}}.\n")).contains("23: '§' is the law's language"));
  EXPECT_TRUE(remarks(with("Det står i gebyrloven.\n")).contains("'loven' is the law's language"));
}

TEST(Lint, LetsNoSentenceEndOnAnAmount) {
  EXPECT_TRUE(remarks(with("Du skal betale {{amount}}.\n")).contains("23: a sentence ends on the amount 'amount'"));
  EXPECT_TRUE(remarks(with("Du skal betale {{amount}}. Gør det nu.\n")).contains("a sentence ends on the amount"));
  EXPECT_TRUE(remarks(with("Du skal betale {{#fee}}{{amount}}{{/fee}}\n")).contains("a sentence ends on the amount"));
  EXPECT_TRUE(remarks(std::string{kGoodBody}, "{{amount}} nu\"", "{{amount}}\"").contains("7: a sentence ends"));
  EXPECT_EQ(remarks(with("Du skal betale {{amount}} nu. Tak.\n")), "");
}

TEST(Lint, LooksAtWhatIsSeenBeforeOpening) {
  std::string const good{kGoodBody};
  EXPECT_TRUE(remarks(good, "Det er nemt.", std::string(151, 'a')).contains("8: the preview has 151 letters"));
  EXPECT_TRUE(remarks(good, "Det er nemt.", "Din gæld vokser").contains("8: the preview says 'gæld'"));
  EXPECT_TRUE(
      remarks(good, "Hej {{first_name}}, {{authority}}", "Hej").contains("9: the text message does not say from whom"));
  EXPECT_TRUE(remarks(good, ": {{pay_link}}", "").contains("9: the text message offers nothing to do"));
  EXPECT_TRUE(remarks(good, "kode {{payment_code}}", "").contains("10: without a link the text message needs"));
  EXPECT_TRUE(remarks(good, "kode {{payment_code}}", "{{pay_link}}").contains("'sms_without_link' has a link"));
  EXPECT_TRUE(remarks(good, "Hej {{first_name}}, ", "Hoë ").contains("the letter 'ë' is not in the alphabet"));
  EXPECT_TRUE(remarks(good, "Hej {{first_name}}, ", std::string(300, 'a')).contains("takes 3 pieces"));
}

TEST(Lint, WantsPlainWords) {
  std::string const body = with(
      "Ovenstående restanceopgørelse tilkendegiver utvivlsomt kommunalbestyrelsens betalingsforventninger vedrørende "
      "samtlige hidtil ubetalte fordringer, hvilket nødvendiggør øjeblikkelig indbetaling forinden yderligere "
      "opkrævningsskridt iværksættes.\n");
  EXPECT_TRUE(remarks(body).contains("page 1 has a LIX of"));
}

TEST(Lint, AsksForWhatTheLawWantsAndForEveryLanguage) {
  std::vector<TemplateFile> const files{
      testing::file(std::string{kGoodBody}),
      {"templates/dk/requirements.toml",
       "languages = [\"da\", \"en\"]\nfamilies = [\"eye_level\"]\ndemand = [\"costs\"]\n"}};
  std::vector<TemplateError> const found = lint(files);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[0].message.contains("lacks '::: detail costs ...'"));
  EXPECT_EQ(found[1].message,
            "the message 'dk/reminder' is missing in the family eye_level and the language en: write it");
}

// Björnsson's figure by hand: 10 words in 2 sentences, one of more than six letters: 5 + 10.
TEST(Readability, CountsLix) {
  TextCount count;
  count_text(count, "Betal senest den 4. december. Ellers kommer der renter på.");
  EXPECT_EQ(count.words, 10);
  EXPECT_EQ(count.sentences, 2);
  EXPECT_EQ(count.long_words, 1);  // december
  EXPECT_EQ(lix(count), 15);       // 5 + 10
  EXPECT_EQ(lix({}), 0);
  TextCount list;
  count_text(list, "to ord");
  count_text(list, "og to");
  EXPECT_EQ(list.sentences, 2);
}

}  // namespace
}  // namespace contact

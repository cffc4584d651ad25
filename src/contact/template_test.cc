// What a template may be, and each mistake with its line.
#include <gtest/gtest.h>

#include "contact/contact_test_support.h"
#include "contact/front_matter.h"
#include "contact/template_set.h"

namespace contact {
namespace {

using testing::error_of;

TEST(Template, ReadsBlocks) {
  auto const made = testing::read(
      "# Hej {{first_name}}\n\nFørste linje,\nanden linje.\n\n- et\n- to\n\n"
      "::: figures\nDu skal betale | {{amount}}\n:::\n\n[Betal nu](pay)\n\n"
      "::: detail claims Det skyldes\n| Hvad | Pris |\n|---|---:|\n{{#claims}}\n| {{claim.description}} | "
      "{{claim.open}} "
      "|\n{{/claims}}\n:::\n");
  ASSERT_TRUE(made) << made.error().text();
  std::vector<BlockKind> kinds;
  for (BlockTemplate const& block : made->blocks) kinds.push_back(block.kind);
  using enum BlockKind;
  EXPECT_EQ(kinds, (std::vector{kHeading, kParagraph, kList, kFigures, kAction, kHeading, kTable}));
  EXPECT_EQ(made->blocks[4].target, LinkTarget::kPay);
  EXPECT_EQ(made->blocks[5].notice, "claims");
  EXPECT_EQ(made->blocks[5].part, Part::kDetail);
  EXPECT_EQ(made->blocks[6].columns, (std::vector{Alignment::kLeft, Alignment::kRight}));
  EXPECT_EQ(made->blocks[2].line, 17U);
  EXPECT_EQ(made->hash.size(), 64U);
}

TEST(Template, NamesTheLineOfEachMistake) {
  EXPECT_EQ(error_of("Hej {{nam}}"), "12: there is no field 'nam': see docs/guides/letters.md for those there are");
  EXPECT_EQ(error_of("\nHej {{other_debtor_name}}"),
            "13: the field 'other_debtor_name' belongs to another debtor of the same claim: take it out");
  EXPECT_TRUE(error_of("{{child.name}}").contains("belongs to a child"));
  EXPECT_TRUE(error_of("{{national_id}}").contains("never printed"));
  EXPECT_TRUE(error_of("Hej\ndu\nder {{nam}}\nigen").starts_with("14: there is no field"));
  EXPECT_TRUE(error_of("Hej {{first_name").starts_with("12: '{{' is not closed"));
  EXPECT_TRUE(error_of("Hej }} der").starts_with("12: '}}' without"));
  EXPECT_TRUE(error_of("a {{#fee}}b").starts_with("12: the section {{#fee}} is not closed"));
  EXPECT_TRUE(error_of("a b{{/fee}}").starts_with("12: {{/fee}} closes a section that is not open"));
  EXPECT_TRUE(error_of("{{#fee}}{{#interest}}{{/fee}}{{/interest}}").contains("{{/fee}} stands where {{/interest}}"));
  EXPECT_TRUE(error_of("a **b").contains("'**' is opened"));
  EXPECT_TRUE(error_of("[x](nowhere)").contains("'nowhere', which is no choice"));
  EXPECT_TRUE(error_of("{{claim.open}}").contains("between {{#claims}} and {{/claims}}"));
  EXPECT_TRUE(error_of("{{amount.weekday}}").contains("a style that the field does not have"));
  EXPECT_TRUE(error_of("{{deadline.exact}}").contains("a style that the field does not have"));
  EXPECT_TRUE(error_of("### x").contains("two levels"));
  EXPECT_TRUE(error_of("text\n::: when a: fee present\nx").starts_with("13: this block is never closed"));
  EXPECT_TRUE(error_of(":::").contains("closes nothing"));
  EXPECT_TRUE(error_of("::: whether\n:::").contains("there is no block 'whether'"));
  EXPECT_TRUE(error_of("::: otherwise\n:::").contains("'::: otherwise' stands between"));
  EXPECT_TRUE(error_of("::: detail a A\n::: detail b B\n:::\n:::").contains("inside another"));
  EXPECT_TRUE(error_of("::: detail a\n:::").contains("a name and a title"));
  EXPECT_TRUE(error_of("::: figures\nnothing\n:::").starts_with("13: a figure is of the form"));
  EXPECT_TRUE(error_of("| a | b |\n|---|---|\n| c |").starts_with("14: this row has 1 cells"));
  EXPECT_TRUE(error_of("| a |\n| b |").starts_with("13: the line below a table's head"));
  EXPECT_TRUE(error_of("| a |\n|---|\n{{#claims}}\n| b |\n\n").contains("{{#claims}} is not closed"));
  EXPECT_TRUE(error_of("{{#claims}}").contains("only inside a table"));
  EXPECT_TRUE(error_of("{{> nothing}}").starts_with("12: there is no part templates/dk/parts/nothing.da.md"));
}

TEST(Template, NamesTheMistakeOfARule) {
  auto const rule = [](std::string const& text) { return error_of("::: when a: " + text + "\nx\n:::"); };
  EXPECT_EQ(rule("claim_count > 1 and fee present"), "good");
  EXPECT_EQ(rule("amount >= 500.00"), "good");
  EXPECT_EQ(rule("ground is day_care and reminder_number <= 1"), "good");
  EXPECT_TRUE(rule("amount is day_care").contains("is no text"));
  EXPECT_TRUE(rule("ground is").contains("a rule is of the form") || rule("ground is").contains("no word behind 'is'"));
  EXPECT_TRUE(rule("nothing > 1").contains("'nothing' is no field"));
  EXPECT_TRUE(rule("amount > many").contains("is no amount"));
  EXPECT_TRUE(rule("claim_count > 1.5").contains("is no whole number"));
  EXPECT_TRUE(rule("claim_count ~ 1").contains("not one of"));
  EXPECT_TRUE(rule("deadline > 1").contains("can only be present or absent"));
  EXPECT_TRUE(rule("fee present fee present").contains("joined by 'and'"));
  EXPECT_TRUE(rule("fee present and").contains("a rule is of the form"));
  EXPECT_TRUE(rule("claim_count >").contains("no number behind its sign"));
  EXPECT_TRUE(error_of("::: when fee present\n:::").contains("a rule has a name"));
}

TEST(Template, NamesTheMistakeOfAHead) {
  auto const error = [](std::string const& text) {
    auto const made = read_template({"t.md", text}, {});
    return made ? "good" : made.error().text();
  };
  std::string const good = testing::head();
  auto const changed = [&](std::string const& from, std::string const& to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  EXPECT_EQ(error(good), "good");
  EXPECT_EQ(error("# Hej\n"), "t.md:1: begins with a head between two lines of '+++'");
  EXPECT_TRUE(error(changed("\"da\"", "\"sv\"")).starts_with("t.md:4: 'language' must be da, en, nb or nl"));
  EXPECT_TRUE(error(changed("version = 1", "version = 0")).starts_with("t.md:5: needs 'version'"));
  EXPECT_TRUE(error(changed("eye_level", "friendly")).starts_with("t.md:3: 'family' must be"));
  EXPECT_TRUE(error(changed("{{amount}} nu", "{{amont}}")).starts_with("t.md:7: in 'subject': there is no field"));
  EXPECT_TRUE(error(testing::head("tone = \"nice\"\n")).starts_with("t.md:11: 'tone' has no meaning"));
  EXPECT_TRUE(error(testing::head("version = 2\n")).starts_with("t.md:11: 'version' is there twice"));
  EXPECT_TRUE(error(testing::head("x = yes\n")).contains("in quotation marks, a whole number or a list"));
  EXPECT_TRUE(error(good + "\xff").contains("is not UTF-8"));
}

TEST(Template, PartsKeepTheirOwnLinesInErrors) {
  std::vector<TemplateFile> files{testing::file("Hej\n{{> law}}\n"), {"templates/dk/parts/law.da.md", "en\n{{to}}\n"}};
  auto const made = read_template(files[0], files);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().file, "templates/dk/parts/law.da.md");
  EXPECT_EQ(made.error().line, 2U);
  files[1].text = "{{> other}}";
  EXPECT_TRUE(read_template(files[0], files).error().message.contains("names a part itself"));
}

TEST(Template, ChangesItsHashWithAnyWordOfItOrItsParts) {
  std::vector<TemplateFile> files{testing::file("Hej\n{{> law}}\n"), {"templates/dk/parts/law.da.md", "en\n"}};
  std::string const before = read_template(files[0], files)->hash;
  EXPECT_EQ(read_template(files[0], files)->hash, before);
  files[1].text = "to\n";
  EXPECT_NE(read_template(files[0], files)->hash, before);
}

TEST(TemplateSet, RefusesTwoFilesForOneMessage) {
  std::vector<TemplateFile> const files{testing::file("a\n"), {"templates/dk/reminder/other.da.md", testing::head()}};
  auto const set = TemplateSet::read(files);
  ASSERT_FALSE(set);
  EXPECT_TRUE(set.error().message.contains("is the same message, family and language as templates/dk/reminder/test"));
}

TEST(FrontMatter, ReadsAFlatPartOfToml) {
  auto const front =
      FrontMatter::read("f", "# c\na = \"x \\\"y\\\" \\\\\"  # d\nb = -12\nc = [\"p\", \"q\",]\nd = []\n", 1);
  ASSERT_TRUE(front) << front.error().text();
  EXPECT_EQ(front->text("a"), "x \"y\" \\");
  EXPECT_EQ(front->number("b"), -12);
  EXPECT_EQ(front->texts("c"), (std::vector<std::string>{"p", "q"}));
  EXPECT_EQ(front->texts("d")->size(), 0U);
  EXPECT_EQ(front->line_of("c"), 4U);
  EXPECT_FALSE(front->text("b"));
  for (std::string const bad :
       {"a = \"x", "a = \"\\n\"", "a = 1 2", "a = [\"x\" \"y\"]", "a = [\"x\"", "A = 1", "a", "= 1"}) {
    EXPECT_FALSE(FrontMatter::read("f", bad, 1)) << bad;
  }
}

}  // namespace
}  // namespace contact

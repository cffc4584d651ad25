// The built-in packs can be read; what is wrong in a file is refused with its place.
#include "adapters/law_files/pack_reader.h"

#include <gtest/gtest.h>

namespace adapters::law_files {
namespace {

std::vector<LawFile> shipped() {
  auto const files = built_in_law_files();
  return {files.begin(), files.end()};
}

LawFile& file(std::vector<LawFile>& files, std::string const& name) {
  return *std::ranges::find(files, name, &LawFile::name);
}

/// Counted from 1.
std::size_t line_of(std::string const& text, std::string const& what) {
  auto const at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return 1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

/// The error when `from` is replaced by `to` in a shipped file; must be on the line of `at` as it then stands.
std::string error_after(std::string const& name, std::string const& from, std::string const& to,
                        std::string const& at) {
  auto files = shipped();
  std::string& text = file(files, name).text;
  auto const where = text.find(from);
  EXPECT_NE(where, std::string::npos) << from;
  text.replace(where, from.size(), to);
  auto const packs = read_packs(files);
  if (packs) return "no error";
  EXPECT_EQ(packs.error().file, name);
  if (!at.empty()) {
    EXPECT_EQ(packs.error().line, line_of(text, at)) << packs.error().text();
  }
  return packs.error().message;
}

TEST(LawFiles, TheShippedPacksAreSound) {
  auto const packs = read_packs(built_in_law_files());
  ASSERT_TRUE(packs.has_value()) << packs.error().text();
  std::vector<std::string> codes;
  for (law::Pack const& pack : *packs) codes.push_back(pack.code);
  EXPECT_EQ(codes, (std::vector<std::string>{"dk/civil", "dk/public", "nl/consumer", "no/consumer"}));
}

TEST(LawFiles, TheFolderIsWhatIsBuiltIn) {
  auto const read = read_law_folder(FAIRDUE_SOURCE_DIR "/law");
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->size(), built_in_law_files().size());
  for (std::size_t i = 0; i < read->size(); ++i) EXPECT_EQ((*read)[i].text, built_in_law_files()[i].text);
  EXPECT_FALSE(read_law_folder(FAIRDUE_SOURCE_DIR "/law/nowhere").has_value());
  EXPECT_FALSE(read_law_folder(FAIRDUE_SOURCE_DIR "/cmake").has_value()) << "no law file in it";
}

TEST(LawFiles, AGapInATableIsRefused) {
  EXPECT_EQ(error_after("law/dk/rates.toml", "from = 2025-07-01", "from = 2025-07-02", "from = 2025-07-02"),
            "the table 'reference_rate': this row begins on 2025-07-02, but the row before ends on 2025-06-30: "
            "2025-07-01 has no value");
}

TEST(LawFiles, AnOverlapInATableIsRefused) {
  EXPECT_EQ(error_after("law/no/rates.toml", "from = 2026-07-01", "from = 2026-06-30", "from = 2026-06-30"),
            "the table 'late_interest': this row begins on 2026-06-30, but the row before ends on 2026-06-30: a day "
            "would have two values");
}

TEST(LawFiles, AFeeAboveTheCapIsRefused) {
  EXPECT_EQ(error_after("law/dk/public.toml", "letter = \"reminder\"\n",
                        "letter = \"reminder\"\ndecided = \"250.01\"\n", "decided ="),
            "250.01 is above the cap of 250.00 that counts from 1998-01-01 (gebyrloven § 2)");
  EXPECT_EQ(
      error_after("law/dk/public.toml", "letter = \"reminder\"\n", "letter = \"reminder\"\ndecided = \"250.00\"\n", ""),
      "no error");
}

TEST(LawFiles, AnUnknownKeyIsRefused) {
  EXPECT_EQ(error_after("law/dk/civil.toml", "at_most = 3", "atmost = 3", "atmost"),
            "'atmost' has no meaning for [[fee]]");
  EXPECT_EQ(error_after("law/dk/rates.toml", "value = \"0.20\"", "value = \"0.20\", note = 1", "note = 1"),
            "'note' has no meaning for a row");
  EXPECT_EQ(error_after("law/nl/calendar.toml", "easter = -2,", "easter = -2, sunday_shift = 1,", "sunday_shift = 1"),
            "'sunday_shift' has no meaning for a holiday");
}

TEST(LawFiles, ARuleWithoutItsCitationIsRefused) {
  for (std::string const key : {"act", "section", "text", "source", "title"}) {
    std::string const name = "law/nl/consumer.toml";
    auto files = shipped();
    std::string& text = file(files, name).text;
    auto const rule = text.find("[[scale]]");
    auto const at = text.find("\n" + key + " = ", rule);
    text.erase(at + 1, text.find('\n', at + 1) - at - 1);
    auto const packs = read_packs(files);
    ASSERT_FALSE(packs.has_value()) << key;
    EXPECT_EQ(packs.error().message, "[[scale]] needs '" + key + "'");
    EXPECT_EQ(packs.error().line, line_of(text, "[[scale]]"));
  }
}

TEST(LawFiles, WhatIsNotThereCannotBeNamed) {
  EXPECT_EQ(error_after("law/no/consumer.toml", "share_of = \"inkassosats\"", "share_of = \"sats\"", "\"sats\""),
            "there is no table 'sats' in this pack's file of tables");
  EXPECT_EQ(error_after("law/no/consumer.toml", "amounts = \"business_compensation\"", "amounts = \"notice_share\"",
                        "amounts = \"notice_share\""),
            "the table 'notice_share' is of percentages, here an amount is needed");
  EXPECT_EQ(
      error_after("law/no/consumer.toml", "after_letter = \"collection_notice\"", "after_letter = \"varsel\"", ""),
      "the rule 'payment_demand_fee' follows the letter 'varsel', which no rule is about");
  EXPECT_EQ(error_after("law/no/consumer.toml", "replaces = \"collection_cost_light\"", "replaces = \"light\"", ""),
            "the rule 'collection_cost_heavy' replaces 'light', which is not there");
  EXPECT_EQ(
      error_after("law/dk/civil.toml", "calendar = \"calendar.toml\"", "calendar = \"kalender.toml\"", "kalender"),
      "there is no file 'law/dk/kalender.toml'");
  EXPECT_EQ(error_after("law/dk/civil.toml", "code = \"hand_over_title\"", "code = \"interest\"", ""),
            "the rule 'interest' is there twice");
  EXPECT_EQ(error_after("law/dk/civil.toml", "counting = \"day_by_day\"", "counting = \"daily\"", "daily"),
            "'daily' is not known here: one of 'commenced_month', 'day_by_day'");
}

TEST(LawFiles, ValuesOfTheWrongKindAreRefused) {
  EXPECT_EQ(error_after("law/dk/rates.toml", "value = \"8.00\"", "value = 8.00", "value = 8.00"),
            "'value' must be a text in quotation marks, and not empty");
  EXPECT_EQ(error_after("law/dk/rates.toml", "value = \"8.00\"", "value = \"8.005\"", "8.005"),
            "'value' must be a number with at most two decimals in quotation marks: \"8.05\"");
  EXPECT_EQ(error_after("law/dk/civil.toml", "from = 2013-03-01", "from = \"2013-03-01\"", "\"2013-03-01\""),
            "'from' must be a date such as 2026-01-01, without quotation marks");
  EXPECT_EQ(error_after("law/dk/civil.toml", "at_most = 3", "at_most = -3", "at_most = -3"),
            "'at_most' must be a whole number from 0 to 1000");
  EXPECT_EQ(error_after("law/dk/civil.toml", "verified = false", "verified = 0", "verified = 0"),
            "'verified' must be true or false");
  EXPECT_EQ(
      error_after("law/nl/consumer.toml", "up_to = \"5000.00\"", "up_to = \"2500.00\"", "code = \"collection_cost\""),
      "band 2 does not end above the band before");
  EXPECT_EQ(error_after("law/nl/consumer.toml", "maximum = \"6775.00\"", "maximum = \"39.00\"", "maximum = \"39.00\""),
            "'maximum' is below 'minimum'");
  EXPECT_NE(error_after("law/dk/civil.toml", "format = 1", "format = = 1", "format = = 1"), "no error");
  EXPECT_EQ(error_after("law/dk/civil.toml", "format = 1", "format = 2", "format = 2"),
            "'format' must be a whole number from 1 to 1");
}

TEST(LawSettings, ConfirmsDecidesAndSetsFees) {
  auto packs = read_packs(built_in_law_files()).value();
  base::Date const on = base::parse_date("2026-08-01").value();
  auto const count = [&] { return warnings(*find_pack(packs, "dk/civil"), on).size(); };
  std::size_t const before = count();
  LawFile const settings{"law.toml", R"(
[[confirm]]
pack = "dk/civil"
rule = "interest_start"
by = "legal department"
on = 2026-07-01
[[council]]
pack = "dk/public"
rule = "reminder_fee"
by = "council, item 12"
on = 2026-06-01
[[fee]]
pack = "dk/public"
rule = "reminder_fee"
amount = "200.00"
)"};
  auto const applied = apply_settings(packs, settings);
  ASSERT_TRUE(applied.has_value()) << applied.error().text();
  EXPECT_EQ(count() + 1, before);
  law::Fee const& fee = find_pack(packs, "dk/public")->fees[0];
  EXPECT_EQ(fee_on(fee, on), 20'000);
  EXPECT_EQ(fee.rule.council->by, "council, item 12");
}

TEST(LawSettings, WhatIsWrongChangesNothing) {
  auto const fails = [](std::string const& text, std::size_t line, std::string const& message) {
    auto packs = read_packs(built_in_law_files()).value();
    auto const applied = apply_settings(packs, {"law.toml", text});
    ASSERT_FALSE(applied.has_value()) << text;
    EXPECT_EQ(applied.error().text(), "law.toml:" + std::to_string(line) + ": " + message);
    EXPECT_FALSE(find_pack(packs, "dk/public")->fees[0].decided_minor.has_value());
  };
  fails("[[fee]]\npack = \"dk/public\"\nrule = \"reminder_fee\"\namount = \"300.00\"\n", 4,
        "300.00 is above the cap of 250.00 that counts from 1998-01-01 (gebyrloven § 2)");
  fails("[[fee]]\npack = \"dk/public\"\nrule = \"interest\"\namount = \"1.00\"\n", 3,
        "the rule 'interest' is not about a fee");
  fails("[[confirm]]\npack = \"dk/publik\"\nrule = \"interest\"\nby = \"me\"\non = 2026-01-01\n", 2,
        "there is no law pack 'dk/publik'");
  fails("[[confirm]]\npack = \"dk/public\"\nrule = \"intrest\"\nby = \"me\"\non = 2026-01-01\n", 3,
        "the pack 'dk/public' has no rule 'intrest'");
  fails("[[confirm]]\npack = \"dk/public\"\nrule = \"interest\"\non = 2026-01-01\n", 1, "[[confirm]] needs 'by'");
  fails("[confirms]\n", 1, "'confirms' has no meaning for the law settings");
}

}  // namespace
}  // namespace adapters::law_files

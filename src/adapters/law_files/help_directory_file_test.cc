// The example is read whole, and a file with a mistake is refused with its line and what to do.
#include "adapters/law_files/help_directory_file.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace adapters::law_files {
namespace {

constexpr std::string_view kGood = R"toml(format = 1
directory = "Help"
country = "DK"
[[entry]]
code = "cafe"
name = "A café"
about = { da = "Hjælper.", en = "Helps." }
needs = ["budget", "debt_advice"]
postcodes = ["8000", "8200-8299"]
languages = ["da"]
access = "both"
phone = "+45 00 11 22 33"
checked_on = 2026-11-02
)toml";

std::expected<help::Directory, LawFileError> read(std::string text) {
  return read_help_directory({"help.toml", std::move(text)});
}

/// The error after `line` was put in the place of the one that begins with `key`.
std::string error_with(std::string_view key, std::string_view line) {
  std::string text{kGood};
  std::size_t const at = text.find("\n" + std::string{key} + " =") + 1;
  text.replace(at, text.find('\n', at) - at, line);
  auto const result = read(text);
  return result ? "no error" : result.error().text();
}

TEST(HelpDirectoryFile, TheExampleIsReadAndEveryEntryOfItSaysThatItIsInvented) {
  auto const example = read_help_directory(example_help_directory());
  ASSERT_TRUE(example) << example.error().text();
  EXPECT_GE(example->entries.size(), help::kNeeds.size());
  for (help::Entry const& entry : example->entries) {
    EXPECT_TRUE(entry.example) << entry.code;
    EXPECT_TRUE(entry.name.starts_with("Eksempel: ")) << entry.name;
    EXPECT_TRUE(entry.about.contains("da") && entry.about.contains("en")) << entry.code;
    EXPECT_TRUE(entry.website.empty() || entry.website.ends_with(".invalid/")) << entry.website;
  }
  for (help::Need const need : help::kNeeds) {
    EXPECT_TRUE(std::ranges::any_of(example->entries, [&](help::Entry const& entry) {
      return std::ranges::find(entry.needs, need) != entry.needs.end();
    })) << help::name_of(need);
  }
}

TEST(HelpDirectoryFile, ReadsWhatStandsThere) {
  auto const directory = read(std::string{kGood});
  ASSERT_TRUE(directory) << directory.error().text();
  help::Entry const& entry = directory->entries.front();
  EXPECT_EQ(entry.needs, (std::vector{help::Need::kBudget, help::Need::kDebtAdvice}));
  EXPECT_EQ(entry.areas, (std::vector<help::PostcodeRange>{{"8000", "8000"}, {"8200", "8299"}}));
  EXPECT_FALSE(entry.everywhere);
  EXPECT_FALSE(entry.example);
  EXPECT_EQ(entry.access, help::Access::kBoth);
  EXPECT_EQ(base::format_date(entry.checked_on), "2026-11-02");
}

TEST(HelpDirectoryFile, AMistakeIsNamedWithItsLineAndField) {
  EXPECT_TRUE(error_with("code", "code = \"A Café\"").starts_with("help.toml:5: a code has"));
  EXPECT_TRUE(error_with("name", "").starts_with("help.toml:4: an entry needs 'name'"));
  EXPECT_TRUE(error_with("needs", "needs = [\"money\"]").starts_with("help.toml:8: 'money' is no need: one of debt_"));
  EXPECT_TRUE(error_with("needs", "needs = []").contains("'needs' must be a list of texts, and not empty"));
  EXPECT_TRUE(error_with("needs", "needs = [\"budget\", \"budget\"]").contains("'budget' stands there twice"));
  for (char const* wrong : {"8299-8200", "80-8299", "Aarhus", "8000-", "8-9-10"}) {
    EXPECT_TRUE(error_with("postcodes", "postcodes = [\"" + std::string{wrong} + "\"]").starts_with("help.toml:9: '"))
        << wrong;
  }
  EXPECT_TRUE(error_with("postcodes", "").contains("either 'postcodes' or 'everywhere = true'"));
  EXPECT_TRUE(error_with("postcodes", "postcodes = [\"8000\"]\neverywhere = true").contains("either 'postcodes' or"));
  EXPECT_TRUE(error_with("languages", "languages = [\"dansk\"]").starts_with("help.toml:10: 'dansk' is no language"));
  EXPECT_TRUE(error_with("access", "access = \"phone\"").contains("one of 'self', 'authority', 'both'"));
  EXPECT_TRUE(error_with("phone", "phone = \"tel:1\"").starts_with("help.toml:12: a telephone number"));
  EXPECT_TRUE(error_with("phone", "website = \"http://x.dk\"").contains("begins with https://"));
  EXPECT_TRUE(error_with("phone", "").contains("nobody can reach it"));
  EXPECT_TRUE(error_with("checked_on", "checked_on = \"2026-11-02\"").contains("must be a date such as"));
  EXPECT_TRUE(error_with("checked_on", "").contains("an entry needs 'checked_on'"));
  EXPECT_TRUE(error_with("about", "about = \"Helps.\"").contains("'about' must be a table"));
  EXPECT_TRUE(error_with("phone", "telephone = \"1\"").contains("help.toml:"));
}

TEST(HelpDirectoryFile, ACodeStandsThereOnceAndThereIsAnEntry) {
  std::string const entry{kGood.substr(kGood.find("[[entry]]"))};
  EXPECT_TRUE(read(std::string{kGood} + entry).error().text().contains("'cafe' stands there twice"));
  EXPECT_TRUE(read("format = 1\ndirectory = \"Help\"\ncountry = \"DK\"\n").error().text().contains("at least one"));
}

}  // namespace
}  // namespace adapters::law_files

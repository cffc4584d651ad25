// Who is found for a postcode and a need, in which order, and why.
#include "help/directory.h"

#include <gtest/gtest.h>

namespace help {
namespace {

base::Date const kToday = *base::make_date(2026, 11, 23);
constexpr std::int32_t kStaleDays = 180;

Entry entry(std::string code, std::vector<Need> needs, std::vector<PostcodeRange> areas, std::int32_t days_ago) {
  Entry made;
  made.code = std::move(code);
  made.needs = std::move(needs);
  made.areas = std::move(areas);
  made.everywhere = made.areas.empty();
  made.checked_on = {kToday.days - days_ago};
  return made;
}

std::vector<std::string> codes(Directory const& directory, Query const& query) {
  std::vector<std::string> found;
  for (Found const& each : find_help(directory, query, kToday, kStaleDays)) found.push_back(each.entry->code);
  return found;
}

using Codes = std::vector<std::string>;

Directory directory() {
  return {"",
          "DK",
          {entry("old_near", {Need::kBudget}, {{"8000", "8299"}}, 181), entry("country", {Need::kBudget}, {}, 1),
           entry("near_also", {Need::kDebtAdvice, Need::kBudget}, {{"8000", "8000"}, {"8210", "8220"}}, 2),
           entry("near_main", {Need::kBudget, Need::kLegalAid}, {{"8000", "8999"}}, 180),
           entry("near_newer", {Need::kBudget}, {{"80", "82"}}, 3),
           entry("elsewhere", {Need::kBudget}, {{"9000", "9000"}}, 1),
           entry("other_need", {Need::kHousing}, {{"8000", "8999"}}, 1)}};
}

TEST(FindHelp, TheNearestThatAreMostForItAndCheckedLastComeFirst) {
  EXPECT_EQ(codes(directory(), {"8000", Need::kBudget}),
            (Codes{"near_newer", "near_main", "near_also", "country", "old_near"}));
}

TEST(FindHelp, AnEntryIsStaleTheDayAfterItsLastAndComesAfterAllOthers) {
  auto const found = find_help(directory(), {"8000", Need::kBudget}, kToday, kStaleDays);
  EXPECT_TRUE(found.back().stale);
  EXPECT_EQ(std::ranges::count_if(found, &Found::stale), 1) << "180 days is still in time";
}

TEST(FindHelp, WithoutAPostcodeOnlyTheWholeCountryAndWithoutANeedAnything) {
  EXPECT_EQ(codes(directory(), {"", Need::kBudget}), Codes{"country"});
  EXPECT_EQ(codes(directory(), {"9000", std::nullopt}), (Codes{"elsewhere", "country"}));
  EXPECT_EQ(codes(directory(), {"1000", Need::kHousing}), Codes{});
}

TEST(FindHelp, SaysWhy) {
  Directory const all = directory();
  Query const query{"8215", Need::kBudget};
  auto const found = find_help(all, query, kToday, kStaleDays);
  std::vector<std::string> why;
  for (Found const& each : found) why.push_back(explain(each, query));
  EXPECT_EQ(why, (std::vector<std::string>{
                     "near (80-82); what it is most for; checked 3 days ago",
                     "near (8000-8999); what it is most for; checked 180 days ago",
                     "near (8210-8220); one of the things it is for; checked 2 days ago",
                     "in the whole country; what it is most for; checked 1 day ago",
                     "near (8000-8299); what it is most for; checked 181 days ago, which is too long: last of all"}));
}

// Property: whatever the order in the file, the answer is the same.
TEST(FindHelp, TheOrderOfTheFileDoesNotMatter) {
  Directory turned = directory();
  Query const query{"8000", std::nullopt};
  Codes const expected = codes(turned, query);
  for (std::size_t i = 0; i < turned.entries.size(); ++i) {
    std::ranges::rotate(turned.entries, turned.entries.begin() + 1);
    EXPECT_EQ(codes(turned, query), expected) << i;
  }
}

TEST(Postcodes, AreTidiedAndComparedByTheirBeginning) {
  EXPECT_EQ(tidy_postcode(" 8000 "), "8000");
  EXPECT_EQ(tidy_postcode("1012 ab"), "1012AB");
  for (std::string_view const wrong : {"", " ", "8", "Aarhus", "80-00", "12345678901", "8000<", "å8000"}) {
    EXPECT_FALSE(tidy_postcode(wrong)) << wrong;
  }
  PostcodeRange const range{"1000", "1099"};
  EXPECT_TRUE(range.covers("1012AB"));
  EXPECT_TRUE(range.covers("1099"));
  EXPECT_FALSE(range.covers("1100"));
  EXPECT_FALSE(range.covers("109"));
}

TEST(HelpTexts, FallBackToEnglishAndThenToAnything) {
  EXPECT_EQ(text_in({{"da", "a"}, {"en", "b"}}, "da"), "a");
  EXPECT_EQ(text_in({{"da", "a"}, {"en", "b"}}, "nl"), "b");
  EXPECT_EQ(text_in({{"da", "a"}}, "en"), "a");
  EXPECT_EQ(text_in({}, "en"), "");
}

TEST(Needs, HaveNamesThatAreRead) {
  for (Need const need : kNeeds) EXPECT_EQ(need_named(name_of(need)), need);
  EXPECT_FALSE(need_named("money"));
}

}  // namespace
}  // namespace help

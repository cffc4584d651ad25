#include "adapters/law_files/authority_law.h"

#include <gtest/gtest.h>

#include "adapters/law_files/pack_reader.h"

namespace adapters::law_files {
namespace {

auto read(std::string const& text) {
  auto packs = read_packs(built_in_law_files());
  EXPECT_TRUE(packs);
  return read_authority_law(std::move(*packs), {}, {"law.toml", text});
}

TEST(AuthorityLaw, ChoosesAPackForEachTypeAndKeepsOnlyThose) {
  auto const law = read(R"(
format = 1
[[type]]
type = "*"
pack = "dk/public"
[[type]]
type = "library_fee"
pack = "dk/civil"
due_agreed = false
limitation = "special"
interest_from = 2026-01-01
[[fee]]
pack = "dk/public"
rule = "reminder_fee"
amount = "150.00"
)");
  ASSERT_TRUE(law) << law.error().text();
  ASSERT_EQ(law->packs.size(), 2U);
  EXPECT_EQ(law->packs[1].code, "dk/public");
  EXPECT_EQ(law->packs[1].fees[0].decided_minor, 15'000);
  EXPECT_TRUE(law->types.at("*").due_agreed);
  engine::TypeLaw const& library = law->types.at("library_fee");
  EXPECT_FALSE(library.due_agreed);
  EXPECT_EQ(library.basis, "special");
  EXPECT_EQ(library.interest_from, base::parse_date("2026-01-01"));

  engine::LawBook book;
  book.set({7}, *law);
  EXPECT_EQ(book.find({7}, "library_fee")->pack->code, "dk/civil");
  EXPECT_EQ(book.find({7}, "day_care")->pack->code, "dk/public");
  EXPECT_FALSE(book.find({8}, "day_care"));
}

TEST(AuthorityLaw, SaysWhatIsWrongAndWhere) {
  struct Case {
    char const* text;
    char const* said;
  };
  for (auto const& [text, said] : {
           Case{"format = 1\n", "no claim type has a law"},
           Case{"format = 2\n[[type]]\ntype = '*'\npack = 'dk/public'\n", "law.toml:1"},
           Case{"format = 1\n[[type]]\ntype = '*'\npack = 'dk/publik'\n",
                "law.toml:4: there is no law pack 'dk/publik'"},
           Case{"format = 1\n[[type]]\ntype = '*'\npack = 'dk/public'\n[[type]]\ntype = '*'\npack = 'dk/civil'\n",
                "the type '*' is there twice"},
           Case{"format = 1\n[[type]]\ntype = '*'\npack = 'dk/public'\nlimitation = 'never'\n", "no limitation period"},
           Case{"format = 1\n[[type]]\ntype = '*'\npack = 'dk/public'\ninterest = 3\n", "interest"},
           Case{"format = 1\n[[type]]\ntype = '*'\npack = 'dk/public'\n[[fee]]\npack = 'dk/public'\n"
                "rule = 'reminder_fee'\namount = '250.01'\n",
                "law.toml:8"},
           Case{"format = 1\n[[type]\n", "law.toml:2"},
       }) {
    auto const law = read(text);
    ASSERT_FALSE(law) << text;
    EXPECT_NE(law.error().text().find(said), std::string::npos) << law.error().text();
  }
}

}  // namespace
}  // namespace adapters::law_files

// The packs that are part of the program give the known answers, and a file with a mistake is refused with its line.
#include "adapters/law_files/affordability_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "arrangements/affordability.h"

namespace adapters::law_files {
namespace {

using namespace arrangements;

base::Date day(std::string_view text) { return base::parse_date(text).value(); }

LawFile const& file_of(std::string const& name) {
  return *std::ranges::find(built_in_affordability_files(), name, &LawFile::name);
}
AffordabilityPack pack_of(std::string const& country) {
  return read_affordability_pack(file_of("affordability/" + country + ".toml")).value();
}

Household household(std::int64_t net_income_minor, Partner partner = Partner::kNone, std::vector<int> ages = {}) {
  return {net_income_minor, partner, std::move(ages), 0, 0};
}

bool warns(Affordability const& found, std::string const& part) {
  return std::ranges::any_of(
      found.warnings, [&](arrangements::AffordabilityWarning const& each) { return each.message.contains(part); });
}

TEST(DanishAffordability, TheExampleOfBorgerDkFor2024) {
  MinimumRow const* const row = row_on(pack_of("dk").minimum->rows, day("2024-06-01"));
  ASSERT_NE(row, nullptr);
  MinimumToLiveOn const keeps = minimum_to_live_on(*row, household(0, Partner::kWithIncome, {1, 6}));
  EXPECT_EQ(keeps.adults_minor, 614'000);
  EXPECT_EQ(keeps.children_minor, 449'000);
}

TEST(DanishAffordability, EdgesOfTheTableOf2026) {
  InstalmentTable const table = pack_of("dk").tables.front();
  ASSERT_EQ(table.bands.size(), 66U);
  struct Edge {
    std::int64_t yearly_kroner;
    int without_before, with_before, without, with;
  };
  for (Edge const& edge : {Edge{145'460, 4, 3, 5, 3}, Edge{181'390, 5, 3, 6, 4}, Edge{186'530, 6, 4, 7, 4},
                           Edge{222'460, 13, 4, 14, 5}, Edge{304'590, 29, 20, 30, 21}, Edge{407'270, 49, 40, 50, 41},
                           Edge{458'610, 59, 50, 60, 51}, Edge{504'800, 60, 59, 60, 60}}) {
    std::int64_t const minor = edge.yearly_kroner * 100;
    EXPECT_EQ(percent_of(table, minor - 1, Dependants::kNone), edge.without_before) << edge.yearly_kroner;
    EXPECT_EQ(percent_of(table, minor - 1, Dependants::kSome), edge.with_before) << edge.yearly_kroner;
    EXPECT_EQ(percent_of(table, minor, Dependants::kNone), edge.without) << edge.yearly_kroner;
    EXPECT_EQ(percent_of(table, minor, Dependants::kSome), edge.with) << edge.yearly_kroner;
  }
  // 7 percent of 186,530 is 13,057.10; a twelfth is 1,088.09.
  EXPECT_EQ(instalment_by_table(table, 18'653'000, Dependants::kNone), 105'000);
  // 60 percent of 1,200,000 is 720,000; a twelfth is 60,000.
  EXPECT_EQ(instalment_by_table(table, 120'000'000, Dependants::kSome), 6'000'000);
  EXPECT_EQ(instalment_by_table(table, 1'000'000, Dependants::kNone), 5'000) << "33.33 is raised to the smallest";
}

/// The rows of the researched list that are about ability to pay, by kind and day, in hundredths.
std::map<std::string, std::int64_t> read_list() {
  std::ifstream file{FAIRDUE_SOURCE_DIR "/../shared/domain/rates.csv"};
  std::map<std::string, std::int64_t> found;
  for (std::string line; std::getline(file, line);) {
    std::istringstream cells{line};
    std::string country, kind, from, value;
    for (std::string* cell : {&country, &kind, &from, &value}) std::getline(cells, *cell, ',');
    if (auto const number = base::parse_amount(value, {'.', '\0'})) found[kind + " " + from] = *number;
  }
  return found;
}

TEST(DanishAffordability, EveryBandEdgeOfTheResearchedList) {
  auto const list = read_list();
  if (list.empty()) GTEST_SKIP() << "the list of researched rates is not beside this checkout";
  InstalmentTable const table = pack_of("dk").tables.front();
  int edges = 0;
  std::int64_t before[2] = {-1, -1};
  for (Band const& band : table.bands) {
    std::string const edge = ".netto_fra_" + std::to_string(band.net_from_minor / 100) + " 2026-01-01";
    auto const without = list.find("afdragsprocent_uden_forsoergerpligt" + edge);
    auto const with = list.find("afdragsprocent_med_forsoergerpligt" + edge);
    ASSERT_TRUE(without != list.end() && with != list.end()) << edge;
    EXPECT_EQ(percent_of(table, band.net_from_minor, Dependants::kNone) * 100, without->second) << edge;
    EXPECT_EQ(percent_of(table, band.net_from_minor, Dependants::kSome) * 100, with->second) << edge;
    if (band.net_from_minor > 0) {
      EXPECT_EQ(percent_of(table, band.net_from_minor - 1, Dependants::kNone) * 100, before[0]) << edge;
      EXPECT_EQ(percent_of(table, band.net_from_minor - 1, Dependants::kSome) * 100, before[1]) << edge;
    }
    before[0] = without->second;
    before[1] = with->second;
    ++edges;
  }
  EXPECT_EQ(edges, 66);
  auto const listed =
      std::ranges::count_if(list, [](auto const& row) { return row.first.starts_with("afdragsprocent"); });
  EXPECT_EQ(listed, 2 * edges) << "the list has a band that the pack has not";
}

TEST(DanishAffordability, EveryAmountOfTheResearchedList) {
  auto const list = read_list();
  if (list.empty()) GTEST_SKIP() << "the list of researched rates is not beside this checkout";
  AffordabilityPack const pack = pack_of("dk");
  auto const listed = [&](std::string const& kind, base::Date from) {
    auto const found = list.find(kind + " " + base::format_date(from));
    return found == list.end() ? -1 : found->second;
  };
  ASSERT_EQ(pack.minimum->rows.size(), 4U);
  for (MinimumRow const& row : pack.minimum->rows) {
    EXPECT_EQ(row.single_minor, listed("raadighedsbeloeb_enlig", row.from));
    EXPECT_EQ(row.partner_minor, listed("raadighedsbeloeb_tillaeg_aegtefaelle", row.from));
    EXPECT_EQ(row.child_under_2_minor, listed("raadighedsbeloeb_barn_0_1", row.from));
    EXPECT_EQ(row.child_2_to_6_minor, listed("raadighedsbeloeb_barn_2_6", row.from));
    EXPECT_EQ(row.child_7_to_17_minor, listed("raadighedsbeloeb_barn_7_17", row.from));
  }
  ASSERT_EQ(pack.low_income->rows.size(), 3U);
  for (LowIncomeRow const& row : pack.low_income->rows) {
    EXPECT_EQ(row.without_minor, listed("lavindkomstgraense_uden_forsoergerpligt", row.from));
    EXPECT_EQ(row.with_minor, listed("lavindkomstgraense_med_forsoergerpligt", row.from));
  }
  ProtectedIncome const dutch = *pack_of("nl").protected_income;
  ProtectedRow const& row = dutch.rows.at(0);
  EXPECT_EQ(dutch.percent * 100, listed("beslagvrije_voet_laag_inkomen", dutch.rule.in_force_from));
  EXPECT_EQ(row.single_minor, listed("beslagvrije_voet_maximum_alleenstaande", row.from));
  EXPECT_EQ(row.single_with_children_minor, listed("beslagvrije_voet_maximum_alleenstaande_met_kinderen", row.from));
  EXPECT_EQ(row.couple_minor, listed("beslagvrije_voet_maximum_gehuwd", row.from));
  EXPECT_EQ(row.couple_with_children_minor, listed("beslagvrije_voet_maximum_gehuwd_met_kinderen", row.from));
}

TEST(DanishAffordability, AMissingYearUsesTheOneBeforeAndWarns) {
  AffordabilityPack const pack = pack_of("dk");
  auto const found = assess_affordability(pack, household(2'000'000), day("2025-05-01")).value();
  EXPECT_FALSE(found.instalment_minor);
  EXPECT_EQ(found.minimum_to_live_on_minor, 724'000);
  EXPECT_TRUE(warns(found, "2025-05-01 are not known"));
  EXPECT_TRUE(warns(found, "no instalment is proposed"));
  auto const later = assess_affordability(pack, household(2'000'000), day("2027-01-01")).value();
  EXPECT_TRUE(warns(later, "2027-01-01 are not known"));
  EXPECT_EQ(assess_affordability(pack, household(0), day("2019-12-31")).error(), AffordabilityError::kBeforeFirstDay);
}

TEST(DanishAffordability, AWholeHouseholdOf2026) {
  // 240,000 a year with dependants: 8 percent is 19,200; a twelfth is 1,600. A couple's half is 6,680.
  Household people = household(2'000'000, Partner::kWithIncome, {1, 6});
  people.housing_minor = 700'000;
  auto const found = assess_affordability(pack_of("dk"), people, day("2026-11-01")).value();
  EXPECT_EQ(found.instalment_minor, 160'000);
  EXPECT_EQ(found.minimum_to_live_on_minor, 668'000 + 215'000 + 274'000);
  EXPECT_EQ(found.left_to_live_on_minor, 1'140'000);
  EXPECT_TRUE(warns(found, "would take 170.00 DKK"));
}

TEST(DutchAffordability, WarnsOfAmountsThatAreNotKnown) {
  AffordabilityPack const pack = pack_of("nl");
  auto const known = assess_affordability(pack, household(250'000), day("2024-01-15")).value();
  EXPECT_EQ(known.instalment_minor, 50'379);
  EXPECT_FALSE(warns(known, "are not known"));
  EXPECT_TRUE(warns(assess_affordability(pack, household(250'000), day("2026-01-15")).value(), "are not known"));
  auto const before = assess_affordability(pack, household(250'000), day("2022-01-15")).value();
  EXPECT_EQ(before.instalment_minor, 12'500);
  EXPECT_TRUE(warns(before, "are not known"));
}

std::string error_after(std::string const& what, std::string const& with) {
  std::string text = file_of("affordability/dk.toml").text;
  auto const at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  text.replace(at, what.size(), with);
  auto const read = read_affordability_pack({"a.toml", text});
  return read ? "" : read.error().text();
}

TEST(AffordabilityFile, AMistakeIsRefusedWithItsLine) {
  EXPECT_EQ(error_after("format = 1", "format = 1"), "");
  EXPECT_TRUE(error_after("without = 4,", "without = 61,").contains("from 0 to 60"));
  EXPECT_TRUE(error_after("net_from = \"145460\"", "net_from = \"0\"").contains("each other one above"));
  EXPECT_TRUE(error_after("net_from = \"0\"", "net_from = \"1\"").contains("first band begins"));
  EXPECT_TRUE(error_after("section = \"§ 11\"\n", "").contains("needs 'section'"));
  EXPECT_TRUE(error_after("single = \"7010\"", "single = \"0\"").contains("above zero"));
  EXPECT_TRUE(error_after("known_until = 2020-12-31", "known_until = 2023-01-01").contains("before the one above"));
  EXPECT_TRUE(error_after("known_until = 2020-12-31", "known_until = 2019-12-31").contains("before 'from'"));
  EXPECT_TRUE(error_after("[minimum_amounts]", "[minimum]").contains("[minimum_amounts]"));
  EXPECT_TRUE(error_after("\"DKK\"", "\"kr\"").contains("a.toml:11"));
}

}  // namespace
}  // namespace adapters::law_files

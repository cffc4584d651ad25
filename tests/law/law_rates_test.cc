// The shipped values against the list of researched rates, row by row, where that list is at hand.
#include <gtest/gtest.h>

#include <fstream>

#include "adapters/law_files/pack_reader.h"
#include "tests/law/law_table.h"

namespace tests {
namespace {

struct ListedRate {
  std::string country, kind;
  base::Date from;
  std::int64_t hundredths = 0;
};

std::vector<ListedRate> read_list() {
  std::ifstream file{FAIRDUE_SOURCE_DIR "/../shared/domain/rates.csv"};
  std::vector<ListedRate> rates;
  for (std::string line; std::getline(file, line);) {
    std::istringstream cells{line};
    std::string country, kind, from, value;
    for (std::string* cell : {&country, &kind, &from, &value}) std::getline(cells, *cell, ',');
    auto const date = base::parse_date(from);
    auto const number = base::parse_amount(value, {'.', '\0'});
    if (date && number) rates.push_back({country, kind, *date, *number});
  }
  return rates;
}

law::Pack const& pack(std::string const& code) { return *adapters::law_files::find_pack(built_in_packs(), code); }

std::int64_t interest_on(std::string const& code, law::DebtorClass debtor, base::Date date) {
  law::DatedValue const* row = row_on(interest_rule(pack(code), debtor)->rates, date);
  return row == nullptr ? -1 : row->value;
}

std::int64_t fee_of(std::string const& code, std::string const& letter, base::Date date) {
  auto const& fees = pack(code).fees;
  return fee_on(*std::ranges::find(fees, letter, &law::Fee::letter), date).value_or(-1);
}

/// What the packs say; nothing if they have no such thing.
std::optional<std::int64_t> shipped(ListedRate const& listed) {
  using enum law::DebtorClass;
  std::string const kind = listed.country + " " + listed.kind;
  if (kind == "DK morarente_renteloven_5") return interest_on("dk/civil", kConsumer, listed.from);
  if (kind == "DK gebyrloven_rente") return interest_on("dk/public", kConsumer, listed.from);
  if (kind == "DK rykkergebyr_offentligretlig_max") return fee_of("dk/public", "reminder", listed.from);
  if (kind == "DK gebyr_underretning_udlaeg_kommune_max") return fee_of("dk/public", "enforcement_notice", listed.from);
  if (kind == "DK rykkergebyr_civilretlig_max") return fee_of("dk/civil", "reminder", listed.from);
  if (kind == "DK inkassogebyr_civilretlig") return fee_of("dk/civil", "collection_letter", listed.from);
  if (kind == "DK kompensation_b2b") return fee_of("dk/civil", "compensation", listed.from);
  if (kind == "NO forsinkelsesrente") return interest_on("no/consumer", kConsumer, listed.from);
  if (kind == "NO purregebyr_inkassovarsel") return fee_of("no/consumer", "reminder", listed.from);
  if (kind == "NO betalingsoppfordring_egen") return fee_of("no/consumer", "payment_demand", listed.from);
  if (kind == "NO standardkompensasjon_b2b") return fee_of("no/consumer", "compensation", listed.from);
  if (kind == "NL wettelijke_rente_consument") return interest_on("nl/consumer", kConsumer, listed.from);
  if (kind == "NL handelsrente") return interest_on("nl/consumer", kBusiness, listed.from);
  bool const light = kind.starts_with("NO salaer_lett_forbruker.hovedstol_til_");
  if (light || kind.starts_with("NO salaer_tungt_forbruker.hovedstol_til_")) {
    std::string const band = kind.substr(kind.rfind('_') + 1);
    bool const above = kind.find("_over_") != std::string::npos;
    std::int64_t const principal = base::parse_amount(band, {'.', '\0'}).value() + (above ? 1 : 0);
    return cost_of(pack("no/consumer").scales[light ? 0 : 1], {principal});
  }
  if (kind == "NL bik_minimum") return cost_of(pack("nl/consumer").scales[0], {1});
  if (kind == "NL bik_maximum") return cost_of(pack("nl/consumer").scales[0], {base::kMoneyLimitMinor});
  return std::nullopt;
}

TEST(LawRates, EqualTheListedOnes) {
  std::vector<ListedRate> const list = read_list();
  if (list.empty()) GTEST_SKIP() << "the list of researched rates is not beside this checkout";
  int compared = 0;
  for (ListedRate const& listed : list) {
    auto const found = shipped(listed);
    if (!found) continue;
    ++compared;
    EXPECT_EQ(*found, listed.hundredths) << listed.country << " " << listed.kind << " "
                                         << base::format_date(listed.from);
  }
  EXPECT_GT(compared, 90);
}

}  // namespace
}  // namespace tests

#include "arrangements/affordability_pack.h"

#include <algorithm>

namespace arrangements {

base::Date AffordabilityPack::first_day() const {
  if (minimum) return minimum->rows.front().from;
  return protected_income->rule.in_force_from;
}

InstalmentTable const* table_on(AffordabilityPack const& pack, base::Date on) {
  InstalmentTable const* found = nullptr;
  for (InstalmentTable const& table : pack.tables) {
    if (table.rule.in_force_from <= on) found = &table;
  }
  return found;
}

int percent_of(InstalmentTable const& table, std::int64_t yearly_net_minor, Dependants dependants) {
  auto const after = std::ranges::upper_bound(table.bands, yearly_net_minor, {}, &Band::net_from_minor);
  Band const& band = *std::prev(after);
  return dependants == Dependants::kSome ? band.percent_with : band.percent_without;
}

std::int64_t instalment_by_table(InstalmentTable const& table, std::int64_t yearly_net_minor, Dependants dependants) {
  constexpr std::int64_t kHundredTwelfths = 100 * 12;
  std::int64_t const exact = yearly_net_minor * percent_of(table, yearly_net_minor, dependants) / kHundredTwelfths;
  std::int64_t const rounded = exact - exact % table.round_down_to_minor;
  if (rounded >= table.smallest_minor) return rounded;
  bool const above_highest = table.smallest_minor > yearly_net_minor * table.highest_percent / kHundredTwelfths;
  return above_highest ? 0 : table.smallest_minor;
}

}  // namespace arrangements

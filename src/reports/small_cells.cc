#include "reports/small_cells.h"

#include <algorithm>

namespace reports {

std::vector<bool> hidden_parts(std::span<Cell const> parts) {
  std::vector<bool> hidden;
  for (Cell const& part : parts) hidden.push_back(part.is_small());
  if (std::ranges::count(hidden, true) != 1) return hidden;
  // The smallest of the others; where there is none, the total says how many it is and cannot be shown either.
  std::size_t other = parts.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (hidden[i] || parts[i].count == 0) continue;
    if (other == parts.size() || parts[i].people.size() < parts[other].people.size()) other = i;
  }
  if (other < parts.size()) hidden[other] = true;
  return hidden;
}

bool can_be_shown(Cell const& part, Cell const& whole) {
  if (part.is_small() || whole.is_small()) return false;
  if (part.count == whole.count) return true;
  // Somebody with two of what is counted may stand on both sides: only whoever stands on the other side alone counts.
  std::size_t left = 0;
  for (base::DebtorId const debtor : whole.people) left += part.people.contains(debtor) ? 0U : 1U;
  return left >= kFewestPeople;
}

}  // namespace reports

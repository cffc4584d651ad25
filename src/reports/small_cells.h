// What is counted about few people is not shown: whoever knows one of them would learn something about that person.
//
// A cell is hidden if it holds one to four people; none is no secret. In a table whose parts add up to a total that is
// shown, one hidden part could be worked out from the others, so a second one is hidden with it.
// Units: people are debtors, each counted once; `count` is of whatever is counted (plans, fees, people).
// Pure.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "base/identifiers.h"

namespace reports {

inline constexpr std::size_t kFewestPeople = 5;

struct Cell {
  std::int64_t count = 0;
  std::set<base::DebtorId> people;
  void add(base::DebtorId debtor) {
    ++count;
    people.insert(debtor);
  }
  [[nodiscard]] bool is_small() const { return !people.empty() && people.size() < kFewestPeople; }
};

/// Of parts that add up to a total that is shown: which are not to be shown.
[[nodiscard]] std::vector<bool> hidden_parts(std::span<Cell const> parts);

/// Whether a part of a whole can be shown beside the whole: neither the part nor what is left of the whole is small.
[[nodiscard]] bool can_be_shown(Cell const& part, Cell const& whole);

}  // namespace reports

// What each instalment covers of each claim, as a caseworker with a calendar and a pocket calculator would reckon it:
// interest up to the date, then the payment in the lawful order, until nothing is left.
//
// Units: minor units; days since 1970.
#pragma once

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "simulation/naive_books.h"

namespace simulation {

struct NaiveShares {
  std::vector<std::map<std::int64_t, std::int64_t>> parts;  // by instalment and claim
  std::int64_t left = 0;                                    // of the claims after the last instalment
  std::int64_t over = 0;                                    // of the instalments
};

/// `sizes`: day and amount of each. The claims as they are in the books.
[[nodiscard]] NaiveShares naive_shares(NaiveBooks const& books, std::set<std::int64_t> const& claims,
                                       std::vector<std::pair<std::int32_t, std::int64_t>> const& sizes);

}  // namespace simulation

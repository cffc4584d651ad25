#include "help/need.h"

#include <algorithm>

namespace help {

namespace {

constexpr std::array<std::string_view, kNeeds.size()> kNames = {
    "debt_advice", "budget", "benefits", "housing", "food", "mental_health", "addiction", "legal_aid"};

}  // namespace

std::string_view name_of(Need need) { return kNames[index_of(need)]; }

std::optional<Need> need_named(std::string_view name) {
  auto const found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return kNeeds[static_cast<std::size_t>(found - kNames.begin())];
}

}  // namespace help

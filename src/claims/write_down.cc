#include "claims/write_down.h"

#include <algorithm>
#include <array>

namespace claims {

namespace {

constexpr std::array<std::string_view, 8> kNames = {"uncollectable", "limitation", "deceased",     "bankruptcy",
                                                    "debt_relief",   "goodwill",   "small_amount", "settlement"};

}  // namespace

std::string_view name_of(WriteDownReason reason) { return kNames[static_cast<std::size_t>(reason) - 1]; }

std::optional<WriteDownReason> write_down_reason(std::string_view name) {
  auto const found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<WriteDownReason>(found - kNames.begin() + 1);
}

}  // namespace claims

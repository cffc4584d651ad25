#include "help/policy.h"

namespace help {

namespace {

constexpr std::int32_t kMostDays = 730;

bool within(std::int32_t days, std::int32_t least) { return days >= least && days <= kMostDays; }

}  // namespace

bool is_usable(Policy const& policy) {
  return within(policy.longest_days, 1) && within(policy.soon_days, 0) && within(policy.fresh_days, 0) &&
         within(policy.stale_days, 1);
}

}  // namespace help

#include "apps/ability_settings.h"

namespace apps {

namespace {

using arrangements::AbilityPolicy;

constexpr PolicyField<AbilityPolicy> kFields[] = {
    {"keep_days", "days that answers are kept by consent; after that they are deleted",
     [](AbilityPolicy const& p) { return std::int64_t{p.keep_days}; },
     [](AbilityPolicy& p, std::int64_t value) { p.keep_days = static_cast<std::int32_t>(value); }},
};

}  // namespace

PolicySettings<AbilityPolicy> const& ability_settings() {
  static PolicySettings<AbilityPolicy> const kSettings{"ability_policy", "an authority", kFields,
                                                       arrangements::is_usable};
  return kSettings;
}

AbilityPolicy ability_policy(ports::Authority const& authority) { return ability_settings().read(authority, {}); }

}  // namespace apps

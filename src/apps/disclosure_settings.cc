#include "apps/disclosure_settings.h"

namespace apps {

namespace {

constexpr PolicyField<DisclosurePolicy> kFields[] = {
    {"in_portal", "1: people agree by themselves, in the portal, on being told of and planned with; 0: staff record it",
     [](DisclosurePolicy const& p) { return std::int64_t{p.in_portal}; },
     [](DisclosurePolicy& p, std::int64_t value) { p.in_portal = static_cast<std::int32_t>(value); }, 1},
};

bool is_usable(DisclosurePolicy const&) { return true; }

}  // namespace

PolicySettings<DisclosurePolicy> const& disclosure_settings() {
  static PolicySettings<DisclosurePolicy> const kSettings{"disclosure_policy", "an authority", kFields, is_usable};
  return kSettings;
}

DisclosurePolicy disclosure_policy(ports::Authority const& authority) {
  return disclosure_settings().read(authority, {});
}

}  // namespace apps

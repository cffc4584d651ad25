// What an authority has decided about telling others, and being told, what its debtors owe: figures under
// "disclosure_policy" in its settings.
#pragma once

#include "apps/policy_settings.h"

namespace apps {

struct DisclosurePolicy {
  /// 1: people may agree in the portal, by themselves, that this authority and others of the installation tell each
  /// other what they owe, and plan with all of them. 0: staff record every consent.
  std::int32_t in_portal = 0;
};

[[nodiscard]] PolicySettings<DisclosurePolicy> const& disclosure_settings();
[[nodiscard]] DisclosurePolicy disclosure_policy(ports::Authority const& authority);

}  // namespace apps

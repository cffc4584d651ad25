// What an authority has decided about plans, from its settings (an object under "arrangement_policy"; what is not there
// is the default) to the engine's policy.
#pragma once

#include "apps/policy_settings.h"
#include "arrangements/policy.h"

namespace apps {

[[nodiscard]] PolicySettings<arrangements::Policy> const& arrangement_settings();

/// Of an authority that has said nothing: amounts in kroner, or about as much in euro.
[[nodiscard]] arrangements::Policy default_policy(base::Currency const& currency);
/// What is no number, or cannot be lived with, is the default.
[[nodiscard]] arrangements::Policy arrangement_policy(ports::Authority const& authority);

}  // namespace apps

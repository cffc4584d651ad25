// For how long an authority keeps what people told about what they can pay, from its settings (an object under
// "ability_policy"; what is not there is the default).
#pragma once

#include "apps/policy_settings.h"
#include "arrangements/ability_statement.h"

namespace apps {

[[nodiscard]] PolicySettings<arrangements::AbilityPolicy> const& ability_settings();

/// What is no number, or cannot be lived with, is the default.
[[nodiscard]] arrangements::AbilityPolicy ability_policy(ports::Authority const& authority);

/// Shown wherever the figure is.
inline constexpr char kAbilityWarning[] =
    "no law known to this program names these days: keep no longer than the purpose needs, and have them decided";

}  // namespace apps

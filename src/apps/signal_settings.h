// What an authority takes for a sign that somebody may need help, from its settings (an object under "signal_policy";
// what is not there is the default).
#pragma once

#include "apps/policy_settings.h"
#include "help/signals.h"

namespace apps {

[[nodiscard]] PolicySettings<help::SignalPolicy> const& signal_settings();
/// Of an authority that has said nothing: amounts in kroner, or about as much in euro.
[[nodiscard]] help::SignalPolicy default_signal_policy(base::Currency const& currency);
/// What is no number, or cannot be lived with, is the default.
[[nodiscard]] help::SignalPolicy signal_policy(ports::Authority const& authority);

/// Shown wherever the figures are: they are nobody's law.
inline constexpr char kSignalWarning[] =
    "no law known to this program says what a sign of need is: the defaults are our choice; have them decided";

}  // namespace apps

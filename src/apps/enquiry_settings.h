// What an authority has promised itself about enquiries, from its settings (an object under "enquiry_policy"; what is
// not there is the default) to the engine's policy.
#pragma once

#include "apps/policy_settings.h"
#include "enquiries/policy.h"

namespace apps {

[[nodiscard]] PolicySettings<enquiries::Policy> const& enquiry_settings();

/// What is no number, or cannot be lived with, is the default.
[[nodiscard]] enquiries::Policy enquiry_policy(ports::Authority const& authority);

/// Shown wherever the figures are: they are nobody's law.
inline constexpr char kEnquiryWarning[] =
    "no law known to this program names these days: they are what the authority promises itself; have them decided";

}  // namespace apps

// What an authority has agreed on with the direct debit scheme, from its settings: an object of numbers under
// "direct_debit_policy"; what is not there is the default, and without a creditor's number there is no direct debit.
#pragma once

#include "apps/policy_settings.h"
#include "payments/direct_debit_policy.h"

namespace apps {

[[nodiscard]] PolicySettings<payments::DirectDebitPolicy> const& direct_debit_settings();
/// What is no number, or cannot be used, is the default.
[[nodiscard]] payments::DirectDebitPolicy direct_debit_policy(ports::Authority const& authority);

/// Shown wherever deliveries are.
inline constexpr char kDirectDebitWarning[] =
    "the layout of the records and the scheme's deadlines come from public implementations, not from the scheme: "
    "compare "
    "them with the specification that comes with your agreement before you deliver anything";

}  // namespace apps

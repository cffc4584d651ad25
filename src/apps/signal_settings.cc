#include "apps/signal_settings.h"

namespace apps {

namespace {

using help::SignalPolicy;

template <std::int32_t SignalPolicy::* kMember>
constexpr PolicyField<SignalPolicy> field(std::string_view name, std::string_view help) {
  return {name, help, [](SignalPolicy const& p) { return std::int64_t{p.*kMember}; },
          [](SignalPolicy& p, std::int64_t value) { p.*kMember = static_cast<std::int32_t>(value); }};
}

constexpr PolicyField<SignalPolicy> kFields[] = {
    field<&SignalPolicy::new_arrears>("new_arrears", "so many claims newly in arrears are a sign"),
    field<&SignalPolicy::new_arrears_days>("new_arrears_days", "in so many days"),
    field<&SignalPolicy::broken_plans>("broken_plans", "so many broken plans are a sign"),
    field<&SignalPolicy::broken_days>("broken_days", "in so many days"),
    {"small_open_minor", "arrears of at most so much are little",
     [](SignalPolicy const& p) { return p.small_open_minor; },
     [](SignalPolicy& p, std::int64_t value) { p.small_open_minor = value; }},
    field<&SignalPolicy::small_open_days>("small_open_days", "and a sign if they stay open for so many days"),
    field<&SignalPolicy::deferrals>("deferrals", "asking for more time so often is a sign"),
    field<&SignalPolicy::deferral_days>("deferral_days", "in so many days"),
    field<&SignalPolicy::asked_days>("asked_days", "having asked for help is a sign for so many days"),
};

}  // namespace

PolicySettings<SignalPolicy> const& signal_settings() {
  static PolicySettings<SignalPolicy> const kSettings{"signal_policy", "an authority", kFields, help::is_usable};
  return kSettings;
}

SignalPolicy default_signal_policy(base::Currency const& currency) {
  SignalPolicy policy;
  if (currency.code() == "EUR") policy.small_open_minor = 150'00;
  return policy;
}

SignalPolicy signal_policy(ports::Authority const& authority) {
  return signal_settings().read(authority, default_signal_policy(authority.currency));
}

}  // namespace apps

#include "apps/arrangement_settings.h"

namespace apps {

namespace {

using arrangements::Policy;

constexpr PolicyField<Policy> kFields[] = {
    {"smallest_instalment_minor", "the smallest instalment; the last one may be smaller",
     [](Policy const& p) { return std::int64_t{p.smallest_instalment_minor}; },
     [](Policy& p, std::int64_t value) { p.smallest_instalment_minor = value; }},
    {"largest_total_minor", "the most that may be owed",
     [](Policy const& p) { return std::int64_t{p.largest_total_minor}; },
     [](Policy& p, std::int64_t value) { p.largest_total_minor = value; }},
    {"longest_months", "months from the day it is agreed to the last instalment",
     [](Policy const& p) { return std::int64_t{p.longest_months}; },
     [](Policy& p, std::int64_t value) { p.longest_months = static_cast<std::int32_t>(value); }},
    {"first_within_days", "days from then to the first instalment",
     [](Policy const& p) { return std::int64_t{p.first_within_days}; },
     [](Policy& p, std::int64_t value) { p.first_within_days = static_cast<std::int32_t>(value); }},
    {"broken_plans", "so many broken plans are forgiven", [](Policy const& p) { return std::int64_t{p.broken_plans}; },
     [](Policy& p, std::int64_t value) { p.broken_plans = static_cast<std::int32_t>(value); }},
    {"broken_within_months", "of these months", [](Policy const& p) { return std::int64_t{p.broken_within_months}; },
     [](Policy& p, std::int64_t value) { p.broken_within_months = static_cast<std::int32_t>(value); }},
    {"moves", "dates that may be moved in one plan", [](Policy const& p) { return std::int64_t{p.moves}; },
     [](Policy& p, std::int64_t value) { p.moves = static_cast<std::int32_t>(value); }},
    {"move_days", "how far, in days", [](Policy const& p) { return std::int64_t{p.move_days}; },
     [](Policy& p, std::int64_t value) { p.move_days = static_cast<std::int32_t>(value); }},
    {"pauses", "months of pause in one plan", [](Policy const& p) { return std::int64_t{p.pauses}; },
     [](Policy& p, std::int64_t value) { p.pauses = static_cast<std::int32_t>(value); }},
    {"replans", "times that what is left may be planned anew", [](Policy const& p) { return std::int64_t{p.replans}; },
     [](Policy& p, std::int64_t value) { p.replans = static_cast<std::int32_t>(value); }},
    {"grace_days", "days from the reminder of a missed instalment to another offer",
     [](Policy const& p) { return std::int64_t{p.grace_days}; },
     [](Policy& p, std::int64_t value) { p.grace_days = static_cast<std::int32_t>(value); }},
    {"offer_days", "days from that offer to the end of the plan",
     [](Policy const& p) { return std::int64_t{p.offer_days}; },
     [](Policy& p, std::int64_t value) { p.offer_days = static_cast<std::int32_t>(value); }},
    {"request_days", "days in which a person answers a request",
     [](Policy const& p) { return std::int64_t{p.request_days}; },
     [](Policy& p, std::int64_t value) { p.request_days = static_cast<std::int32_t>(value); }},
};

}  // namespace

PolicySettings<Policy> const& arrangement_settings() {
  static PolicySettings<Policy> const kSettings{"arrangement_policy", "a plan", kFields, arrangements::is_usable};
  return kSettings;
}

Policy default_policy(base::Currency const& currency) {
  Policy policy;
  if (currency == base::kEuro) {
    policy.smallest_instalment_minor = 15'00;
    policy.largest_total_minor = 7'500'00;
  }
  return policy;
}

Policy arrangement_policy(ports::Authority const& authority) {
  return arrangement_settings().read(authority, default_policy(authority.currency));
}

}  // namespace apps

#include "apps/arrangement_settings.h"

#include <algorithm>
#include <charconv>

#include "apps/authority_settings.h"
#include "apps/installation.h"

namespace apps {

namespace {

using arrangements::Policy;

constexpr char kPolicy[] = "arrangement_policy";
constexpr std::int64_t kNumberLimit = 1'000'000;  // of what is no amount

constexpr PolicyField kFields[] = {
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

bool is_amount(PolicyField const& field) { return field.name.ends_with("_minor"); }

/// False if the number is too large for its field.
bool set(Policy& policy, PolicyField const& field, std::int64_t value) {
  if (value < 0 || (!is_amount(field) && value > kNumberLimit)) return false;
  field.set(policy, value);
  return true;
}

}  // namespace

std::span<PolicyField const> policy_fields() { return kFields; }

Policy default_policy(base::Currency const& currency) {
  Policy policy;
  if (currency == base::kEuro) {
    policy.smallest_instalment_minor = 15'00;
    policy.largest_total_minor = 7'500'00;
  }
  return policy;
}

std::string arrangement_policy_text(ports::Authority const& authority) {
  boost::json::object const settings = settings_of(authority);
  boost::json::value const* const stored = settings.if_contains(kPolicy);
  return stored != nullptr ? boost::json::serialize(*stored) : std::string{};
}

Policy arrangement_policy(ports::Authority const& authority) {
  Policy const standard = default_policy(authority.currency);
  boost::json::object const settings = settings_of(authority);
  boost::json::value const* const stored = settings.if_contains(kPolicy);
  if (stored == nullptr || !stored->is_object()) return standard;
  Policy policy = standard;
  for (PolicyField const& field : kFields) {
    boost::json::value const* const value = stored->get_object().if_contains(field.name);
    if (value != nullptr && value->is_int64()) (void)set(policy, field, value->get_int64());
  }
  return arrangements::is_usable(policy) ? policy : standard;
}

void change_policy(engine::BooksService& books, ports::Authority const& authority,
                   std::span<std::string const> changes) {
  Policy policy = arrangement_policy(authority);
  boost::json::object settings = settings_of(authority);
  boost::json::value& stored = settings[kPolicy];
  if (!stored.is_object()) stored = boost::json::object{};
  for (std::string const& change : changes) {
    std::size_t const equals = std::min(change.find('='), change.size());
    std::string const name = change.substr(0, equals);
    auto const* const field = std::ranges::find(kFields, name, &PolicyField::name);
    if (field == std::end(kFields)) {
      std::string known;
      for (PolicyField const& each : kFields) known += (known.empty() ? "" : ", ") + std::string{each.name};
      throw CommandRefused("a policy has no '" + name + "': give one of " + known);
    }
    std::string const text = change.substr(std::min(equals + 1, change.size()));
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const number = error == std::errc{} && end == text.data() + text.size() && !text.empty();
    if (!number || !set(policy, *field, value) || !arrangements::is_usable(policy)) {
      throw CommandRefused("'" + change + "' cannot be used: give " + name + " a whole number that a plan can keep");
    }
    stored.get_object()[field->name] = value;
  }
  store_settings(books, authority, settings);
}

void forget_policy(engine::BooksService& books, ports::Authority const& authority) {
  boost::json::object settings = settings_of(authority);
  settings.erase(kPolicy);
  store_settings(books, authority, settings);
}

}  // namespace apps

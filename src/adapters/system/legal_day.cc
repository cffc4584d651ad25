#include "adapters/system/legal_day.h"

#include <date/tz.h>

namespace adapters::system {

LegalDay::LegalDay(std::string const& time_zone) : zone_(date::locate_zone(time_zone)) {}

base::Date LegalDay::operator()(base::Instant instant) const {
  auto const* zone = static_cast<date::time_zone const*>(zone_);
  std::chrono::sys_time<std::chrono::microseconds> const time{std::chrono::microseconds{instant.microseconds}};
  auto const local = zone->to_local(time);
  return {static_cast<std::int32_t>(date::floor<date::days>(local).time_since_epoch().count())};
}

int LegalDay::minute_of_day(base::Instant instant) const {
  auto const* zone = static_cast<date::time_zone const*>(zone_);
  std::chrono::sys_time<std::chrono::microseconds> const time{std::chrono::microseconds{instant.microseconds}};
  auto const local = zone->to_local(time);
  return static_cast<int>(date::floor<std::chrono::minutes>(local - date::floor<date::days>(local)).count());
}

std::string time_zone_of_country(std::string const& country) {
  if (country == "DK") return "Europe/Copenhagen";
  if (country == "NO") return "Europe/Oslo";
  if (country == "NL") return "Europe/Amsterdam";
  if (country == "IT") return "Europe/Rome";
  if (country == "US") return "America/New_York";
  return "Etc/UTC";
}

}  // namespace adapters::system

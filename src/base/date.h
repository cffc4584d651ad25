// Legal dates and instants. A legal date is a day in the authority's calendar and has no time of day; an instant is a
// moment in UTC. Neither is ever derived from the other below the adapters: the engine is told both (see `Now`).
// Pure; no locale, no time zone, no clock.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// A day, as the count of days since 1970-01-01. Valid from year 1900 to 2200: a date outside is a typing error.
struct Date {
  std::int32_t days = 0;
  friend constexpr auto operator<=>(Date const&, Date const&) = default;
  [[nodiscard]] constexpr std::chrono::sys_days sys() const { return std::chrono::sys_days{std::chrono::days{days}}; }
};

[[nodiscard]] constexpr Date to_date(std::chrono::sys_days day) {
  return {static_cast<std::int32_t>(day.time_since_epoch().count())};
}

/// Nothing if there is no such day (30 February) or the year is outside 1900-2200.
[[nodiscard]] std::optional<Date> make_date(int year, unsigned month, unsigned day);

/// "2026-11-22" only.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

/// `pattern` is of YYYY, YY (2000-2099), MM, DD and separators: "DD-MM-YYYY", "YYYYMMDD", "MM/DD/YYYY".
[[nodiscard]] std::optional<Date> parse_date(std::string_view text, std::string_view pattern);

[[nodiscard]] std::string format_date(Date date);

/// Microseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t microseconds = 0;
  friend constexpr auto operator<=>(Instant const&, Instant const&) = default;
};

/// RFC 3339 in UTC with milliseconds: "2026-11-22T10:15:30.125Z".
[[nodiscard]] std::string format_instant(Instant instant);

/// The moment and the legal day at which something is done. Both come from outside: the day is the authority's, and
/// at 00:30 in Copenhagen it is not UTC's.
struct Now {
  Instant instant;
  Date date;
};

}  // namespace base

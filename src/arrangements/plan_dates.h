// The dates of a plan: once a month, on the same day, on the debtor's payday, or on the last bank day.
//
// A day that a month does not have is its last day. A date on which banks are closed moves to the next bank day, the
// last bank day of a month to the one before: then the money is there, and it can leave.
// Units: legal dates. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/date.h"
#include "law/calendar.h"

namespace arrangements {

/// `kLastBankDay`, or a day of the month from 1 to 31.
inline constexpr std::int32_t kLastBankDay = 0;

/// `count` dates from `first` on: with a payday, the first one that is not before `first`. Without a calendar only
/// weekends are closed.
[[nodiscard]] std::vector<base::Date> monthly_dates(base::Date first, std::optional<std::int32_t> payday,
                                                    std::size_t count, law::Calendar const* calendar);

}  // namespace arrangements

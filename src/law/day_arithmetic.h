// Moving legal dates by months and years as the law counts them.
//
// The text followed: the Danish ministry's letter of 16 May 2022 on gebyrloven section 3, by which a day that a month
// does not have becomes that month's last day. The other packs are silent; the same is chosen for them.
// A step is always counted from where counting began, never from the step before: 30 January and one month is
// 28 February, and two months is 30 March again.
// Pure.
#pragma once

#include "base/date.h"

namespace law {

/// The same day `months` later (or earlier, if below zero); the month's last day if it has no such day.
[[nodiscard]] base::Date add_months(base::Date date, int months);
[[nodiscard]] base::Date add_years(base::Date date, int years);
[[nodiscard]] constexpr base::Date add_days(base::Date date, int days) { return {date.days + days}; }

[[nodiscard]] base::Date last_day_of_month(base::Date date);
[[nodiscard]] int year_of(base::Date date);
/// 365 or 366.
[[nodiscard]] int days_in_year(int year);

}  // namespace law

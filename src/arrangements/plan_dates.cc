#include "arrangements/plan_dates.h"

#include <algorithm>

#include "law/day_arithmetic.h"

namespace arrangements {

namespace {

bool is_bank_day(law::Calendar const* calendar, base::Date date) {
  return calendar != nullptr ? law::is_bank_day(*calendar, date) : !law::is_weekend(date);
}

base::Date first_of_month(base::Date date) {
  std::chrono::year_month_day const day{date.sys()};
  return base::to_date(std::chrono::sys_days{day.year() / day.month() / 1});
}

/// The payday in the month of `month`.
base::Date payday_in(base::Date month, std::int32_t payday, law::Calendar const* calendar) {
  base::Date const last = law::last_day_of_month(month);
  if (payday == kLastBankDay) {
    base::Date day = last;
    while (!is_bank_day(calendar, day)) --day.days;
    return day;
  }
  base::Date day = std::min(last, base::Date{first_of_month(month).days + payday - 1});
  while (!is_bank_day(calendar, day)) ++day.days;
  return day;
}

}  // namespace

std::vector<base::Date> monthly_dates(base::Date first, std::optional<std::int32_t> payday, std::size_t count,
                                      law::Calendar const* calendar) {
  std::vector<base::Date> dates;
  if (!payday) {
    for (std::size_t i = 0; dates.size() < count; ++i) {
      base::Date day = law::add_months(first, static_cast<int>(i));
      while (!is_bank_day(calendar, day)) ++day.days;
      dates.push_back(day);
    }
    return dates;
  }
  base::Date const month = first_of_month(first);
  for (int i = 0; dates.size() < count; ++i) {
    base::Date const day = payday_in(law::add_months(month, i), *payday, calendar);
    // A payday at the end of one month can move into the next one, but never behind the next payday.
    if (day >= first && (dates.empty() || day > dates.back())) dates.push_back(day);
  }
  return dates;
}

}  // namespace arrangements

#include "law/day_arithmetic.h"

namespace law {

namespace {

std::chrono::year_month_day parts(base::Date date) { return std::chrono::year_month_day{date.sys()}; }

}  // namespace

base::Date add_months(base::Date date, int months) {
  std::chrono::year_month_day const from = parts(date);
  std::chrono::year_month const month = from.year() / from.month() + std::chrono::months{months};
  std::chrono::day const last = (month / std::chrono::last).day();
  return base::to_date(std::chrono::sys_days{month / std::min(from.day(), last)});
}

base::Date add_years(base::Date date, int years) { return add_months(date, years * 12); }

base::Date last_day_of_month(base::Date date) {
  std::chrono::year_month_day const day = parts(date);
  return base::to_date(std::chrono::sys_days{day.year() / day.month() / std::chrono::last});
}

int year_of(base::Date date) { return static_cast<int>(parts(date).year()); }

int days_in_year(int year) { return std::chrono::year{year}.is_leap() ? 366 : 365; }

}  // namespace law

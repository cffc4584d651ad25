#include "simulation/naive_calendar.h"

#include <chrono>

namespace simulation {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

// Easter Sunday of 2020 and the years after it, as printed.
constexpr int kFirstYear = 2020;
constexpr std::chrono::month_day kEaster[] = {std::chrono::April / 12, std::chrono::April / 4,  std::chrono::April / 17,
                                              std::chrono::April / 9,  std::chrono::March / 31, std::chrono::April / 20,
                                              std::chrono::April / 5,  std::chrono::March / 28, std::chrono::April / 16,
                                              std::chrono::April / 1,  std::chrono::April / 21};

bool moves_with_easter(year_month_day date) {
  int const year = static_cast<int>(date.year());
  if (year < kFirstYear || year >= kFirstYear + static_cast<int>(std::size(kEaster))) return false;
  auto const easter = sys_days{date.year() / kEaster[year - kFirstYear]};
  auto const after = (sys_days{date} - easter).count();
  // Thursday, Friday, Sunday, Monday; the prayer day until 2023; Ascension; Whit Sunday and Monday.
  return after == -3 || after == -2 || after == 0 || after == 1 || (after == 26 && year <= 2023) || after == 39 ||
         after == 49 || after == 50;
}

}  // namespace

bool naive_is_working_day(std::int32_t day) {
  if ((day + 3) % 7 >= 5) return false;  // day zero was a Thursday; Monday is 0
  year_month_day const date{sys_days{std::chrono::days{day}}};
  std::chrono::month_day const in_year{date.month(), date.day()};
  if (in_year == std::chrono::January / 1 || in_year == std::chrono::December / 25) return false;
  return in_year != std::chrono::December / 26 && !moves_with_easter(date);
}

}  // namespace simulation

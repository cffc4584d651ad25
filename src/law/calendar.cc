#include "law/calendar.h"

#include "law/day_arithmetic.h"

namespace law {

namespace {

bool closes(Holiday const& holiday, Purpose purpose) {
  return (holiday.closes & static_cast<std::uint8_t>(purpose)) != 0;
}

std::optional<base::Date> day_in(Holiday const& holiday, int year) {
  if (holiday.first_year && year < *holiday.first_year) return std::nullopt;
  if (holiday.last_year && year > *holiday.last_year) return std::nullopt;
  if (holiday.easter_offset) return add_days(easter_sunday(year), *holiday.easter_offset);
  std::optional<base::Date> const date = base::make_date(year, holiday.month, holiday.day);
  if (!date || std::chrono::weekday{date->sys()} != std::chrono::Sunday) return date;
  return add_days(*date, holiday.sunday_shift);
}

}  // namespace

base::Date easter_sunday(int year) {
  int const a = year % 19;
  int const b = year / 100;
  int const c = year % 100;
  int const f = (b + 8) / 25;
  int const g = (b - f + 1) / 3;
  int const h = (19 * a + b - b / 4 - g + 15) % 30;
  int const l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  int const m = (a + 11 * h + 22 * l) / 451;
  int const sum = h + l - 7 * m + 114;
  return base::to_date(std::chrono::sys_days{std::chrono::year{year} / (sum / 31) / (sum % 31 + 1)});
}

bool is_weekend(base::Date date) {
  std::chrono::weekday const day{date.sys()};
  return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

Holiday const* holiday_on(Calendar const& calendar, base::Date date, Purpose purpose) {
  int const year = year_of(date);
  for (Holiday const& holiday : calendar.holidays) {
    if (closes(holiday, purpose) && day_in(holiday, year) == date) return &holiday;
  }
  return nullptr;
}

bool is_public_holiday(Calendar const& calendar, base::Date date) {
  return holiday_on(calendar, date, Purpose::kPublicHoliday) != nullptr;
}

bool is_open(Calendar const& calendar, base::Date date, Purpose purpose) {
  return !is_weekend(date) && holiday_on(calendar, date, purpose) == nullptr;
}

base::Date move_to_open(Calendar const& calendar, base::Date date, Purpose purpose) {
  while (!is_open(calendar, date, purpose)) date = add_days(date, 1);
  return date;
}

base::Date add_open_days(Calendar const& calendar, base::Date date, int count, Purpose purpose) {
  date = move_to_open(calendar, date, purpose);
  for (; count > 0; --count) date = move_to_open(calendar, add_days(date, 1), purpose);
  return date;
}

}  // namespace law

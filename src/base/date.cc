#include "base/date.h"

namespace base {

namespace {

/// Reads exactly `count` digits at `at`; nothing if they are not there.
std::optional<int> read_digits(std::string_view text, std::size_t& at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    char const c = text[at + i];
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  at += count;
  return value;
}

void append_padded(std::string& out, std::int64_t value, std::size_t width) {
  std::string const digits = std::to_string(value);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

/// One field of a date pattern and where its value goes.
struct PatternField {
  std::string_view token;
  std::size_t digits;
};

}  // namespace

std::optional<Date> make_date(int year, unsigned month, unsigned day) {
  std::chrono::year_month_day const ymd{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!ymd.ok() || year < 1900 || year > 2200) return std::nullopt;
  return to_date(std::chrono::sys_days{ymd});
}

std::optional<Date> parse_date(std::string_view text) { return parse_date(text, "YYYY-MM-DD"); }

std::optional<Date> parse_date(std::string_view text, std::string_view pattern) {
  static constexpr PatternField kFields[] = {{"YYYY", 4}, {"YY", 2}, {"MM", 2}, {"DD", 2}};
  int year = 0;
  int month = 0;
  int day = 0;
  std::size_t at = 0;
  for (std::size_t p = 0; p < pattern.size();) {
    PatternField const* field = nullptr;
    for (PatternField const& candidate : kFields) {
      if (field == nullptr && pattern.substr(p).starts_with(candidate.token)) field = &candidate;
    }
    if (field == nullptr) {
      if (at >= text.size() || text[at] != pattern[p]) return std::nullopt;
      ++at;
      ++p;
      continue;
    }
    std::optional<int> const read = read_digits(text, at, field->digits);
    if (!read) return std::nullopt;
    if (field->token == "MM") {
      month = *read;
    } else if (field->token == "DD") {
      day = *read;
    } else {
      year = field->digits == 2 ? 2000 + *read : *read;
    }
    p += field->digits;
  }
  if (at != text.size()) return std::nullopt;
  return make_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::string format_date(Date date) {
  std::chrono::year_month_day const ymd{date.sys()};
  std::string out;
  append_padded(out, static_cast<int>(ymd.year()), 4);
  out += '-';
  append_padded(out, static_cast<unsigned>(ymd.month()), 2);
  out += '-';
  append_padded(out, static_cast<unsigned>(ymd.day()), 2);
  return out;
}

std::string format_instant(Instant instant) {
  std::chrono::sys_time<std::chrono::microseconds> const time{std::chrono::microseconds{instant.microseconds}};
  auto const day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::hh_mm_ss const clock{std::chrono::floor<std::chrono::milliseconds>(time - day)};
  std::string out = format_date(to_date(day));
  out += 'T';
  append_padded(out, clock.hours().count(), 2);
  out += ':';
  append_padded(out, clock.minutes().count(), 2);
  out += ':';
  append_padded(out, clock.seconds().count(), 2);
  out += '.';
  append_padded(out, clock.subseconds().count(), 3);
  out += 'Z';
  return out;
}

}  // namespace base

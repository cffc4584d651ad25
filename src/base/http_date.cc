#include "base/http_date.h"

#include <algorithm>
#include <array>

namespace base {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Places in the text:  "Sun, 06 Nov 1994 08:49:37 GMT"
constexpr std::size_t kDay = 5;
constexpr std::size_t kMonth = 8;
constexpr std::size_t kTime = 17;

std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t digits) {
  int value = 0;
  for (char const letter : text.substr(at, digits)) {
    if (letter < '0' || letter > '9') return std::nullopt;
    value = value * 10 + (letter - '0');
  }
  return value;
}

}  // namespace

std::string format_http_date(Instant instant) {
  std::chrono::sys_time<std::chrono::microseconds> const time{std::chrono::microseconds{instant.microseconds}};
  auto const day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day const date{day};
  std::string const iso = format_instant(instant);  // "1994-11-06T08:49:37.000Z"
  std::string out(kWeekdays[std::chrono::weekday{day}.c_encoding()]);
  out.append(", ").append(iso, 8, 2).append(" ");
  out.append(kMonths[static_cast<unsigned>(date.month()) - 1]);
  out.append(" ").append(iso, 0, 4).append(" ").append(iso, 11, 8).append(" GMT");
  return out;
}

std::optional<Instant> parse_http_date(std::string_view text) {
  if (text.size() != 29 || text.substr(3, 2) != ", " || text[7] != ' ' || text[11] != ' ' || text[16] != ' ' ||
      text[19] != ':' || text[22] != ':' || text.substr(25) != " GMT") {
    return std::nullopt;
  }
  auto const month = std::find(kMonths.begin(), kMonths.end(), text.substr(kMonth, 3));
  bool const weekday = std::find(kWeekdays.begin(), kWeekdays.end(), text.substr(0, 3)) != kWeekdays.end();
  auto const day = number_at(text, kDay, 2);
  auto const year = number_at(text, kMonth + 4, 4);
  auto const hour = number_at(text, kTime, 2);
  auto const minute = number_at(text, kTime + 3, 2);
  auto const second = number_at(text, kTime + 6, 2);
  if (!weekday || month == kMonths.end() || !day || !year || !hour || !minute || !second) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  auto const date = make_date(*year, static_cast<unsigned>(month - kMonths.begin()) + 1, static_cast<unsigned>(*day));
  if (!date) return std::nullopt;
  std::chrono::sys_time<std::chrono::microseconds> const time =
      date->sys() + std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second};
  return Instant{time.time_since_epoch().count()};
}

}  // namespace base

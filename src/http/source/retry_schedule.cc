#include "http/source/retry_schedule.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "base/date.h"
#include "base/digest.h"

namespace http::source {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
constexpr std::array<std::int64_t, kMaxFailures - 1> kDelays{
    5, 5 * kMinute, 30 * kMinute, 2 * kHour, 5 * kHour, 10 * kHour, 14 * kHour, 20 * kHour, 24 * kHour};

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 section 5.6.7, the form that is to be sent), as Unix seconds.
std::optional<std::int64_t> http_date(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
  auto const day = number_in(text.substr(5, 2));
  auto const month = std::ranges::find(kMonths, text.substr(8, 3));
  auto const year = number_in(text.substr(12, 4));
  auto const hour = number_in(text.substr(17, 2));
  auto const minute = number_in(text.substr(20, 2));
  auto const second = number_in(text.substr(23, 2));
  if (!day || month == kMonths.end() || !year || !hour || !minute || !second) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  auto const date = base::make_date(static_cast<int>(*year), static_cast<unsigned>(month - kMonths.begin()) + 1,
                                    static_cast<unsigned>(*day));
  if (!date) return std::nullopt;
  return date->days * kDay + *hour * kHour + *minute * kMinute + *second;
}

}  // namespace

std::optional<std::int64_t> retry_delay_seconds(std::int64_t failures, std::string_view event_id) {
  if (failures < 1 || failures >= kMaxFailures) return std::nullopt;
  std::int64_t const delay = kDelays[static_cast<std::size_t>(failures - 1)];
  base::Digest const chance = base::sha256(std::string(event_id) + "/" + std::to_string(failures));
  std::int64_t const number = chance[0] * 256 + chance[1];
  return delay + number % (delay / 10 + 1);
}

std::optional<std::int64_t> retry_after_seconds(std::string_view field, base::Instant now) {
  if (auto const seconds = number_in(field)) return std::min(*seconds, kLongestWaitSeconds);
  auto const moment = http_date(field);
  if (!moment) return std::nullopt;
  std::int64_t const wait = *moment - now.microseconds / kMicrosecondsPerSecond;
  if (wait <= 0) return std::nullopt;
  return std::min(wait, kLongestWaitSeconds);
}

}  // namespace http::source

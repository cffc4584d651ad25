#include "http/source/retry_schedule.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "base/digest.h"
#include "base/http_date.h"

namespace http::source {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
constexpr std::array<std::int64_t, kMaxFailures - 1> kDelays{
    5, 5 * kMinute, 30 * kMinute, 2 * kHour, 5 * kHour, 10 * kHour, 14 * kHour, 20 * kHour, 24 * kHour};

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
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
  auto const moment = base::parse_http_date(field);
  if (!moment) return std::nullopt;
  std::int64_t const wait = moment->microseconds / kMicrosecondsPerSecond - now.microseconds / kMicrosecondsPerSecond;
  if (wait <= 0) return std::nullopt;
  return std::min(wait, kLongestWaitSeconds);
}

}  // namespace http::source

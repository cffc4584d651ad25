#include "adapters/vipps_mobilepay/webhook_signature.h"

#include <array>
#include <chrono>

#include "base/digest.h"
#include "base/encoding.h"

namespace adapters::vipps_mobilepay {
namespace {

constexpr std::string_view kScheme = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";
constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;

std::string signature_of(SignedCall const& call, std::string_view secret) {
  std::string text;
  text += call.method;
  text += '\n';
  text += call.path_and_query;
  text += '\n';
  text += call.date;
  text += ';';
  text += call.host;
  text += ';';
  text += call.content_sha256;
  return base::to_base64(base::hmac_sha256(secret, text));
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (char const letter : text) {
    if (letter < '0' || letter > '9') return std::nullopt;
    value = value * 10 + (letter - '0');
  }
  return value;
}

std::optional<unsigned> month_of(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (unsigned i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i] == text) return i + 1;
  }
  return std::nullopt;
}

}  // namespace

std::optional<base::Instant> parse_http_date(std::string_view text) {
  // Positions:  "Thu, 30 Mar 2023 08:38:32 GMT"
  constexpr std::size_t kSize = 29;
  if (text.size() != kSize || text.substr(3, 2) != ", " || text[7] != ' ' || text[11] != ' ' || text[16] != ' ' ||
      text[19] != ':' || text[22] != ':' || text.substr(25) != " GMT") {
    return std::nullopt;
  }
  auto const day = digits(text.substr(5, 2));
  auto const month = month_of(text.substr(8, 3));
  auto const year = digits(text.substr(12, 4));
  auto const hour = digits(text.substr(17, 2));
  auto const minute = digits(text.substr(20, 2));
  auto const second = digits(text.substr(23, 2));
  if (!day || !month || !year || !hour || !minute || !second) return std::nullopt;
  std::chrono::year_month_day const date{std::chrono::year{*year}, std::chrono::month{*month},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  std::chrono::sys_time<std::chrono::microseconds> const time =
      std::chrono::sys_days{date} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
      std::chrono::seconds{*second};
  return base::Instant{time.time_since_epoch().count()};
}

std::optional<ports::NoticeRefusal> check_signature(SignedCall const& call, std::span<std::string const> secrets,
                                                    base::Instant now, std::int64_t tolerance_seconds) {
  std::optional<base::Instant> const sent = parse_http_date(call.date);
  if (!sent || !call.authorization.starts_with(kScheme)) return ports::NoticeRefusal::kUnsigned;
  std::string const content = base::to_base64(base::sha256(call.body));
  bool genuine = false;
  for (std::string const& secret : secrets) {
    if (secret.empty()) continue;
    bool const matches =
        base::equal_in_constant_time(signature_of(call, secret), call.authorization.substr(kScheme.size()));
    genuine = genuine || matches;
  }
  bool const whole = base::equal_in_constant_time(content, call.content_sha256);
  if (!genuine || !whole) return ports::NoticeRefusal::kForged;
  std::int64_t const age = now.microseconds - sent->microseconds;
  std::int64_t const tolerance = tolerance_seconds * kMicrosecondsPerSecond;
  if (age > tolerance || age < -tolerance) return ports::NoticeRefusal::kStale;
  return std::nullopt;
}

std::string sign_call(SignedCall const& call, std::string_view secret) {
  return std::string(kScheme) + signature_of(call, secret);
}

}  // namespace adapters::vipps_mobilepay

#include "adapters/vipps_mobilepay/webhook_signature.h"

#include "base/digest.h"
#include "base/encoding.h"
#include "base/http_date.h"

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

}  // namespace

std::optional<ports::NoticeRefusal> check_signature(SignedCall const& call, std::span<std::string const> secrets,
                                                    base::Instant now, std::int64_t tolerance_seconds) {
  std::optional<base::Instant> const sent = base::parse_http_date(call.date);
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

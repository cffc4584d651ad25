#include "http/standard_webhooks.h"

#include <charconv>
#include <vector>

#include "base/digest.h"
#include "base/encoding.h"

namespace http {
namespace {

constexpr std::string_view kPrefix = "whsec_";
constexpr std::string_view kVersion = "v1,";
constexpr std::size_t kMinKeyBytes = 24;
constexpr std::size_t kMaxKeyBytes = 64;
constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;

std::string signature_of(std::string_view key, std::string_view id, std::string_view timestamp, std::string_view body) {
  std::string text;
  text.reserve(id.size() + timestamp.size() + body.size() + 2);
  text += id;
  text += '.';
  text += timestamp;
  text += '.';
  text += body;
  return base::to_base64(base::hmac_sha256(key, text));
}

std::optional<std::int64_t> parse_seconds(std::string_view text) {
  std::int64_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

bool is_usable_id(std::string_view id) noexcept {
  if (id.empty() || id.size() > 255) return false;
  for (char const letter : id) {
    auto const byte = static_cast<unsigned char>(letter);
    if (byte <= 0x20 || byte >= 0x7f || letter == '.') return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> webhook_key(std::string_view secret) {
  if (secret.starts_with(kPrefix)) secret.remove_prefix(kPrefix.size());
  std::optional<std::string> key = base::from_base64(secret);
  if (!key || key->size() < kMinKeyBytes || key->size() > kMaxKeyBytes) return std::nullopt;
  return key;
}

std::string webhook_secret(std::span<std::uint8_t const> random_bytes) {
  return std::string(kPrefix) + base::to_base64(random_bytes);
}

std::optional<WebhookHeaders> sign_webhook(std::span<std::string const> secrets, std::string_view id, base::Instant now,
                                           std::string_view body) {
  if (secrets.empty() || !is_usable_id(id)) return std::nullopt;
  WebhookHeaders headers{std::string(id), std::to_string(now.microseconds / kMicrosecondsPerSecond), ""};
  for (std::string const& secret : secrets) {
    std::optional<std::string> const key = webhook_key(secret);
    if (!key) return std::nullopt;
    if (!headers.signature.empty()) headers.signature += ' ';
    headers.signature += kVersion;
    headers.signature += signature_of(*key, id, headers.timestamp, body);
  }
  return headers;
}

WebhookVerdict check_webhook(std::span<std::string const> secrets, WebhookHeaders const& headers, std::string_view body,
                             base::Instant now, std::int64_t tolerance_seconds) {
  std::optional<std::int64_t> const sent = parse_seconds(headers.timestamp);
  if (!sent || !is_usable_id(headers.id) || headers.signature.empty()) return WebhookVerdict::kMalformed;
  std::vector<std::string> expected;
  for (std::string const& secret : secrets) {
    std::optional<std::string> const key = webhook_key(secret);
    if (key) expected.push_back(signature_of(*key, headers.id, headers.timestamp, body));
  }
  if (expected.empty()) return WebhookVerdict::kMalformed;
  std::int64_t const now_seconds = now.microseconds / kMicrosecondsPerSecond;
  if (*sent > now_seconds + tolerance_seconds || *sent < now_seconds - tolerance_seconds) return WebhookVerdict::kStale;
  bool genuine = false;
  std::string_view rest = headers.signature;
  while (!rest.empty()) {
    std::size_t const blank = rest.find(' ');
    std::string_view candidate = rest.substr(0, blank);
    rest = blank == std::string_view::npos ? std::string_view() : rest.substr(blank + 1);
    if (!candidate.starts_with(kVersion)) continue;
    candidate.remove_prefix(kVersion.size());
    for (std::string const& own : expected) genuine = base::equal_in_constant_time(own, candidate) || genuine;
  }
  return genuine ? WebhookVerdict::kGenuine : WebhookVerdict::kForged;
}

}  // namespace http

// Signing what we send to source systems' webhooks, and checking such a signature.
//
// Source: the Standard Webhooks specification 1.0, symmetric scheme v1: base64(HMAC-SHA256(key, id.timestamp.body)).
//   The secret is `whsec_` and the base64 of 24 to 64 random bytes; the decoded bytes are the key. During a change of
//   secret both sign. The asymmetric scheme v1a is skipped as an unknown version.
// Units: Unix seconds.
// Pure; comparison in constant time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace http {

struct WebhookHeaders {
  std::string id;         // webhook-id
  std::string timestamp;  // webhook-timestamp
  std::string signature;  // webhook-signature
};

enum class WebhookVerdict : std::uint8_t {
  kGenuine,
  kMalformed,  // A header is missing or not in its form, or no usable secret is configured.
  kStale,      // Sent too long ago, or from the future.
  kForged,     // No signature of a known version matches.
};

inline constexpr std::int64_t kWebhookToleranceSeconds = 300;

/// The key of a secret; nothing if it is not base64 of 24 to 64 bytes. The prefix may be missing.
[[nodiscard]] std::optional<std::string> webhook_key(std::string_view secret);
/// `whsec_` and the base64 of `random_bytes`, of which there should be 32.
[[nodiscard]] std::string webhook_secret(std::span<std::uint8_t const> random_bytes);

/// One signature for each secret, in their order; nothing if a secret is malformed or there is none.
[[nodiscard]] std::optional<WebhookHeaders> sign_webhook(std::span<std::string const> secrets, std::string_view id,
                                                         base::Instant now, std::string_view body);

[[nodiscard]] WebhookVerdict check_webhook(std::span<std::string const> secrets, WebhookHeaders const& headers,
                                           std::string_view body, base::Instant now,
                                           std::int64_t tolerance_seconds = kWebhookToleranceSeconds);

}  // namespace http

// The signature of Vipps MobilePay's webhook calls.
//
// Source: the vendor's webhook documentation. Signed text: METHOD LF path-and-query LF date;host;content-hash, where
//   the content hash is base64(SHA-256(raw body)); the signature is base64(HMAC-SHA256(secret, text)). The key is the
//   secret's letters as they are: it is not base64-decoded.
// Pure; comparisons in constant time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "ports/payment_provider.h"

namespace adapters::vipps_mobilepay {

struct SignedCall {
  std::string_view method;
  std::string_view path_and_query;
  std::string_view host;
  std::string_view date;            // x-ms-date
  std::string_view content_sha256;  // x-ms-content-sha256
  std::string_view authorization;
  std::string_view body;
};

/// Nothing if the call is genuine and fresh. A wrong signature is told before a wrong time.
[[nodiscard]] std::optional<ports::NoticeRefusal> check_signature(SignedCall const& call,
                                                                  std::span<std::string const> secrets,
                                                                  base::Instant now, std::int64_t tolerance_seconds);

/// The Authorization header that makes `call` genuine: for sandboxes and tests.
[[nodiscard]] std::string sign_call(SignedCall const& call, std::string_view secret);

}  // namespace adapters::vipps_mobilepay

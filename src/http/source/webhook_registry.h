// The webhook endpoints of source systems: where their events go.
//
// The one place that changes an endpoint. The API and the dispatcher both read, decide and write; a lock around each
// such step keeps the one from undoing what the other did (within this process).
// Secrets are shown once, stored sealed, and opened only to sign.
// Thread safety: any thread may call.
#pragma once

#include <expected>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "http/source/webhook_url.h"
#include "ports/operations.h"
#include "ports/random_source.h"
#include "ports/secret_box.h"

namespace http::source {

enum class WebhookRefusal : std::uint8_t {
  kBadUrl,
  kSameUrl,  // the source has an endpoint with this URL
  kTooMany,
};

struct NewWebhook {
  std::int64_t id = 0;
  std::string secret;  // shown once
};

/// Whose endpoint.
struct WebhookOwner {
  base::AuthorityId authority;
  base::SourceId source;
};

class WebhookRegistry {
 public:
  WebhookRegistry(ports::Operations& operations, ports::SecretBox& secrets, ports::RandomSource& random,
                  PlainHttp plain_http, std::size_t max_per_source)
      : operations_(operations),
        secrets_(secrets),
        random_(random),
        plain_http_(plain_http),
        max_per_source_(max_per_source) {}

  /// The endpoint is told what happens after `after_seq`.
  [[nodiscard]] std::expected<NewWebhook, WebhookRefusal> add(WebhookOwner owner, std::string const& url,
                                                              std::int64_t after_seq);
  [[nodiscard]] std::vector<ports::WebhookEndpoint> of(WebhookOwner owner);
  [[nodiscard]] std::optional<ports::WebhookEndpoint> find(WebhookOwner owner, std::int64_t id);
  /// False if the owner has no such endpoint.
  [[nodiscard]] bool remove(WebhookOwner owner, std::int64_t id);
  /// Forgets failures and tries at once, also what was disabled. False if the owner has no such endpoint.
  [[nodiscard]] bool retry_now(WebhookOwner owner, std::int64_t id, base::Instant now);

  [[nodiscard]] std::vector<ports::WebhookEndpoint> all(base::AuthorityId authority);
  /// Changes the endpoint as it is stored now and writes it; `delivery`, if given, is logged with it. False, and
  /// nothing happens, if it is gone (or its number means another endpoint by now).
  bool update(ports::WebhookEndpoint const& seen, ports::WebhookDelivery const* delivery,
              std::function<void(ports::WebhookEndpoint&)> const& change);
  /// Nothing if the secret cannot be opened with the keys that are here.
  [[nodiscard]] std::optional<std::string> secret_of(ports::WebhookEndpoint const& endpoint);

 private:
  ports::Operations& operations_;
  ports::SecretBox& secrets_;
  ports::RandomSource& random_;
  PlainHttp plain_http_;
  std::size_t max_per_source_;
  std::mutex mutex_;
};

}  // namespace http::source

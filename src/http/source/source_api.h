// /api/source/v1: source systems hand in claims, changes and payments, and learn what happens to their claims.
//
// Contract: api/openapi.yaml, tag `source`; for people, docs/guides/source-systems.md. Who calls is a key of one source
//   of one authority; everything a call can name or see is that source's. What is another's answers exactly like what
//   does not exist.
// Thread safety: handlers run on any number of threads. The sealer is asked by one of them at a time; if something else
//   in the program uses the same one, it must be safe for that.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "engine/books_service.h"
#include "http/rate_limiter.h"
#include "http/router.h"
#include "http/source/claim_directory.h"
#include "http/source/webhook_registry.h"
#include "ports/clock.h"
#include "ports/operations.h"
#include "ports/party_sealer.h"
#include "ports/random_source.h"
#include "ports/secret_box.h"

namespace http::source {

struct SourceOptions {
  RateRule calls_per_key{.burst = 600, .per_hour = 72'000, .max_keys = 100'000};
  /// Calls with a wrong key, for each address they come from.
  RateRule failures_per_address{.burst = 30, .per_hour = 120, .max_keys = 100'000};
  PlainHttp webhook_plain_http = PlainHttp::kRefused;
  std::size_t max_webhooks_per_source = 10;
};

/// What the API is built from. All that is referred to must outlive it.
struct SourceParts {
  engine::BooksService& books;
  ports::Operations& operations;
  ports::PartySealer& sealer;
  ports::SecretBox& secrets;
  ports::Clock const& clock;
  ports::RandomSource& random;
  std::function<base::Date(base::Instant)> legal_date;  // the authority's day at a moment
  std::string key_pepper;                               // random bytes, kept outside the store
  SourceOptions options;
};

/// What a call needs to know of its authority.
struct AuthorityFacts {
  base::AuthorityId id;
  std::string code;
  std::string country;
  base::Currency currency;
};

/// Who calls; set by the gate.
struct SourceCaller {
  AuthorityFacts authority;
  base::SourceId source;
  std::string key_id;
  std::string actor;  // "source:3"
};

class SourceApi {
 public:
  explicit SourceApi(SourceParts parts);

  /// The gate: sets the caller, or answers 401 (no such key, revoked, malformed: all the same) or 429.
  [[nodiscard]] std::optional<Response> admit(Request& request);

  [[nodiscard]] base::Now now() const;
  [[nodiscard]] engine::BooksService& books() { return parts_.books; }
  [[nodiscard]] ports::Operations& operations() { return parts_.operations; }
  [[nodiscard]] ports::Clock const& clock() const { return parts_.clock; }
  [[nodiscard]] ClaimDirectory& claims() { return claims_; }
  [[nodiscard]] WebhookRegistry& webhooks() { return webhooks_; }
  [[nodiscard]] ports::SecretBox& secrets() { return parts_.secrets; }
  /// For digests of what a department writes.
  [[nodiscard]] std::string const& words_key() const { return parts_.key_pepper; }
  [[nodiscard]] ports::Party seal(ports::PersonDetails const& person);
  [[nodiscard]] std::optional<AuthorityFacts> authority(base::AuthorityId id);

 private:
  [[nodiscard]] Response refuse_key(Request const& request, base::Instant now);

  SourceParts parts_;
  RateLimiter calls_;
  RateLimiter failures_;
  ClaimDirectory claims_;
  WebhookRegistry webhooks_;
  std::mutex sealing_;
  std::mutex authorities_mutex_;
  std::unordered_map<std::int64_t, AuthorityFacts> authorities_;
};

/// Adds the gate and every route. `api` must outlive the router's use.
void add_source_routes(Router& router, SourceApi& api);

}  // namespace http::source

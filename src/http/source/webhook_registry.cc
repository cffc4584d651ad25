#include "http/source/webhook_registry.h"

#include <algorithm>
#include <array>

#include "http/standard_webhooks.h"

namespace http::source {
namespace {

/// Sealed for one source: another's sealed secret, copied over in the store, does not open.
std::string purpose_of(base::AuthorityId authority, base::SourceId source) {
  return "webhook of " + std::to_string(authority.value) + "/" + std::to_string(source.value);
}

}  // namespace

std::expected<NewWebhook, WebhookRefusal> WebhookRegistry::add(WebhookOwner owner, std::string const& url,
                                                               std::int64_t after_seq) {
  if (!is_webhook_url(url, plain_http_)) return std::unexpected(WebhookRefusal::kBadUrl);
  std::array<std::uint8_t, 32> bytes{};
  random_.fill(bytes);
  NewWebhook made{0, webhook_secret(bytes)};

  std::lock_guard const lock(mutex_);
  std::size_t count = 0;
  for (ports::WebhookEndpoint const& endpoint : operations_.endpoints(owner.authority)) {
    if (endpoint.source != owner.source) continue;
    if (endpoint.url == url) return std::unexpected(WebhookRefusal::kSameUrl);
    ++count;
  }
  if (count >= max_per_source_) return std::unexpected(WebhookRefusal::kTooMany);
  ports::WebhookEndpoint endpoint;
  endpoint.authority = owner.authority;
  endpoint.source = owner.source;
  endpoint.url = url;
  endpoint.sealed_secret = secrets_.seal(purpose_of(owner.authority, owner.source), made.secret);
  endpoint.after_seq = after_seq;
  made.id = operations_.add_endpoint(endpoint);
  return made;
}

std::vector<ports::WebhookEndpoint> WebhookRegistry::of(WebhookOwner owner) {
  std::vector<ports::WebhookEndpoint> endpoints = operations_.endpoints(owner.authority);
  std::erase_if(endpoints, [&](ports::WebhookEndpoint const& endpoint) { return endpoint.source != owner.source; });
  return endpoints;
}

std::optional<ports::WebhookEndpoint> WebhookRegistry::find(WebhookOwner owner, std::int64_t id) {
  for (ports::WebhookEndpoint& endpoint : of(owner)) {
    if (endpoint.id == id) return std::move(endpoint);
  }
  return std::nullopt;
}

bool WebhookRegistry::remove(WebhookOwner owner, std::int64_t id) {
  std::lock_guard const lock(mutex_);
  return operations_.remove_endpoint(owner.authority, owner.source, id);
}

bool WebhookRegistry::retry_now(WebhookOwner owner, std::int64_t id, base::Instant now) {
  std::lock_guard const lock(mutex_);
  auto endpoint = find(owner, id);
  if (!endpoint) return false;
  endpoint->failures = 0;
  endpoint->next_try = now;
  endpoint->disabled.reset();
  operations_.update_endpoint(*endpoint);
  return true;
}

std::vector<ports::WebhookEndpoint> WebhookRegistry::all(base::AuthorityId authority) {
  return operations_.endpoints(authority);
}

bool WebhookRegistry::update(ports::WebhookEndpoint const& seen, ports::WebhookDelivery const* delivery,
                             std::function<void(ports::WebhookEndpoint&)> const& change) {
  std::lock_guard const lock(mutex_);
  auto endpoint = find({seen.authority, seen.source}, seen.id);
  // A number is given out again when its endpoint is removed; the sealed secret never is.
  if (!endpoint || endpoint->sealed_secret != seen.sealed_secret) return false;
  if (delivery != nullptr) operations_.log_delivery(seen.authority, *delivery);
  ports::WebhookEndpoint const before = *endpoint;
  change(*endpoint);
  bool const same = before.after_seq == endpoint->after_seq && before.failures == endpoint->failures &&
                    before.next_try == endpoint->next_try && before.disabled == endpoint->disabled;
  if (!same) operations_.update_endpoint(*endpoint);
  return true;
}

std::optional<std::string> WebhookRegistry::secret_of(ports::WebhookEndpoint const& endpoint) {
  return secrets_.open(purpose_of(endpoint.authority, endpoint.source), endpoint.sealed_secret);
}

}  // namespace http::source

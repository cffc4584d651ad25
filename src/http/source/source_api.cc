#include "http/source/source_api.h"

#include "http/problem.h"
#include "http/source/api_key.h"
#include "http/source/handlers.h"

namespace http::source {
namespace {

// A batch of a thousand claims, each with several debtors.
constexpr std::size_t kBatchBodyLimit = 4 * 1024 * 1024;

Response too_many(Request const& request, std::int64_t retry_after_seconds) {
  Response response = problem_response(too_many_requests(), request);
  response.set_header("Retry-After", std::to_string(retry_after_seconds));
  return response;
}

}  // namespace

SourceApi::SourceApi(SourceParts parts)
    : parts_(std::move(parts)),
      calls_(parts_.options.calls_per_key, ports::random_token(parts_.random)),
      failures_(parts_.options.failures_per_address, ports::random_token(parts_.random)),
      webhooks_(parts_.operations, parts_.secrets, parts_.random, parts_.options.webhook_plain_http,
                parts_.options.max_webhooks_per_source) {}

base::Now SourceApi::now() const {
  base::Instant const instant = parts_.clock.now();
  return {instant, parts_.legal_date(instant)};
}

std::optional<Response> SourceApi::admit(Request& request) {
  base::Instant const now = parts_.clock.now();
  auto const token = bearer_token(request.header("Authorization").value_or(""));
  if (!token || !key_id_of(*token)) return refuse_key(request, now);
  auto owner = parts_.operations.find_api_key(hash_of_key(*token, parts_.key_pepper));
  if (!owner) return refuse_key(request, now);
  auto facts = authority(owner->authority);
  if (!facts) return refuse_key(request, now);
  RateVerdict const verdict = calls_.take(owner->key_id, now);
  if (!verdict.allowed) return too_many(request, verdict.retry_after_seconds);
  request.set_caller(SourceCaller{std::move(*facts), owner->source, std::move(owner->key_id),
                                  "source:" + std::to_string(owner->source.value)});
  return std::nullopt;
}

Response SourceApi::refuse_key(Request const& request, base::Instant now) {
  RateVerdict const verdict = failures_.take(request.remote_address, now);
  if (!verdict.allowed) return too_many(request, verdict.retry_after_seconds);
  Response response = problem_response(
      {401,
       "api_key_invalid",
       "No valid key",
       "",
       "Send Authorization: Bearer with the key of the source system. Ask the authority for a new one if it was lost.",
       {}},
      request);
  response.set_header("WWW-Authenticate", "Bearer");
  return response;
}

ports::Party SourceApi::seal(ports::PersonDetails const& person) {
  std::lock_guard const lock(sealing_);
  return parts_.sealer.seal(person);
}

std::optional<AuthorityFacts> SourceApi::authority(base::AuthorityId id) {
  {
    std::lock_guard const lock(authorities_mutex_);
    auto const found = authorities_.find(id.value);
    if (found != authorities_.end()) return found->second;
  }
  // Code, country and currency of an authority never change; only new ones come.
  std::vector<ports::Authority> const all = parts_.books.reader()->authorities();
  std::lock_guard const lock(authorities_mutex_);
  for (ports::Authority const& one : all) {
    authorities_.insert_or_assign(one.id.value, AuthorityFacts{one.id, one.code, one.country, one.currency});
  }
  auto const found = authorities_.find(id.value);
  if (found == authorities_.end()) return std::nullopt;
  return found->second;
}

void add_source_routes(Router& router, SourceApi& api) {
  router.set_gate(Privilege::kSource, [&api](Request& request) { return api.admit(request); });
  using SourceHandler = Response (*)(SourceApi&, SourceCaller const&, Request const&);
  auto const add = [&](Method method, std::string_view path, SourceHandler handler,
                       std::size_t body_limit_bytes = kDefaultBodyLimit) {
    Handler const run = [&api, handler](Request const& request) -> Response {
      auto const* const caller = request.caller<SourceCaller>();
      if (caller == nullptr) return problem_response(forbidden(), request);
      try {
        return handler(api, *caller, request);
      } catch (engine::StoreUnavailable const&) {
        Response response = problem_response(overloaded(), request);
        response.set_header("Retry-After", "5");
        return response;
      }
    };
    router.add(Route{method, "/api/source/v1" + std::string(path), Privilege::kSource, run, Execution::kWorker,
                     body_limit_bytes});
  };
  add(Method::kPost, "/claims", post_claim);
  add(Method::kGet, "/claims", get_claim_by_query);
  add(Method::kGet, "/claims/{reference}", get_claim);
  add(Method::kPost, "/claims/{reference}/changes", post_change);
  add(Method::kPost, "/payments/{payment_id}/reversals", post_reversal);
  add(Method::kGet, "/enquiries", get_enquiries);
  add(Method::kGet, "/enquiries/{enquiry_id}", get_enquiry);
  add(Method::kPost, "/enquiries/{enquiry_id}/answers", post_enquiry_answer);
  add(Method::kPost, "/batch", post_batch, kBatchBodyLimit);
  add(Method::kGet, "/events", get_events);
  add(Method::kPost, "/webhooks", post_webhook);
  add(Method::kGet, "/webhooks", get_webhooks);
  add(Method::kDelete, "/webhooks/{webhook_id}", delete_webhook);
  add(Method::kGet, "/webhooks/{webhook_id}/deliveries", get_deliveries);
  add(Method::kPost, "/webhooks/{webhook_id}/retry", post_retry);
}

}  // namespace http::source

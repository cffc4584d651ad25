#include <charconv>

#include "http/json_reader.h"
#include "http/json_writer.h"
#include "http/problem.h"
#include "http/source/handlers.h"

namespace http::source {
namespace {

constexpr std::size_t kDeliveriesShown = 100;

Problem no_such_webhook() {
  return {404,
          "webhook_not_found",
          "There is nothing of yours with this name",
          "",
          "List the webhooks to see which there are.",
          {}};
}

Problem problem_of(WebhookRefusal refusal) {
  switch (refusal) {
    case WebhookRefusal::kBadUrl:
      return invalid_input({{"$.url", "must be an https address without user name or fragment"}});
    case WebhookRefusal::kSameUrl:
      return {
          409, "webhook_exists", "There is a webhook with this address", "", "Remove it first if its secret was lost.",
          {}};
    case WebhookRefusal::kTooMany:
      return {409,
              "too_many_webhooks",
              "There are as many webhooks as a source may have",
              "",
              "Remove one that is not needed any more.",
              {}};
  }
  return internal_error();
}

WebhookOwner owner_of(SourceCaller const& caller) { return {caller.authority.id, caller.source}; }

/// Zero, which no webhook has, if the path has no number.
std::int64_t webhook_id_of(Request const& request) {
  std::string_view const text = request.parameter("webhook_id");
  std::int64_t id = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc() && end == text.data() + text.size() && id > 0 ? id : 0;
}

void write_webhook(JsonWriter& out, ports::WebhookEndpoint const& endpoint) {
  out.begin_object();
  out.member("id", std::to_string(endpoint.id));
  out.member("url", endpoint.url);
  out.member("state", endpoint.disabled ? "disabled" : endpoint.failures > 0 ? "failing" : "working");
  out.member("failures", endpoint.failures);
  if (!endpoint.disabled && endpoint.failures > 0) out.member("next_try", endpoint.next_try);
  if (endpoint.disabled) out.member("disabled", *endpoint.disabled);
  out.end_object();
}

}  // namespace

Response post_webhook(SourceApi& api, SourceCaller const& caller, Request const& request) {
  JsonDocument document = JsonDocument::parse_body(request);
  std::string const url = document.root().text("url", {.min_letters = 1, .max_letters = kMaxWebhookUrl});
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  std::int64_t const after_seq = api.books().reader()->last_seq(caller.authority.id);
  auto const made = api.webhooks().add(owner_of(caller), url, after_seq);
  if (!made) return problem_response(problem_of(made.error()), request);
  JsonWriter out;
  out.begin_object();
  out.member("id", std::to_string(made->id));
  out.member("url", url);
  out.member("secret", made->secret);
  out.end_object();
  return json_response(201, out.take());
}

Response get_webhooks(SourceApi& api, SourceCaller const& caller, Request const&) {
  JsonWriter out;
  out.begin_object().key("webhooks").begin_array();
  for (ports::WebhookEndpoint const& endpoint : api.webhooks().of(owner_of(caller))) write_webhook(out, endpoint);
  out.end_array().end_object();
  return json_response(200, out.take());
}

Response delete_webhook(SourceApi& api, SourceCaller const& caller, Request const& request) {
  if (!api.webhooks().remove(owner_of(caller), webhook_id_of(request))) {
    return problem_response(no_such_webhook(), request);
  }
  return no_content();
}

Response get_deliveries(SourceApi& api, SourceCaller const& caller, Request const& request) {
  auto const endpoint = api.webhooks().find(owner_of(caller), webhook_id_of(request));
  if (!endpoint) return problem_response(no_such_webhook(), request);
  JsonWriter out;
  out.begin_object().key("deliveries").begin_array();
  for (ports::WebhookDelivery const& delivery :
       api.operations().deliveries(caller.authority.id, endpoint->id, kDeliveriesShown)) {
    out.begin_object();
    out.member("event_id", delivery.event_id);
    out.member("attempt", delivery.attempt);
    out.member("tried", delivery.tried);
    out.member("status", delivery.status);
    out.member("duration_ms", delivery.microseconds / 1000);
    out.end_object();
  }
  out.end_array().end_object();
  return json_response(200, out.take());
}

Response post_retry(SourceApi& api, SourceCaller const& caller, Request const& request) {
  std::int64_t const id = webhook_id_of(request);
  if (!api.webhooks().retry_now(owner_of(caller), id, api.clock().now())) {
    return problem_response(no_such_webhook(), request);
  }
  auto const endpoint = api.webhooks().find(owner_of(caller), id);
  if (!endpoint) return problem_response(no_such_webhook(), request);
  JsonWriter out;
  write_webhook(out, *endpoint);
  return json_response(200, out.take());
}

}  // namespace http::source

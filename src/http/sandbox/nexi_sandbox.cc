#include "http/sandbox/nexi_sandbox.h"

#include <chrono>
#include <thread>

#include "base/encoding.h"
#include "http/json_writer.h"

namespace http::sandbox {

namespace {

constexpr std::string_view kReserved = "payment.reservation.created.v2";
constexpr std::size_t kPaymentIdLetters = 32;

Response fault(int status, std::string_view message) {
  JsonWriter json;
  json.begin_object().member("code", std::to_string(status)).member("message", message).end_object();
  return json_response(status, json.take());
}

/// 402: a business error with the vendor's code.
Response refusal(int code, std::string_view message) {
  JsonWriter json;
  json.begin_object()
      .member("code", std::to_string(code))
      .member("message", message)
      .member("source", "internal")
      .end_object();
  return json_response(402, json.take());
}

Response made(std::string_view member, std::string_view id) {
  JsonWriter json;
  json.begin_object().member(member, id).end_object();
  return json_response(201, json.take());
}

void wait(std::int64_t milliseconds) {
  if (milliseconds > 0) std::this_thread::sleep_for(std::chrono::milliseconds{milliseconds});
}

}  // namespace

NexiSandbox::NexiSandbox(NexiSandboxOptions options, ports::Clock const& clock, ports::RandomSource& random)
    : options_(std::move(options)), clock_(clock), random_(random) {}

void NexiSandbox::add_api_routes(Router& router) {
  router.add(Method::kPost, "/v1/payments", Privilege::kPublic, [this](Request const& request) {
    bool const known = request.header("authorization") == options_.secret_key;
    return known ? create(request) : fault(401, "Unauthorized");
  });
  add_change(router, Method::kGet, "",
             [this](Payment& payment, Request const&) { return json_response(200, json_of(payment)); });
  add_change(router, Method::kPost, "/charges",
             [this](Payment& payment, Request const& request) { return charge(payment, request); });
  add_change(router, Method::kPost, "/refunds",
             [this](Payment& payment, Request const& request) { return refund(payment, request); });
  add_change(router, Method::kPost, "/cancels", [this](Payment& payment, Request const&) { return release(payment); });
  add_change(router, Method::kPut, "/terminate",
             [this](Payment& payment, Request const&) { return terminate(payment); });
  router.add(Method::kPost, "/behaviour/card", Privilege::kPublic, [this](Request const& request) {
    auto const behaviour = read_behaviour(request.body);
    if (!behaviour) return fault(400, "Bad Request");
    std::lock_guard const lock{mutex_};
    behaviour_ = *behaviour;
    return no_content();
  });
}

void NexiSandbox::add_change(Router& router, Method method, std::string_view action, Change change) {
  router.add(method, "/v1/payments/{id}" + std::string{action}, Privilege::kPublic,
             [this, change = std::move(change), is_charge = action == "/charges"](Request const& request) {
               if (request.header("authorization") != options_.secret_key) return fault(401, "Unauthorized");
               SandboxBehaviour behaviour;
               Response response;
               {
                 std::lock_guard const lock{mutex_};
                 behaviour = behaviour_;
                 auto const found = payments_.find(request.parameter("id"));
                 if (found == payments_.end()) return fault(404, "Payment not found");
                 response = change(found->second, request);
               }
               if (is_charge) wait(behaviour.answer_delay_ms);
               return is_charge && behaviour.fail_charges ? fault(500, "Internal Server Error") : std::move(response);
             });
}

std::string NexiSandbox::new_id() {
  std::array<std::uint8_t, kPaymentIdLetters / 2> bytes{};
  random_.fill(bytes);
  return base::to_hex(bytes);
}

Response NexiSandbox::create(Request const& request) {
  std::string const& body = request.body;
  Payment payment;
  payment.id = new_id();
  payment.reference = text_in(body, "/order/reference");
  payment.description = text_in(body, "/order/items/0/name");
  payment.return_url = text_in(body, "/checkout/returnUrl");
  payment.cancel_url = text_in(body, "/checkout/cancelUrl");
  auto const minor = amount_in(body, "/order/amount");
  auto const currency = base::Currency::parse(text_in(body, "/order/currency"));
  std::int64_t items_minor = 0;
  for (int i = 0; auto const item = amount_in(body, "/order/items/" + std::to_string(i) + "/grossTotalAmount"); ++i) {
    items_minor += *item;
  }
  bool const hosted = text_in(body, "/checkout/integrationType") == "HostedPaymentPage";
  bool const complete = minor && *minor > 0 && currency && hosted && !payment.return_url.empty() &&
                        !payment.cancel_url.empty() && !text_in(body, "/checkout/termsUrl").empty();
  if (!complete) return json_response(400, R"({"errors":{"order":["A member is missing or has another form."]}})");
  if (items_minor != *minor) return refusal(1005, "AmountDiffersFromOrderItems");
  payment.amount = {*minor, *currency};
  for (int i = 0;; ++i) {
    std::string const hook = "/notifications/webHooks/" + std::to_string(i);
    std::string const event = text_in(body, hook + "/eventName");
    if (event.empty()) break;
    payment.hooks[event] = {text_in(body, hook + "/url"), text_in(body, hook + "/authorization")};
  }
  std::string const id = payment.id;
  SandboxBehaviour behaviour;
  {
    std::lock_guard const lock{mutex_};
    behaviour = behaviour_;
    notify(payment, "payment.created", *minor);
    payments_.emplace(id, std::move(payment));
  }
  wait(behaviour.answer_delay_ms);
  if (behaviour.fail_creates) return fault(500, "Internal Server Error");
  JsonWriter json;
  json.begin_object().member("paymentId", id).member("hostedPaymentPageUrl", options_.page_url_base + id).end_object();
  return json_response(201, json.take());
}

std::string NexiSandbox::json_of(Payment const& p) const {
  JsonWriter json;
  json.begin_object().key("payment").begin_object().member("paymentId", p.id);
  json.key("summary").begin_object();  // as there: what is zero is left out
  if (p.reserved > 0) json.member("reservedAmount", p.reserved);
  if (p.charged > 0) json.member("chargedAmount", p.charged);
  if (p.refunded > 0) json.member("refundedAmount", p.refunded);
  if (p.cancelled > 0) json.member("cancelledAmount", p.cancelled);
  json.end_object();
  json.key("orderDetails")
      .begin_object()
      .member("amount", p.amount.minor)
      .member("currency", p.amount.currency.code())
      .member("reference", p.reference)
      .end_object();
  json.key("checkout").begin_object().member("url", options_.page_url_base + p.id).end_object();
  if (p.terminated) json.member("terminated", clock_.now());
  json.end_object().end_object();
  return json.take();
}

Response NexiSandbox::charge(Payment& payment, Request const& request) {
  if (behaviour_.refuse_charges) {
    notify(payment, "payment.charge.failed", payment.amount.minor);
    return refusal(1029, "HardDecline");
  }
  std::string const key{request.header("idempotency-key").value_or("")};
  if (!key.empty() && !payment.used_keys.insert(key).second) return made("chargeId", payment.id);
  std::int64_t const minor = amount_in(request.body, "/amount").value_or(0);
  if (minor == 0) return refusal(1002, "ZeroCharge");
  if (payment.charged > 0) return refusal(1008, "AlreadyCharged");
  if (payment.reserved == 0 || payment.cancelled > 0) return refusal(1003, "NotReserved");
  if (minor > payment.reserved) return refusal(1001, "OverCharge");
  payment.charged = minor;
  notify(payment, "payment.charge.created.v2", minor);
  return made("chargeId", payment.id);
}

Response NexiSandbox::refund(Payment& payment, Request const& request) {
  std::string const key{request.header("idempotency-key").value_or("")};
  if (!key.empty() && !payment.used_keys.insert(key).second) return made("refundId", payment.id);
  std::int64_t const minor = amount_in(request.body, "/amount").value_or(0);
  if (minor == 0 || minor > payment.charged - payment.refunded) return refusal(1009, "InvalidRefundAmount");
  payment.refunded += minor;
  notify(payment, "payment.refund.completed", minor);
  return made("refundId", payment.id);
}

Response NexiSandbox::release(Payment& payment) {
  if (payment.cancelled > 0) return refusal(1019, "AlreadyCancelled");
  if (payment.charged > 0) return refusal(1008, "AlreadyCharged");
  if (payment.reserved == 0) return refusal(1003, "NotReserved");
  payment.cancelled = payment.reserved;
  notify(payment, "payment.cancel.created", payment.cancelled);
  return no_content();
}

Response NexiSandbox::terminate(Payment& payment) {
  if (payment.reserved > 0) return refusal(1004, "AlreadyReserved");
  payment.terminated = true;
  return no_content();
}

std::optional<CardPage> NexiSandbox::find(std::string_view payment_id) {
  std::lock_guard const lock{mutex_};
  auto const found = payments_.find(payment_id);
  if (found == payments_.end()) return std::nullopt;
  Payment const& p = found->second;
  bool const has_query = p.return_url.find('?') != std::string::npos;
  return CardPage{p.amount,     p.description, p.return_url + (has_query ? "&" : "?") + "paymentid=" + p.id,
                  p.cancel_url, p.waits(),     p.declined};
}

bool NexiSandbox::reserve(std::string_view payment_id) {
  std::lock_guard const lock{mutex_};
  auto const found = payments_.find(payment_id);
  if (found == payments_.end() || !found->second.waits()) return false;
  found->second.reserved = found->second.amount.minor;
  notify(found->second, kReserved, found->second.reserved);
  return true;
}

bool NexiSandbox::decline(std::string_view payment_id) {
  std::lock_guard const lock{mutex_};
  auto const found = payments_.find(payment_id);
  if (found == payments_.end() || !found->second.waits()) return false;
  found->second.declined = true;
  notify(found->second, "payment.reservation.failed", found->second.amount.minor);
  return true;
}

/// The lock is held by the caller, or the payment is not known to others yet.
void NexiSandbox::notify(Payment const& payment, std::string_view event, std::int64_t minor) {
  auto const hook = payment.hooks.find(event);
  if (hook == payment.hooks.end()) return;
  JsonWriter json;
  json.begin_object()
      .member("id", new_id())
      .member("timestamp", clock_.now())
      .member("merchantNumber", 100'000'000)
      .member("event", event);
  json.key("data").begin_object().member("paymentType", "CARD");
  json.key("amount")
      .begin_object()
      .member("amount", minor)
      .member("currency", payment.amount.currency.code())
      .end_object();
  json.member("paymentId", payment.id).end_object().end_object();
  notices_.add(behaviour_, clock_.now(), [hook = hook->second, body = json.take()] {
    return ports::HttpRequest{ports::HttpMethod::kPost,
                              hook.url,
                              {{"Content-Type", "application/json"}, {"Authorization", hook.authorization}},
                              body,
                              5'000};
  });
}

}  // namespace http::sandbox

#include "http/sandbox/vipps_sandbox.h"

#include <chrono>
#include <thread>

#include "base/digest.h"
#include "base/encoding.h"
#include "http/json_writer.h"

namespace http::sandbox {

namespace {

Response fault(int status, std::string_view title) {
  JsonWriter json;
  json.begin_object()
      .member("type", "https://developer.vippsmobilepay.com/docs/APIs/epayment-api/errors")
      .member("title", title)
      .member("status", status)
      .member("traceId", "sandbox")
      .end_object();
  return json_response(status, json.take());
}

void write_amount(JsonWriter& json, std::string_view key, std::int64_t minor, base::Currency currency) {
  json.key(key).begin_object().member("currency", currency.code()).member("value", minor).end_object();
}

/// "Sun, 22 Nov 2026 10:15:30 GMT", as HTTP writes dates.
std::string http_date(base::Instant instant) {
  static constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::string const iso = base::format_instant(instant);  // 2026-11-22T10:15:30.125Z
  std::int64_t const days = instant.microseconds / 86'400'000'000;
  auto const month = static_cast<std::size_t>((iso[5] - '0') * 10 + (iso[6] - '0') - 1);
  return std::string{kDays[static_cast<std::size_t>((days + 4) % 7)]} + ", " + iso.substr(8, 2) + " " +
         std::string{kMonths[month]} + " " + iso.substr(0, 4) + " " + iso.substr(11, 8) + " GMT";
}

}  // namespace

VippsSandbox::VippsSandbox(SandboxOptions options, ports::Clock const& clock, ports::RandomSource& random)
    : options_(std::move(options)), clock_(clock), token_(ports::random_token(random)) {}

void VippsSandbox::add_api_routes(Router& router) {
  router.add(Method::kPost, "/accesstoken/get", Privilege::kPublic, [this](Request const& request) {
    bool const known =
        request.header("client_id") == options_.client_id && request.header("client_secret") == options_.client_secret;
    if (!known) return fault(401, "Unauthorized");
    JsonWriter json;
    json.begin_object()
        .member("token_type", "Bearer")
        .member("expires_in", "3600")
        .member("ext_expires_in", "3600")
        .member("expires_on", std::to_string(clock_.now().microseconds / 1'000'000 + 3600))
        .member("not_before", std::to_string(clock_.now().microseconds / 1'000'000))
        .member("resource", "sandbox")
        .member("access_token", token_)
        .end_object();
    return json_response(200, json.take());
  });
  auto const guarded = [this](auto handler) {
    return [this, handler](Request const& request) {
      return is_authorised(request) ? handler(request) : fault(401, "Unauthorized");
    };
  };
  std::string const one = "/epayment/v1/payments/{reference}";
  router.add(Method::kPost, "/epayment/v1/payments", Privilege::kPublic,
             guarded([this](Request const& request) { return create(request); }));
  router.add(Method::kGet, one, Privilege::kPublic, guarded([this](Request const& request) {
               std::lock_guard const lock{mutex_};
               auto const found = payments_.find(request.parameter("reference"));
               return found == payments_.end() ? fault(404, "Not Found") : json_response(200, json_of(found->second));
             }));
  for (std::string_view const action : {"capture", "cancel", "refund"}) {
    router.add(Method::kPost, one + "/" + std::string{action}, Privilege::kPublic,
               guarded([this, action](Request const& request) { return adjust(request, action); }));
  }
  router.add(Method::kPost, "/behaviour", Privilege::kPublic,
             [this](Request const& request) { return behave(request); });
}

bool VippsSandbox::is_authorised(Request const& request) const {
  return request.header("authorization") == "Bearer " + token_ &&
         request.header("ocp-apim-subscription-key") == options_.subscription_key &&
         request.header("merchant-serial-number") == options_.merchant_serial_number;
}

std::string VippsSandbox::json_of(Payment const& p) const {
  bool const authorised = p.state == "AUTHORIZED";
  JsonWriter json;
  json.begin_object();
  json.key("aggregate").begin_object();
  write_amount(json, "authorizedAmount", authorised ? p.amount.minor : 0, p.amount.currency);
  write_amount(json, "cancelledAmount", p.cancelled, p.amount.currency);
  write_amount(json, "capturedAmount", p.captured, p.amount.currency);
  write_amount(json, "refundedAmount", p.refunded, p.amount.currency);
  json.end_object();
  write_amount(json, "amount", p.amount.minor, p.amount.currency);
  json.member("state", p.state);
  json.key("paymentMethod").begin_object().member("type", "WALLET").end_object();
  json.key("profile").begin_object().end_object();
  json.member("pspReference", p.psp_reference)
      .member("redirectUrl", options_.wallet_url_base + p.reference)
      .member("reference", p.reference)
      .end_object();
  return json.take();
}

Response VippsSandbox::create(Request const& request) {
  std::string const& body = request.body;
  auto const minor = amount_in(body, "/amount/value");
  std::string const reference = text_in(body, "/reference");
  if (!minor || reference.size() < 8 || text_in(body, "/userFlow").empty()) return fault(400, "Bad Request");
  auto const key = request.header("idempotency-key");
  if (!key || key->empty() || key->size() > 50) return fault(400, "Idempotency-Key missing");
  SandboxBehaviour behaviour;
  {
    std::lock_guard const lock{mutex_};
    behaviour = behaviour_;
    auto const found = payments_.find(reference);
    if (found != payments_.end() && (found->second.create_key != *key || found->second.create_body != request.body)) {
      return fault(409, "Reference already used");
    }
    if (found == payments_.end()) {
      Payment payment;
      payment.reference = reference;
      payment.psp_reference = "sandbox-" + std::to_string(next_psp_++);
      payment.amount = {*minor, base::Currency::parse(text_in(body, "/amount/currency")).value_or(base::Currency{})};
      payment.description = text_in(body, "/paymentDescription");
      payment.return_url = text_in(body, "/returnUrl");
      payment.create_key = *key;
      payment.create_body = request.body;
      notify(payment, "CREATED", *minor, *key);
      payments_.emplace(reference, std::move(payment));
    }
  }
  if (behaviour.answer_delay_ms > 0) std::this_thread::sleep_for(std::chrono::milliseconds{behaviour.answer_delay_ms});
  if (behaviour.fail_creates) return fault(500, "Internal Server Error");
  JsonWriter json;
  json.begin_object()
      .member("redirectUrl", options_.wallet_url_base + reference)
      .member("reference", reference)
      .end_object();
  return json_response(201, json.take());
}

Response VippsSandbox::adjust(Request const& request, std::string_view action) {
  std::string const key{request.header("idempotency-key").value_or("")};
  std::lock_guard const lock{mutex_};
  auto const found = payments_.find(request.parameter("reference"));
  if (found == payments_.end()) return fault(404, "Not Found");
  Payment& payment = found->second;
  if (!payment.used_keys.insert(key).second) return json_response(200, json_of(payment));
  std::int64_t const minor = amount_in(request.body, "/modificationAmount/value").value_or(0);
  std::int64_t const free = payment.amount.minor - payment.captured - payment.cancelled;
  if (action == "cancel") {
    if (payment.state == "CREATED") {
      payment.state = "TERMINATED";
      notify(payment, "TERMINATED", payment.amount.minor, key);
    } else if (payment.state == "AUTHORIZED" && free > 0) {
      payment.cancelled += free;
      notify(payment, "CANCELLED", free, key);
    } else {
      return fault(409, "Conflict");
    }
  } else if (action == "capture") {
    if (payment.state != "AUTHORIZED" || minor <= 0 || minor > free) return fault(409, "Conflict");
    payment.captured += minor;
    notify(payment, "CAPTURED", minor, key);
  } else {
    if (minor <= 0 || minor > payment.captured - payment.refunded) return fault(409, "Conflict");
    payment.refunded += minor;
    notify(payment, "REFUNDED", minor, key);
  }
  return json_response(200, json_of(payment));
}

Response VippsSandbox::behave(Request const& request) {
  auto const behaviour = read_behaviour(request.body);
  if (!behaviour) return fault(400, "Bad Request");
  std::lock_guard const lock{mutex_};
  behaviour_ = *behaviour;
  return no_content();
}

std::optional<ports::SandboxPayment> VippsSandbox::find(std::string_view reference) {
  std::lock_guard const lock{mutex_};
  auto const found = payments_.find(reference);
  if (found == payments_.end()) return std::nullopt;
  Payment const& p = found->second;
  return ports::SandboxPayment{p.reference, p.amount, p.description, p.return_url, p.state == "CREATED"};
}

bool VippsSandbox::answer(std::string_view reference, ports::PayerAnswer answer) {
  std::lock_guard const lock{mutex_};
  auto const found = payments_.find(reference);
  if (found == payments_.end() || found->second.state != "CREATED") return false;
  bool const approved = answer == ports::PayerAnswer::kApprove;
  found->second.state = approved ? "AUTHORIZED" : "ABORTED";
  notify(found->second, found->second.state, found->second.amount.minor, "");
  return true;
}

/// The lock is held by the caller.
void VippsSandbox::notify(Payment const& payment, std::string_view name, std::int64_t minor, std::string_view key) {
  JsonWriter json;
  json.begin_object()
      .member("msn", options_.merchant_serial_number)
      .member("reference", payment.reference)
      .member("pspReference", payment.psp_reference)
      .member("name", name);
  write_amount(json, "amount", minor, payment.amount.currency);
  json.member("timestamp", clock_.now());
  if (!key.empty()) json.member("idempotencyKey", key);
  json.member("success", true).end_object();
  notices_.add(behaviour_, clock_.now(), [this, body = json.take()] { return signed_notice(body); });
}

ports::HttpRequest VippsSandbox::signed_notice(std::string const& body) const {
  std::string const date = http_date(clock_.now());
  std::string const content = base::to_base64(base::sha256(body));
  std::string const text = "POST\n" + options_.webhook_path + "\n" + date + ";" + options_.webhook_host + ";" + content;
  std::string const signature = base::to_base64(base::hmac_sha256(options_.webhook_secret, text));
  return {ports::HttpMethod::kPost,
          options_.webhook_url,
          {{"Content-Type", "application/json"},
           {"x-ms-date", date},
           {"x-ms-content-sha256", content},
           {"Authorization", "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=" + signature}},
          body,
          5'000};
}

}  // namespace http::sandbox

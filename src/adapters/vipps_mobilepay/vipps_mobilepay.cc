#include "adapters/vipps_mobilepay/vipps_mobilepay.h"

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <charconv>
#include <optional>
#include <utility>

#include "adapters/vipps_mobilepay/webhook_signature.h"
#include "base/utf8.h"
#include "json_values/json_object.h"
#include "ports/notice_headers.h"

namespace adapters::vipps_mobilepay {
namespace {

namespace json = boost::json;
using json_values::parse_object;
using json_values::text_member;
using ports::only_header;
using ports::ProviderError;

constexpr std::int64_t kMaxAmountMinor = 65'000'000;
constexpr std::int64_t kMinAmountMinor = 100;
constexpr std::size_t kMinReference = 8;
constexpr std::size_t kMaxReference = 50;
constexpr std::size_t kMaxIdempotencyKey = 50;
constexpr std::size_t kMinDescription = 3;
constexpr std::size_t kMaxDescription = 100;
constexpr std::size_t kMaxSystemHeader = 30;
constexpr int kCaptureDays = 180;
constexpr int kRefundDays = 365;
constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
constexpr std::int64_t kRefreshEarlySeconds = 120;
constexpr int kUnauthorized = 401;

bool is_letter_or_digit(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
}

bool is_reference(std::string_view text) {
  return text.size() >= kMinReference && text.size() <= kMaxReference &&
         std::all_of(text.begin(), text.end(), [](char letter) { return is_letter_or_digit(letter) || letter == '-'; });
}

bool is_idempotency_key(std::string_view text) {
  return !text.empty() && text.size() <= kMaxIdempotencyKey &&
         std::all_of(text.begin(), text.end(), [](char letter) { return letter > ' ' && letter < '\x7f'; });
}

/// The vendor sends seconds as a text ("3600"); a number would be no surprise.
std::optional<std::int64_t> seconds_member(json::object const& object, std::string_view name) {
  json::value const* const found = object.if_contains({name.data(), name.size()});
  if (found == nullptr) return std::nullopt;
  if (found->is_int64()) return found->get_int64();
  std::string const text = text_member(object, name);
  std::int64_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<base::Money> money_member(json::object const& object, std::string_view name) {
  json::value const* const found = object.if_contains({name.data(), name.size()});
  if (found == nullptr || !found->is_object()) return std::nullopt;
  json::object const& amount = found->get_object();
  json::value const* const value = amount.if_contains("value");
  std::optional<base::Currency> const currency = base::Currency::parse(text_member(amount, "currency"));
  if (value == nullptr || !value->is_int64() || !currency) return std::nullopt;
  std::int64_t const minor = value->get_int64();
  if (minor < 0 || !base::in_money_range(minor)) return std::nullopt;
  return base::Money{minor, *currency};
}

std::optional<ports::ProviderState> state_of(std::string_view text) {
  using enum ports::ProviderState;
  constexpr std::array<std::pair<std::string_view, ports::ProviderState>, 5> kStates = {{{"CREATED", kCreated},
                                                                                         {"AUTHORIZED", kAuthorized},
                                                                                         {"ABORTED", kAborted},
                                                                                         {"EXPIRED", kExpired},
                                                                                         {"TERMINATED", kTerminated}}};
  for (auto const& [name, state] : kStates) {
    if (name == text) return state;
  }
  return std::nullopt;
}

/// An answer about another payment, or in several currencies, is not to be booked from.
std::expected<ports::ProviderPayment, ProviderError> read_payment(std::string_view text, std::string_view reference) {
  std::optional<json::object> const body = parse_object(text);
  if (!body || text_member(*body, "reference") != reference) return std::unexpected(ProviderError::kUnreadable);
  json::value const* const aggregate = body->if_contains("aggregate");
  std::optional<ports::ProviderState> const state = state_of(text_member(*body, "state"));
  if (!state || aggregate == nullptr || !aggregate->is_object()) return std::unexpected(ProviderError::kUnreadable);
  json::object const& sums = aggregate->get_object();
  std::optional<base::Money> const authorized = money_member(sums, "authorizedAmount");
  std::optional<base::Money> const captured = money_member(sums, "capturedAmount");
  std::optional<base::Money> const refunded = money_member(sums, "refundedAmount");
  std::optional<base::Money> const cancelled = money_member(sums, "cancelledAmount");
  if (!authorized || !captured || !refunded || !cancelled) return std::unexpected(ProviderError::kUnreadable);
  bool const one_currency = authorized->currency == captured->currency && authorized->currency == refunded->currency &&
                            authorized->currency == cancelled->currency;
  if (!one_currency) return std::unexpected(ProviderError::kUnreadable);
  return ports::ProviderPayment{*state,    *authorized, *captured,
                                *refunded, *cancelled,  text_member(*body, "pspReference")};
}

ProviderError meaning_of(ports::HttpClientError error) {
  switch (error) {
    case ports::HttpClientError::kBadRequest:
    case ports::HttpClientError::kSchemeNotAllowed:
    case ports::HttpClientError::kAddressNotAllowed:
    case ports::HttpClientError::kNotTrusted:
      return ProviderError::kMisconfigured;
    case ports::HttpClientError::kUnresolvable:
    case ports::HttpClientError::kUnreachable:
    case ports::HttpClientError::kTimeout:
    case ports::HttpClientError::kBroken:
      return ProviderError::kUnreachable;
    case ports::HttpClientError::kTooLarge:
    case ports::HttpClientError::kMalformed:
      return ProviderError::kUnreadable;
  }
  return ProviderError::kUnreachable;
}

ProviderError meaning_of(int status) {
  if (status == 401 || status == 403) return ProviderError::kMisconfigured;
  if (status == 404) return ProviderError::kNotFound;
  if (status == 409) return ProviderError::kConflict;
  if (status == 408 || status == 429 || status >= 500) return ProviderError::kUnreachable;
  if (status >= 400) return ProviderError::kRefused;
  return ProviderError::kUnreadable;
}

json::object json_of(base::Money amount) {
  return {{"currency", std::string(amount.currency.code())}, {"value", amount.minor}};
}

std::string modification(base::Money amount) {
  return json::serialize(json::object{{"modificationAmount", json_of(amount)}});
}

}  // namespace

std::vector<std::string> payment_events() {
  std::vector<std::string> events;
  for (char const* const what :
       {"created", "aborted", "expired", "cancelled", "captured", "refunded", "authorized", "terminated"}) {
    events.push_back(std::string("epayments.payment.") + what + ".v1");
  }
  return events;
}

VippsMobilePay::VippsMobilePay(VippsConfiguration configuration, ports::HttpClient& client, ports::Clock const& clock)
    : configuration_(std::move(configuration)), client_(client), clock_(clock) {
  capabilities_.name = "vipps_mobilepay";
  capabilities_.currencies = configuration_.currencies;
  capabilities_.min_amount_minor = kMinAmountMinor;
  capabilities_.max_amount_minor = kMaxAmountMinor;
  capabilities_.max_description_letters = kMaxDescription;
  capabilities_.capture_within_days = kCaptureDays;
  capabilities_.refund_within_days = kRefundDays;
  for (std::string* const text : {&configuration_.system_name, &configuration_.system_version,
                                  &configuration_.plugin_name, &configuration_.plugin_version}) {
    if (text->size() > kMaxSystemHeader) text->resize(kMaxSystemHeader);
  }
  while (configuration_.base_url.ends_with('/')) configuration_.base_url.pop_back();
}

void VippsMobilePay::add_system_headers(std::vector<ports::HttpHeader>& headers) const {
  headers.push_back({"Ocp-Apim-Subscription-Key", configuration_.subscription_key});
  headers.push_back({"Merchant-Serial-Number", configuration_.merchant_serial_number});
  headers.push_back({"Vipps-System-Name", configuration_.system_name});
  headers.push_back({"Vipps-System-Version", configuration_.system_version});
  headers.push_back({"Vipps-System-Plugin-Name", configuration_.plugin_name});
  headers.push_back({"Vipps-System-Plugin-Version", configuration_.plugin_version});
}

bool VippsMobilePay::is_payable(base::Money amount) const {
  return amount.minor >= kMinAmountMinor && amount.minor <= kMaxAmountMinor &&
         std::find(configuration_.currencies.begin(), configuration_.currencies.end(), amount.currency) !=
             configuration_.currencies.end();
}

std::expected<std::string, ProviderError> VippsMobilePay::access_token(TokenUse use) {
  base::Instant const now = clock_.now();
  {
    std::lock_guard const lock(mutex_);
    if (use == TokenUse::kCached && !token_.empty() && now < token_until_) return token_;
  }
  ports::HttpRequest request;
  request.method = ports::HttpMethod::kPost;
  request.url = configuration_.base_url + "/accesstoken/get";
  request.timeout_ms = configuration_.timeout_ms;
  request.headers = {{"client_id", configuration_.client_id}, {"client_secret", configuration_.client_secret}};
  add_system_headers(request.headers);
  auto const response = client_.send(request);
  if (!response) return std::unexpected(meaning_of(response.error()));
  if (!response->is_success()) {
    ProviderError const error = meaning_of(response->status);
    // A payment cannot be "not found" or "in conflict" here: whatever 4xx this is, our settings are wrong.
    return std::unexpected(error == ProviderError::kUnreachable ? error : ProviderError::kMisconfigured);
  }
  std::optional<json::object> const body = parse_object(response->body);
  std::optional<std::int64_t> const lifetime = body ? seconds_member(*body, "expires_in") : std::nullopt;
  std::string const token = body ? text_member(*body, "access_token") : std::string();
  if (token.empty()) return std::unexpected(ProviderError::kUnreadable);
  // Without a lifetime the token serves this call only.
  constexpr std::int64_t kLongestLifetime = 7LL * 24 * 3600;
  std::int64_t const seconds = std::clamp<std::int64_t>(lifetime.value_or(0), 0, kLongestLifetime);
  std::lock_guard const lock(mutex_);
  token_ = token;
  token_until_ = {now.microseconds + (seconds - kRefreshEarlySeconds) * kMicrosecondsPerSecond};
  return token;
}

std::expected<ports::HttpResponse, ports::HttpClientError> VippsMobilePay::send_once(Call const& call,
                                                                                     std::string const& token) {
  ports::HttpRequest request;
  request.method = call.method;
  request.url = configuration_.base_url + call.path;
  request.body = call.body;
  request.timeout_ms = configuration_.timeout_ms;
  request.headers = {{"Authorization", "Bearer " + token}, {"Accept", "application/json, application/problem+json"}};
  add_system_headers(request.headers);
  if (!call.body.empty()) request.headers.push_back({"Content-Type", "application/json"});
  if (!call.idempotency_key.empty()) request.headers.push_back({"Idempotency-Key", call.idempotency_key});
  return client_.send(request);
}

std::expected<std::string, ProviderError> VippsMobilePay::send(Call const& call) {
  for (TokenUse const use : {TokenUse::kCached, TokenUse::kFresh}) {
    std::expected<std::string, ProviderError> const token = access_token(use);
    if (!token) return std::unexpected(token.error());
    auto response = send_once(call, *token);
    if (!response) return std::unexpected(meaning_of(response.error()));
    if (response->is_success()) return std::move(response->body);
    if (response->status == kUnauthorized && use == TokenUse::kCached) continue;
    return std::unexpected(meaning_of(response->status));
  }
  return std::unexpected(ProviderError::kMisconfigured);
}

std::expected<ports::CreatedPayment, ProviderError> VippsMobilePay::create(ports::PaymentOrder const& order) {
  std::size_t const letters = base::count_letters(order.description);
  if (!is_reference(order.reference) || !is_idempotency_key(order.idempotency_key) || !is_payable(order.amount) ||
      letters < kMinDescription || letters > kMaxDescription || order.return_url.empty()) {
    return std::unexpected(ProviderError::kRefused);
  }
  json::object const body{{"amount", json_of(order.amount)}, {"paymentMethod", json::object{{"type", "WALLET"}}},
                          {"reference", order.reference},    {"userFlow", "WEB_REDIRECT"},
                          {"returnUrl", order.return_url},   {"paymentDescription", order.description}};
  auto const answer =
      send({ports::HttpMethod::kPost, "/epayment/v1/payments", json::serialize(body), order.idempotency_key});
  if (!answer) return std::unexpected(answer.error());
  std::optional<json::object> const created = parse_object(*answer);
  if (!created || text_member(*created, "reference") != order.reference) {
    return std::unexpected(ProviderError::kUnreadable);
  }
  std::string const url = text_member(*created, "redirectUrl");
  // The payer's browser goes there: nothing but https (http only if we talk to the provider by http ourselves).
  bool const plain = configuration_.base_url.starts_with("http://") && url.starts_with("http://");
  if (!url.starts_with("https://") && !plain) return std::unexpected(ProviderError::kUnreadable);
  return ports::CreatedPayment{url};
}

std::expected<ports::ProviderPayment, ProviderError> VippsMobilePay::get(std::string_view reference) {
  if (!is_reference(reference)) return std::unexpected(ProviderError::kRefused);
  auto const answer = send({ports::HttpMethod::kGet, "/epayment/v1/payments/" + std::string(reference), "", ""});
  if (!answer) return std::unexpected(answer.error());
  return read_payment(*answer, reference);
}

std::expected<ports::ProviderPayment, ProviderError> VippsMobilePay::change(std::string_view reference,
                                                                            std::string_view action, std::string body,
                                                                            std::string_view idempotency_key) {
  if (!is_reference(reference) || !is_idempotency_key(idempotency_key)) {
    return std::unexpected(ProviderError::kRefused);
  }
  std::string path = "/epayment/v1/payments/" + std::string(reference) + "/" + std::string(action);
  auto const answer = send({ports::HttpMethod::kPost, std::move(path), std::move(body), std::string(idempotency_key)});
  if (!answer) return std::unexpected(answer.error());
  return read_payment(*answer, reference);
}

std::expected<ports::ProviderPayment, ProviderError> VippsMobilePay::capture(std::string_view reference,
                                                                             base::Money amount,
                                                                             std::string_view idempotency_key) {
  if (!is_payable(amount)) return std::unexpected(ProviderError::kRefused);
  return change(reference, "capture", modification(amount), idempotency_key);
}

std::expected<ports::ProviderPayment, ProviderError> VippsMobilePay::cancel(std::string_view reference,
                                                                            std::string_view idempotency_key) {
  return change(reference, "cancel", "", idempotency_key);
}

std::expected<ports::ProviderPayment, ProviderError> VippsMobilePay::refund(std::string_view reference,
                                                                            base::Money amount,
                                                                            std::string_view idempotency_key) {
  if (!is_payable(amount)) return std::unexpected(ProviderError::kRefused);
  return change(reference, "refund", modification(amount), idempotency_key);
}

std::expected<ports::Notice, ports::NoticeRefusal> VippsMobilePay::check_notice(ports::NoticeRequest const& request,
                                                                                base::Instant now) const {
  std::optional<std::string_view> const date = only_header(request.headers, "x-ms-date");
  std::optional<std::string_view> const content = only_header(request.headers, "x-ms-content-sha256");
  std::optional<std::string_view> const authorization = only_header(request.headers, "authorization");
  if (!date || !content || !authorization) return std::unexpected(ports::NoticeRefusal::kUnsigned);
  std::string_view const path = configuration_.webhook_path_and_query.empty()
                                    ? std::string_view(request.path_and_query)
                                    : std::string_view(configuration_.webhook_path_and_query);
  std::optional<ports::NoticeRefusal> const refusal = check_signature(
      {request.method, path, configuration_.webhook_host, *date, *content, *authorization, request.body},
      configuration_.webhook_secrets, now, configuration_.webhook_tolerance_seconds);
  if (refusal) return std::unexpected(*refusal);
  std::optional<json::object> const body = parse_object(request.body);
  if (!body) return std::unexpected(ports::NoticeRefusal::kMalformed);
  std::string const reference = text_member(*body, "reference");
  std::string const name = text_member(*body, "name");
  std::string const serial_number = text_member(*body, "msn");
  bool const ours = serial_number.empty() || serial_number == configuration_.merchant_serial_number;
  if (!is_reference(reference) || name.empty() || !ours) return std::unexpected(ports::NoticeRefusal::kMalformed);
  // A JSON list, so that no two different events can give the same text.
  json::array const key{reference, name, text_member(*body, "pspReference"), text_member(*body, "idempotencyKey")};
  return ports::Notice{reference, name, json::serialize(key)};
}

std::expected<WebhookRegistration, ProviderError> VippsMobilePay::register_webhook(
    std::string_view url, std::vector<std::string> const& events) {
  json::object const body{{"url", std::string(url)}, {"events", json::array(events.begin(), events.end())}};
  auto const answer = send({ports::HttpMethod::kPost, "/webhooks/v1/webhooks", json::serialize(body), ""});
  if (!answer) return std::unexpected(answer.error());
  std::optional<json::object> const made = parse_object(*answer);
  if (!made) return std::unexpected(ProviderError::kUnreadable);
  WebhookRegistration registration{text_member(*made, "id"), text_member(*made, "secret")};
  if (registration.id.empty() || registration.secret.empty()) return std::unexpected(ProviderError::kUnreadable);
  return registration;
}

}  // namespace adapters::vipps_mobilepay

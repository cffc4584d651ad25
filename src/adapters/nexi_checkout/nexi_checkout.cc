#include "adapters/nexi_checkout/nexi_checkout.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <utility>

#include "base/digest.h"
#include "base/encoding.h"
#include "ports/notice_headers.h"

namespace adapters::nexi_checkout {
namespace {

namespace json = boost::json;
using ports::only_header;
using ports::ProviderError;

constexpr std::size_t kMaxIdempotencyKey = 64;
constexpr std::size_t kMaxDescription = 128;
constexpr std::size_t kPagesKept = 2'000;
/// The vendor's pages speak of 8 to 32 letters and digits.
constexpr std::size_t kNoticeSecretLetters = 32;

constexpr std::string_view kNoticesAskedFor[] = {
    "payment.reservation.created.v2", "payment.reservation.failed", "payment.charge.created.v2",
    "payment.charge.failed",          "payment.cancel.created",     "payment.cancel.failed",
    "payment.refund.initiated.v2",    "payment.refund.failed",      "payment.refund.completed"};

bool is_idempotency_key(std::string_view text) {
  return !text.empty() && text.size() <= kMaxIdempotencyKey &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

std::string path_of(std::string_view payment_id, std::string_view action) {
  return "/v1/payments/" + std::string(payment_id) + std::string(action);
}

/// One line for the whole order. What an authority claims carries no VAT.
json::array order_items(std::string_view reference, std::string_view name, std::int64_t minor) {
  return {json::object{{"reference", std::string(reference)},
                       {"name", std::string(name)},
                       {"quantity", 1},
                       {"unit", "pcs"},
                       {"unitPrice", minor},
                       {"taxRate", 0},
                       {"taxAmount", 0},
                       {"netTotalAmount", minor},
                       {"grossTotalAmount", minor}}};
}

std::string with_query(std::string url, std::string_view name, std::string_view value) {
  if (url.find('?') == std::string::npos) url += '?';
  base::append_form_field(url, name, value);
  return url;
}

/// Our reference, as the address that we gave for notices has it.
std::string_view order_in(std::string_view path_and_query) {
  constexpr std::string_view kStart = "?order=";
  std::size_t const at = path_and_query.find(kStart);
  return at == std::string_view::npos ? std::string_view() : path_and_query.substr(at + kStart.size());
}

}  // namespace

NexiCheckout::NexiCheckout(NexiConfiguration configuration, ports::HttpClient& client)
    : configuration_(std::move(configuration)), client_(client) {
  capabilities_.name = "nexi_checkout";
  capabilities_.naming = ports::Naming::kByProvider;
  capabilities_.currencies = configuration_.currencies;
  capabilities_.min_amount_minor = 1;
  capabilities_.max_amount_minor = base::kMoneyLimitMinor;
  capabilities_.max_description_letters = kMaxDescription;
  while (configuration_.base_url.ends_with('/')) configuration_.base_url.pop_back();
}

bool NexiCheckout::is_payable(base::Money amount) const {
  return amount.minor > 0 && base::in_money_range(amount.minor) &&
         std::ranges::find(configuration_.currencies, amount.currency) != configuration_.currencies.end();
}

/// The payer's browser goes there: nothing but https (http only if we talk to the vendor by http ourselves).
bool NexiCheckout::is_page(std::string_view url) const {
  bool const plain = configuration_.base_url.starts_with("http://") && url.starts_with("http://");
  return url.starts_with("https://") || plain;
}

std::string NexiCheckout::notice_secret(std::string_view order_reference) const {
  base::Digest const digest = base::hmac_sha256(configuration_.notice_key, order_reference);
  return base::to_hex(base::text_of(digest)).substr(0, kNoticeSecretLetters);
}

std::expected<std::string, ProviderError> NexiCheckout::send(Call const& call) {
  ports::HttpRequest request;
  request.method = call.method;
  request.url = configuration_.base_url + call.path;
  request.body = call.body;
  request.timeout_ms = configuration_.timeout_ms;
  request.headers = {{"Authorization", configuration_.secret_key}, {"Accept", "application/json"}};
  if (!call.body.empty()) request.headers.push_back({"Content-Type", "application/json"});
  if (!call.idempotency_key.empty()) request.headers.push_back({"Idempotency-Key", call.idempotency_key});
  auto response = client_.send(request);
  if (!response) return std::unexpected(meaning_of(response.error()));
  if (!response->is_success()) return std::unexpected(meaning_of(*response));
  return std::move(response->body);
}

std::string NexiCheckout::order_body(ports::PaymentOrder const& order) const {
  std::string const notice_url = with_query(configuration_.notice_url, "order", order.reference);
  json::array hooks;
  for (std::string_view const event : kNoticesAskedFor) {
    hooks.push_back(json::object{
        {"eventName", std::string(event)}, {"url", notice_url}, {"authorization", notice_secret(order.reference)}});
  }
  json::object checkout{{"integrationType", "HostedPaymentPage"},
                        {"returnUrl", order.return_url},
                        {"cancelUrl", with_query(order.return_url, "left", "1")},
                        {"termsUrl", configuration_.terms_url},
                        {"charge", false}};
  if (configuration_.payer_details_left_out) checkout["merchantHandlesConsumerData"] = true;
  json::object const body{
      {"order", json::object{{"items", order_items(order.reference, order.description, order.amount.minor)},
                             {"amount", order.amount.minor},
                             {"currency", std::string(order.amount.currency.code())},
                             {"reference", order.reference}}},
      {"checkout", std::move(checkout)},
      {"notifications", json::object{{"webHooks", std::move(hooks)}}},
      {"myReference", order.reference}};
  return json::serialize(body);
}

std::expected<ports::CreatedPayment, ProviderError> NexiCheckout::create(ports::PaymentOrder const& order) {
  bool const complete = is_payment_id(order.reference) && !order.description.empty() &&
                        order.description.size() <= kMaxDescription && !order.return_url.empty();
  if (!complete || !is_payable(order.amount)) return std::unexpected(ProviderError::kRefused);
  auto const answer = send({ports::HttpMethod::kPost, "/v1/payments", order_body(order), {}});
  if (!answer) return std::unexpected(answer.error());
  std::optional<CreatedPage> const page = read_created(*answer);
  if (!page || !is_page(page->url)) return std::unexpected(ProviderError::kUnreadable);
  remember_page(*page);
  return ports::CreatedPayment{page->url, page->payment_id};
}

void NexiCheckout::remember_page(CreatedPage const& page) {
  std::lock_guard const lock(mutex_);
  if (!pages_.emplace(page.payment_id, page.url).second) return;
  pages_by_age_.push_back(page.payment_id);
  if (pages_by_age_.size() <= kPagesKept) return;
  pages_.erase(pages_by_age_.front());
  pages_by_age_.pop_front();
}

std::expected<NexiPayment, ProviderError> NexiCheckout::read(std::string_view reference) {
  if (!is_payment_id(reference)) return std::unexpected(ProviderError::kRefused);
  auto const answer = send({ports::HttpMethod::kGet, path_of(reference, ""), {}, {}});
  if (!answer) return std::unexpected(answer.error());
  std::optional<NexiPayment> payment = read_payment(*answer);
  if (!payment || payment->payment_id != reference) return std::unexpected(ProviderError::kUnreadable);
  std::lock_guard const lock(mutex_);
  if (auto const page = pages_.find(reference); page != pages_.end()) payment->page_url = page->second;
  if (!is_page(payment->page_url)) payment->page_url.clear();
  return *std::move(payment);
}

std::expected<ports::ProviderPayment, ProviderError> NexiCheckout::get(std::string_view reference) {
  auto const payment = read(reference);
  if (!payment) return std::unexpected(payment.error());
  return to_port(*payment);
}

std::expected<ports::ProviderPayment, ProviderError> NexiCheckout::capture(std::string_view reference,
                                                                           base::Money amount,
                                                                           std::string_view idempotency_key) {
  if (!is_payable(amount) || !is_idempotency_key(idempotency_key)) return std::unexpected(ProviderError::kRefused);
  auto const before = read(reference);
  if (!before) return std::unexpected(before.error());
  if (before->amount.currency != amount.currency) return std::unexpected(ProviderError::kRefused);
  if (before->charged_minor > 0) return to_port(*before);
  json::object body{{"amount", amount.minor}};
  if (amount.minor != before->amount.minor) body["orderItems"] = order_items(reference, "part", amount.minor);
  auto const answer = send(
      {ports::HttpMethod::kPost, path_of(reference, "/charges"), json::serialize(body), std::string(idempotency_key)});
  // "Charged already" is news, not a failure: somebody with the same key was faster.
  if (!answer && answer.error() != ProviderError::kConflict) return std::unexpected(answer.error());
  auto const after = get(reference);
  if (after && !answer && after->captured.minor == 0) return std::unexpected(ProviderError::kConflict);
  return after;
}

std::expected<ports::ProviderPayment, ProviderError> NexiCheckout::cancel(std::string_view reference,
                                                                          std::string_view idempotency_key) {
  if (!is_idempotency_key(idempotency_key)) return std::unexpected(ProviderError::kRefused);
  auto const before = read(reference);
  if (!before) return std::unexpected(before.error());
  NexiStatus const status = status_of(*before);
  if (status == NexiStatus::kTerminated || status == NexiStatus::kCancelled) return to_port(*before);
  std::expected<std::string, ProviderError> answer;
  if (status == NexiStatus::kNew) {
    answer = send({ports::HttpMethod::kPut, path_of(reference, "/terminate"), {}, {}});
  } else if (status == NexiStatus::kReserved) {
    json::object const body{{"amount", before->reserved_minor}};
    answer = send({ports::HttpMethod::kPost, path_of(reference, "/cancels"), json::serialize(body), {}});
  } else {
    return std::unexpected(ProviderError::kConflict);
  }
  if (!answer) return std::unexpected(answer.error());
  return get(reference);
}

std::expected<ports::ProviderPayment, ProviderError> NexiCheckout::refund(std::string_view reference,
                                                                          base::Money amount,
                                                                          std::string_view idempotency_key) {
  bool const readable = is_payable(amount) && is_idempotency_key(idempotency_key) && is_payment_id(reference);
  if (!readable) return std::unexpected(ProviderError::kRefused);
  json::object const body{{"amount", amount.minor}, {"orderItems", order_items(reference, "refund", amount.minor)}};
  auto const answer = send(
      {ports::HttpMethod::kPost, path_of(reference, "/refunds"), json::serialize(body), std::string(idempotency_key)});
  if (!answer) return std::unexpected(answer.error());
  return get(reference);
}

std::expected<ports::Notice, ports::NoticeRefusal> NexiCheckout::check_notice(ports::NoticeRequest const& request,
                                                                              base::Instant /*now*/) const {
  std::optional<std::string_view> const given = only_header(request.headers, "authorization");
  std::string_view const order = order_in(request.path_and_query);
  if (!given || order.empty()) return std::unexpected(ports::NoticeRefusal::kUnsigned);
  if (!base::equal_in_constant_time(*given, notice_secret(order))) {
    return std::unexpected(ports::NoticeRefusal::kForged);
  }
  std::optional<NexiNotice> const notice = read_notice(request.body);
  if (!notice) return std::unexpected(ports::NoticeRefusal::kMalformed);
  // A JSON list, so that no two different events can give the same text. The vendor uses one id for two events.
  json::array const key{notice->id, notice->event, notice->payment_id};
  return ports::Notice{notice->payment_id, notice->event, json::serialize(key)};
}

}  // namespace adapters::nexi_checkout

#include "adapters/nexi_checkout/nexi_answers.h"

#include <algorithm>
#include <array>
#include <boost/json/value.hpp>
#include <charconv>
#include <limits>
#include <utility>

#include "json_values/json_object.h"

namespace adapters::nexi_checkout {
namespace {

namespace json = boost::json;
using json_values::object_member;
using json_values::parse_object;
using json_values::text_member;
using ports::ProviderError;

constexpr std::size_t kMaxPaymentId = 64;

json::value const* member(json::object const& object, std::string_view name) {
  return object.if_contains({name.data(), name.size()});
}

/// A sum that is left out is zero; one that is no amount makes the answer unreadable.
std::optional<std::int64_t> sum_member(json::object const& object, std::string_view name) {
  json::value const* const found = member(object, name);
  if (found == nullptr || found->is_null()) return 0;
  if (!found->is_int64() || found->get_int64() < 0 || !base::in_money_range(found->get_int64())) return std::nullopt;
  return found->get_int64();
}

/// Refunds that the vendor has taken and not carried out yet.
bool has_pending_refund(json::object const& payment) {
  json::value const* const refunds = member(payment, "refunds");
  if (refunds == nullptr || !refunds->is_array()) return false;
  return std::ranges::any_of(refunds->get_array(), [](json::value const& refund) {
    return refund.is_object() && (text_member(refund.get_object(), "state") == "Pending" ||
                                  text_member(refund.get_object(), "refundState") == "Pending");
  });
}

/// What the payment's state does not allow, or has had already: OverCharge, NotReserved, AlreadyReserved,
/// PartialCancelNotAllowed, AlreadyCharged, AlreadyCancelled, PaymentAlreadyRefunded, ChargeTriedWithDifferentAmount,
/// RefundTriedWithDifferentAmount.
constexpr std::array kStateCodes = {1001, 1003, 1004, 1007, 1008, 1019, 1023, 1026, 1027};
constexpr int kUnknownCode = 1000;

int code_in(std::string_view body) {
  std::optional<json::object> const object = parse_object(body);
  json::value const* const code = object ? member(*object, "code") : nullptr;
  if (code == nullptr) return 0;
  if (code->is_int64()) return static_cast<int>(std::clamp<std::int64_t>(code->get_int64(), 0, 1'000'000));
  if (!code->is_string()) return 0;
  std::string_view const text = code->get_string();
  int number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

}  // namespace

bool is_payment_id(std::string_view text) {
  return !text.empty() && text.size() <= kMaxPaymentId && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::optional<NexiPayment> read_payment(std::string_view text) {
  std::optional<json::object> const body = parse_object(text);
  json::object const* const found = body ? object_member(*body, "payment") : nullptr;
  json::object const* const order = found != nullptr ? object_member(*found, "orderDetails") : nullptr;
  if (order == nullptr) return std::nullopt;
  std::optional<base::Currency> const currency = base::Currency::parse(text_member(*order, "currency"));
  std::optional<std::int64_t> const amount = sum_member(*order, "amount");
  // A new payment may have no summary at all.
  json::object const none;
  json::object const* const said = object_member(*found, "summary");
  json::object const& summary = said != nullptr ? *said : none;
  std::optional<std::int64_t> const reserved = sum_member(summary, "reservedAmount");
  std::optional<std::int64_t> const charged = sum_member(summary, "chargedAmount");
  std::optional<std::int64_t> const refunded = sum_member(summary, "refundedAmount");
  std::optional<std::int64_t> const cancelled = sum_member(summary, "cancelledAmount");
  NexiPayment payment;
  payment.payment_id = text_member(*found, "paymentId");
  bool const readable = currency && amount && *amount > 0 && reserved && charged && refunded && cancelled;
  if (!readable || !is_payment_id(payment.payment_id)) return std::nullopt;
  payment.amount = {*amount, *currency};
  payment.reserved_minor = *reserved;
  payment.charged_minor = *charged;
  payment.refunded_minor = *refunded;
  payment.cancelled_minor = *cancelled;
  payment.refund_pending = has_pending_refund(*found);
  json::value const* const terminated = member(*found, "terminated");
  payment.terminated =
      terminated != nullptr && !terminated->is_null() && !(terminated->is_bool() && !terminated->get_bool());
  if (json::object const* const checkout = object_member(*found, "checkout")) {
    payment.page_url = text_member(*checkout, "url");
  }
  return payment;
}

NexiStatus status_of(NexiPayment const& payment) {
  using enum NexiStatus;
  if (payment.cancelled_minor > 0 && payment.cancelled_minor >= payment.amount.minor) return kCancelled;
  if (payment.refunded_minor > 0 && payment.refunded_minor >= payment.charged_minor) return kRefunded;
  if (payment.refund_pending) return kPendingRefund;
  if (payment.refunded_minor > 0) return kPartiallyRefunded;
  if (payment.charged_minor >= payment.amount.minor) return kCharged;
  if (payment.charged_minor > 0) return kPartiallyCharged;
  if (payment.reserved_minor > 0) return kReserved;
  return payment.terminated ? kTerminated : kNew;
}

std::expected<ports::ProviderPayment, ProviderError> to_port(NexiPayment const& payment) {
  // A charge without a reservation is one the vendor made by itself: then what was charged was reserved.
  std::int64_t const reserved =
      payment.reserved_minor > 0 ? payment.reserved_minor : payment.charged_minor + payment.cancelled_minor;
  bool const contradictory =
      payment.charged_minor + payment.cancelled_minor > reserved || payment.refunded_minor > payment.charged_minor;
  if (contradictory) return std::unexpected(ProviderError::kUnreadable);
  ports::ProviderPayment result;
  base::Currency const currency = payment.amount.currency;
  result.authorized = {reserved, currency};
  result.captured = {payment.charged_minor, currency};
  result.refunded = {payment.refunded_minor, currency};
  result.cancelled = {payment.cancelled_minor, currency};
  result.provider_reference = payment.payment_id;
  switch (status_of(payment)) {
    case NexiStatus::kNew:
      result.state = ports::ProviderState::kCreated;
      result.redirect_url = payment.page_url;
      break;
    case NexiStatus::kTerminated:
      result.state = ports::ProviderState::kTerminated;
      break;
    default:
      result.state = ports::ProviderState::kAuthorized;
  }
  return result;
}

std::optional<CreatedPage> read_created(std::string_view text) {
  std::optional<json::object> const body = parse_object(text);
  if (!body) return std::nullopt;
  CreatedPage page{text_member(*body, "paymentId"), text_member(*body, "hostedPaymentPageUrl")};
  if (!is_payment_id(page.payment_id) || page.url.empty()) return std::nullopt;
  return page;
}

std::optional<NexiNotice> read_notice(std::string_view text) {
  std::optional<json::object> const body = parse_object(text);
  json::object const* const data = body ? object_member(*body, "data") : nullptr;
  if (data == nullptr) return std::nullopt;
  NexiNotice notice{text_member(*body, "id"), text_member(*body, "event"), text_member(*data, "paymentId")};
  if (notice.id.empty() || notice.event.empty() || !is_payment_id(notice.payment_id)) return std::nullopt;
  return notice;
}

ProviderError meaning_of(ports::HttpResponse const& response) {
  switch (response.status) {
    case 401:
    case 403:
      return ProviderError::kMisconfigured;
    case 404:
      return ProviderError::kNotFound;
    case 409:
      return ProviderError::kConflict;
    case 408:
    case 429:
      return ProviderError::kUnreachable;
    case 402: {
      int const code = code_in(response.body);
      if (code == kUnknownCode) return ProviderError::kUnreachable;
      return std::ranges::find(kStateCodes, code) != kStateCodes.end() ? ProviderError::kConflict
                                                                       : ProviderError::kRefused;
    }
    default:
      if (response.status >= 500) return ProviderError::kUnreachable;
      return response.status >= 400 ? ProviderError::kRefused : ProviderError::kUnreadable;
  }
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

}  // namespace adapters::nexi_checkout

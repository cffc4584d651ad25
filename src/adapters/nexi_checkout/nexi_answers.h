// What Nexi Checkout's answers and notices say.
//
// Source: the vendor's public PHP SDK: its notices, its status cases and its list of error codes. There is no public
//   OpenAPI document.
// A payment has no status member: it is derived from the sums, in the vendor's order. Members that are not named here
//   are ignored. Sums that contradict each other (more charged and released than was reserved, more refunded than
//   charged) make the answer unreadable: nothing is to be booked from it.
// Units: minor units. Pure.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/money.h"
#include "ports/http_client.h"
#include "ports/payment_provider.h"

namespace adapters::nexi_checkout {

/// In the order in which they are tried.
enum class NexiStatus : std::uint8_t {
  kCancelled,
  kRefunded,
  kPendingRefund,
  kPartiallyRefunded,
  kCharged,
  kPartiallyCharged,
  kReserved,
  kTerminated,
  kNew,
};

struct NexiPayment {
  std::string payment_id;
  base::Money amount;  // of the order; the other sums have the same currency
  std::int64_t reserved_minor = 0;
  std::int64_t charged_minor = 0;
  std::int64_t refunded_minor = 0;
  std::int64_t cancelled_minor = 0;
  bool refund_pending = false;
  bool terminated = false;
  std::string page_url;  // where the payer was or is; empty if not told
};

/// Nothing if it is not an answer to "retrieve payment".
[[nodiscard]] std::optional<NexiPayment> read_payment(std::string_view json);

[[nodiscard]] NexiStatus status_of(NexiPayment const& payment);

/// kUnreadable if the sums contradict each other.
[[nodiscard]] std::expected<ports::ProviderPayment, ports::ProviderError> to_port(NexiPayment const& payment);

struct CreatedPage {
  std::string payment_id;
  std::string url;
};
[[nodiscard]] std::optional<CreatedPage> read_created(std::string_view json);

struct NexiNotice {
  std::string id;  // equal for repeated deliveries
  std::string event;
  std::string payment_id;
};
/// Unknown events too.
[[nodiscard]] std::optional<NexiNotice> read_notice(std::string_view json);

/// What an answer that is no success means. 402 has a code of the vendor's; what the payment's state does not allow is
/// kConflict (read the payment), a charge that the card's issuer refuses is kRefused.
[[nodiscard]] ports::ProviderError meaning_of(ports::HttpResponse const& response);
[[nodiscard]] ports::ProviderError meaning_of(ports::HttpClientError error);

/// The vendor's names for payments: letters, digits and dashes; fit for an address as they are.
[[nodiscard]] bool is_payment_id(std::string_view text);

}  // namespace adapters::nexi_checkout

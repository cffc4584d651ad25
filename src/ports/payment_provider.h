// A payment service that lets a citizen pay at once: an order is created, the citizen approves it with the provider,
// and the authority captures the money. Written after Vipps MobilePay ePayment v1 and Nexi Checkout v1; nothing in it
// is particular to either.
//
// Who names a payment differs. Where we do, the same order may be sent again and is the same payment. Where the
// provider does, every order sent is another payment; one whose page address was told to nobody can be paid by nobody,
// so an order without an answer is no unknown outcome there.
// The provider's own answer to get() is the truth. A notice (webhook) is only a hint that something happened, and an
// authorisation is not money: only `captured` is.
// Units: minor units of the currency (base::Money).
// Thread safety: implementations may be called from any thread; every call but check_notice() and capabilities() may
//   block on the network, so no database transaction may be open around it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/money.h"
#include "ports/notice.h"

namespace ports {

struct PaymentOrder {
  // Unique with the provider. Names the payment in all later calls, unless the provider gives it another name.
  std::string reference;
  base::Money amount;
  std::string description;      // what the payer reads; never a national id or a name
  std::string return_url;       // where the payer's browser comes back
  std::string idempotency_key;  // the same key and order may be sent again safely
};

struct CreatedPayment {
  std::string redirect_url;  // where to send the payer's browser
  std::string reference{};   // what the provider named it; empty where we name payments
};

enum class ProviderState : std::uint8_t {
  kCreated,     // Waiting for the payer.
  kAuthorized,  // The payer approved; captured or not is told by the amounts.
  kAborted,     // The payer declined.
  kExpired,     // The payer did nothing in time.
  kTerminated,  // The authority cancelled before approval.
};

struct ProviderPayment {
  ProviderState state = ProviderState::kCreated;
  base::Money authorized;
  base::Money captured;
  base::Money refunded;
  base::Money cancelled;
  std::string provider_reference;
  std::string redirect_url{};  // where the payer can go on, while the provider waits and says so
};

enum class ProviderError : std::uint8_t {
  kUnreachable,    // No certain answer: the outcome is unknown, ask again (same idempotency key).
  kRefused,        // The provider understood and said no: the request will never succeed as it is.
  kNotFound,       // The provider knows no such payment.
  kConflict,       // The reference is in use, or the payment's state does not allow it.
  kMisconfigured,  // Our credentials or settings are wrong: a person must act.
  kUnreadable,     // The answer is not what the contract says: the outcome is unknown, a person must look.
};

struct Notice {
  std::string reference;
  std::string name;               // the provider's word for what happened, such as "CAPTURED"
  std::string deduplication_key;  // equal for repeated deliveries of the same event
};

enum class Naming : std::uint8_t {
  kByUs,        // by the reference of the order
  kByProvider,  // by what create() answers
};

struct ProviderCapabilities {
  std::string name;  // as in configuration and in /hooks/{provider}
  Naming naming = Naming::kByUs;
  std::vector<base::Currency> currencies;
  std::int64_t min_amount_minor = 0;
  std::int64_t max_amount_minor = 0;
  std::size_t max_description_letters = 0;
  int capture_within_days = 0;  // 0: the provider does not say
  int refund_within_days = 0;
};

class PaymentProvider {
 public:
  PaymentProvider() = default;
  PaymentProvider(PaymentProvider const&) = delete;
  PaymentProvider& operator=(PaymentProvider const&) = delete;
  virtual ~PaymentProvider() = default;

  [[nodiscard]] virtual ProviderCapabilities const& capabilities() const = 0;

  [[nodiscard]] virtual std::expected<CreatedPayment, ProviderError> create(PaymentOrder const& order) = 0;
  [[nodiscard]] virtual std::expected<ProviderPayment, ProviderError> get(std::string_view reference) = 0;

  /// The payment as it stands after the change.
  [[nodiscard]] virtual std::expected<ProviderPayment, ProviderError> capture(std::string_view reference,
                                                                              base::Money amount,
                                                                              std::string_view idempotency_key) = 0;
  /// Releases what is authorised and not captured; before approval it ends the payment.
  [[nodiscard]] virtual std::expected<ProviderPayment, ProviderError> cancel(std::string_view reference,
                                                                             std::string_view idempotency_key) = 0;
  [[nodiscard]] virtual std::expected<ProviderPayment, ProviderError> refund(std::string_view reference,
                                                                             base::Money amount,
                                                                             std::string_view idempotency_key) = 0;

  /// Checks the signature and the time of a webhook call, then reads it. Pure but for the configuration.
  [[nodiscard]] virtual std::expected<Notice, NoticeRefusal> check_notice(NoticeRequest const& request,
                                                                          base::Instant now) const = 0;
};

}  // namespace ports

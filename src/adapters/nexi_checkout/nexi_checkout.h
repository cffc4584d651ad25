// Payments by card on Nexi Checkout's own page: the Payment API, version 1 (formerly Nets Easy).
//
// Source: the vendor's public PHP SDK (calls, notices, status cases, error codes); there is no public OpenAPI document.
// Always the hosted page, so no card number comes near us. Always reserve, then charge: money moves only by a call of
//   ours that carries an Idempotency-Key, and whoever reserves on a page that we have let go of is never charged.
// The vendor names payments, and creating one has no Idempotency-Key: see ports::Naming.
// Notices carry no signature. Each payment gets a value of its own, made from a key and our reference, which comes back
//   in the Authorization header; the reference comes back in the address. Only notices without a person's details are
//   asked for: neither payment.checkout.completed (name, address, telephone) nor the first version of
//   payment.reservation.created (card details).
// Errors: see meaning_of() in nexi_answers.h.
// Units: minor units. Thread safety: any thread may call.
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/nexi_checkout/nexi_answers.h"
#include "adapters/nexi_checkout/nexi_configuration.h"
#include "ports/http_client.h"
#include "ports/payment_provider.h"

namespace adapters::nexi_checkout {

class NexiCheckout final : public ports::PaymentProvider {
 public:
  /// `client` must outlive this.
  NexiCheckout(NexiConfiguration configuration, ports::HttpClient& client);

  [[nodiscard]] ports::ProviderCapabilities const& capabilities() const override { return capabilities_; }
  /// The payer who gives up on the page comes back to the return address with "left=1" in its query.
  [[nodiscard]] std::expected<ports::CreatedPayment, ports::ProviderError> create(
      ports::PaymentOrder const& order) override;
  [[nodiscard]] std::expected<ports::ProviderPayment, ports::ProviderError> get(std::string_view reference) override;
  /// Looks first: what is charged already is not charged again, even after the vendor has forgotten the key.
  [[nodiscard]] std::expected<ports::ProviderPayment, ports::ProviderError> capture(
      std::string_view reference, base::Money amount, std::string_view idempotency_key) override;
  [[nodiscard]] std::expected<ports::ProviderPayment, ports::ProviderError> cancel(
      std::string_view reference, std::string_view idempotency_key) override;
  /// The answer shows the refund once the vendor has carried it out, which may be days later.
  [[nodiscard]] std::expected<ports::ProviderPayment, ports::ProviderError> refund(
      std::string_view reference, base::Money amount, std::string_view idempotency_key) override;
  [[nodiscard]] std::expected<ports::Notice, ports::NoticeRefusal> check_notice(ports::NoticeRequest const& request,
                                                                                base::Instant now) const override;

  /// The value of the Authorization header of notices about the payment with our reference `order_reference`.
  [[nodiscard]] std::string notice_secret(std::string_view order_reference) const;

 private:
  struct Call {
    ports::HttpMethod method = ports::HttpMethod::kGet;
    std::string path;
    std::string body;             // empty: none
    std::string idempotency_key;  // empty: none
  };

  std::expected<std::string, ports::ProviderError> send(Call const& call);
  std::expected<NexiPayment, ports::ProviderError> read(std::string_view reference);
  [[nodiscard]] bool is_payable(base::Money amount) const;
  [[nodiscard]] bool is_page(std::string_view url) const;
  [[nodiscard]] std::string order_body(ports::PaymentOrder const& order) const;
  void remember_page(CreatedPage const& page);

  NexiConfiguration configuration_;
  ports::HttpClient& client_;
  ports::ProviderCapabilities capabilities_;
  // Where payers were sent, for those who press pay again. After a restart the vendor's answer has to do.
  std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> pages_;
  std::deque<std::string> pages_by_age_;
};

}  // namespace adapters::nexi_checkout

// Payments with MobilePay and Vipps: the ePayment API, version 1.
//
// Source: the vendor's OpenAPI documents (access token 2.0.0, ePayment 1.4.1, webhooks v1). Members that these do not
//   name are ignored; a state or amount that cannot be read makes the whole answer unreadable.
// Every changing call carries an Idempotency-Key, so a call whose outcome is unknown may be sent again. A call that is
//   answered 401 is sent once more with a new access token.
// Statuses: 400 and other 4xx are kRefused, 401 and 403 kMisconfigured, 404 kNotFound, 409 kConflict, 408, 429 and 5xx
//   kUnreachable.
// Units: minor units. Thread safety: any thread may call.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "adapters/vipps_mobilepay/vipps_configuration.h"
#include "ports/clock.h"
#include "ports/http_client.h"
#include "ports/payment_provider.h"

namespace adapters::vipps_mobilepay {

struct WebhookRegistration {
  std::string id;
  std::string secret;  // told this once only
};

/// The events that concern a payment of ours.
[[nodiscard]] std::vector<std::string> payment_events();

class VippsMobilePay final : public ports::PaymentProvider {
 public:
  /// `client` and `clock` must outlive this.
  VippsMobilePay(VippsConfiguration configuration, ports::HttpClient& client, ports::Clock const& clock);

  [[nodiscard]] ports::ProviderCapabilities const& capabilities() const override { return capabilities_; }
  [[nodiscard]] std::expected<ports::CreatedPayment, ports::ProviderError> create(
      ports::PaymentOrder const& order) override;
  [[nodiscard]] std::expected<ports::ProviderPayment, ports::ProviderError> get(std::string_view reference) override;
  [[nodiscard]] std::expected<ports::ProviderPayment, ports::ProviderError> capture(
      std::string_view reference, base::Money amount, std::string_view idempotency_key) override;
  [[nodiscard]] std::expected<ports::ProviderPayment, ports::ProviderError> cancel(
      std::string_view reference, std::string_view idempotency_key) override;
  [[nodiscard]] std::expected<ports::ProviderPayment, ports::ProviderError> refund(
      std::string_view reference, base::Money amount, std::string_view idempotency_key) override;
  [[nodiscard]] std::expected<ports::Notice, ports::NoticeRefusal> check_notice(ports::NoticeRequest const& request,
                                                                                base::Instant now) const override;

  /// Asks for webhook calls to `url`. Not part of the port: done once, by the operator.
  [[nodiscard]] std::expected<WebhookRegistration, ports::ProviderError> register_webhook(
      std::string_view url, std::vector<std::string> const& events);

 private:
  struct Call {
    ports::HttpMethod method = ports::HttpMethod::kGet;
    std::string path;
    std::string body;             // empty: none
    std::string idempotency_key;  // empty: none
  };
  enum class TokenUse { kCached, kFresh };

  std::expected<std::string, ports::ProviderError> access_token(TokenUse use);
  std::expected<std::string, ports::ProviderError> send(Call const& call);
  std::expected<ports::HttpResponse, ports::HttpClientError> send_once(Call const& call, std::string const& token);
  std::expected<ports::ProviderPayment, ports::ProviderError> change(std::string_view reference,
                                                                     std::string_view action, std::string body,
                                                                     std::string_view idempotency_key);
  [[nodiscard]] bool is_payable(base::Money amount) const;
  void add_system_headers(std::vector<ports::HttpHeader>& headers) const;

  VippsConfiguration configuration_;
  ports::HttpClient& client_;
  ports::Clock const& clock_;
  ports::ProviderCapabilities capabilities_;
  std::mutex mutex_;
  std::string token_;
  base::Instant token_until_;
};

}  // namespace adapters::vipps_mobilepay

// News of deliveries from GatewayAPI: POST /hooks/gateway_api.
//
// Source: the vendor's REST documentation, "Webhooks": a JSON Web Token (RFC 7519) in the header X-Gwapi-Signature,
//   signed with the webhook's secret by HS256, HS384 or HS512. The token carries the news, so the token is read and the
//   body is not. No other algorithm is accepted, "none" least of all.
// Statuses come in any order and more than once: those in between only end a doubt, and the first final one counts.
// The vendor calls a number undeliverable also when its telephone was off or full: only where neither the status nor
//   the error code says that it may pass is the number taken to be nobody's.
// A reply whose first or last word is STOP is an opt-out of its number; of any other nothing is kept.
// Pure; any thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ports/delivery_notices.h"

namespace adapters::gateway_api {

class GatewayNotices final : public ports::DeliveryNotices {
 public:
  /// `mark`: what is kept of a telephone number (E.164) instead of it.
  using Mark = std::function<std::string(std::string_view number)>;
  GatewayNotices(std::vector<std::string> secrets, Mark mark) : secrets_(std::move(secrets)), mark_(std::move(mark)) {}

  [[nodiscard]] std::string const& provider() const override { return provider_; }
  [[nodiscard]] std::expected<ports::DeliveryNotice, ports::NoticeRefusal> check_notice(
      ports::NoticeRequest const& request) const override;
  [[nodiscard]] ports::DeliveryNoticeContent read_notice(std::string_view kept) const override;

 private:
  std::vector<std::string> secrets_;
  Mark mark_;
  std::string provider_ = "gateway_api";
};

}  // namespace adapters::gateway_api

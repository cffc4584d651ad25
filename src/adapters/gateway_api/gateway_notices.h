// News of deliveries from GatewayAPI: POST /hooks/gateway_api.
//
// Source: the vendor's REST documentation, "Webhooks": a JSON Web Token (RFC 7519) in the header X-Gwapi-Signature,
//   signed with the webhook's secret by HS256, HS384 or HS512. The token carries the news, so the token is read and the
//   body is not. No other algorithm is accepted, "none" least of all.
// Statuses come in any order and more than once: those in between only end a doubt, and the first final one counts.
// The vendor calls a number undeliverable also when its telephone was off or full: only where neither the status nor
//   the error code says that it may pass is the number taken to be nobody's.
// A text that came in (a reply) has no status and is refused as unreadable: this account's sender takes no replies.
// Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "ports/delivery_notices.h"

namespace adapters::gateway_api {

class GatewayNotices final : public ports::DeliveryNotices {
 public:
  explicit GatewayNotices(std::vector<std::string> secrets) : secrets_(std::move(secrets)) {}

  [[nodiscard]] std::string const& provider() const override { return provider_; }
  [[nodiscard]] std::expected<ports::DeliveryNotice, ports::NoticeRefusal> check_notice(
      ports::NoticeRequest const& request) const override;
  [[nodiscard]] std::optional<ports::DeliveryNews> read_notice(std::string_view kept) const override;

 private:
  std::vector<std::string> secrets_;
  std::string provider_ = "gateway_api";
};

}  // namespace adapters::gateway_api

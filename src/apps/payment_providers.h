// The payment providers that an installation is set up with: their adapters, their place at the payment desk and their
// addresses for notices.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/nexi_checkout/nexi_checkout.h"
#include "adapters/vipps_mobilepay/vipps_mobilepay.h"
#include "apps/server_options.h"
#include "engine/payment_desk.h"
#include "http/router.h"
#include "ports/operations.h"

namespace apps {

struct NoticeParts {
  ports::Operations& operations;
  ports::Clock const& clock;
  base::AuthorityId authority;
  std::function<void()> wake_janitor;
};

class PaymentProviders {
 public:
  /// `notice_key`: a secret of this installation, for providers whose notices carry back what we chose.
  /// Throws CommandRefused if none is set up.
  PaymentProviders(ServerOptions const& options, std::string const& origin, ports::HttpClient& client,
                   ports::Clock const& clock, std::string notice_key);

  /// In the order in which citizens see them. What it points to lives as long as this.
  [[nodiscard]] std::vector<engine::DeskProvider> for_desk();

  /// POST /hooks/<name> for each.
  void add_hooks(http::Router& router, NoticeParts const& parts);

 private:
  std::unique_ptr<adapters::vipps_mobilepay::VippsMobilePay> vipps_;
  std::unique_ptr<adapters::nexi_checkout::NexiCheckout> nexi_;
  std::int64_t card_wait_seconds_;
};

}  // namespace apps

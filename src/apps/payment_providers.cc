#include "apps/payment_providers.h"

#include "apps/installation.h"
#include "http/hooks/payment_hooks.h"

namespace apps {

PaymentProviders::PaymentProviders(ServerOptions const& options, std::string const& origin, ports::HttpClient& client,
                                   ports::Clock const& clock, std::string notice_key)
    : card_wait_seconds_(options.card_wait_minutes * 60) {
  if (options.vipps) {
    adapters::vipps_mobilepay::VippsConfiguration vipps = *options.vipps;
    if (vipps.webhook_host.empty()) vipps.webhook_host = origin.substr(origin.find("://") + 3);
    vipps_ = std::make_unique<adapters::vipps_mobilepay::VippsMobilePay>(std::move(vipps), client, clock);
  }
  if (options.nexi) {
    adapters::nexi_checkout::NexiConfiguration nexi = *options.nexi;
    if (nexi.terms_url.empty()) nexi.terms_url = origin + "/privacy";
    nexi.notice_url = origin + "/hooks/nexi_checkout";
    nexi.notice_key = std::move(notice_key);
    nexi_ = std::make_unique<adapters::nexi_checkout::NexiCheckout>(std::move(nexi), client);
  }
  if (vipps_ == nullptr && nexi_ == nullptr) {
    throw CommandRefused("the configuration has neither [vipps_mobilepay] nor [nexi_checkout]: citizens cannot pay");
  }
}

std::vector<engine::DeskProvider> PaymentProviders::for_desk() {
  std::vector<engine::DeskProvider> providers;
  if (vipps_ != nullptr) providers.push_back({*vipps_, ledger::Means::kMobilePay, 0});
  if (nexi_ != nullptr) providers.push_back({*nexi_, ledger::Means::kCard, card_wait_seconds_});
  return providers;
}

void PaymentProviders::add_hooks(http::Router& router, NoticeParts const& parts) {
  auto const add = [&](ports::PaymentProvider& provider, int accepted_status) {
    http::hooks::add_payment_hook(
        router, {provider, parts.operations, parts.clock, parts.authority, parts.wake_janitor, accepted_status});
  };
  if (vipps_ != nullptr) add(*vipps_, 204);
  // The vendor's guide says that it sends a notice again until it is answered 200.
  if (nexi_ != nullptr) add(*nexi_, 200);
}

}  // namespace apps

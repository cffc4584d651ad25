#include "apps/demo_providers.h"

#include "apps/listening.h"
#include "http/sandbox/card_page.h"
#include "http/sandbox/wallet_routes.h"

namespace apps {

DemoProviders::DemoProviders(std::string const& origin, std::string const& listen, ports::Clock const& clock,
                             ports::RandomSource& random) {
  std::string const host = origin.substr(origin.find("://") + 3);
  std::string const secret = ports::random_token(random);
  wallet_ = std::make_unique<http::sandbox::VippsSandbox>(
      http::sandbox::SandboxOptions{"demo", "demo-secret", "demo-subscription", "123456",
                                    origin + "/sandbox/mobilepay/", origin + "/hooks/vipps_mobilepay", host,
                                    "/hooks/vipps_mobilepay", secret},
      clock, random);
  wallet_->add_api_routes(router_);
  nexi_.secret_key = "demo-card-secret";
  cards_ = std::make_unique<http::sandbox::NexiSandbox>(
      http::sandbox::NexiSandboxOptions{nexi_.secret_key, origin + "/sandbox/card/"}, clock, random);
  cards_->add_api_routes(router_);
  Address const address = split_address(listen);
  http::ServerConfiguration configuration;
  configuration.address = address.host;
  configuration.port = address.port;
  configuration.worker_threads = 4;
  server_ = std::make_unique<http::Server>(configuration, router_, clock, nullptr, nullptr);
  start_or_refuse(*server_, listen);
  vipps_.base_url = "http://" + listen.substr(0, listen.rfind(':')) + ":" + std::to_string(server_->port());
  vipps_.client_id = "demo";
  vipps_.client_secret = "demo-secret";
  vipps_.subscription_key = "demo-subscription";
  vipps_.merchant_serial_number = "123456";
  vipps_.webhook_secrets = {secret};
  vipps_.webhook_host = host;
  nexi_.base_url = vipps_.base_url;
}

DemoProviders::~DemoProviders() { server_->stop(std::chrono::seconds{1}); }

void DemoProviders::add_pages(http::Router& router) {
  http::sandbox::add_wallet_routes(router, *wallet_);
  http::sandbox::add_card_routes(router, *cards_);
}

void DemoProviders::send_notices(ports::HttpClient& client) {
  wallet_->send_notices(client);
  cards_->send_notices(client);
}

}  // namespace apps

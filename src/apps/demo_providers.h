// The demo's payment providers: both sandboxes on one server of their own, with workers of its own, so that a page that
// waits for a provider can never wait for itself.
#pragma once

#include <memory>
#include <string>

#include "adapters/nexi_checkout/nexi_configuration.h"
#include "adapters/vipps_mobilepay/vipps_configuration.h"
#include "http/sandbox/nexi_sandbox.h"
#include "http/sandbox/vipps_sandbox.h"
#include "http/server.h"

namespace apps {

class DemoProviders {
 public:
  DemoProviders(std::string const& origin, std::string const& listen, ports::Clock const& clock,
                ports::RandomSource& random);
  ~DemoProviders();
  DemoProviders(DemoProviders const&) = delete;
  DemoProviders& operator=(DemoProviders const&) = delete;

  /// How the adapters reach them.
  [[nodiscard]] adapters::vipps_mobilepay::VippsConfiguration const& vipps() const { return vipps_; }
  [[nodiscard]] adapters::nexi_checkout::NexiConfiguration const& nexi() const { return nexi_; }
  [[nodiscard]] std::string const& url() const { return vipps_.base_url; }

  /// What payers see, beside the portal.
  void add_pages(http::Router& router);
  void send_notices(ports::HttpClient& client);

 private:
  http::Router router_;
  std::unique_ptr<http::sandbox::VippsSandbox> wallet_;
  std::unique_ptr<http::sandbox::NexiSandbox> cards_;
  std::unique_ptr<http::Server> server_;
  adapters::vipps_mobilepay::VippsConfiguration vipps_;
  adapters::nexi_checkout::NexiConfiguration nexi_;
};

}  // namespace apps

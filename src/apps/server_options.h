// How a server is set up: from the command line and the installation's TOML file.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/nexi_checkout/nexi_configuration.h"
#include "adapters/oidc/oidc_configuration.h"
#include "adapters/system/shifted_clock.h"
#include "adapters/vipps_mobilepay/vipps_configuration.h"
#include "apps/message_channels.h"
#include "http/citizen/portal.h"
#include "http/server.h"

namespace apps {

struct ServerOptions {
  std::string database_url;
  std::string key_file;
  std::string authority;  // code; empty: the only one
  std::string listen = "127.0.0.1:8080";
  std::string origin;  // as browsers see it; empty: http://<listen>
  std::optional<http::TlsFiles> tls;
  std::string redirect_listen;    // plain HTTP that only leads browsers to `origin`; empty: none
  bool behind_tls_proxy = false;  // cookies and HSTS as over TLS although we speak plain HTTP to a proxy
  std::vector<std::string> trusted_proxies;
  std::optional<adapters::oidc::OidcConfiguration> login;
  std::optional<adapters::vipps_mobilepay::VippsConfiguration> vipps;
  std::optional<adapters::nexi_checkout::NexiConfiguration> nexi;
  std::int64_t card_wait_minutes = 60;           // after which a card page that nobody has paid on is closed
  std::int64_t source_calls_per_hour = 360'000;  // of each key
  std::int64_t delivery_log_days = 90;           // how long tries to deliver webhooks are remembered; at least 14
  MessageChannels messages;
  bool loopback_partners = false;  // http:// to this machine for partners: tests and the demo only
  // Only ever set by the demo, which no configuration file can ask for.
  std::vector<http::citizen::DemoPersona> demo_personas;
  std::string demo_master_key;
  std::shared_ptr<adapters::system::ShiftedClock> demo_clock;
  std::string sandbox_listen = "127.0.0.1:0";  // where the demo's payment provider answers
};

/// Reads the TOML file at `path` into `options`. Throws CommandRefused naming the line and what to do.
void read_server_configuration(std::string const& path, ServerOptions& options);

}  // namespace apps

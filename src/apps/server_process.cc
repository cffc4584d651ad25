#include "apps/server_process.h"

#include <csignal>
#include <memory>

#include "adapters/https_client/https_client.h"
#include "adapters/oidc/oidc_provider.h"
#include "adapters/system/legal_day.h"
#include "adapters/vipps_mobilepay/vipps_mobilepay.h"
#include "apps/installation.h"
#include "apps/janitor.h"
#include "apps/page_assets.h"
#include "apps/workers.h"
#include "base/digest.h"
#include "http/hooks/payment_hooks.h"
#include "http/problem.h"
#include "http/sandbox/vipps_sandbox.h"
#include "http/sandbox/wallet_routes.h"
#include "http/source/source_api.h"
#include "http/source/webhook_dispatcher.h"

namespace apps {

namespace {

using adapters::https_client::AddressPolicy;
using adapters::https_client::HttpsClient;
using adapters::https_client::PlainHttp;
using adapters::vipps_mobilepay::VippsConfiguration;
using adapters::vipps_mobilepay::VippsMobilePay;
using namespace std::chrono_literals;

struct Address {
  std::string host;
  std::uint16_t port;
};

Address split_address(std::string const& listen) {
  std::size_t const colon = listen.rfind(':');
  std::string const port = colon == std::string::npos ? "" : listen.substr(colon + 1);
  bool const digits = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || std::stoi(port) > 65'535) {
    throw CommandRefused("'" + listen + "' is no address to listen at: write HOST:PORT, such as 127.0.0.1:8080");
  }
  std::string host = listen.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return {host, static_cast<std::uint16_t>(std::stoi(port))};
}

void start_or_refuse(http::Server& server, std::string const& listen) {
  auto const started = server.start();
  if (started) return;
  switch (started.error()) {
    case http::StartError::kBadAddress:
      throw CommandRefused("'" + listen + "' is no address to listen at");
    case http::StartError::kAddressInUse:
      throw CommandRefused("cannot listen at " + listen + ": something else does, or you may not");
    case http::StartError::kBadCertificate:
      throw CommandRefused("the certificate or its key cannot be read, or they do not belong together");
    case http::StartError::kRouteWithoutGate:
      throw CommandRefused("a route has no gate: this program is broken");
  }
}

/// The demo's provider: the sandbox on a server of its own, with its own workers, so that a page that waits for the
/// provider can never wait for itself.
class DemoProvider {
 public:
  DemoProvider(std::string const& origin, std::string const& listen, ports::Clock const& clock,
               ports::RandomSource& random) {
    std::string const host = origin.substr(origin.find("://") + 3);
    secret_ = ports::random_token(random);
    sandbox_ = std::make_unique<http::sandbox::VippsSandbox>(
        http::sandbox::SandboxOptions{"demo", "demo-secret", "demo-subscription", "123456",
                                      origin + "/sandbox/mobilepay/", origin + "/hooks/vipps_mobilepay", host,
                                      "/hooks/vipps_mobilepay", secret_},
        clock, random);
    sandbox_->add_api_routes(router_);
    Address const address = split_address(listen);
    http::ServerConfiguration configuration;
    configuration.address = address.host;
    configuration.port = address.port;
    configuration.worker_threads = 4;
    server_ = std::make_unique<http::Server>(configuration, router_, clock, nullptr, nullptr);
    start_or_refuse(*server_, listen);
    configuration_.base_url = "http://" + listen.substr(0, listen.rfind(':')) + ":" + std::to_string(server_->port());
    configuration_.client_id = "demo";
    configuration_.client_secret = "demo-secret";
    configuration_.subscription_key = "demo-subscription";
    configuration_.merchant_serial_number = "123456";
    configuration_.webhook_secrets = {secret_};
    configuration_.webhook_host = host;
  }
  ~DemoProvider() { server_->stop(1s); }
  DemoProvider(DemoProvider const&) = delete;
  DemoProvider& operator=(DemoProvider const&) = delete;

  [[nodiscard]] VippsConfiguration const& configuration() const { return configuration_; }
  [[nodiscard]] http::sandbox::VippsSandbox& sandbox() { return *sandbox_; }

 private:
  std::string secret_;
  http::Router router_;
  std::unique_ptr<http::sandbox::VippsSandbox> sandbox_;
  std::unique_ptr<http::Server> server_;
  VippsConfiguration configuration_;
};

ports::Authority choose_authority(Installation& installation, std::string const& code) {
  if (!code.empty()) return installation.authority(code);
  auto const all = installation.books().reader()->authorities();
  if (all.empty()) throw CommandRefused("there is no authority yet: add one with 'fairdue authority add'");
  if (all.size() > 1) throw CommandRefused("there are several authorities: say which with --authority");
  return all.front();
}

void add_operator_routes(http::Router& router, Installation& installation, http::Metrics*& metrics) {
  router.add(http::Route{http::Method::kGet, "/healthz", http::Privilege::kPublic,
                         [](http::Request const&) { return http::text_response(200, "ok\n"); },
                         http::Execution::kInline});
  router.add(http::Method::kGet, "/readyz", http::Privilege::kPublic, [&installation](http::Request const&) {
    try {
      (void)installation.books().reader()->authorities();
      return http::text_response(200, "ready\n");
    } catch (std::exception const&) {
      return http::text_response(503, "the store does not answer\n");
    }
  });
  // Numbers about the whole installation are for those on the machine, not for the public.
  router.add(http::Method::kGet, "/metrics", http::Privilege::kPublic, [&metrics](http::Request const& request) {
    bool const local = request.remote_address == "127.0.0.1" || request.remote_address == "::1";
    if (!local || metrics == nullptr) return http::problem_response(http::not_found(), request);
    return http::text_response(200, metrics->to_text());
  });
}

}  // namespace

int run_server(ServerOptions const& options, std::function<void(Serving const&)> const& ready) {
  bool const demo = !options.demo_personas.empty();
  std::unique_ptr<Installation> const owned =
      demo ? std::make_unique<Installation>(options.database_url, options.demo_master_key, nullptr)
           : std::make_unique<Installation>(options.database_url, options.key_file);
  Installation& installation = *owned;
  ports::Authority const authority = choose_authority(installation, options.authority);
  Address const address = split_address(options.listen);
  std::string const origin =
      options.origin.empty() ? (options.tls ? "https://" : "http://") + options.listen : options.origin;
  bool const loopback = demo || options.loopback_partners;
  if (!loopback && !origin.starts_with("https://")) {
    throw CommandRefused("citizens must come over TLS: give the server a certificate, or an https origin in front");
  }

  adapters::system::LegalDay const legal_day{adapters::system::time_zone_of_country(authority.country)};
  auto const legal_date = [&legal_day](base::Instant instant) { return legal_day(instant); };
  HttpsClient partners{{AddressPolicy::kAny, loopback ? PlainHttp::kLoopbackOnly : PlainHttp::kRefused}};
  HttpsClient webhook_targets{{loopback ? AddressPolicy::kAny : AddressPolicy::kPublicOnly,
                               loopback ? PlainHttp::kLoopbackOnly : PlainHttp::kRefused}};
  ports::Operations& operations = installation.operations();
  http::AccessLog log{http::AccessLog::standard_error()};

  std::unique_ptr<DemoProvider> demo_provider;
  if (demo) {
    demo_provider =
        std::make_unique<DemoProvider>(origin, options.sandbox_listen, installation.clock(), installation.random());
  }
  if (!demo && !options.vipps) throw CommandRefused("the configuration has no [vipps_mobilepay]");
  VippsConfiguration vipps = demo ? demo_provider->configuration() : *options.vipps;
  if (vipps.webhook_host.empty()) vipps.webhook_host = origin.substr(origin.find("://") + 3);
  VippsMobilePay provider{vipps, partners, installation.clock()};
  engine::PaymentDesk desk{installation.books(), provider, ledger::Means::kMobilePay,
                           installation.vault().derive("payment reference")};

  std::unique_ptr<adapters::oidc::OidcProvider> identity;
  if (options.login) {
    identity = std::make_unique<adapters::oidc::OidcProvider>(*options.login, partners, installation.random());
  }
  if (!demo && identity == nullptr) throw CommandRefused("the configuration has no [login]");

  std::vector<http::citizen::PageAsset> const assets = page_assets();
  bool const secure = origin.starts_with("https://");
  http::citizen::Portal portal{
      {installation.books(), operations, installation.clock(), legal_date, installation.random(), installation.vault(),
       installation.vault(), desk, identity.get(), assets},
      {authority.id, origin, secure ? http::CookieProtection::kSecure : http::CookieProtection::kLoopback,
       std::chrono::seconds{20 * 60}, std::chrono::seconds{4 * 60 * 60},
       options.login ? options.login->minimum_level : ports::AssuranceLevel::kSubstantial, options.demo_personas}};
  http::source::SourceOptions source_options;
  source_options.calls_per_key = {.burst = options.source_calls_per_hour / 60,
                                  .per_hour = options.source_calls_per_hour};
  if (loopback) source_options.webhook_plain_http = http::source::PlainHttp::kAllowed;
  http::source::SourceApi source_api{{installation.books(), operations, installation.vault(), installation.vault(),
                                      installation.clock(), installation.random(), legal_date,
                                      installation.vault().derive("api key pepper"), source_options}};
  http::source::WebhookDispatcher dispatcher{source_api, webhook_targets};
  Janitor janitor{installation.books(), operations, desk, authority.id, ports::random_token(installation.random())};
  Workers workers{log, installation.clock()};

  http::Router router;
  http::Metrics* metrics_place = nullptr;
  add_operator_routes(router, installation, metrics_place);
  http::source::add_source_routes(router, source_api);
  http::hooks::add_payment_hook(
      router, {provider, operations, installation.clock(), authority.id, [&workers] { workers.wake(); }});
  if (demo) http::sandbox::add_wallet_routes(router, demo_provider->sandbox());
  portal.add_routes(router);
  http::Metrics metrics{router};
  metrics_place = &metrics;

  http::ServerConfiguration configuration;
  configuration.address = address.host;
  configuration.port = address.port;
  configuration.tls = options.tls;
  auto const proxies = http::TrustedProxies::parse(options.trusted_proxies);
  if (!proxies) throw CommandRefused("'" + proxies.error() + "' is no address or network of a proxy");
  configuration.trusted_proxies = *proxies;
  http::Server server{configuration, router, installation.clock(), &log, &metrics};

  // Signals are waited for, not handled: nothing runs in a handler's narrow world.
  sigset_t stop_signals;
  sigemptyset(&stop_signals);
  sigaddset(&stop_signals, SIGINT);
  sigaddset(&stop_signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  start_or_refuse(server, options.listen);
  auto const now = [&] {
    base::Instant const instant = installation.clock().now();
    return base::Now{instant, legal_date(instant)};
  };
  workers.repeat("janitor", 500ms, [&] { janitor.run_once(now()); });
  // Two, so that an endpoint that does not answer does not hold up the others.
  for (char const* name : {"webhooks 1", "webhooks 2"}) {
    workers.repeat(name, 250ms, [&] { (void)dispatcher.run_once(installation.clock().now()); });
  }
  if (demo) workers.repeat("sandbox", 100ms, [&] { demo_provider->sandbox().send_notices(partners); });
  ready(demo ? Serving{origin, vipps.base_url, vipps.webhook_secrets.front()} : Serving{origin, {}, {}});

  int signal_number = 0;
  sigwait(&stop_signals, &signal_number);
  log.event(installation.clock().now(), "stopping", {});
  server.stop(10s);
  workers.stop();
  return 0;
}

}  // namespace apps

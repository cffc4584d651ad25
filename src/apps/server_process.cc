#include "apps/server_process.h"

#include <csignal>
#include <memory>

#include "adapters/https_client/https_client.h"
#include "adapters/oidc/oidc_provider.h"
#include "adapters/system/legal_day.h"
#include "apps/current_rules.h"
#include "apps/demo_phone.h"
#include "apps/demo_providers.h"
#include "apps/disclosure_settings.h"
#include "apps/help_settings.h"
#include "apps/household_options.h"
#include "apps/installation.h"
#include "apps/janitor.h"
#include "apps/listening.h"
#include "apps/message_worker.h"
#include "apps/page_assets.h"
#include "apps/payment_providers.h"
#include "apps/process_teller.h"
#include "apps/workers.h"
#include "base/digest.h"
#include "engine/safe_links.h"
#include "http/links/link_pages.h"
#include "http/problem.h"
#include "http/source/source_api.h"
#include "http/source/webhook_dispatcher.h"

namespace apps {

namespace {

using adapters::https_client::AddressPolicy;
using adapters::https_client::HttpsClient;
using adapters::https_client::PlainHttp;
using namespace std::chrono_literals;

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

/// Plain HTTP beside TLS, for whoever types the bare address; null if nobody asked for it.
std::unique_ptr<http::Server> make_redirecting_server(ServerOptions const& options, std::string const& origin,
                                                      ports::Clock const& clock) {
  if (options.redirect_listen.empty()) return nullptr;
  static http::Router const kNoRoutes;
  Address const address = split_address(options.redirect_listen);
  http::ServerConfiguration configuration;
  configuration.address = address.host;
  configuration.port = address.port;
  configuration.worker_threads = 1;
  configuration.redirect_origin = origin;
  return std::make_unique<http::Server>(configuration, kNoRoutes, clock, nullptr, nullptr);
}

}  // namespace

int run_server(ServerOptions const& options, std::function<void(Serving const&)> const& ready) {
  bool const demo = !options.demo_personas.empty();
  std::unique_ptr<Installation> const owned =
      demo ? std::make_unique<Installation>(options.database_url, options.demo_master_key, options.demo_clock)
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
  if (!options.redirect_listen.empty() && !origin.starts_with("https://")) {
    throw CommandRefused("redirect_listen leads browsers to TLS: it needs a certificate or an https origin");
  }

  adapters::system::LegalDay const legal_day{adapters::system::time_zone_of_country(authority.country)};
  auto const legal_date = [&legal_day](base::Instant instant) { return legal_day(instant); };
  HttpsClient partners{{AddressPolicy::kAny, loopback ? PlainHttp::kLoopbackOnly : PlainHttp::kRefused}};
  HttpsClient webhook_targets{{loopback ? AddressPolicy::kAny : AddressPolicy::kPublicOnly,
                               loopback ? PlainHttp::kLoopbackOnly : PlainHttp::kRefused}};
  ports::Operations& operations = installation.operations();
  http::AccessLog log{http::AccessLog::standard_error()};

  std::unique_ptr<DemoProviders> sandboxes;
  ServerOptions payable = options;
  if (demo) {
    sandboxes =
        std::make_unique<DemoProviders>(origin, options.sandbox_listen, installation.clock(), installation.random());
    payable.vipps = sandboxes->vipps();
    payable.nexi = sandboxes->nexi();
  }
  PaymentProviders providers{payable, origin, partners, installation.clock(),
                             installation.vault().derive("payment notices")};
  engine::PaymentDesk desk{installation.books(), providers.for_desk(),
                           installation.vault().derive("payment reference")};

  std::unique_ptr<adapters::oidc::OidcProvider> identity;
  if (options.login) {
    identity = std::make_unique<adapters::oidc::OidcProvider>(*options.login, partners, installation.random());
  }
  if (!demo && identity == nullptr) throw CommandRefused("the configuration has no [login]");

  std::vector<http::citizen::PageAsset> const assets = page_assets();
  bool const secure = origin.starts_with("https://");
  CurrentRules rules{installation, authority.code};
  engine::DebtorPlans debtor_plans{installation.books(), [&rules] { return rules.get(); }};
  engine::DebtorChoices debtor_choices{installation.books(), installation.vault(),
                                       installation.vault().derive("enquiry words"),
                                       [&rules](base::AuthorityId id) { return rules.get()->enquiry_policy(id); }};
  CurrentRules all_rules{installation};
  engine::OtherCreditors other_creditors{
      installation.books(), [&all_rules] { return all_rules.get(); },
      [](ports::Authority const& each) { return disclosure_policy(each).in_portal != 0; }};
  engine::FormDrafts drafts{installation.drafts(), installation.vault()};
  engine::FormCounter forms{installation.form_counts(), authority.id};
  HelpTeller help_teller{installation, authority.code};
  // A directory that cannot be used is none: every other page goes on without it.
  http::HelpSource const help = [&] {
    try {
      HelpTeller::Told told = help_teller.tell();
      return http::HelpDirectory{std::move(told.directory), told.policy.stale_days, told.policy.longest_days};
    } catch (CommandRefused const&) {
      log.event(installation.clock().now(), "help_directory_unusable", {});
      return http::HelpDirectory{std::make_shared<help::Directory const>()};
    }
  };
  http::citizen::Portal portal{
      {installation.books(), operations, installation.clock(), legal_date, installation.random(), installation.vault(),
       installation.vault(), desk, debtor_plans, debtor_choices, drafts, forms, identity.get(), assets, help,
       &other_creditors},
      {authority.id, origin, secure ? http::CookieProtection::kSecure : http::CookieProtection::kLoopback,
       std::chrono::seconds{20 * 60}, std::chrono::seconds{4 * 60 * 60},
       options.login ? options.login->minimum_level : ports::AssuranceLevel::kSubstantial, options.demo_personas,
       affordability_pack_of(authority.country),
       [&rules, id = authority.id] { return rules.get()->ability_policy(id); },
       installation.vault().derive("ability answers"),
       [&installation, id = authority.id](base::DebtorId debtor) { return name_of_debtor(installation, id, debtor); },
       [&rules, id = authority.id] { return rules.get()->direct_debit_policy(id); }}};
  engine::SafeLinks safe_links{installation.safe_links(), installation.random(),
                               installation.vault().derive("safe link")};
  ProcessTeller processes{installation, authority.code};
  http::links::LinkPages link_pages{
      {installation.books(), safe_links, debtor_choices, drafts, forms, debtor_plans, desk, installation.clock(),
       legal_date, installation.random(), assets,
       [&processes](http::Language language) {
         return processes.tell(language == http::Language::kEnglish ? contact::Language::kEnglish
                                                                    : contact::Language::kDanish);
       },
       help},
      {authority.id, origin, secure ? http::CookieProtection::kSecure : http::CookieProtection::kLoopback,
       installation.vault().derive("safe link pages"), demo}};
  http::source::SourceOptions source_options;
  source_options.calls_per_key = {.burst = options.source_calls_per_hour / 60,
                                  .per_hour = options.source_calls_per_hour};
  if (loopback) source_options.webhook_plain_http = http::source::PlainHttp::kAllowed;
  http::source::SourceApi source_api{{installation.books(), operations, installation.vault(), installation.vault(),
                                      installation.clock(), installation.random(), legal_date,
                                      installation.vault().derive("api key pepper"), source_options}};
  http::source::WebhookDispatcher dispatcher{source_api, webhook_targets};
  MessageWorker messages{installation, authority.code, options.messages, origin,
                         ports::random_token(installation.random())};
  Janitor janitor{installation.books(),
                  operations,
                  desk,
                  drafts,
                  authority.id,
                  ports::random_token(installation.random()),
                  options.delivery_log_days,
                  [&messages](auto const& notice, base::Now at) { return messages.take_notice(notice, at); }};
  Workers workers{log, installation.clock()};

  // What everybody has been sent, for everybody to see: the demo's invented people alone can bear that.
  std::unique_ptr<DemoPhone> const phone =
      demo ? std::make_unique<DemoPhone>(installation, authority, options, origin, workers) : nullptr;

  http::Router router;
  http::Metrics* metrics_place = nullptr;
  add_operator_routes(router, installation, metrics_place);
  http::source::add_source_routes(router, source_api);
  providers.add_hooks(router, {operations, installation.clock(), authority.id, [&workers] { workers.wake(); }});
  messages.add_hooks(router, [&workers] { workers.wake(); });
  if (sandboxes != nullptr) sandboxes->add_pages(router);
  if (phone != nullptr) phone->add_routes(router);
  portal.add_routes(router);
  link_pages.add_routes(router);
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

  std::unique_ptr<http::Server> const redirecting = make_redirecting_server(options, origin, installation.clock());

  start_or_refuse(server, options.listen);
  if (redirecting != nullptr) start_or_refuse(*redirecting, options.redirect_listen);
  auto const now = [&] {
    base::Instant const instant = installation.clock().now();
    return base::Now{instant, legal_date(instant)};
  };
  workers.repeat("janitor", 500ms, [&] { janitor.run_once(now()); });
  // One thread for both: the day is run first, and then its messages leave.
  workers.repeat("messages", 2s, [&] {
    using enum MessageWorker::DayRun;
    if (phone != nullptr) phone->round_begins();
    MessageWorker::DayRun const day = messages.run_day_if_due();
    if (day == kEnded) log.event(installation.clock().now(), "business_day_ended", {});
    if (day == kIncomplete) log.event(installation.clock().now(), "business_day_incomplete", {});
    if (day == kOutOfBounds) log.event(installation.clock().now(), "business_day_out_of_bounds", {});
    if (messages.has_channels()) (void)messages.send_once();
    if (phone != nullptr) phone->round_ends();
  });
  workers.repeat("form counts", 2s, [&] { forms.write_down(); });
  workers.repeat("law", 30s, [&] { installation.law().refresh(); });
  // Two, so that an endpoint that does not answer does not hold up the others.
  for (char const* name : {"webhooks 1", "webhooks 2"}) {
    workers.repeat(name, 250ms, [&] { (void)dispatcher.run_once(installation.clock().now()); });
  }
  if (sandboxes != nullptr) workers.repeat("sandbox", 100ms, [&] { sandboxes->send_notices(partners); });
  for (std::string const& warning : channel_warnings(options.messages)) {
    log.event(installation.clock().now(), "messages_warning", {{"warning", warning}});
  }
  ready(sandboxes != nullptr ? Serving{origin, sandboxes->url(), sandboxes->vipps().webhook_secrets.front()}
                             : Serving{origin, {}, {}});

  int signal_number = 0;
  sigwait(&stop_signals, &signal_number);
  log.event(installation.clock().now(), "stopping", {});
  if (redirecting != nullptr) redirecting->stop(0s);
  server.stop(10s);
  workers.stop();
  try {
    forms.write_down();
  } catch (std::exception const&) {
    log.event(installation.clock().now(), "worker_failed", {{"worker", "form counts"}});
  }
  messages.leave();
  return 0;
}

}  // namespace apps

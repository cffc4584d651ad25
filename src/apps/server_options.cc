#include "apps/server_options.h"

#include <toml++/toml.h>

#include "apps/installation.h"
#include "apps/message_options.h"
#include "apps/settings_table.h"

namespace apps {

namespace {

constexpr std::int64_t kFewestLogDays = 14;

adapters::oidc::OidcConfiguration read_login(SettingsTable table) {
  adapters::oidc::OidcConfiguration login;
  login.issuer = table.text("issuer", "");
  login.client_id = table.text("client_id", "");
  login.client_secret = table.secret("client_secret");
  login.scope = table.text("scope", "openid");
  std::string const broker = table.text("broker", "plain");
  if (broker == "nets_eid_broker") {
    login.claims = adapters::oidc::nets_eid_broker_claims();
  } else if (broker == "criipto") {
    login.claims = adapters::oidc::criipto_claims();
  } else if (broker == "plain") {
    login.claims = adapters::oidc::plain_claims();
  } else {
    throw CommandRefused("login.broker must be nets_eid_broker, criipto or plain");
  }
  std::vector<std::string> const national_id = table.texts("national_id");
  if (!national_id.empty()) login.claims.national_id = national_id;
  std::string const level = table.text("minimum_level", "substantial");
  if (level != "low" && level != "substantial" && level != "high") {
    throw CommandRefused("login.minimum_level must be low, substantial or high");
  }
  login.minimum_level = level == "low"    ? ports::AssuranceLevel::kLow
                        : level == "high" ? ports::AssuranceLevel::kHigh
                                          : ports::AssuranceLevel::kSubstantial;
  std::string const acr = table.text("acr_values", "");
  if (!acr.empty()) login.extra_parameters.emplace_back("acr_values", acr);
  std::string const logout = table.text("logout", "provider");
  if (logout != "provider" && logout != "here") throw CommandRefused("login.logout must be provider or here");
  if (logout == "here") login.logout_hint = adapters::oidc::LogoutHint::kNotTold;
  if (table.yes("user_information")) login.user_information = adapters::oidc::UserInformation::kFetched;
  table.done();
  if (login.issuer.empty() || login.client_id.empty()) throw CommandRefused("login needs issuer and client_id");
  return login;
}

/// Kroner if none is named.
std::vector<base::Currency> read_currencies(SettingsTable& table, std::string const& part) {
  std::vector<base::Currency> currencies;
  for (std::string const& code : table.texts("currencies")) {
    auto const currency = base::Currency::parse(code);
    if (!currency) throw CommandRefused(part + ".currencies has '" + code + "', which is no currency");
    currencies.push_back(*currency);
  }
  if (currencies.empty()) currencies = {base::kDanishKrone};
  return currencies;
}

adapters::vipps_mobilepay::VippsConfiguration read_vipps(SettingsTable table) {
  adapters::vipps_mobilepay::VippsConfiguration vipps;
  vipps.base_url = table.text("base_url", vipps.base_url);
  vipps.client_id = table.text("client_id", "");
  vipps.client_secret = table.secret("client_secret");
  vipps.subscription_key = table.secret("subscription_key");
  vipps.merchant_serial_number = table.text("merchant_serial_number", "");
  vipps.webhook_host = table.text("webhook_host", "");
  vipps.webhook_secrets = {table.secret("webhook_secret")};
  vipps.currencies = read_currencies(table, "vipps_mobilepay");
  table.done();
  return vipps;
}

adapters::nexi_checkout::NexiConfiguration read_nexi(SettingsTable table, std::int64_t& wait_minutes) {
  adapters::nexi_checkout::NexiConfiguration nexi;
  nexi.base_url = table.text("base_url", nexi.base_url);
  nexi.secret_key = table.secret("secret_key");
  nexi.terms_url = table.text("terms_url", "");
  nexi.payer_details_left_out = !table.yes("ask_payer_details");
  nexi.currencies = read_currencies(table, "nexi_checkout");
  wait_minutes = table.number("wait_minutes", wait_minutes);
  table.done();
  return nexi;
}

}  // namespace

void read_server_configuration(std::string const& path, ServerOptions& options) {
  toml::table root;
  try {
    root = toml::parse_file(path);
  } catch (toml::parse_error const& error) {
    throw CommandRefused(path + ":" + std::to_string(error.source().begin.line) + ": " +
                         std::string{error.description()});
  }
  auto const part = [&](char const* name) -> toml::table const* {
    toml::node const* node = root.get(name);
    return node != nullptr ? node->as_table() : nullptr;
  };
  for (auto const& [key, value] : root) {
    static constexpr std::string_view kParts[] = {"server",        "login",       "vipps_mobilepay",
                                                  "nexi_checkout", "messages",    "gateway_api",
                                                  "smtp_mail",     "print_house", "digital_post"};
    if (std::ranges::find(kParts, key.str()) == std::end(kParts)) {
      throw CommandRefused(path + ": there is no part [" + std::string{key.str()} + "]");
    }
  }
  if (toml::table const* found = part("server")) {
    SettingsTable server{*found, "server"};
    options.authority = server.text("authority", options.authority);
    options.listen = server.text("listen", options.listen);
    options.origin = server.text("origin", options.origin);
    std::string const certificate = server.text("certificate_file", "");
    std::string const key = server.text("private_key_file", "");
    if (certificate.empty() != key.empty()) {
      throw CommandRefused("server needs certificate_file and private_key_file together");
    }
    if (!certificate.empty()) options.tls = http::TlsFiles{certificate, key};
    options.redirect_listen = server.text("redirect_listen", options.redirect_listen);
    options.behind_tls_proxy = server.yes("behind_tls_proxy");
    options.trusted_proxies = server.texts("trusted_proxies");
    options.source_calls_per_hour = server.number("source_calls_per_hour", options.source_calls_per_hour);
    options.delivery_log_days = server.number("delivery_log_days", options.delivery_log_days);
    if (options.delivery_log_days < kFewestLogDays) {
      throw CommandRefused("server.delivery_log_days must be at least 14: retries go on for days and count the tries");
    }
    options.loopback_partners = server.yes("loopback_partners");
    server.done();
  }
  options.messages = read_message_options(root);
  options.messages.loopback_partners = options.loopback_partners;
  if (toml::table const* found = part("login")) options.login = read_login({*found, "login"});
  if (toml::table const* found = part("vipps_mobilepay")) options.vipps = read_vipps({*found, "vipps_mobilepay"});
  if (toml::table const* found = part("nexi_checkout")) {
    options.nexi = read_nexi({*found, "nexi_checkout"}, options.card_wait_minutes);
  }
}

}  // namespace apps

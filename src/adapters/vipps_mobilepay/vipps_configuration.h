// What an installation says about its Vipps MobilePay sales unit. Secrets come from files, never from the database.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/money.h"

namespace adapters::vipps_mobilepay {

struct VippsConfiguration {
  std::string base_url = "https://api.vipps.no";
  std::string client_id;
  std::string client_secret;
  std::string subscription_key;
  std::string merchant_serial_number;
  // Sent with every call so that the provider can tell whose traffic it is; at most 30 letters each.
  std::string system_name = "Fairdue";
  std::string system_version = "0";
  std::string plugin_name = "fairdue-epayment";
  std::string plugin_version = "0";
  std::vector<base::Currency> currencies = {base::kDanishKrone};
  int timeout_ms = 10'000;

  // Webhooks. The host and path are those of the registered address, which behind a proxy need not be those we see.
  std::vector<std::string> webhook_secrets;  // two during a change of secret
  std::string webhook_host;
  std::string webhook_path_and_query;  // empty: as the request has it
  std::int64_t webhook_tolerance_seconds = 300;
};

}  // namespace adapters::vipps_mobilepay

// What an installation says about its GatewayAPI account. Secrets come from files, never from the database.
#pragma once

#include <string>
#include <vector>

namespace adapters::gateway_api {

struct GatewayApiConfiguration {
  std::string base_url = "https://gatewayapi.com";  // or the host for accounts that stay in the EU
  std::string token;                                // of the account; sent as a user name without a password
  std::string label;                                // shown on the vendor's invoice; may be empty
  std::string message_class = "standard";           // or premium, secret
  int validity_seconds = 24 * 60 * 60;              // after which an undelivered text is given up; at least 60
  int timeout_ms = 15'000;

  // Set on the vendor's webhook. All that are listed are accepted, so that one can be replaced. Empty: what the vendor
  // says about deliveries is not listened to.
  std::vector<std::string> webhook_secrets;
};

}  // namespace adapters::gateway_api

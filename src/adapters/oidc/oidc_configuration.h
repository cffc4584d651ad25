// What an installation says about its OpenID Connect provider (a MitID broker, ID-porten, a demonstration provider).
//
// Claim names differ between brokers; the presets below follow what the brokers document. `claims` here means token
// claims (RFC 7519), never money owed.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ports/identity_provider.h"

namespace adapters::oidc {

/// Where things stand in the ID token (or the user information). Of several names the first that is there counts.
struct TokenClaimNames {
  std::vector<std::string> level;
  std::vector<std::pair<std::string, ports::AssuranceLevel>> level_values;  // exact texts; others are refused
  std::vector<std::string> national_id;
  std::vector<std::string> name;
  std::string kind;                        // empty: not looked at
  std::vector<std::string> private_kinds;  // values of `kind` for citizens; a value in neither list is refused
  std::vector<std::string> professional_kinds;
  std::vector<std::string> professional_marks;  // a claim whose presence marks somebody acting for a company
  std::string means;                            // the means of login; empty: not looked at
  std::vector<std::string> allowed_means;
};

/// Signaturgruppen's Nets eID Broker: loa, identity_type, idp, dk.cpr.
[[nodiscard]] TokenClaimNames nets_eid_broker_claims();
/// Criipto / Idura: authenticationtype or acr, cprNumberIdentifier.
[[nodiscard]] TokenClaimNames criipto_claims();
/// `acr` with NSIS or eIDAS URIs or the plain words low, substantial and high.
[[nodiscard]] TokenClaimNames plain_claims();

enum class ClientAuthentication : std::uint8_t { kSecretBasic, kSecretPost };
enum class UserInformation : std::uint8_t { kNotAsked, kFetched };
enum class ProfessionalLogin : std::uint8_t { kRefused, kAllowed };

/// How the provider is told whom to log out. The ID token may hold a national id, and it would stand in a URL: use it
/// only with a provider that insists and puts none into its tokens.
enum class LogoutHint : std::uint8_t {
  kClientId,
  kIdToken,
  kNotTold,  // The login with the provider goes on; who uses the browser next may get in with it.
};

struct OidcConfiguration {
  std::string issuer;  // exactly as in the provider's metadata
  std::string client_id;
  std::string client_secret;
  ClientAuthentication client_authentication = ClientAuthentication::kSecretBasic;
  std::string scope = "openid";
  std::vector<std::pair<std::string, std::string>>
      extra_parameters;  // of the authorisation request: acr_values, idp_values
  TokenClaimNames claims = nets_eid_broker_claims();
  ports::AssuranceLevel minimum_level = ports::AssuranceLevel::kSubstantial;
  ProfessionalLogin professional_login = ProfessionalLogin::kRefused;
  UserInformation user_information = UserInformation::kNotAsked;
  LogoutHint logout_hint = LogoutHint::kClientId;
  std::vector<std::string> algorithms = {"RS256", "PS256", "ES256"};
  std::int64_t skew_seconds = 60;
  int timeout_ms = 10'000;
};

}  // namespace adapters::oidc

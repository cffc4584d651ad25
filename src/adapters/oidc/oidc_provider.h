// Login with an OpenID Connect provider: authorisation code flow with PKCE.
//
// Source: OpenID Connect Core 1.0, Discovery 1.0, RP-Initiated Logout 1.0; RFC 6749, 7636 (S256 only), 9207 (`iss` in
//   the answer), 9700 (best practice).
// Metadata and keys are cached for an hour; a key that is not in the cache makes the keys be fetched again, at most
//   once a minute. Endpoints must have the issuer's scheme, so https leads to https only.
// Thread safety: any thread may call.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "adapters/oidc/key_set.h"
#include "adapters/oidc/oidc_configuration.h"
#include "ports/http_client.h"
#include "ports/identity_provider.h"
#include "ports/random_source.h"

namespace adapters::oidc {

class OidcProvider final : public ports::IdentityProvider {
 public:
  /// `client` and `random` must outlive this.
  OidcProvider(OidcConfiguration configuration, ports::HttpClient& client, ports::RandomSource& random);

  [[nodiscard]] std::expected<ports::LoginStart, ports::LoginRefusal> begin_login(std::string_view redirect_uri,
                                                                                  std::string_view language,
                                                                                  ports::Freshness freshness,
                                                                                  base::Instant now) override;
  [[nodiscard]] std::expected<ports::Identity, ports::LoginRefusal> complete_login(ports::LoginReturn const& answer,
                                                                                   ports::LoginAttempt const& attempt,
                                                                                   base::Instant now) override;
  [[nodiscard]] std::optional<std::string> logout_url(std::string_view id_token, std::string_view return_uri) override;

 private:
  struct Metadata {
    std::string authorization_endpoint;
    std::string token_endpoint;
    std::string jwks_uri;
    std::string userinfo_endpoint;     // empty: none
    std::string end_session_endpoint;  // empty: none
    bool names_issuer_in_answer = false;
    base::Instant fetched_at;
  };
  struct CachedKeys {
    KeySet keys;
    base::Instant fetched_at;
  };
  struct Tokens {
    std::string id_token;
    std::string access_token;
  };
  using MetadataResult = std::expected<std::shared_ptr<Metadata const>, ports::LoginRefusal>;
  using KeysResult = std::expected<std::shared_ptr<CachedKeys const>, ports::LoginRefusal>;

  MetadataResult metadata(base::Instant now);
  MetadataResult fetch_metadata(base::Instant now);
  /// `key_id`: the keys are fetched again if it is not among the cached ones and the last fetch is a minute old.
  KeysResult keys(Metadata const& provider, std::string_view key_id, base::Instant now);
  std::expected<Tokens, ports::LoginRefusal> exchange_code(Metadata const& provider, ports::LoginReturn const& answer,
                                                           ports::LoginAttempt const& attempt);
  std::expected<std::string, ports::LoginRefusal> fetch(std::string const& url, std::string const& access_token);

  OidcConfiguration configuration_;
  ports::HttpClient& client_;
  ports::RandomSource& random_;
  std::mutex mutex_;
  std::shared_ptr<Metadata const> metadata_;
  std::shared_ptr<CachedKeys const> keys_;
};

}  // namespace adapters::oidc

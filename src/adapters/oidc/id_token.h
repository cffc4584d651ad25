// Checking an ID token.
//
// Source: OpenID Connect Core 1.0 section 3.1.3.7; RFC 7515 (compact form), RFC 7519, RFC 8725 (best practice). The
//   steps are done in the order of LoginRefusal's cases: form, signature, issuer, audience, time, nonce, subject, then
//   what the token says about the person.
// We chose: `exp` and `iat` are required; a `crit` header and a `typ` other than JWT are refused; `jku`, `x5u`, `jwk`
//   are never looked at.
// Pure.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/oidc/key_set.h"
#include "adapters/oidc/oidc_configuration.h"
#include "base/instant.h"
#include "ports/identity_provider.h"

namespace adapters::oidc {

struct TokenHeader {
  std::string algorithm;
  std::string key_id;
};

/// The header alone, not yet to be believed: to know which key is needed.
[[nodiscard]] std::expected<TokenHeader, ports::LoginRefusal> read_token_header(std::string_view token);

/// `configuration` gives issuer, client id, algorithms, claim names, the level and the skew. `fresh_since`: when a
/// fresh login was asked for; the token must then say that the person logged in after that (`auth_time`).
[[nodiscard]] std::expected<ports::Identity, ports::LoginRefusal> verify_id_token(
    std::string_view token, KeySet const& keys, OidcConfiguration const& configuration, std::string_view nonce,
    base::Instant now, std::optional<base::Instant> fresh_since = std::nullopt);

/// Adds name and national id from the user information (OIDC Core 5.3.2: `sub` must be the same) where the token had
/// none; false if it belongs to somebody else or cannot be read.
[[nodiscard]] bool add_user_information(ports::Identity& identity, std::string_view json, TokenClaimNames const& names);

/// RFC 7636 section 4.2: base64url of the SHA-256 of the verifier.
[[nodiscard]] std::string code_challenge_of(std::string_view code_verifier);

}  // namespace adapters::oidc

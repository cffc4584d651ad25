// Who the citizen is, as an identity provider says.
//
// Written after OpenID Connect Core 1.0 (authorisation code flow with PKCE, RFC 7636); a login is two steps with the
// browser in between. What begin_login() hands out beside the URL is a secret of this one attempt: keep it on the
// server, bound to the browser by a cookie, and use it once.
// A person is (issuer, subject), never a name. `national_id` is for finding the debtor: never log it.
// Units: seconds for spans; instants are base::Instant.
// Thread safety: implementations may be called from any thread; a call may block on the network.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace ports {

/// Whether a login that the provider still remembers will do.
enum class Freshness : std::uint8_t {
  kAny,
  kFresh,  // The person must prove who they are now: others have used the same browser.
};

/// What must be remembered between the two steps of one login.
struct LoginAttempt {
  std::string state;
  std::string nonce;
  std::string code_verifier;
  std::string redirect_uri;
  Freshness freshness = Freshness::kAny;
  base::Instant started{};  // looked at if it must be fresh
};

struct LoginStart {
  std::string url;  // where to send the browser
  LoginAttempt attempt;
};

/// The query of the browser's return; empty text: the parameter was not there.
struct LoginReturn {
  std::string state;
  std::string code;
  std::string error;
  std::string issuer;  // `iss`, RFC 9207
};

enum class PersonKind : std::uint8_t {
  kPrivate,       // A citizen in their own right.
  kProfessional,  // Somebody acting for a company or an organisation.
};

/// The three levels of assurance of eIDAS and NSIS, in rising order.
enum class AssuranceLevel : std::uint8_t { kLow = 1, kSubstantial = 2, kHigh = 3 };

struct Identity {
  std::string issuer;
  std::string subject;
  std::string name;         // for display; may be a protection text; may be empty
  std::string national_id;  // digits as the provider gives them; may be empty
  PersonKind kind = PersonKind::kPrivate;
  AssuranceLevel level = AssuranceLevel::kLow;
  base::Instant auth_time;  // when the person proved who they are; zero if the provider does not say
  std::string id_token;     // for logging out with the provider; a secret
};

enum class LoginRefusal : std::uint8_t {
  kProviderUnreachable,  // Nothing is known: try again.
  kProviderMisbehaves,   // Its metadata, keys or answers are not what the protocol says.
  kMisconfigured,        // The provider does not know our client id, secret or address.
  kDeclined,             // The person broke off, or the provider refused them.
  kWrongAttempt,         // `state` or `iss` does not belong to this attempt.
  kCodeRefused,          // The code is used, expired or made for somebody else.
  kBadSignature,         // Not signed, with a forbidden algorithm, an unknown key, or wrongly.
  kWrongIssuer,          // The token comes from somebody else.
  kWrongAudience,        // The token is for somebody else.
  kExpired,              // The token's time has passed.
  kNotYetValid,          // The token's time has not come.
  kWrongNonce,           // The token belongs to another login.
  kMalformedToken,       // The token lacks what it must have.
  kAssuranceTooLow,      // The level is below what is asked for, missing or unknown.
  kProfessional,         // Somebody acting for a company, where only citizens may log in.
  kWrongProvider,        // Logged in by a means that is not on the list.
  kNotFresh,             // A fresh login was asked for, and the provider does not say that this is one.
};

class IdentityProvider {
 public:
  IdentityProvider() = default;
  IdentityProvider(IdentityProvider const&) = delete;
  IdentityProvider& operator=(IdentityProvider const&) = delete;
  virtual ~IdentityProvider() = default;

  /// `language`: BCP 47 ("da"), passed on as ui_locales; empty: not passed on.
  [[nodiscard]] virtual std::expected<LoginStart, LoginRefusal> begin_login(std::string_view redirect_uri,
                                                                            std::string_view language,
                                                                            Freshness freshness, base::Instant now) = 0;

  /// `attempt` is the one whose cookie the browser brought; the caller has already removed it from its store.
  [[nodiscard]] virtual std::expected<Identity, LoginRefusal> complete_login(LoginReturn const& answer,
                                                                             LoginAttempt const& attempt,
                                                                             base::Instant now) = 0;

  /// Where to send the browser to end the login with the provider too; nothing if it offers no such place or is not to
  /// be told. `id_token` may be empty: whoever does not keep it is recognised by the client's name.
  [[nodiscard]] virtual std::optional<std::string> logout_url(std::string_view id_token,
                                                              std::string_view return_uri) = 0;
};

}  // namespace ports

#include "adapters/oidc/id_token.h"

#include <algorithm>
#include <array>
#include <boost/json/value.hpp>
#include <optional>

#include "base/digest.h"
#include "base/encoding.h"
#include "json_values/json_object.h"

namespace adapters::oidc {
namespace {

namespace json = boost::json;
using json_values::parse_object;
using ports::LoginRefusal;

constexpr std::size_t kMaxTokenBytes = 32 * 1024;
constexpr std::size_t kMaxSubjectBytes = 255;
constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;

struct Parts {
  std::string_view header;
  std::string_view payload;
  std::string_view signature;
  std::string_view signed_text;
};

/// Three parts, no more, no fewer (RFC 7515 section 3.1).
std::optional<Parts> split(std::string_view token) {
  if (token.size() > kMaxTokenBytes) return std::nullopt;
  std::size_t const first = token.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  std::size_t const second = token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) return std::nullopt;
  return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1),
               token.substr(0, second)};
}

std::optional<json::object> decode_object(std::string_view encoded) {
  std::optional<std::string> const text = base::from_base64url(encoded);
  return text ? parse_object(*text) : std::nullopt;
}

std::optional<std::string_view> text_claim(json::object const& object, std::string_view name) {
  json::value const* const found = object.if_contains({name.data(), name.size()});
  if (found == nullptr || !found->is_string()) return std::nullopt;
  return std::string_view(found->get_string().data(), found->get_string().size());
}

std::optional<std::int64_t> time_claim(json::object const& object, std::string_view name) {
  json::value const* const found = object.if_contains({name.data(), name.size()});
  if (found == nullptr || !found->is_int64()) return std::nullopt;
  constexpr std::int64_t kFarFuture = 100'000'000'000;  // year 5138: beyond it, sums could overflow
  std::int64_t const seconds = found->get_int64();
  if (seconds < 0 || seconds > kFarFuture) return std::nullopt;
  return seconds;
}

std::optional<std::string_view> first_text(json::object const& object, std::vector<std::string> const& names) {
  for (std::string const& name : names) {
    std::optional<std::string_view> const value = text_claim(object, name);
    if (value && !value->empty()) return value;
  }
  return std::nullopt;
}

bool contains(std::vector<std::string> const& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  auto const lower = [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
  };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&lower](char a, char b) { return lower(a) == lower(b); });
}

/// Steps 3 to 5: `aud` holds our client id; `azp`, if there, is ours, and with several audiences it must be there.
bool is_for_us(json::object const& claims, std::string_view client_id) {
  json::value const* const audience = claims.if_contains("aud");
  if (audience == nullptr) return false;
  std::size_t count = 0;
  bool found = false;
  if (audience->is_string()) {
    count = 1;
    found = text_claim(claims, "aud") == client_id;
  } else if (audience->is_array()) {
    for (json::value const& item : audience->get_array()) {
      if (!item.is_string()) return false;
      ++count;
      found = found || std::string_view(item.get_string().data(), item.get_string().size()) == client_id;
    }
  }
  if (!found) return false;
  if (claims.contains("azp")) return text_claim(claims, "azp") == client_id;
  return count == 1;
}

/// Steps 9 and 10.
std::optional<LoginRefusal> check_times(json::object const& claims, std::int64_t now, std::int64_t skew) {
  std::optional<std::int64_t> const expires = time_claim(claims, "exp");
  std::optional<std::int64_t> const issued = time_claim(claims, "iat");
  if (!expires || !issued) return LoginRefusal::kMalformedToken;
  if (now >= *expires + skew) return LoginRefusal::kExpired;
  if (*issued > now + skew) return LoginRefusal::kNotYetValid;
  if (claims.contains("nbf")) {
    std::optional<std::int64_t> const not_before = time_claim(claims, "nbf");
    if (!not_before) return LoginRefusal::kMalformedToken;
    if (*not_before > now + skew) return LoginRefusal::kNotYetValid;
  }
  return std::nullopt;
}

std::expected<ports::PersonKind, LoginRefusal> kind_of(json::object const& claims, TokenClaimNames const& names) {
  bool professional = false;
  if (!names.kind.empty()) {
    std::optional<std::string_view> const kind = text_claim(claims, names.kind);
    if (!kind) return std::unexpected(LoginRefusal::kMalformedToken);
    professional = contains(names.professional_kinds, *kind);
    // A kind that nobody listed, such as a test identity in production.
    if (!professional && !contains(names.private_kinds, *kind)) return std::unexpected(LoginRefusal::kWrongProvider);
  }
  for (std::string const& mark : names.professional_marks) professional = professional || claims.contains(mark);
  return professional ? ports::PersonKind::kProfessional : ports::PersonKind::kPrivate;
}

std::optional<ports::AssuranceLevel> level_of(json::object const& claims, TokenClaimNames const& names) {
  std::optional<std::string_view> const text = first_text(claims, names.level);
  if (!text) return std::nullopt;
  for (auto const& [value, level] : names.level_values) {
    if (value == *text) return level;
  }
  return std::nullopt;
}

/// OIDC Core 3.1.3.7, step 13. How old the login was when the token was made is read from the provider's own clock
/// twice, so that no skew lets the login of a minute ago pass: that is the person before.
bool is_fresh(json::object const& claims, base::Instant since, base::Instant now, std::int64_t skew_seconds) {
  constexpr std::int64_t kRoundingSeconds = 2;  // both are whole seconds, and the token is made after `now` was read
  std::optional<std::int64_t> const logged_in = time_claim(claims, "auth_time");
  std::optional<std::int64_t> const issued = time_claim(claims, "iat");
  if (!logged_in || !issued || *logged_in > *issued + kRoundingSeconds) return false;
  std::int64_t const waited = (now.microseconds - since.microseconds) / kMicrosecondsPerSecond;
  return *issued - *logged_in <= waited + kRoundingSeconds &&
         *logged_in >= since.microseconds / kMicrosecondsPerSecond - skew_seconds;
}

}  // namespace

std::expected<TokenHeader, LoginRefusal> read_token_header(std::string_view token) {
  std::optional<Parts> const parts = split(token);
  if (!parts) return std::unexpected(LoginRefusal::kMalformedToken);
  std::optional<json::object> const header = decode_object(parts->header);
  if (!header) return std::unexpected(LoginRefusal::kMalformedToken);
  std::optional<std::string_view> const type = text_claim(*header, "typ");
  if (header->contains("crit") || (header->contains("typ") && !(type && equal_ignoring_case(*type, "JWT")))) {
    return std::unexpected(LoginRefusal::kMalformedToken);
  }
  return TokenHeader{std::string(text_claim(*header, "alg").value_or("")),
                     std::string(text_claim(*header, "kid").value_or(""))};
}

std::expected<ports::Identity, LoginRefusal> verify_id_token(std::string_view token, KeySet const& keys,
                                                             OidcConfiguration const& configuration,
                                                             std::string_view nonce, base::Instant now,
                                                             std::optional<base::Instant> fresh_since) {
  std::expected<TokenHeader, LoginRefusal> const header = read_token_header(token);
  if (!header) return std::unexpected(header.error());
  // The list is ours; what the header says only chooses from it.
  if (!contains(configuration.algorithms, header->algorithm)) return std::unexpected(LoginRefusal::kBadSignature);
  Parts const parts = *split(token);
  std::optional<std::string> const signature = base::from_base64url(parts.signature);
  PublicKey const* const key = keys.find(header->key_id, header->algorithm);
  if (!signature || key == nullptr || !signature_matches(*key, header->algorithm, parts.signed_text, *signature)) {
    return std::unexpected(LoginRefusal::kBadSignature);
  }
  std::optional<json::object> const claims = decode_object(parts.payload);
  if (!claims) return std::unexpected(LoginRefusal::kMalformedToken);
  if (text_claim(*claims, "iss") != configuration.issuer) return std::unexpected(LoginRefusal::kWrongIssuer);
  if (!is_for_us(*claims, configuration.client_id)) return std::unexpected(LoginRefusal::kWrongAudience);
  std::int64_t const seconds = now.microseconds / kMicrosecondsPerSecond;
  std::optional<LoginRefusal> const time = check_times(*claims, seconds, configuration.skew_seconds);
  if (time) return std::unexpected(*time);
  std::optional<std::string_view> const own_nonce = text_claim(*claims, "nonce");
  if (!own_nonce || nonce.empty() || !base::equal_in_constant_time(*own_nonce, nonce)) {
    return std::unexpected(LoginRefusal::kWrongNonce);
  }
  std::optional<std::string_view> const subject = text_claim(*claims, "sub");
  if (!subject || subject->empty() || subject->size() > kMaxSubjectBytes) {
    return std::unexpected(LoginRefusal::kMalformedToken);
  }
  if (fresh_since && !is_fresh(*claims, *fresh_since, now, configuration.skew_seconds)) {
    return std::unexpected(LoginRefusal::kNotFresh);
  }
  TokenClaimNames const& names = configuration.claims;
  if (!names.means.empty()) {
    std::optional<std::string_view> const means = text_claim(*claims, names.means);
    if (!means || !contains(names.allowed_means, *means)) return std::unexpected(LoginRefusal::kWrongProvider);
  }
  std::expected<ports::PersonKind, LoginRefusal> const kind = kind_of(*claims, names);
  if (!kind) return std::unexpected(kind.error());
  if (*kind == ports::PersonKind::kProfessional && configuration.professional_login == ProfessionalLogin::kRefused) {
    return std::unexpected(LoginRefusal::kProfessional);
  }
  std::optional<ports::AssuranceLevel> const level = level_of(*claims, names);
  if (!level || *level < configuration.minimum_level) return std::unexpected(LoginRefusal::kAssuranceTooLow);
  ports::Identity identity;
  identity.issuer = configuration.issuer;
  identity.subject = *subject;
  identity.name = first_text(*claims, names.name).value_or("");
  identity.national_id = first_text(*claims, names.national_id).value_or("");
  identity.kind = *kind;
  identity.level = *level;
  identity.auth_time = {time_claim(*claims, "auth_time").value_or(0) * kMicrosecondsPerSecond};
  identity.id_token = token;
  return identity;
}

bool add_user_information(ports::Identity& identity, std::string_view text, TokenClaimNames const& names) {
  std::optional<json::object> const claims = parse_object(text);
  if (!claims || text_claim(*claims, "sub") != identity.subject) return false;
  if (identity.name.empty()) identity.name = first_text(*claims, names.name).value_or("");
  if (identity.national_id.empty()) identity.national_id = first_text(*claims, names.national_id).value_or("");
  // Who acts for a company may show only here.
  std::expected<ports::PersonKind, LoginRefusal> const kind = kind_of(*claims, names);
  if (kind && *kind == ports::PersonKind::kProfessional) identity.kind = ports::PersonKind::kProfessional;
  return true;
}

std::string code_challenge_of(std::string_view code_verifier) {
  return base::to_base64url(base::sha256(code_verifier));
}

}  // namespace adapters::oidc

#include "adapters/oidc/oidc_provider.h"

#include <boost/json/value.hpp>
#include <utility>

#include "adapters/oidc/id_token.h"
#include "base/digest.h"
#include "base/encoding.h"
#include "json_values/json_object.h"

namespace adapters::oidc {
namespace {

namespace json = boost::json;
using json_values::parse_object;
using json_values::text_member;
using ports::LoginRefusal;

constexpr std::int64_t kCacheMicroseconds = 3600LL * 1'000'000;
constexpr std::int64_t kRefetchMicroseconds = 60LL * 1'000'000;
constexpr int kUnauthorized = 401;
constexpr int kServerErrors = 500;
constexpr int kTooManyRequests = 429;

std::string with_query_mark(std::string const& endpoint) {
  return endpoint + (endpoint.find('?') == std::string::npos ? '?' : '&');
}

bool true_member(json::object const& object, std::string_view name) {
  json::value const* const found = object.if_contains({name.data(), name.size()});
  return found != nullptr && found->is_bool() && found->get_bool();
}

/// A provider that lists its methods must list S256; one that lists none may still know it.
bool knows_s256(json::object const& metadata) {
  json::value const* const methods = metadata.if_contains("code_challenge_methods_supported");
  if (methods == nullptr || !methods->is_array()) return true;
  for (json::value const& method : methods->get_array()) {
    if (method.is_string() && method.get_string() == "S256") return true;
  }
  return false;
}

std::string_view scheme_of(std::string_view url) { return url.substr(0, url.find("://")); }

bool is_old(base::Instant fetched_at, base::Instant now, std::int64_t limit) {
  std::int64_t const age = now.microseconds - fetched_at.microseconds;
  return age < 0 || age >= limit;
}

bool is_passing(int status) { return status >= kServerErrors || status == kTooManyRequests; }

/// RFC 6749 section 4.1.2.1 and OIDC Core section 3.1.2.6.
LoginRefusal refusal_of(std::string_view error) {
  if (error == "server_error" || error == "temporarily_unavailable") return LoginRefusal::kProviderUnreachable;
  for (std::string_view const ours : {"unauthorized_client", "invalid_request", "invalid_scope",
                                      "unsupported_response_type", "invalid_request_uri", "request_not_supported"}) {
    if (error == ours) return LoginRefusal::kMisconfigured;
  }
  return LoginRefusal::kDeclined;
}

}  // namespace

OidcProvider::OidcProvider(OidcConfiguration configuration, ports::HttpClient& client, ports::RandomSource& random)
    : configuration_(std::move(configuration)), client_(client), random_(random) {}

std::expected<std::string, LoginRefusal> OidcProvider::fetch(std::string const& url, std::string const& access_token) {
  ports::HttpRequest request;
  request.url = url;
  request.headers = {{"Accept", "application/json"}};
  if (!access_token.empty()) request.headers.push_back({"Authorization", "Bearer " + access_token});
  request.timeout_ms = configuration_.timeout_ms;
  auto response = client_.send(request);
  if (!response || is_passing(response->status)) return std::unexpected(LoginRefusal::kProviderUnreachable);
  if (response->status != 200) return std::unexpected(LoginRefusal::kProviderMisbehaves);
  return std::move(response->body);
}

OidcProvider::MetadataResult OidcProvider::fetch_metadata(base::Instant now) {
  // Discovery section 4: a slash at the end of the issuer is left out.
  std::string base = configuration_.issuer;
  if (base.ends_with('/')) base.pop_back();
  auto const body = fetch(base + "/.well-known/openid-configuration", "");
  if (!body) return std::unexpected(body.error());
  std::optional<json::object> const found = parse_object(*body);
  if (!found || text_member(*found, "issuer") != configuration_.issuer || !knows_s256(*found)) {
    return std::unexpected(LoginRefusal::kProviderMisbehaves);
  }
  auto made = std::make_shared<Metadata>();
  made->authorization_endpoint = text_member(*found, "authorization_endpoint");
  made->token_endpoint = text_member(*found, "token_endpoint");
  made->jwks_uri = text_member(*found, "jwks_uri");
  made->userinfo_endpoint = text_member(*found, "userinfo_endpoint");
  made->end_session_endpoint = text_member(*found, "end_session_endpoint");
  made->names_issuer_in_answer = true_member(*found, "authorization_response_iss_parameter_supported");
  made->fetched_at = now;
  std::string_view const scheme = scheme_of(configuration_.issuer);
  for (std::string const* const needed : {&made->authorization_endpoint, &made->token_endpoint, &made->jwks_uri}) {
    if (scheme_of(*needed) != scheme) return std::unexpected(LoginRefusal::kProviderMisbehaves);
  }
  for (std::string* const wished : {&made->userinfo_endpoint, &made->end_session_endpoint}) {
    if (scheme_of(*wished) != scheme) wished->clear();
  }
  return made;
}

OidcProvider::MetadataResult OidcProvider::metadata(base::Instant now) {
  std::shared_ptr<Metadata const> cached;
  {
    std::lock_guard const lock(mutex_);
    cached = metadata_;
  }
  if (cached && !is_old(cached->fetched_at, now, kCacheMicroseconds)) return cached;
  MetadataResult fetched = fetch_metadata(now);
  if (!fetched) {
    // What was true an hour ago serves better than nothing while the provider cannot be reached.
    bool const usable = cached && fetched.error() == LoginRefusal::kProviderUnreachable;
    return usable ? MetadataResult(cached) : fetched;
  }
  std::lock_guard const lock(mutex_);
  metadata_ = *fetched;
  return fetched;
}

OidcProvider::KeysResult OidcProvider::keys(Metadata const& provider, std::string_view key_id, base::Instant now) {
  std::shared_ptr<CachedKeys const> cached;
  {
    std::lock_guard const lock(mutex_);
    cached = keys_;
  }
  bool const known = cached && (key_id.empty() || cached->keys.has(key_id));
  if (known && !is_old(cached->fetched_at, now, kCacheMicroseconds)) return cached;
  if (cached && !known && !is_old(cached->fetched_at, now, kRefetchMicroseconds)) return cached;
  auto const body = fetch(provider.jwks_uri, "");
  if (!body) return std::unexpected(body.error());
  std::optional<KeySet> parsed = KeySet::parse(*body);
  if (!parsed) return std::unexpected(LoginRefusal::kProviderMisbehaves);
  auto made = std::make_shared<CachedKeys>(CachedKeys{std::move(*parsed), now});
  std::lock_guard const lock(mutex_);
  keys_ = made;
  return made;
}

std::expected<ports::LoginStart, LoginRefusal> OidcProvider::begin_login(std::string_view redirect_uri,
                                                                         std::string_view language,
                                                                         ports::Freshness freshness,
                                                                         base::Instant now) {
  MetadataResult const provider = metadata(now);
  if (!provider) return std::unexpected(provider.error());
  ports::LoginStart start;
  start.attempt = {ports::random_token(random_),
                   ports::random_token(random_),
                   ports::random_token(random_),
                   std::string(redirect_uri),
                   freshness,
                   now};
  std::string& url = start.url;
  url = with_query_mark((*provider)->authorization_endpoint);
  base::append_form_field(url, "response_type", "code");
  base::append_form_field(url, "client_id", configuration_.client_id);
  base::append_form_field(url, "redirect_uri", redirect_uri);
  base::append_form_field(url, "scope", configuration_.scope);
  base::append_form_field(url, "state", start.attempt.state);
  base::append_form_field(url, "nonce", start.attempt.nonce);
  base::append_form_field(url, "code_challenge", code_challenge_of(start.attempt.code_verifier));
  base::append_form_field(url, "code_challenge_method", "S256");
  if (!language.empty()) base::append_form_field(url, "ui_locales", language);
  bool const is_fresh = freshness == ports::Freshness::kFresh;
  for (auto const& [name, value] : configuration_.extra_parameters) {
    // Twice the same parameter is an error to a provider (RFC 6749 section 3.1).
    if (is_fresh && (name == "prompt" || name == "max_age")) continue;
    base::append_form_field(url, name, value);
  }
  // Either would do; but with max_age alone must the provider say when the person logged in (OIDC Core 3.1.2.1).
  if (is_fresh) {
    base::append_form_field(url, "prompt", "login");
    base::append_form_field(url, "max_age", "0");
  }
  return start;
}

std::expected<OidcProvider::Tokens, LoginRefusal> OidcProvider::exchange_code(Metadata const& provider,
                                                                              ports::LoginReturn const& answer,
                                                                              ports::LoginAttempt const& attempt) {
  ports::HttpRequest request;
  request.method = ports::HttpMethod::kPost;
  request.url = provider.token_endpoint;
  request.timeout_ms = configuration_.timeout_ms;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
  base::append_form_field(request.body, "grant_type", "authorization_code");
  base::append_form_field(request.body, "code", answer.code);
  base::append_form_field(request.body, "redirect_uri", attempt.redirect_uri);
  base::append_form_field(request.body, "code_verifier", attempt.code_verifier);
  if (configuration_.client_authentication == ClientAuthentication::kSecretBasic) {
    // RFC 6749 section 2.3.1: both parts are form-encoded first.
    std::string const pair =
        base::percent_encode(configuration_.client_id) + ":" + base::percent_encode(configuration_.client_secret);
    request.headers.push_back({"Authorization", "Basic " + base::to_base64(pair)});
  } else {
    base::append_form_field(request.body, "client_id", configuration_.client_id);
    base::append_form_field(request.body, "client_secret", configuration_.client_secret);
  }
  auto const response = client_.send(request);
  if (!response || is_passing(response->status)) return std::unexpected(LoginRefusal::kProviderUnreachable);
  std::optional<json::object> const body = parse_object(response->body);
  if (response->status != 200) {
    std::string const error = body ? text_member(*body, "error") : std::string();
    if (error == "invalid_grant") return std::unexpected(LoginRefusal::kCodeRefused);
    if (response->status == kUnauthorized || error == "invalid_client" || error == "unauthorized_client") {
      return std::unexpected(LoginRefusal::kMisconfigured);
    }
    return std::unexpected(LoginRefusal::kProviderMisbehaves);
  }
  if (!body) return std::unexpected(LoginRefusal::kProviderMisbehaves);
  Tokens tokens{text_member(*body, "id_token"), text_member(*body, "access_token")};
  if (tokens.id_token.empty()) return std::unexpected(LoginRefusal::kProviderMisbehaves);
  return tokens;
}

std::expected<ports::Identity, LoginRefusal> OidcProvider::complete_login(ports::LoginReturn const& answer,
                                                                          ports::LoginAttempt const& attempt,
                                                                          base::Instant now) {
  if (attempt.state.empty() || !base::equal_in_constant_time(answer.state, attempt.state)) {
    return std::unexpected(LoginRefusal::kWrongAttempt);
  }
  if (!answer.issuer.empty() && answer.issuer != configuration_.issuer) {
    return std::unexpected(LoginRefusal::kWrongAttempt);
  }
  if (!answer.error.empty()) return std::unexpected(refusal_of(answer.error));
  if (answer.code.empty()) return std::unexpected(LoginRefusal::kProviderMisbehaves);
  MetadataResult const provider = metadata(now);
  if (!provider) return std::unexpected(provider.error());
  if ((*provider)->names_issuer_in_answer && answer.issuer.empty()) return std::unexpected(LoginRefusal::kWrongAttempt);
  std::expected<Tokens, LoginRefusal> const tokens = exchange_code(**provider, answer, attempt);
  if (!tokens) return std::unexpected(tokens.error());
  std::expected<TokenHeader, LoginRefusal> const header = read_token_header(tokens->id_token);
  if (!header) return std::unexpected(header.error());
  KeysResult const cached = keys(**provider, header->key_id, now);
  if (!cached) return std::unexpected(cached.error());
  bool const must_be_fresh = attempt.freshness == ports::Freshness::kFresh;
  auto identity = verify_id_token(tokens->id_token, (*cached)->keys, configuration_, attempt.nonce, now,
                                  must_be_fresh ? std::optional{attempt.started} : std::nullopt);
  if (!identity || configuration_.user_information == UserInformation::kNotAsked) return identity;
  if ((*provider)->userinfo_endpoint.empty()) return std::unexpected(LoginRefusal::kProviderMisbehaves);
  auto const more = fetch((*provider)->userinfo_endpoint, tokens->access_token);
  if (!more) return std::unexpected(more.error());
  if (!add_user_information(*identity, *more, configuration_.claims)) {
    return std::unexpected(LoginRefusal::kProviderMisbehaves);
  }
  bool const professional = identity->kind == ports::PersonKind::kProfessional;
  if (professional && configuration_.professional_login == ProfessionalLogin::kRefused) {
    return std::unexpected(LoginRefusal::kProfessional);
  }
  return identity;
}

std::optional<std::string> OidcProvider::logout_url(std::string_view id_token, std::string_view return_uri) {
  if (configuration_.logout_hint == LogoutHint::kNotTold) return std::nullopt;
  std::shared_ptr<Metadata const> cached;
  {
    std::lock_guard const lock(mutex_);
    cached = metadata_;
  }
  if (!cached) {
    MetadataResult const fetched = fetch_metadata({});
    if (!fetched) return std::nullopt;
    cached = *fetched;
  }
  if (cached->end_session_endpoint.empty()) return std::nullopt;
  std::string url = with_query_mark(cached->end_session_endpoint);
  if (configuration_.logout_hint == LogoutHint::kIdToken && !id_token.empty()) {
    base::append_form_field(url, "id_token_hint", id_token);
  } else {
    base::append_form_field(url, "client_id", configuration_.client_id);
  }
  if (!return_uri.empty()) base::append_form_field(url, "post_logout_redirect_uri", return_uri);
  return url;
}

}  // namespace adapters::oidc

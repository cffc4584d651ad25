// The login flow against a provider played by the test.
#include "adapters/oidc/oidc_provider.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <boost/url/parse.hpp>
#include <map>
#include <vector>

#include "adapters/oidc/id_token.h"
#include "adapters/oidc/oidc_test_support.h"

namespace adapters::oidc {
namespace {

namespace json = boost::json;
using ports::LoginRefusal;

constexpr base::Instant kNow{kTestNow * 1'000'000};
constexpr base::Instant later(std::int64_t seconds) { return {(kTestNow + seconds) * 1'000'000}; }

class CountingRandom final : public ports::RandomSource {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = next_++;
  }

 private:
  std::uint8_t next_ = 1;
};

class PlayedProvider final : public ports::HttpClient {
 public:
  std::expected<ports::HttpResponse, ports::HttpClientError> send(ports::HttpRequest const& request) override {
    calls.push_back(request);
    auto const found = answers.find(request.url);
    if (found == answers.end()) return std::unexpected(ports::HttpClientError::kUnreachable);
    return found->second;
  }
  void set(std::string const& url, int status, std::string body) { answers[url] = {status, {}, std::move(body)}; }
  [[nodiscard]] std::size_t count(std::string_view url) const {
    return static_cast<std::size_t>(
        std::count_if(calls.begin(), calls.end(), [url](ports::HttpRequest const& call) { return call.url == url; }));
  }

  std::map<std::string, ports::HttpResponse> answers;
  std::vector<ports::HttpRequest> calls;
};

json::object good_metadata() {
  return {{"issuer", "https://broker.example"},
          {"authorization_endpoint", "https://broker.example/authorize"},
          {"token_endpoint", "https://broker.example/token"},
          {"jwks_uri", "https://broker.example/jwks"},
          {"userinfo_endpoint", "https://broker.example/userinfo"},
          {"end_session_endpoint", "https://broker.example/logout?a=b"},
          {"code_challenge_methods_supported", json::array{"S256"}}};
}

struct Flow : testing::Test {
  TestSigner signer{TestSigner::Kind::kP256, "k1"};
  PlayedProvider wire;
  CountingRandom random;
  OidcConfiguration configuration;

  Flow() {
    configuration.issuer = "https://broker.example";
    configuration.client_id = "client";
    configuration.client_secret = "s:cret";
    configuration.scope = "openid mitid ssn";
    configuration.extra_parameters = {{"idp_values", "mitid"}};
    set_metadata(good_metadata());
    wire.set("https://broker.example/jwks", 200, key_set_json({signer.jwk()}));
  }
  void set_metadata(json::object const& metadata) {
    wire.set("https://broker.example/.well-known/openid-configuration", 200, json::serialize(metadata));
  }
  void set_token(TestSigner const& by, std::string const& nonce, json::object claims = good_claims()) {
    claims["nonce"] = nonce;
    json::object const answer{{"id_token", by.sign({{"alg", "ES256"}}, claims)}, {"access_token", "at"}};
    wire.set("https://broker.example/token", 200, json::serialize(answer));
  }
};

using OidcLogin = Flow;

TEST_F(OidcLogin, StartsWithEverythingTheProviderNeeds) {
  OidcProvider provider(configuration, wire, random);
  auto const start = provider.begin_login("https://pay.example/callback?x=1", "da", ports::Freshness::kAny, kNow);
  ASSERT_TRUE(start.has_value());
  auto const url = boost::urls::parse_uri(start->url);
  ASSERT_TRUE(url.has_value());
  auto const parameter = [&url](char const* name) { return std::string((*url->params().find(name)).value); };
  EXPECT_EQ(url->encoded_path(), "/authorize");
  EXPECT_EQ(parameter("response_type"), "code");
  EXPECT_EQ(parameter("client_id"), "client");
  EXPECT_EQ(parameter("redirect_uri"), "https://pay.example/callback?x=1");
  EXPECT_EQ(parameter("scope"), "openid mitid ssn");
  EXPECT_EQ(parameter("state"), start->attempt.state);
  EXPECT_EQ(parameter("nonce"), start->attempt.nonce);
  EXPECT_EQ(parameter("code_challenge"), code_challenge_of(start->attempt.code_verifier));
  EXPECT_EQ(parameter("code_challenge_method"), "S256");
  EXPECT_EQ(parameter("ui_locales"), "da");
  EXPECT_EQ(parameter("idp_values"), "mitid");
  EXPECT_FALSE(start->url.contains(start->attempt.code_verifier));
  EXPECT_EQ(start->attempt.state.size(), 43U);
  EXPECT_NE(start->attempt.state, start->attempt.nonce);
}

TEST_F(OidcLogin, AFreshOneIsAskedForAndChecked) {
  configuration.extra_parameters = {{"prompt", "consent"}, {"max_age", "600"}};
  OidcProvider provider(configuration, wire, random);
  auto const any = provider.begin_login("https://pay.example/cb", "", ports::Freshness::kAny, kNow);
  EXPECT_TRUE(any->url.contains("prompt=consent&max_age=600"));
  auto const fresh = provider.begin_login("https://pay.example/cb", "", ports::Freshness::kFresh, kNow);
  EXPECT_TRUE(fresh->url.ends_with("&prompt=login&max_age=0"));
  EXPECT_FALSE(fresh->url.contains("consent") || fresh->url.contains("600"));
  json::object claims = good_claims();  // logged in 40 seconds before
  claims["iat"] = kTestNow;
  auto const complete = [&](ports::LoginAttempt const& attempt) {
    set_token(signer, attempt.nonce, claims);
    auto const identity = provider.complete_login({attempt.state, "c", "", ""}, attempt, later(5));
    return identity ? std::optional<LoginRefusal>() : identity.error();
  };
  EXPECT_EQ(complete(any->attempt), std::nullopt);
  EXPECT_EQ(complete(fresh->attempt), LoginRefusal::kNotFresh);
  claims["auth_time"] = kTestNow + 1;
  claims["iat"] = kTestNow + 4;
  EXPECT_EQ(complete(fresh->attempt), std::nullopt);
  claims.erase("auth_time");
  EXPECT_EQ(complete(fresh->attempt), LoginRefusal::kNotFresh);
}

TEST_F(OidcLogin, CompletesAndCachesMetadataAndKeys) {
  OidcProvider provider(configuration, wire, random);
  auto const start = provider.begin_login("https://pay.example/cb", "", ports::Freshness::kAny, kNow);
  ASSERT_TRUE(start.has_value());
  set_token(signer, start->attempt.nonce);
  ports::LoginReturn const answer{start->attempt.state, "the code", "", ""};
  auto const identity = provider.complete_login(answer, start->attempt, kNow);
  ASSERT_TRUE(identity.has_value());
  EXPECT_EQ(identity->subject, "person-1");
  ports::HttpRequest const& exchange = wire.calls[1];
  EXPECT_EQ(exchange.url, "https://broker.example/token");
  EXPECT_EQ(exchange.body,
            "grant_type=authorization_code&code=the%20code&redirect_uri=https%3A%2F%2Fpay.example%2Fcb&code_verifier=" +
                start->attempt.code_verifier);
  EXPECT_EQ(exchange.headers.back().value, "Basic " + base::to_base64("client:s%3Acret"));
  ASSERT_TRUE(provider.complete_login(answer, start->attempt, kNow).has_value());
  EXPECT_EQ(wire.count("https://broker.example/.well-known/openid-configuration"), 1U);
  EXPECT_EQ(wire.count("https://broker.example/jwks"), 1U);
}

TEST_F(OidcLogin, SecretInTheBodyWhereConfigured) {
  configuration.client_authentication = ClientAuthentication::kSecretPost;
  OidcProvider provider(configuration, wire, random);
  auto const start = provider.begin_login("https://pay.example/cb", "", ports::Freshness::kAny, kNow);
  set_token(signer, start->attempt.nonce);
  ASSERT_TRUE(provider.complete_login({start->attempt.state, "c", "", ""}, start->attempt, kNow).has_value());
  EXPECT_TRUE(wire.calls[1].body.ends_with("&client_id=client&client_secret=s%3Acret"));
  EXPECT_EQ(wire.calls[1].headers.size(), 2U);
}

TEST_F(OidcLogin, FetchesKeysAgainForAnUnknownOneButNotTooOften) {
  OidcProvider provider(configuration, wire, random);
  auto const start = provider.begin_login("https://pay.example/cb", "", ports::Freshness::kAny, kNow);
  ports::LoginReturn const answer{start->attempt.state, "c", "", ""};
  set_token(signer, start->attempt.nonce);
  ASSERT_TRUE(provider.complete_login(answer, start->attempt, kNow).has_value());
  TestSigner const fresh(TestSigner::Kind::kP256, "k2");
  set_token(fresh, start->attempt.nonce);
  wire.set("https://broker.example/jwks", 200, key_set_json({signer.jwk(), fresh.jwk()}));
  EXPECT_EQ(provider.complete_login(answer, start->attempt, later(30)).error(), LoginRefusal::kBadSignature);
  EXPECT_EQ(wire.count("https://broker.example/jwks"), 1U);
  EXPECT_TRUE(provider.complete_login(answer, start->attempt, later(61)).has_value());
  EXPECT_EQ(wire.count("https://broker.example/jwks"), 2U);
  TestSigner const unknown(TestSigner::Kind::kP256, "k3");
  set_token(unknown, start->attempt.nonce);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(provider.complete_login(answer, start->attempt, later(70 + i)).error(), LoginRefusal::kBadSignature);
  }
  EXPECT_EQ(wire.count("https://broker.example/jwks"), 2U);
}

TEST_F(OidcLogin, TheAnswerMustBelongToTheAttempt) {
  configuration.user_information = UserInformation::kNotAsked;
  OidcProvider provider(configuration, wire, random);
  auto const start = provider.begin_login("https://pay.example/cb", "", ports::Freshness::kAny, kNow);
  set_token(signer, start->attempt.nonce);
  auto const complete = [&](ports::LoginReturn const& answer) {
    auto const identity = provider.complete_login(answer, start->attempt, kNow);
    return identity ? std::optional<LoginRefusal>() : identity.error();
  };
  std::string const& state = start->attempt.state;
  EXPECT_EQ(complete({"other", "c", "", ""}), LoginRefusal::kWrongAttempt);
  EXPECT_EQ(complete({"", "c", "", ""}), LoginRefusal::kWrongAttempt);
  EXPECT_EQ(complete({state, "c", "", "https://evil.example"}), LoginRefusal::kWrongAttempt);
  EXPECT_EQ(complete({state, "", "access_denied", ""}), LoginRefusal::kDeclined);
  EXPECT_EQ(complete({state, "", "temporarily_unavailable", ""}), LoginRefusal::kProviderUnreachable);
  EXPECT_EQ(complete({state, "", "invalid_scope", ""}), LoginRefusal::kMisconfigured);
  EXPECT_EQ(complete({state, "", "", ""}), LoginRefusal::kProviderMisbehaves);
  EXPECT_EQ(complete({state, "c", "", "https://broker.example"}), std::nullopt);
  EXPECT_EQ(provider.complete_login({"", "c", "", ""}, {}, kNow).error(), LoginRefusal::kWrongAttempt);
}

TEST_F(OidcLogin, AProviderThatNamesItselfMustDoSo) {
  json::object metadata = good_metadata();
  metadata["authorization_response_iss_parameter_supported"] = true;
  set_metadata(metadata);
  OidcProvider provider(configuration, wire, random);
  auto const start = provider.begin_login("https://pay.example/cb", "", ports::Freshness::kAny, kNow);
  set_token(signer, start->attempt.nonce);
  EXPECT_EQ(provider.complete_login({start->attempt.state, "c", "", ""}, start->attempt, kNow).error(),
            LoginRefusal::kWrongAttempt);
}

TEST_F(OidcLogin, MetadataIsChecked) {
  auto const begin = [this](std::string_view name, json::value const& value) {
    json::object metadata = good_metadata();
    metadata[name] = value;
    set_metadata(metadata);
    OidcProvider provider(configuration, wire, random);
    auto const start = provider.begin_login("https://pay.example/cb", "", ports::Freshness::kAny, kNow);
    return start ? std::optional<LoginRefusal>() : start.error();
  };
  EXPECT_EQ(begin("issuer", "https://broker.example/"), LoginRefusal::kProviderMisbehaves);
  EXPECT_EQ(begin("token_endpoint", "http://broker.example/token"), LoginRefusal::kProviderMisbehaves);
  EXPECT_EQ(begin("jwks_uri", ""), LoginRefusal::kProviderMisbehaves);
  EXPECT_EQ(begin("code_challenge_methods_supported", json::array{"plain"}), LoginRefusal::kProviderMisbehaves);
  EXPECT_EQ(begin("extra", 1), std::nullopt);
  wire.answers.clear();
  OidcProvider provider(configuration, wire, random);
  EXPECT_EQ(provider.begin_login("https://pay.example/cb", "", ports::Freshness::kAny, kNow).error(),
            LoginRefusal::kProviderUnreachable);
}

TEST_F(OidcLogin, OldMetadataServeWhileTheProviderIsDown) {
  OidcProvider provider(configuration, wire, random);
  ASSERT_TRUE(provider.begin_login("https://pay.example/cb", "", ports::Freshness::kAny, kNow).has_value());
  wire.answers.clear();
  EXPECT_TRUE(provider.begin_login("https://pay.example/cb", "", ports::Freshness::kAny, later(7200)).has_value());
}

TEST_F(OidcLogin, TokenEndpointErrors) {
  OidcProvider provider(configuration, wire, random);
  auto const start = provider.begin_login("https://pay.example/cb", "", ports::Freshness::kAny, kNow);
  auto const complete = [&](int status, std::string body) {
    wire.set("https://broker.example/token", status, std::move(body));
    return provider.complete_login({start->attempt.state, "c", "", ""}, start->attempt, kNow).error();
  };
  EXPECT_EQ(complete(400, R"({"error":"invalid_grant"})"), LoginRefusal::kCodeRefused);
  EXPECT_EQ(complete(401, R"({"error":"invalid_client"})"), LoginRefusal::kMisconfigured);
  EXPECT_EQ(complete(400, R"({"error":"invalid_client"})"), LoginRefusal::kMisconfigured);
  EXPECT_EQ(complete(400, "nonsense"), LoginRefusal::kProviderMisbehaves);
  EXPECT_EQ(complete(302, ""), LoginRefusal::kProviderMisbehaves);
  EXPECT_EQ(complete(503, ""), LoginRefusal::kProviderUnreachable);
  EXPECT_EQ(complete(429, ""), LoginRefusal::kProviderUnreachable);
  EXPECT_EQ(complete(200, "nonsense"), LoginRefusal::kProviderMisbehaves);
  EXPECT_EQ(complete(200, "{}"), LoginRefusal::kProviderMisbehaves);
  EXPECT_EQ(complete(200, R"({"id_token":"x"})"), LoginRefusal::kMalformedToken);
}

TEST_F(OidcLogin, UserInformationIsFetchedWhereConfigured) {
  configuration.user_information = UserInformation::kFetched;
  OidcProvider provider(configuration, wire, random);
  auto const start = provider.begin_login("https://pay.example/cb", "", ports::Freshness::kAny, kNow);
  json::object claims = good_claims();
  claims.erase("dk.cpr");
  set_token(signer, start->attempt.nonce, claims);
  ports::LoginReturn const answer{start->attempt.state, "c", "", ""};
  wire.set("https://broker.example/userinfo", 200, R"({"sub":"person-1","dk.cpr":"0101010000"})");
  auto const identity = provider.complete_login(answer, start->attempt, kNow);
  ASSERT_TRUE(identity.has_value());
  EXPECT_EQ(identity->national_id, "0101010000");
  EXPECT_EQ(wire.calls.back().headers.back().value, "Bearer at");
  wire.set("https://broker.example/userinfo", 200, R"({"sub":"person-2","dk.cpr":"0101010000"})");
  EXPECT_EQ(provider.complete_login(answer, start->attempt, kNow).error(), LoginRefusal::kProviderMisbehaves);
  wire.set("https://broker.example/userinfo", 200,
           R"({"sub":"person-1","nemlogin.cvr":"1","identity_type":"professional"})");
  EXPECT_EQ(provider.complete_login(answer, start->attempt, kNow).error(), LoginRefusal::kProfessional);
}

TEST_F(OidcLogin, LogsOutWithoutPuttingTheTokenIntoTheUrl) {
  OidcProvider provider(configuration, wire, random);
  EXPECT_EQ(provider.logout_url("secret.token", "https://pay.example/"),
            "https://broker.example/logout?a=b&client_id=client&post_logout_redirect_uri=https%3A%2F%2Fpay.example%2F");
  configuration.logout_hint = LogoutHint::kIdToken;
  OidcProvider insisting(configuration, wire, random);
  EXPECT_EQ(insisting.logout_url("t", ""), "https://broker.example/logout?a=b&id_token_hint=t");
  EXPECT_EQ(insisting.logout_url("", ""), "https://broker.example/logout?a=b&client_id=client");
}

}  // namespace
}  // namespace adapters::oidc

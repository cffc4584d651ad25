// ID tokens: every rule broken one at a time, and the vector files where they are.
#include "adapters/oidc/id_token.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <fstream>
#include <functional>
#include <sstream>

#include "adapters/oidc/oidc_test_support.h"

namespace adapters::oidc {
namespace {

namespace json = boost::json;
using ports::LoginRefusal;

struct Fixture : testing::Test {
  static TestSigner const& rsa() {
    static TestSigner const signer(TestSigner::Kind::kRsa, "rsa-1");
    return signer;
  }
  static TestSigner const& p256() {
    static TestSigner const signer(TestSigner::Kind::kP256, "ec-1");
    return signer;
  }

  OidcConfiguration configuration;
  KeySet keys;

  Fixture() : keys(*KeySet::parse(key_set_json({rsa().jwk(), p256().jwk()}))) {
    configuration.issuer = "https://broker.example";
    configuration.client_id = "client";
  }

  [[nodiscard]] std::expected<ports::Identity, LoginRefusal> verify(std::string const& token) const {
    return verify_id_token(token, keys, configuration, "n-1", {kTestNow * 1'000'000});
  }
  [[nodiscard]] std::expected<ports::Identity, LoginRefusal> with(
      std::function<void(json::object&)> const& change) const {
    json::object claims = good_claims();
    change(claims);
    return verify(p256().sign({{"alg", "ES256"}, {"typ", "JWT"}}, claims));
  }
};

using OidcIdToken = Fixture;

TEST_F(OidcIdToken, GoodTokensOfAllThreeAlgorithms) {
  for (auto const& [algorithm, signer] :
       {std::pair{"RS256", &rsa()}, std::pair{"PS256", &rsa()}, std::pair{"ES256", &p256()}}) {
    auto const identity = verify(signer->sign({{"alg", algorithm}, {"typ", "JWT"}}, good_claims()));
    ASSERT_TRUE(identity.has_value()) << algorithm;
    EXPECT_EQ(identity->subject, "person-1");
    EXPECT_EQ(identity->issuer, "https://broker.example");
    EXPECT_EQ(identity->name, "Test Testesen");
    EXPECT_EQ(identity->national_id, "0101010000");
    EXPECT_EQ(identity->kind, ports::PersonKind::kPrivate);
    EXPECT_EQ(identity->level, ports::AssuranceLevel::kSubstantial);
    EXPECT_EQ(identity->auth_time.microseconds, (kTestNow - 40) * 1'000'000);
  }
}

TEST_F(OidcIdToken, HeaderTricks) {
  json::object const claims = good_claims();
  EXPECT_EQ(verify(p256().sign({{"alg", "none"}}, claims)).error(), LoginRefusal::kBadSignature);
  EXPECT_EQ(verify(rsa().sign({{"alg", "ES256"}}, claims)).error(), LoginRefusal::kBadSignature);
  EXPECT_EQ(verify(rsa().sign({{"alg", "RS384"}}, claims)).error(), LoginRefusal::kBadSignature);
  EXPECT_EQ(verify(rsa().sign({{"alg", "HS256"}}, claims)).error(), LoginRefusal::kBadSignature);
  EXPECT_EQ(verify(p256().sign({{"alg", "ES256"}, {"kid", "other"}}, claims)).error(), LoginRefusal::kBadSignature);
  EXPECT_EQ(verify(p256().sign({{"alg", "ES256"}, {"kid", "rsa-1"}}, claims)).error(), LoginRefusal::kBadSignature);
  EXPECT_EQ(verify(p256().sign({{"alg", "ES256"}, {"crit", json::array{"x"}}}, claims)).error(),
            LoginRefusal::kMalformedToken);
  EXPECT_EQ(verify(p256().sign({{"alg", "ES256"}, {"typ", "at+jwt"}}, claims)).error(), LoginRefusal::kMalformedToken);
  TestSigner const stranger(TestSigner::Kind::kP256, "ec-1");
  EXPECT_EQ(verify(stranger.sign({{"alg", "ES256"}, {"jwk", stranger.jwk()}}, claims)).error(),
            LoginRefusal::kBadSignature);
  configuration.algorithms = {"RS256"};
  EXPECT_EQ(verify(p256().sign({{"alg", "ES256"}}, claims)).error(), LoginRefusal::kBadSignature);
}

TEST_F(OidcIdToken, WithoutKeyIdOnlyIfOneKeyFits) {
  json::object const header{{"alg", "ES256"}, {"kid", ""}};
  EXPECT_TRUE(verify(p256().sign(header, good_claims())).has_value());
  TestSigner const second(TestSigner::Kind::kP256, "ec-2");
  keys = *KeySet::parse(key_set_json({p256().jwk(), second.jwk()}));
  EXPECT_EQ(verify(p256().sign(header, good_claims())).error(), LoginRefusal::kBadSignature);
}

TEST_F(OidcIdToken, EveryClaimIsChecked) {
  auto const set = [this](std::string_view name, json::value value) {
    return with([&](json::object& claims) { claims[name] = value; });
  };
  auto const without = [this](std::string_view name) {
    return with([&](json::object& claims) { claims.erase(name); });
  };
  EXPECT_EQ(set("iss", "https://broker.example/").error(), LoginRefusal::kWrongIssuer);
  EXPECT_EQ(without("iss").error(), LoginRefusal::kWrongIssuer);
  EXPECT_EQ(set("aud", "other").error(), LoginRefusal::kWrongAudience);
  EXPECT_EQ(set("aud", json::array{"client", "other"}).error(), LoginRefusal::kWrongAudience);
  EXPECT_EQ(set("aud", json::array{}).error(), LoginRefusal::kWrongAudience);
  EXPECT_EQ(set("azp", "other").error(), LoginRefusal::kWrongAudience);
  EXPECT_TRUE(with([](json::object& claims) {
                claims["aud"] = json::array{"other", "client"};
                claims["azp"] = "client";
              }).has_value());
  EXPECT_EQ(set("exp", kTestNow - 60).error(), LoginRefusal::kExpired);
  EXPECT_TRUE(set("exp", kTestNow - 59).has_value());
  EXPECT_EQ(set("exp", "soon").error(), LoginRefusal::kMalformedToken);
  EXPECT_EQ(without("exp").error(), LoginRefusal::kMalformedToken);
  EXPECT_EQ(without("iat").error(), LoginRefusal::kMalformedToken);
  EXPECT_EQ(set("iat", kTestNow + 61).error(), LoginRefusal::kNotYetValid);
  EXPECT_TRUE(set("iat", kTestNow + 60).has_value());
  EXPECT_EQ(set("nbf", kTestNow + 61).error(), LoginRefusal::kNotYetValid);
  EXPECT_TRUE(without("nbf").has_value());
  EXPECT_EQ(set("exp", 9'000'000'000'000'000'000).error(), LoginRefusal::kMalformedToken);
  EXPECT_EQ(set("nonce", "n-2").error(), LoginRefusal::kWrongNonce);
  EXPECT_EQ(without("nonce").error(), LoginRefusal::kWrongNonce);
  EXPECT_EQ(without("sub").error(), LoginRefusal::kMalformedToken);
  EXPECT_EQ(set("sub", "").error(), LoginRefusal::kMalformedToken);
  EXPECT_EQ(set("sub", json::value(json::string(256, 'x'))).error(), LoginRefusal::kMalformedToken);
  EXPECT_EQ(set("idp", "mobilepay").error(), LoginRefusal::kWrongProvider);
  EXPECT_EQ(without("idp").error(), LoginRefusal::kWrongProvider);
  EXPECT_EQ(set("identity_type", "test").error(), LoginRefusal::kWrongProvider);
  EXPECT_EQ(without("identity_type").error(), LoginRefusal::kMalformedToken);
  EXPECT_EQ(set("identity_type", "professional").error(), LoginRefusal::kProfessional);
  EXPECT_EQ(set("nemlogin.cvr", "13585628").error(), LoginRefusal::kProfessional);
  EXPECT_EQ(set("loa", "https://data.gov.dk/concept/core/nsis/Low").error(), LoginRefusal::kAssuranceTooLow);
  EXPECT_EQ(set("loa", "substantial").error(), LoginRefusal::kAssuranceTooLow);
  EXPECT_EQ(set("loa", 3).error(), LoginRefusal::kAssuranceTooLow);
  EXPECT_EQ(without("loa").error(), LoginRefusal::kAssuranceTooLow);
  EXPECT_EQ(set("loa", "https://data.gov.dk/concept/core/nsis/High")->level, ports::AssuranceLevel::kHigh);
  EXPECT_EQ(without("dk.cpr")->national_id, "");
  EXPECT_EQ(without("auth_time")->auth_time.microseconds, 0);
  configuration.professional_login = ProfessionalLogin::kAllowed;
  EXPECT_EQ(set("identity_type", "professional")->kind, ports::PersonKind::kProfessional);
}

TEST_F(OidcIdToken, AnEmptyNonceNeverMatches) {
  json::object claims = good_claims();
  claims["nonce"] = "";
  std::string const token = p256().sign({{"alg", "ES256"}}, claims);
  EXPECT_EQ(verify_id_token(token, keys, configuration, "", {kTestNow * 1'000'000}).error(), LoginRefusal::kWrongNonce);
}

TEST_F(OidcIdToken, AFreshLoginIsOneAfterItWasAskedFor) {
  auto const logged_in = [this](std::optional<std::int64_t> before_token, std::int64_t asked_before_now) {
    json::object claims = good_claims();
    claims["iat"] = kTestNow;
    claims.erase("auth_time");
    if (before_token) claims["auth_time"] = kTestNow - *before_token;
    return verify_id_token(p256().sign({{"alg", "ES256"}}, claims), keys, configuration, "n-1", {kTestNow * 1'000'000},
                           base::Instant{(kTestNow - asked_before_now) * 1'000'000});
  };
  EXPECT_TRUE(logged_in(0, 30).has_value());
  EXPECT_TRUE(logged_in(30, 30).has_value());
  EXPECT_TRUE(logged_in(32, 30).has_value());  // whole seconds, rounded twice
  EXPECT_EQ(logged_in(33, 30).error(), LoginRefusal::kNotFresh);
  // Somebody who was done a moment ago, within the skew of clocks.
  EXPECT_EQ(logged_in(40, 1).error(), LoginRefusal::kNotFresh);
  EXPECT_EQ(logged_in(std::nullopt, 30).error(), LoginRefusal::kNotFresh);
  EXPECT_EQ(logged_in(-3, 30).error(), LoginRefusal::kNotFresh);
  // A token made long ago does not make an old login young.
  json::object claims = good_claims();
  claims["iat"] = kTestNow - 200;
  claims["auth_time"] = kTestNow - 200;
  EXPECT_EQ(verify_id_token(p256().sign({{"alg", "ES256"}}, claims), keys, configuration, "n-1", {kTestNow * 1'000'000},
                            base::Instant{(kTestNow - 30) * 1'000'000})
                .error(),
            LoginRefusal::kNotFresh);
}

TEST_F(OidcIdToken, MalformedTokens) {
  std::string const good = p256().sign({{"alg", "ES256"}}, good_claims());
  for (std::string const& token : {std::string(), std::string("."), std::string("a.b"), std::string("a.b.c"),
                                   good + ".x", "." + good, std::string(40'000, 'a'), good.substr(0, good.find('.'))}) {
    EXPECT_FALSE(verify(token).has_value());
  }
  EXPECT_EQ(verify(good.substr(0, good.size() - 4)).error(), LoginRefusal::kBadSignature);
  EXPECT_EQ(verify(good + "=").error(), LoginRefusal::kBadSignature);
}

TEST_F(OidcIdToken, UserInformationMustBeOfTheSamePerson) {
  ports::Identity identity = *with([](json::object& claims) { claims.erase("dk.cpr"); });
  EXPECT_FALSE(add_user_information(identity, R"({"sub":"person-2","dk.cpr":"0202020000"})", configuration.claims));
  EXPECT_FALSE(add_user_information(identity, "nonsense", configuration.claims));
  EXPECT_EQ(identity.national_id, "");
  EXPECT_TRUE(add_user_information(identity, R"({"sub":"person-1","dk.cpr":"0202020000"})", configuration.claims));
  EXPECT_EQ(identity.national_id, "0202020000");
  EXPECT_TRUE(
      add_user_information(identity, R"({"sub":"person-1","identity_type":"professional"})", configuration.claims));
  EXPECT_EQ(identity.kind, ports::PersonKind::kProfessional);
}

TEST(OidcKeySet, SkipsWhatItDoesNotTake) {
  EXPECT_FALSE(KeySet::parse("[]").has_value());
  EXPECT_FALSE(KeySet::parse("nonsense").has_value());
  TestSigner const good(TestSigner::Kind::kP256, "k");
  json::object encryption = good.jwk();
  encryption["use"] = "enc";
  json::object off_curve = good.jwk();
  off_curve["x"] = off_curve["y"];
  json::object other_curve = good.jwk();
  other_curve["crv"] = "P-384";
  json::object const symmetric{{"kty", "oct"}, {"k", "AAAA"}};
  json::object const short_rsa{{"kty", "RSA"}, {"n", base::to_base64url(std::string(128, '\xff'))}, {"e", "AQAB"}};
  std::optional<KeySet> const set =
      KeySet::parse(key_set_json({encryption, off_curve, other_curve, symmetric, short_rsa, good.jwk()}));
  ASSERT_TRUE(set.has_value());
  EXPECT_EQ(set->size(), 1U);
  EXPECT_TRUE(set->has("k"));
  EXPECT_EQ(set->find("k", "RS256"), nullptr);
}

// RFC 7636 appendix B and RFC 7515 appendix A.3.
TEST(OidcStandards, PkceAndEs256) {
  EXPECT_EQ(code_challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  std::optional<KeySet> const keys = KeySet::parse(
      R"({"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})");
  ASSERT_TRUE(keys.has_value());
  std::string const text =
      "eyJhbGciOiJFUzI1NiJ9."
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
  std::string const signature =
      *base::from_base64url("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
  PublicKey const* const key = keys->find("", "ES256");
  ASSERT_NE(key, nullptr);
  EXPECT_TRUE(signature_matches(*key, "ES256", text, signature));
  EXPECT_FALSE(signature_matches(*key, "ES256", text + "x", signature));
  EXPECT_FALSE(signature_matches(*key, "RS256", text, signature));
}

std::optional<json::value> read_vectors(std::string const& name) {
  std::ifstream file(FAIRDUE_SOURCE_DIR "/../shared/specs/08-identity-oidc/vectors/" + name);
  if (!file) return std::nullopt;
  std::stringstream text;
  text << file.rdbuf();
  return json::parse(text.str());
}

TEST(OidcVectors, AllIdTokenCases) {
  std::optional<json::value> const vectors = read_vectors("id_token_cases.json");
  if (!vectors) GTEST_SKIP() << "the vector file is not here";
  KeySet const keys = *KeySet::parse(json::serialize(vectors->at("jwks")));
  EXPECT_EQ(keys.size(), 2U);
  std::size_t checked = 0;
  for (json::value const& item : vectors->at("cases").as_array()) {
    OidcConfiguration configuration;
    configuration.issuer = item.at("issuer").as_string();
    configuration.client_id = item.at("client_id").as_string();
    configuration.professional_login = ProfessionalLogin::kAllowed;
    auto const verify = [&] {
      return verify_id_token(std::string(item.at("token").as_string()), keys, configuration,
                             std::string(item.at("nonce").as_string()), {item.at("now").as_int64() * 1'000'000});
    };
    EXPECT_EQ(verify().has_value(), item.at("accept").as_bool()) << item.at("name");
    if (item.at("name").as_string() == "good-professional") {
      configuration.professional_login = ProfessionalLogin::kRefused;
      EXPECT_EQ(verify().error(), LoginRefusal::kProfessional);
    }
    ++checked;
  }
  EXPECT_EQ(checked, 25U);
}

TEST(OidcVectors, RfcVectors) {
  std::optional<json::value> const vectors = read_vectors("rfc_vectors.json");
  if (!vectors) GTEST_SKIP() << "the vector file is not here";
  json::value const& pkce = vectors->at("pkce_s256");
  EXPECT_EQ(code_challenge_of(std::string(pkce.at("code_verifier").as_string())),
            std::string(pkce.at("code_challenge").as_string()));
}

}  // namespace
}  // namespace adapters::oidc

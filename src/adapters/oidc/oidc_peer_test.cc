// A whole login with a real provider: tests/peers/oidc_peer.mjs. The browser is played by a few lines here.
// Run: see tests/peers/README.md. Skipped where FAIRDUE_OIDC_ISSUER is not set.
#include <gtest/gtest.h>

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>
#include <cstdlib>
#include <map>
#include <string>

#include "adapters/https_client/https_client.h"
#include "adapters/oidc/oidc_provider.h"
#include "adapters/system/system_clock.h"
#include "adapters/system/system_random.h"

namespace adapters::oidc {
namespace {

using ports::LoginRefusal;

constexpr std::string_view kRedirect = "http://127.0.0.1:8080/auth/callback";

/// Follows redirects and keeps cookies, until it is sent to the redirect address.
class PlayedBrowser {
 public:
  explicit PlayedBrowser(std::string origin) : origin_(std::move(origin)) {}

  ports::LoginReturn log_in(std::string const& start_url, std::string const& persona) {
    std::string url = follow(start_url, ports::HttpMethod::kGet, "");
    if (url.contains("/interaction/")) {
      std::string const action = persona.empty() ? "/abort" : "/login";
      url = follow(url + action, ports::HttpMethod::kPost, "persona=" + persona);
    }
    auto const parsed = boost::urls::parse_uri(url);
    ports::LoginReturn answer;
    if (!parsed) return answer;
    for (auto const& parameter : parsed->params()) {
      if (parameter.key == "state") answer.state = parameter.value;
      if (parameter.key == "code") answer.code = parameter.value;
      if (parameter.key == "error") answer.error = parameter.value;
      if (parameter.key == "iss") answer.issuer = parameter.value;
    }
    return answer;
  }

 private:
  /// The address at which the browser stops: one without a redirect, or the redirect address.
  std::string follow(std::string url, ports::HttpMethod method, std::string const& body) {
    for (int hops = 0; hops < 10 && !url.starts_with(kRedirect); ++hops) {
      ports::HttpRequest request{method, url, {}, body, 5000};
      std::string cookies;
      for (auto const& [name, value] : cookies_) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
      if (!cookies.empty()) request.headers.push_back({"Cookie", cookies});
      if (!body.empty()) request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
      auto const response = client_.send(request);
      if (!response) return "";
      for (ports::HttpHeader const& header : response->headers) {
        if (header.name == "Set-Cookie" || header.name == "set-cookie") keep(header.value);
      }
      auto const location = response->header("Location");
      if (!location) return url;
      url = location->starts_with('/') ? origin_ + std::string(*location) : std::string(*location);
      return follow(url, ports::HttpMethod::kGet, "");
    }
    return url;
  }
  void keep(std::string const& set_cookie) {
    std::string const pair = set_cookie.substr(0, set_cookie.find(';'));
    std::string const name = pair.substr(0, pair.find('='));
    std::string const value = pair.substr(pair.find('=') + 1);
    if (value.empty()) {
      cookies_.erase(name);
    } else {
      cookies_[name] = value;
    }
  }

  std::string origin_;
  std::map<std::string, std::string> cookies_;
  https_client::HttpsClient client_{{.plain_http = https_client::PlainHttp::kLoopbackOnly}};
};

struct OidcPeer : testing::Test {
  https_client::HttpsClient client{{.plain_http = https_client::PlainHttp::kLoopbackOnly}};
  system::SystemRandom random;
  system::SystemClock clock;
  OidcConfiguration configuration;
  std::string issuer;

  void SetUp() override {
    char const* const url = std::getenv("FAIRDUE_OIDC_ISSUER");
    if (url == nullptr) GTEST_SKIP() << "FAIRDUE_OIDC_ISSUER is not set";
    issuer = url;
    configuration.issuer = issuer;
    configuration.client_id = "fairdue";
    configuration.client_secret = "fairdue-test-secret-of-32-letters";
    configuration.scope = "openid mitid ssn";
  }

  std::expected<ports::Identity, LoginRefusal> log_in(OidcProvider& provider, std::string const& persona) {
    auto const start = provider.begin_login(kRedirect, "da", ports::Freshness::kAny, clock.now());
    if (!start) return std::unexpected(start.error());
    ports::LoginReturn const answer = PlayedBrowser(issuer).log_in(start->url, persona);
    return provider.complete_login(answer, start->attempt, clock.now());
  }
};

TEST_F(OidcPeer, LogsInACitizen) {
  OidcProvider provider(configuration, client, random);
  auto const identity = log_in(provider, "anna");
  ASSERT_TRUE(identity.has_value()) << static_cast<int>(identity.error());
  EXPECT_EQ(identity->subject, "anna");
  EXPECT_EQ(identity->issuer, issuer);
  EXPECT_EQ(identity->name, "Anna Prøvesen");
  EXPECT_EQ(identity->national_id, "0101909996");
  EXPECT_EQ(identity->level, ports::AssuranceLevel::kSubstantial);
  EXPECT_FALSE(provider.logout_url(identity->id_token, "http://127.0.0.1:8080/")->contains(identity->id_token));
  EXPECT_EQ(log_in(provider, "bent")->level, ports::AssuranceLevel::kHigh);
}

TEST_F(OidcPeer, FetchesUserInformation) {
  configuration.user_information = UserInformation::kFetched;
  OidcProvider provider(configuration, client, random);
  auto const identity = log_in(provider, "anna");
  ASSERT_TRUE(identity.has_value()) << static_cast<int>(identity.error());
  EXPECT_EQ(identity->national_id, "0101909996");
}

TEST_F(OidcPeer, RefusesWhomItMust) {
  OidcProvider provider(configuration, client, random);
  EXPECT_EQ(log_in(provider, "low").error(), LoginRefusal::kAssuranceTooLow);
  EXPECT_EQ(log_in(provider, "nolevel").error(), LoginRefusal::kAssuranceTooLow);
  EXPECT_EQ(log_in(provider, "clerk").error(), LoginRefusal::kProfessional);
  EXPECT_EQ(log_in(provider, "").error(), LoginRefusal::kDeclined);
  EXPECT_EQ(log_in(provider, "nocpr")->national_id, "");
}

TEST_F(OidcPeer, ACodeWorksOnceAndOnlyForItsAttempt) {
  OidcProvider provider(configuration, client, random);
  auto const start = provider.begin_login(kRedirect, "da", ports::Freshness::kAny, clock.now());
  ASSERT_TRUE(start.has_value());
  ports::LoginReturn const answer = PlayedBrowser(issuer).log_in(start->url, "anna");
  ports::LoginAttempt stolen = start->attempt;
  stolen.code_verifier = std::string(43, 'a');
  EXPECT_EQ(provider.complete_login(answer, stolen, clock.now()).error(), LoginRefusal::kCodeRefused);
  auto const second = provider.begin_login(kRedirect, "da", ports::Freshness::kAny, clock.now());
  ports::LoginReturn const again = PlayedBrowser(issuer).log_in(second->url, "anna");
  EXPECT_TRUE(provider.complete_login(again, second->attempt, clock.now()).has_value());
  EXPECT_EQ(provider.complete_login(again, second->attempt, clock.now()).error(), LoginRefusal::kCodeRefused);
}

TEST_F(OidcPeer, AWrongSecretIsOurMistake) {
  configuration.client_secret = "wrong-secret-wrong-secret-wrong-1";
  OidcProvider provider(configuration, client, random);
  EXPECT_EQ(log_in(provider, "anna").error(), LoginRefusal::kMisconfigured);
}

TEST_F(OidcPeer, FollowsAKeyRotation) {
  OidcProvider provider(configuration, client, random);
  ASSERT_TRUE(log_in(provider, "anna").has_value());
  ASSERT_EQ(client.send({.method = ports::HttpMethod::kPost, .url = issuer + "/rotate"})->status, 204);
  auto const start = provider.begin_login(kRedirect, "da", ports::Freshness::kAny, clock.now());
  ports::LoginReturn const answer = PlayedBrowser(issuer).log_in(start->url, "anna");
  // A minute later, because keys are not fetched more often; the token lives for five.
  base::Instant const then{clock.now().microseconds + 61'000'000};
  auto const identity = provider.complete_login(answer, start->attempt, then);
  EXPECT_TRUE(identity.has_value());
}

}  // namespace
}  // namespace adapters::oidc

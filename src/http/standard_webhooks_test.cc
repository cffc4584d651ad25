// Signatures against the test vector of the Standard Webhooks libraries, and against the vector file where it is.
#include "http/standard_webhooks.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace http {
namespace {

std::vector<std::string> const kSecrets = {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"};
constexpr base::Instant kSent{1'614'265'330'000'000};
constexpr std::string_view kBody = "{\"test\": 2432232314}";

TEST(StandardWebhooks, SignsTheLibraryVector) {
  std::optional<WebhookHeaders> const headers = sign_webhook(kSecrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", kSent, kBody);
  ASSERT_TRUE(headers.has_value());
  EXPECT_EQ(headers->timestamp, "1614265330");
  EXPECT_EQ(headers->signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  EXPECT_EQ(check_webhook(kSecrets, *headers, kBody, kSent), WebhookVerdict::kGenuine);
  EXPECT_EQ(check_webhook(kSecrets, *headers, "{\"test\": 2432232315}", kSent), WebhookVerdict::kForged);
  EXPECT_EQ(check_webhook(kSecrets, *headers, kBody, {kSent.microseconds + 300'000'000}), WebhookVerdict::kGenuine);
  EXPECT_EQ(check_webhook(kSecrets, *headers, kBody, {kSent.microseconds + 301'000'000}), WebhookVerdict::kStale);
  EXPECT_EQ(check_webhook(kSecrets, *headers, kBody, {kSent.microseconds - 301'000'000}), WebhookVerdict::kStale);
}

TEST(StandardWebhooks, BothSecretsSignDuringAChange) {
  std::string const fresh = webhook_secret(std::vector<std::uint8_t>(32, 7));
  std::vector<std::string> const both = {fresh, kSecrets.front()};
  std::optional<WebhookHeaders> const headers = sign_webhook(both, "m1", kSent, kBody);
  ASSERT_TRUE(headers.has_value());
  EXPECT_EQ(check_webhook(kSecrets, *headers, kBody, kSent), WebhookVerdict::kGenuine);
  std::vector<std::string> const only_fresh = {fresh};
  EXPECT_EQ(check_webhook(only_fresh, *headers, kBody, kSent), WebhookVerdict::kGenuine);
}

TEST(StandardWebhooks, RefusesUnusableSecretsAndIds) {
  EXPECT_EQ(webhook_key("whsec_AAAA"), std::nullopt);
  EXPECT_EQ(webhook_key("whsec_not base64"), std::nullopt);
  EXPECT_FALSE(sign_webhook({}, "m1", kSent, kBody).has_value());
  std::vector<std::string> const broken = {"whsec_x"};
  EXPECT_FALSE(sign_webhook(broken, "m1", kSent, kBody).has_value());
  EXPECT_FALSE(sign_webhook(kSecrets, "m.1", kSent, kBody).has_value());
  EXPECT_EQ(check_webhook(broken, {"m1", "1614265330", "v1,x"}, kBody, kSent), WebhookVerdict::kMalformed);
}

TEST(StandardWebhooks, AgreesWithTheVectorFile) {
  std::ifstream file(FAIRDUE_SOURCE_DIR "/../shared/specs/11-events-webhooks/standard-webhooks/signature_vectors.json");
  if (!file) GTEST_SKIP() << "the vector file is not here";
  std::stringstream text;
  text << file.rdbuf();
  boost::json::value const vectors = boost::json::parse(text.str());
  std::size_t checked = 0;
  for (boost::json::value const& item : vectors.at("cases").as_array()) {
    std::vector<std::string> secrets;
    for (boost::json::value const& secret : item.at("secrets").as_array()) secrets.emplace_back(secret.as_string());
    boost::json::value const& sent = item.at("headers");
    WebhookHeaders const headers{std::string(sent.at("webhook-id").as_string()),
                                 std::string(sent.at("webhook-timestamp").as_string()),
                                 std::string(sent.at("webhook-signature").as_string())};
    WebhookVerdict const verdict =
        check_webhook(secrets, headers, std::string(item.at("body").as_string()),
                      {item.at("now").as_int64() * 1'000'000}, item.at("tolerance_seconds").as_int64());
    EXPECT_EQ(verdict == WebhookVerdict::kGenuine, item.at("accept").as_bool()) << item.at("name");
    ++checked;
  }
  EXPECT_EQ(checked, 20U);
}

}  // namespace
}  // namespace http

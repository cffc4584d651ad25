// Every call of the adapter against the provider's own OpenAPI document: tests/peers/vipps_peer.mjs. Prism refuses what
// the document does not allow and answers with the document's examples, which are all about one reference.
// Run: see tests/peers/README.md. Skipped where FAIRDUE_VIPPS_URL is not set.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "adapters/https_client/https_client.h"
#include "adapters/system/system_clock.h"
#include "adapters/vipps_mobilepay/vipps_mobilepay.h"

namespace adapters::vipps_mobilepay {
namespace {

constexpr std::string_view kCreatedReference = "acme-shop-123-order123abc";
constexpr std::string_view kExampleReference = "reference-string";

struct VippsPeer : testing::Test {
  https_client::HttpsClient client{{.plain_http = https_client::PlainHttp::kLoopbackOnly}};
  system::SystemClock clock;
  VippsConfiguration configuration;
  base::Money amount{35'000, base::kDanishKrone};

  void SetUp() override {
    char const* const url = std::getenv("FAIRDUE_VIPPS_URL");
    if (url == nullptr) GTEST_SKIP() << "FAIRDUE_VIPPS_URL is not set";
    configuration.base_url = url;
    configuration.client_id = "id";
    configuration.client_secret = "secret";
    configuration.subscription_key = "key";
    configuration.merchant_serial_number = "123456";
  }
};

TEST_F(VippsPeer, EveryCallIsAsTheDocumentSays) {
  VippsMobilePay vipps(configuration, client, clock);
  auto const created = vipps.create({std::string(kCreatedReference), amount, "Betaling til Prøvekøbing Kommune",
                                     "https://pay.example/back", "create-1"});
  ASSERT_TRUE(created.has_value()) << static_cast<int>(created.error());
  EXPECT_TRUE(created->redirect_url.starts_with("https://"));
  auto const found = vipps.get(kExampleReference);
  ASSERT_TRUE(found.has_value()) << static_cast<int>(found.error());
  EXPECT_FALSE(found->provider_reference.empty());
  auto const captured = vipps.capture(kExampleReference, amount, "capture-1");
  EXPECT_TRUE(captured.has_value()) << static_cast<int>(captured.error());
  auto const refunded = vipps.refund(kExampleReference, amount, "refund-1");
  EXPECT_TRUE(refunded.has_value()) << static_cast<int>(refunded.error());
  auto const cancelled = vipps.cancel(kExampleReference, "cancel-1");
  EXPECT_TRUE(cancelled.has_value()) << static_cast<int>(cancelled.error());
  EXPECT_TRUE(vipps.register_webhook("https://pay.example/hooks/vipps", payment_events()).has_value());
}

// The examples are about another payment than the one asked for: such an answer is not to be booked from.
TEST_F(VippsPeer, AnAnswerAboutAnotherPaymentIsUnreadable) {
  VippsMobilePay vipps(configuration, client, clock);
  EXPECT_EQ(vipps.get("another-reference").error(), ports::ProviderError::kUnreadable);
}

TEST_F(VippsPeer, TheDocumentIsEnforced) {
  configuration.merchant_serial_number = "not-a-number";
  VippsMobilePay vipps(configuration, client, clock);
  EXPECT_FALSE(vipps.get(kExampleReference).has_value());
}

}  // namespace
}  // namespace adapters::vipps_mobilepay

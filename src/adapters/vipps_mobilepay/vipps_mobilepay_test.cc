// The adapter against a provider played by the test, and the signature against the vendor's example.
#include "adapters/vipps_mobilepay/vipps_mobilepay.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <deque>
#include <fstream>
#include <sstream>

#include "adapters/vipps_mobilepay/webhook_signature.h"
#include "base/digest.h"
#include "base/encoding.h"
#include "base/http_date.h"

namespace adapters::vipps_mobilepay {
namespace {

namespace json = boost::json;
using ports::NoticeRefusal;
using ports::ProviderError;

class SetClock final : public ports::Clock {
 public:
  [[nodiscard]] base::Instant now() const override { return at; }
  base::Instant at{1'700'000'000'000'000};
};

class PlayedProvider final : public ports::HttpClient {
 public:
  std::expected<ports::HttpResponse, ports::HttpClientError> send(ports::HttpRequest const& request) override {
    calls.push_back(request);
    if (request.url.ends_with("/accesstoken/get")) {
      return ports::HttpResponse{
          token_status,
          {},
          R"({"access_token":"t)" + std::to_string(++tokens) + R"(","expires_in":"3600","token_type":"Bearer"})"};
    }
    if (answers.empty()) return std::unexpected(failure);
    ports::HttpResponse answer = answers.front();
    answers.pop_front();
    return answer;
  }
  std::deque<ports::HttpResponse> answers;
  ports::HttpClientError failure = ports::HttpClientError::kTimeout;
  std::vector<ports::HttpRequest> calls;
  int tokens = 0;
  int token_status = 200;
};

std::string header(ports::HttpRequest const& request, std::string_view name) {
  for (ports::HttpHeader const& field : request.headers) {
    if (field.name == name) return field.value;
  }
  return "(none)";
}

std::string payment(std::string_view state = "AUTHORIZED", std::int64_t captured = 0) {
  return R"({"reference":"kvk-2024-000123","state":")" + std::string(state) +
         R"(","pspReference":"123","newMember":{"x":1},"amount":{"currency":"DKK","value":35000},"aggregate":{
         "authorizedAmount":{"currency":"DKK","value":35000},"capturedAmount":{"currency":"DKK","value":)" +
         std::to_string(captured) +
         R"(},"refundedAmount":{"currency":"DKK","value":0},"cancelledAmount":{"currency":"DKK","value":0}}})";
}

constexpr std::string_view kReference = "kvk-2024-000123";

struct Shop : testing::Test {
  PlayedProvider wire;
  SetClock clock;
  VippsConfiguration configuration;
  ports::PaymentOrder order{
      std::string(kReference), {35'000, base::kDanishKrone}, "Gebyr, Æblevej", "https://pay.example/back", "key-1"};

  Shop() {
    configuration.base_url = "https://api.example/";
    configuration.client_id = "id";
    configuration.client_secret = "secret";
    configuration.subscription_key = "sub";
    configuration.merchant_serial_number = "123456";
    configuration.webhook_secrets = {"old", "the secret"};
    configuration.webhook_host = "pay.example";
  }
  void answer(int status, std::string body) { wire.answers.push_back({status, {}, std::move(body)}); }
};

using VippsAdapter = Shop;

TEST_F(VippsAdapter, CreatesAPayment) {
  VippsMobilePay vipps(configuration, wire, clock);
  answer(201, R"({"reference":"kvk-2024-000123","redirectUrl":"https://landing.example/x","more":1})");
  auto const created = vipps.create(order);
  ASSERT_TRUE(created.has_value());
  EXPECT_EQ(created->redirect_url, "https://landing.example/x");
  ports::HttpRequest const& token = wire.calls[0];
  EXPECT_EQ(token.url, "https://api.example/accesstoken/get");
  EXPECT_EQ(header(token, "client_id"), "id");
  EXPECT_EQ(header(token, "client_secret"), "secret");
  EXPECT_EQ(header(token, "Ocp-Apim-Subscription-Key"), "sub");
  EXPECT_EQ(header(token, "Merchant-Serial-Number"), "123456");
  ports::HttpRequest const& create = wire.calls[1];
  EXPECT_EQ(create.url, "https://api.example/epayment/v1/payments");
  EXPECT_EQ(header(create, "Authorization"), "Bearer t1");
  EXPECT_EQ(header(create, "Idempotency-Key"), "key-1");
  EXPECT_EQ(header(create, "Vipps-System-Name"), "Fairdue");
  EXPECT_EQ(header(create, "client_secret"), "(none)");
  EXPECT_EQ(json::parse(create.body), json::parse(R"({"amount":{"currency":"DKK","value":35000},
    "paymentMethod":{"type":"WALLET"},"reference":"kvk-2024-000123","userFlow":"WEB_REDIRECT",
    "returnUrl":"https://pay.example/back","paymentDescription":"Gebyr, Æblevej"})"));
}

TEST_F(VippsAdapter, RefusesBadOrdersBeforeSending) {
  VippsMobilePay vipps(configuration, wire, clock);
  auto const refused = [&](auto change) {
    ports::PaymentOrder bad = order;
    change(bad);
    return vipps.create(bad).error() == ProviderError::kRefused;
  };
  EXPECT_TRUE(refused([](auto& bad) { bad.reference = "short"; }));
  EXPECT_TRUE(refused([](auto& bad) { bad.reference = "has/slash-12345"; }));
  EXPECT_TRUE(refused([](auto& bad) { bad.reference = std::string(51, 'a'); }));
  EXPECT_TRUE(refused([](auto& bad) { bad.amount.minor = 99; }));
  EXPECT_TRUE(refused([](auto& bad) { bad.amount.minor = 65'000'001; }));
  EXPECT_TRUE(refused([](auto& bad) { bad.amount.currency = base::kEuro; }));
  EXPECT_TRUE(refused([](auto& bad) { bad.description = "ab"; }));
  EXPECT_TRUE(refused([](auto& bad) { bad.description = std::string(101, 'a'); }));
  EXPECT_TRUE(refused([](auto& bad) { bad.idempotency_key = ""; }));
  EXPECT_TRUE(refused([](auto& bad) { bad.idempotency_key = std::string(51, 'k'); }));
  EXPECT_TRUE(refused([](auto& bad) { bad.idempotency_key = "a\r\nb"; }));
  EXPECT_EQ(vipps.get("../../other").error(), ProviderError::kRefused);
  EXPECT_TRUE(wire.calls.empty());
}

TEST_F(VippsAdapter, ReadsAPaymentAndIgnoresWhatItDoesNotKnow) {
  VippsMobilePay vipps(configuration, wire, clock);
  answer(200, payment("AUTHORIZED", 35'000));
  auto const found = vipps.get(kReference);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->state, ports::ProviderState::kAuthorized);
  EXPECT_EQ(found->captured, (base::Money{35'000, base::kDanishKrone}));
  EXPECT_EQ(found->provider_reference, "123");
  EXPECT_EQ(wire.calls.back().url, "https://api.example/epayment/v1/payments/kvk-2024-000123");
  EXPECT_EQ(header(wire.calls.back(), "Idempotency-Key"), "(none)");
  for (auto const& [name, state] :
       {std::pair{"CREATED", ports::ProviderState::kCreated}, std::pair{"ABORTED", ports::ProviderState::kAborted},
        std::pair{"EXPIRED", ports::ProviderState::kExpired},
        std::pair{"TERMINATED", ports::ProviderState::kTerminated}}) {
    answer(200, payment(name));
    EXPECT_EQ(vipps.get(kReference)->state, state);
  }
}

TEST_F(VippsAdapter, DoesNotGuessFromUnreadableAnswers) {
  VippsMobilePay vipps(configuration, wire, clock);
  std::string other = payment();
  other.replace(other.find("000123"), 6, "000124");
  std::string mixed = payment();
  mixed.replace(mixed.rfind("DKK"), 3, "EUR");
  std::string fraction = payment();
  fraction.replace(fraction.rfind(":0"), 2, ":0.5");
  std::string negative = payment();
  negative.replace(negative.rfind(":0"), 2, ":-1");
  for (std::string const& body : {std::string("nonsense"), std::string("{}"), std::string("[]"), payment("CAPTURED"),
                                  other, mixed, fraction, negative}) {
    answer(200, body);
    EXPECT_EQ(vipps.get(kReference).error(), ProviderError::kUnreadable) << body;
  }
  answer(201, R"({"reference":"kvk-2024-000123"})");
  EXPECT_EQ(vipps.create(order).error(), ProviderError::kUnreadable);
  answer(201, R"j({"reference":"kvk-2024-000123","redirectUrl":"javascript:alert(1)"})j");
  EXPECT_EQ(vipps.create(order).error(), ProviderError::kUnreadable);
}

TEST_F(VippsAdapter, ChangesCarryTheirKeyAndAmount) {
  VippsMobilePay vipps(configuration, wire, clock);
  answer(200, payment("AUTHORIZED", 10'000));
  ASSERT_TRUE(vipps.capture(kReference, {10'000, base::kDanishKrone}, "c-1").has_value());
  EXPECT_TRUE(wire.calls.back().url.ends_with("/kvk-2024-000123/capture"));
  EXPECT_EQ(header(wire.calls.back(), "Idempotency-Key"), "c-1");
  EXPECT_EQ(json::parse(wire.calls.back().body),
            json::parse(R"({"modificationAmount":{"currency":"DKK","value":10000}})"));
  answer(200, payment());
  ASSERT_TRUE(vipps.refund(kReference, {10'000, base::kDanishKrone}, "r-1").has_value());
  EXPECT_TRUE(wire.calls.back().url.ends_with("/refund"));
  answer(200, payment("TERMINATED"));
  ASSERT_TRUE(vipps.cancel(kReference, "x-1").has_value());
  EXPECT_TRUE(wire.calls.back().url.ends_with("/cancel"));
  EXPECT_EQ(wire.calls.back().body, "");
  EXPECT_EQ(vipps.capture(kReference, {0, base::kDanishKrone}, "c-2").error(), ProviderError::kRefused);
}

TEST_F(VippsAdapter, MapsEveryFailure) {
  VippsMobilePay vipps(configuration, wire, clock);
  std::string const problem = R"({"type":"https://example/type","title":"t","status":400,"traceId":"x"})";
  for (auto const& [status, error] :
       {std::pair{400, ProviderError::kRefused}, std::pair{403, ProviderError::kMisconfigured},
        std::pair{404, ProviderError::kNotFound}, std::pair{409, ProviderError::kConflict},
        std::pair{422, ProviderError::kRefused}, std::pair{429, ProviderError::kUnreachable},
        std::pair{500, ProviderError::kUnreachable}, std::pair{503, ProviderError::kUnreachable},
        std::pair{302, ProviderError::kUnreadable}}) {
    answer(status, problem);
    EXPECT_EQ(vipps.get(kReference).error(), error) << status;
  }
  for (auto const& [failure, error] : {std::pair{ports::HttpClientError::kTimeout, ProviderError::kUnreachable},
                                       std::pair{ports::HttpClientError::kBroken, ProviderError::kUnreachable},
                                       std::pair{ports::HttpClientError::kUnreachable, ProviderError::kUnreachable},
                                       std::pair{ports::HttpClientError::kNotTrusted, ProviderError::kMisconfigured},
                                       std::pair{ports::HttpClientError::kTooLarge, ProviderError::kUnreadable}}) {
    wire.failure = failure;
    EXPECT_EQ(vipps.get(kReference).error(), error);
  }
}

TEST_F(VippsAdapter, KeepsTheAccessTokenAndRenewsItInTime) {
  VippsMobilePay vipps(configuration, wire, clock);
  for (int i = 0; i < 3; ++i) answer(200, payment());
  ASSERT_TRUE(vipps.get(kReference).has_value());
  clock.at.microseconds += 3479LL * 1'000'000;
  ASSERT_TRUE(vipps.get(kReference).has_value());
  EXPECT_EQ(wire.tokens, 1);
  clock.at.microseconds += 2LL * 1'000'000;
  ASSERT_TRUE(vipps.get(kReference).has_value());
  EXPECT_EQ(wire.tokens, 2);
  EXPECT_EQ(header(wire.calls.back(), "Authorization"), "Bearer t2");
}

TEST_F(VippsAdapter, TriesOnceMoreWithANewToken) {
  VippsMobilePay vipps(configuration, wire, clock);
  answer(401, "{}");
  answer(200, payment());
  EXPECT_TRUE(vipps.get(kReference).has_value());
  EXPECT_EQ(wire.tokens, 2);
  answer(401, "{}");
  answer(401, "{}");
  EXPECT_EQ(vipps.get(kReference).error(), ProviderError::kMisconfigured);
  EXPECT_EQ(wire.tokens, 3);
  wire.token_status = 404;
  clock.at.microseconds += 7200LL * 1'000'000;
  EXPECT_EQ(vipps.get(kReference).error(), ProviderError::kMisconfigured);
  wire.token_status = 503;
  EXPECT_EQ(vipps.get(kReference).error(), ProviderError::kUnreachable);
}

TEST_F(VippsAdapter, RegistersAWebhook) {
  VippsMobilePay vipps(configuration, wire, clock);
  answer(201, R"({"id":"w-1","secret":"s"})");
  auto const made = vipps.register_webhook("https://pay.example/hooks/vipps", payment_events());
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->secret, "s");
  EXPECT_EQ(wire.calls.back().url, "https://api.example/webhooks/v1/webhooks");
  EXPECT_TRUE(wire.calls.back().body.contains("epayments.payment.captured.v1"));
}

ports::NoticeRequest notice_of(std::string body, std::string_view secret = "the secret",
                               std::string_view path = "/hooks/v?a=1") {
  std::string const content = base::to_base64(base::sha256(body));
  std::string const date = "Tue, 14 Nov 2023 22:13:20 GMT";
  std::string const authorization = sign_call({"POST", path, "pay.example", date, content, "", body}, secret);
  return {
      "POST",
      std::string(path),
      {{"Host", "internal"}, {"X-Ms-Date", date}, {"X-MS-Content-SHA256", content}, {"Authorization", authorization}},
      std::move(body)};
}

constexpr std::string_view kEvent =
    R"({"msn":"123456","reference":"kvk-2024-000123","pspReference":"9","name":"CAPTURED","idempotencyKey":"k","success":true})";

TEST_F(VippsAdapter, TakesGenuineNotices) {
  VippsMobilePay const vipps(configuration, wire, clock);
  auto const notice = vipps.check_notice(notice_of(std::string(kEvent)), clock.at);
  ASSERT_TRUE(notice.has_value());
  EXPECT_EQ(notice->reference, kReference);
  EXPECT_EQ(notice->name, "CAPTURED");
  EXPECT_EQ(notice->deduplication_key, R"(["kvk-2024-000123","CAPTURED","9","k"])");
  EXPECT_TRUE(vipps.check_notice(notice_of(std::string(kEvent), "old"), clock.at).has_value());
  base::Instant const edge{clock.at.microseconds + 300'000'000};
  EXPECT_TRUE(vipps.check_notice(notice_of(std::string(kEvent)), edge).has_value());
}

TEST_F(VippsAdapter, RefusesAllOthers) {
  VippsMobilePay const vipps(configuration, wire, clock);
  auto const refusal = [&](ports::NoticeRequest const& request, base::Instant now) {
    return vipps.check_notice(request, now).error();
  };
  std::string const event(kEvent);
  EXPECT_EQ(refusal(notice_of(event, "another"), clock.at), NoticeRefusal::kForged);
  EXPECT_EQ(refusal(notice_of(event), {clock.at.microseconds + 301'000'000}), NoticeRefusal::kStale);
  EXPECT_EQ(refusal(notice_of(event), {clock.at.microseconds - 301'000'000}), NoticeRefusal::kStale);
  ports::NoticeRequest changed = notice_of(event);
  changed.body += " ";
  EXPECT_EQ(refusal(changed, clock.at), NoticeRefusal::kForged);
  ports::NoticeRequest moved = notice_of(event);
  moved.path_and_query = "/hooks/v?a=2";
  EXPECT_EQ(refusal(moved, clock.at), NoticeRefusal::kForged);
  for (std::size_t i = 1; i < 4; ++i) {
    ports::NoticeRequest unsigned_request = notice_of(event);
    unsigned_request.headers.erase(unsigned_request.headers.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_EQ(refusal(unsigned_request, clock.at), NoticeRefusal::kUnsigned);
    ports::NoticeRequest twice = notice_of(event);
    twice.headers.push_back(twice.headers[i]);
    EXPECT_EQ(refusal(twice, clock.at), NoticeRefusal::kUnsigned);
  }
  ports::NoticeRequest other_scheme = notice_of(event);
  other_scheme.headers[3].value.replace(0, 11, "HMAC-SHA512");
  EXPECT_EQ(refusal(other_scheme, clock.at), NoticeRefusal::kUnsigned);
  EXPECT_EQ(refusal(notice_of("nonsense"), clock.at), NoticeRefusal::kMalformed);
  EXPECT_EQ(refusal(notice_of(R"({"reference":"x","name":"CAPTURED"})"), clock.at), NoticeRefusal::kMalformed);
  std::string foreign = event;
  foreign.replace(foreign.find("123456"), 6, "654321");
  EXPECT_EQ(refusal(notice_of(foreign), clock.at), NoticeRefusal::kMalformed);
  configuration.webhook_secrets = {""};
  VippsMobilePay const without(configuration, wire, clock);
  EXPECT_EQ(without.check_notice(notice_of(event, ""), clock.at).error(), NoticeRefusal::kForged);
}

TEST_F(VippsAdapter, UsesTheConfiguredPathBehindAProxy) {
  configuration.webhook_path_and_query = "/hooks/v?a=1";
  VippsMobilePay const vipps(configuration, wire, clock);
  ports::NoticeRequest request = notice_of(std::string(kEvent));
  request.path_and_query = "/rewritten";
  EXPECT_TRUE(vipps.check_notice(request, clock.at).has_value());
}

// The example that the vendor publishes.
TEST(VippsSignature, ThePublishedExample) {
  std::vector<std::string> const secrets = {
      "A0+AeKBRG2KRGvnNwJpQlb6IJFk48CKXCIcrLoHncVJKDILsQSxS6NWCccwWm6r6FhGKhiHTBsG2wo/xU6FY/A=="};
  SignedCall const call{"POST",
                        "/e2cee29b-012e-4f1d-8ef4-e95fd74a7a63",
                        "webhook.site",
                        "Thu, 30 Mar 2023 08:38:32 GMT",
                        "lNlsp1XA03N34HrQsVzPgJKtC+r7l/RBF4V3JQUWMj4=",
                        "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature="
                        "agAiSyogQbDHpeucoNwYz+yAr5nJ+v+zasdkSbqzv+U=",
                        R"({"some-unique-content":"ee6e441b-cc4a-46f8-895d-a5af79bcc233/hello-world"})"};
  EXPECT_EQ(check_signature(call, secrets, *base::parse_http_date(call.date), 300), std::nullopt);
  EXPECT_EQ(sign_call(call, secrets.front()), call.authorization);
}

TEST(VippsSignature, AgreesWithTheVectorFile) {
  std::ifstream file(FAIRDUE_SOURCE_DIR "/../shared/specs/01-vipps-mobilepay/vectors/webhook_signature.json");
  if (!file) GTEST_SKIP() << "the vector file is not here";
  std::stringstream text;
  text << file.rdbuf();
  json::value const vectors = json::parse(text.str());
  std::size_t checked = 0;
  for (json::value const& item : vectors.at("cases").as_array()) {
    auto const member = [&item](char const* name) { return std::string(item.at(name).as_string()); };
    std::string const method = member("method");
    std::string const path = member("path_and_query");
    std::string const host = member("host");
    std::string const date = member("x_ms_date");
    std::string const content = member("x_ms_content_sha256");
    std::string const authorization = member("authorization");
    std::string const body = member("body");
    std::vector<std::string> const secrets = {member("secret")};
    bool const genuine = !check_signature({method, path, host, date, content, authorization, body}, secrets,
                                          *base::parse_http_date(date), 300);
    EXPECT_EQ(genuine, item.at("accept").as_bool()) << item.at("name");
    ++checked;
  }
  EXPECT_GE(checked, 9U);
}

}  // namespace
}  // namespace adapters::vipps_mobilepay

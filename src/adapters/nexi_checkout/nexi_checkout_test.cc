// The adapter against a vendor played by the test.
#include "adapters/nexi_checkout/nexi_checkout.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <deque>
#include <set>

namespace adapters::nexi_checkout {
namespace {

namespace json = boost::json;
using ports::HttpMethod;
using ports::NoticeRefusal;
using ports::ProviderError;
using ports::ProviderState;

constexpr std::string_view kPayment = "025400006091b1ef6937598058c4e487";
constexpr std::string_view kOrder = "fd-5f0c2a9e";

class PlayedVendor final : public ports::HttpClient {
 public:
  std::expected<ports::HttpResponse, ports::HttpClientError> send(ports::HttpRequest const& request) override {
    calls.push_back(request);
    if (answers.empty()) return std::unexpected(failure);
    ports::HttpResponse answer = answers.front();
    answers.pop_front();
    return answer;
  }
  std::deque<ports::HttpResponse> answers;
  ports::HttpClientError failure = ports::HttpClientError::kTimeout;
  std::vector<ports::HttpRequest> calls;
};

std::string header(ports::HttpRequest const& request, std::string_view name) {
  for (ports::HttpHeader const& field : request.headers) {
    if (field.name == name) return field.value;
  }
  return "(none)";
}

std::string payment(std::string_view summary, std::string_view rest = "") {
  return R"({"payment":{"paymentId":")" + std::string(kPayment) + R"(","summary":{)" + std::string(summary) +
         R"(},"orderDetails":{"amount":35000,"currency":"DKK"},"checkout":{"url":"https://pay.example/p1"})" +
         std::string(rest) + "}}";
}

ports::HttpResponse ok(std::string body) { return {200, {}, std::move(body)}; }

struct Desk : testing::Test {
  PlayedVendor wire;
  NexiConfiguration configuration;
  ports::PaymentOrder order{std::string(kOrder),
                            {35'000, base::kDanishKrone},
                            "Testby Kommune",
                            "https://betal.example/payments/of/key",
                            std::string(kOrder)};

  Desk() {
    configuration.base_url = "https://api.example/";
    configuration.secret_key = "live-secret-key";
    configuration.terms_url = "https://betal.example/privacy";
    configuration.notice_url = "https://betal.example/hooks/nexi_checkout";
    configuration.notice_key = "a key of this installation";
  }
  NexiCheckout adapter() { return NexiCheckout{configuration, wire}; }
  void play(std::vector<ports::HttpResponse> const& answers) { wire.answers.assign(answers.begin(), answers.end()); }
};

TEST_F(Desk, CreatesAHostedPageThatReservesOnly) {
  auto adapter = this->adapter();
  play({{201, {}, R"({"paymentId":"abc1","hostedPaymentPageUrl":"https://pay.example/p1"})"}});
  auto const created = adapter.create(order);
  ASSERT_TRUE(created);
  EXPECT_EQ(created->redirect_url, "https://pay.example/p1");
  EXPECT_EQ(created->reference, "abc1");
  ports::HttpRequest const& call = wire.calls.at(0);
  EXPECT_EQ(call.url, "https://api.example/v1/payments");
  EXPECT_EQ(header(call, "Authorization"), "live-secret-key");
  json::value const body = json::parse(call.body);
  EXPECT_EQ(body.at_pointer("/checkout/integrationType").as_string(), "HostedPaymentPage");
  EXPECT_FALSE(body.at_pointer("/checkout/charge").as_bool());
  EXPECT_EQ(body.at_pointer("/checkout/cancelUrl").as_string(), "https://betal.example/payments/of/key?left=1");
  EXPECT_EQ(body.at_pointer("/order/amount").as_int64(), 35'000);
  EXPECT_EQ(body.at_pointer("/order/items/0/grossTotalAmount").as_int64(), 35'000);
  EXPECT_EQ(body.at_pointer("/order/items/0/taxAmount").as_int64(), 0);
  EXPECT_EQ(body.at_pointer("/order/reference").as_string(), std::string(kOrder));
  EXPECT_EQ(body.at_pointer("/myReference").as_string(), std::string(kOrder));
}

TEST_F(Desk, AsksForNoNoticeThatNamesAPerson) {
  auto adapter = this->adapter();
  play({{201, {}, R"({"paymentId":"abc1","hostedPaymentPageUrl":"https://pay.example/p1"})"}});
  ASSERT_TRUE(adapter.create(order));
  json::value const body = json::parse(wire.calls.at(0).body);
  std::set<std::string> events;
  for (json::value const& hook : body.at_pointer("/notifications/webHooks").as_array()) {
    events.insert(std::string(hook.at("eventName").as_string()));
    EXPECT_EQ(hook.at("authorization").as_string(), adapter.notice_secret(kOrder));
    EXPECT_EQ(hook.at("url").as_string(), "https://betal.example/hooks/nexi_checkout?order=" + std::string(kOrder));
  }
  EXPECT_TRUE(events.contains("payment.reservation.created.v2"));
  EXPECT_TRUE(events.contains("payment.charge.created.v2"));
  EXPECT_FALSE(events.contains("payment.checkout.completed"));
  EXPECT_FALSE(events.contains("payment.reservation.created"));
  EXPECT_EQ(wire.calls.at(0).body.find("consumer\":"), std::string::npos);
}

TEST_F(Desk, CreateNeedsAnHttpsPageAndAnId) {
  auto adapter = this->adapter();
  for (char const* const body : {R"({"paymentId":"abc1","hostedPaymentPageUrl":"http://pay.example/p1"})",
                                 R"({"paymentId":"abc1","hostedPaymentPageUrl":"javascript:alert"})",
                                 R"({"paymentId":"../x","hostedPaymentPageUrl":"https://pay.example/p1"})",
                                 R"({"hostedPaymentPageUrl":"https://pay.example/p1"})", "[]", ""}) {
    play({{201, {}, body}});
    EXPECT_EQ(adapter.create(order).error(), ProviderError::kUnreadable) << body;
  }
}

TEST_F(Desk, WhatCannotBePaidIsNotSent) {
  auto adapter = this->adapter();
  for (std::int64_t const minor : {std::int64_t{0}, std::int64_t{-1}, base::kMoneyLimitMinor + 1}) {
    order.amount.minor = minor;
    EXPECT_EQ(adapter.create(order).error(), ProviderError::kRefused);
  }
  order.amount = {100, base::kEuro};
  EXPECT_EQ(adapter.create(order).error(), ProviderError::kRefused);
  EXPECT_EQ(adapter.get("../other").error(), ProviderError::kRefused);
  EXPECT_EQ(adapter.get("").error(), ProviderError::kRefused);
  EXPECT_TRUE(wire.calls.empty());
}

TEST_F(Desk, AnAnswerAboutAnotherPaymentIsUnreadable) {
  auto adapter = this->adapter();
  play({ok(payment(R"("reservedAmount":35000)"))});
  EXPECT_EQ(adapter.get("another").error(), ProviderError::kUnreadable);
}

TEST_F(Desk, ANewPaymentTellsWhereToGoOn) {
  auto adapter = this->adapter();
  play({ok(payment(""))});
  auto const found = adapter.get(kPayment);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->state, ProviderState::kCreated);
  EXPECT_EQ(found->redirect_url, "https://pay.example/p1");
}

TEST_F(Desk, ChargesWhatIsReservedWithTheKey) {
  auto adapter = this->adapter();
  play({ok(payment(R"("reservedAmount":35000)")),
        {201, {}, R"({"chargeId":"c"})"},
        ok(payment(R"("reservedAmount":35000,"chargedAmount":35000)"))});
  auto const charged = adapter.capture(kPayment, {35'000, base::kDanishKrone}, "key-capture");
  ASSERT_TRUE(charged);
  EXPECT_EQ(charged->captured.minor, 35'000);
  ASSERT_EQ(wire.calls.size(), 3U);
  EXPECT_EQ(wire.calls[1].url, "https://api.example/v1/payments/" + std::string(kPayment) + "/charges");
  EXPECT_EQ(header(wire.calls[1], "Idempotency-Key"), "key-capture");
  EXPECT_EQ(wire.calls[1].body, R"({"amount":35000})");
}

TEST_F(Desk, WhatIsChargedIsNotChargedAgain) {
  auto adapter = this->adapter();
  play({ok(payment(R"("reservedAmount":35000,"chargedAmount":35000)"))});
  auto const charged = adapter.capture(kPayment, {35'000, base::kDanishKrone}, "key-capture");
  ASSERT_TRUE(charged);
  EXPECT_EQ(charged->captured.minor, 35'000);
  EXPECT_EQ(wire.calls.size(), 1U);
}

TEST_F(Desk, ChargedBySomebodyFasterIsNoFailure) {
  auto adapter = this->adapter();
  play({ok(payment(R"("reservedAmount":35000)")),
        {402, {}, R"({"code":"1008","message":"AlreadyCharged"})"},
        ok(payment(R"("reservedAmount":35000,"chargedAmount":35000)"))});
  auto const charged = adapter.capture(kPayment, {35'000, base::kDanishKrone}, "key-capture");
  ASSERT_TRUE(charged);
  EXPECT_EQ(charged->captured.minor, 35'000);
}

TEST_F(Desk, AChargeWithoutAnAnswerIsUnknown) {
  auto adapter = this->adapter();
  play({ok(payment(R"("reservedAmount":35000)"))});  // then a time-out
  auto const charged = adapter.capture(kPayment, {35'000, base::kDanishKrone}, "key-capture");
  EXPECT_EQ(charged.error(), ProviderError::kUnreachable);
}

TEST_F(Desk, AHardDeclineIsRefused) {
  auto adapter = this->adapter();
  play({ok(payment(R"("reservedAmount":35000)")), {402, {}, R"({"code":1029})"}});
  auto const charged = adapter.capture(kPayment, {35'000, base::kDanishKrone}, "key-capture");
  EXPECT_EQ(charged.error(), ProviderError::kRefused);
}

TEST_F(Desk, LetsGoOfANewPaymentAndOfAReservation) {
  auto adapter = this->adapter();
  play({ok(payment("")), {204, {}, ""}, ok(payment("", R"(,"terminated":"2026-01-01T00:00:00Z")"))});
  auto const ended = adapter.cancel(kPayment, "key-cancel");
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->state, ProviderState::kTerminated);
  EXPECT_EQ(wire.calls.at(1).method, HttpMethod::kPut);
  EXPECT_TRUE(wire.calls.at(1).url.ends_with("/terminate"));

  wire.calls.clear();
  play({ok(payment(R"("reservedAmount":35000)")),
        {204, {}, ""},
        ok(payment(R"("reservedAmount":35000,"cancelledAmount":35000)"))});
  auto const released = adapter.cancel(kPayment, "key-cancel");
  ASSERT_TRUE(released);
  EXPECT_EQ(released->cancelled.minor, 35'000);
  EXPECT_EQ(released->authorized.minor, 35'000);
  EXPECT_TRUE(wire.calls.at(1).url.ends_with("/cancels"));

  wire.calls.clear();
  play({ok(payment(R"("reservedAmount":35000,"chargedAmount":35000)"))});
  EXPECT_EQ(adapter.cancel(kPayment, "key-cancel").error(), ProviderError::kConflict);
  EXPECT_EQ(wire.calls.size(), 1U);
}

TEST_F(Desk, RefundsWithTheKey) {
  auto adapter = this->adapter();
  play({{201, {}, R"({"refundId":"r"})"},
        ok(payment(R"("reservedAmount":35000,"chargedAmount":35000,"refundedAmount":500)"))});
  auto const refunded = adapter.refund(kPayment, {500, base::kDanishKrone}, "key-refund");
  ASSERT_TRUE(refunded);
  EXPECT_EQ(refunded->refunded.minor, 500);
  EXPECT_EQ(header(wire.calls.at(0), "Idempotency-Key"), "key-refund");
}

struct Notices : Desk {
  std::string body =
      R"({"id":"n1","event":"payment.charge.created.v2","data":{"paymentId":")" + std::string(kPayment) + R"("}})";
  ports::NoticeRequest request(std::string authorization, std::string_view named = kOrder) {
    return {"POST",
            "/hooks/nexi_checkout?order=" + std::string(named),
            {{"authorization", std::move(authorization)}},
            body};
  }
};

TEST_F(Notices, TheValueOfThePaymentOpens) {
  auto const adapter = this->adapter();
  auto const notice = adapter.check_notice(request(adapter.notice_secret(kOrder)), {});
  ASSERT_TRUE(notice);
  EXPECT_EQ(notice->reference, kPayment);
  EXPECT_EQ(notice->name, "payment.charge.created.v2");
  body.replace(body.find("n1"), 2, "n2");
  EXPECT_NE(adapter.check_notice(request(adapter.notice_secret(kOrder)), {})->deduplication_key,
            notice->deduplication_key);
}

TEST_F(Notices, AnyOtherValueDoesNot) {
  auto const adapter = this->adapter();
  std::string const right = adapter.notice_secret(kOrder);
  EXPECT_EQ(right.size(), 32U);
  EXPECT_EQ(adapter.check_notice(request(right, "fd-another"), {}).error(), NoticeRefusal::kForged);
  EXPECT_EQ(adapter.check_notice(request("live-secret-key"), {}).error(), NoticeRefusal::kForged);
  EXPECT_EQ(adapter.check_notice(request(""), {}).error(), NoticeRefusal::kForged);
  EXPECT_EQ(adapter.check_notice(request(right, ""), {}).error(), NoticeRefusal::kUnsigned);
  ports::NoticeRequest twice = request(right);
  twice.headers.push_back({"Authorization", right});
  EXPECT_EQ(adapter.check_notice(twice, {}).error(), NoticeRefusal::kUnsigned);
  ports::NoticeRequest none = request(right);
  none.headers.clear();
  EXPECT_EQ(adapter.check_notice(none, {}).error(), NoticeRefusal::kUnsigned);
  configuration.notice_key = "the key of another installation";
  EXPECT_EQ(this->adapter().check_notice(request(right), {}).error(), NoticeRefusal::kForged);
}

TEST_F(Notices, RightlySignedNonsenseIsMalformed) {
  auto const adapter = this->adapter();
  for (char const* const nonsense :
       {"", "[]", "{", R"({"id":"n","event":"e"})", R"({"id":"n","event":"e","data":{}})",
        R"({"id":"","event":"e","data":{"paymentId":"p"}})", R"({"id":"n","event":"e","data":{"paymentId":"../p"}})"}) {
    body = nonsense;
    auto const notice = adapter.check_notice(request(adapter.notice_secret(kOrder)), {});
    EXPECT_EQ(notice.error(), NoticeRefusal::kMalformed) << nonsense;
  }
}

}  // namespace
}  // namespace adapters::nexi_checkout

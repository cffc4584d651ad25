#include "adapters/gateway_api/gateway_api.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "adapters/gateway_api/gateway_answers.h"
#include "base/encoding.h"

namespace adapters::gateway_api {
namespace {

using ports::HttpClientError;
using ports::Lasting;
using ports::NotSent;
using ports::Sent;
using ports::UnknownSending;

class PlayedVendor : public ports::HttpClient {
 public:
  std::expected<ports::HttpResponse, HttpClientError> send(ports::HttpRequest const& request) override {
    requests.push_back(request);
    return answer;
  }
  std::vector<ports::HttpRequest> requests;
  std::expected<ports::HttpResponse, HttpClientError> answer = ports::HttpResponse{200, {}, R"({"ids":[421332671]})"};
};

ports::Outgoing text(std::string body) {
  ports::Outgoing message;
  message.message = {17};
  message.key = "0123456789abcdef0123456789abcdef";
  message.address = "+4520000001";
  message.body = std::move(body);
  message.sender = "Testby";
  return message;
}

GatewayApiConfiguration configuration() {
  GatewayApiConfiguration set;
  set.base_url = "https://gatewayapi.example/";
  set.token = "secret-token";
  set.label = "Testby Kommune";
  return set;
}

boost::json::object sent_body(PlayedVendor const& vendor) {
  return boost::json::parse(vendor.requests.back().body).get_object();
}

TEST(GatewayApi, SendsOneTextToOneNumber) {
  PlayedVendor vendor;
  GatewayApi gateway{configuration(), vendor};
  auto const answer = gateway.send(text("Kære Karen, der er en regning på vej."));
  ASSERT_TRUE(std::holds_alternative<Sent>(answer));
  EXPECT_EQ(std::get<Sent>(answer).provider_reference, "421332671");
  ports::HttpRequest const& request = vendor.requests.at(0);
  EXPECT_EQ(request.url, "https://gatewayapi.example/rest/mtsms");
  EXPECT_EQ(request.headers.at(0).value, "Basic " + base::to_base64("secret-token:"));
  auto const body = sent_body(vendor);
  EXPECT_EQ(body.at("recipients").as_array().size(), 1U);
  EXPECT_EQ(body.at("recipients").as_array()[0].at("msisdn"), 4520000001);
  EXPECT_EQ(body.at("sender"), "Testby");
  EXPECT_EQ(body.at("label"), "Testby Kommune");
  EXPECT_EQ(body.at("userref"), "0123456789abcdef0123456789abcdef.17");
  EXPECT_EQ(body.at("encoding"), "UTF8");
  EXPECT_EQ(body.at("max_parts"), 1);
}

TEST(GatewayApi, DeclaresTheEncodingThatTheLettersNeed) {
  PlayedVendor vendor;
  GatewayApi gateway{configuration(), vendor};
  (void)gateway.send(text("Dzień dobry"));
  EXPECT_EQ(sent_body(vendor).at("encoding"), "UCS2");
  (void)gateway.send(text(std::string(161, 'a')));
  EXPECT_EQ(sent_body(vendor).at("max_parts"), 2);
}

TEST(GatewayApi, SaysWhatItCan) {
  PlayedVendor vendor;
  GatewayApiConfiguration set = configuration();
  EXPECT_EQ(GatewayApi(set, vendor).capabilities().keys, ports::KeyPolicy::kIgnores);
  EXPECT_EQ(GatewayApi(set, vendor).capabilities().reports, ports::DeliveryReports::kNone);
  set.webhook_secrets = {"secret"};
  EXPECT_EQ(GatewayApi(set, vendor).capabilities().reports, ports::DeliveryReports::kReports);
}

TEST(GatewayApi, AsksNobodyWithWhatCannotBeRight) {
  PlayedVendor vendor;
  GatewayApi gateway{configuration(), vendor};
  for (char const* const number : {"", "20000001", "+", "+45 20000001", "+4520000001234567", "+45x0000001"}) {
    ports::Outgoing message = text("Hej");
    message.address = number;
    auto const answer = gateway.send(message);
    ASSERT_TRUE(std::holds_alternative<NotSent>(answer)) << number;
    EXPECT_TRUE(std::get<NotSent>(answer).bad_address) << number;
  }
  ports::Outgoing message = text("Hej");
  message.sender = "Rådhuset";
  EXPECT_EQ(std::get<NotSent>(gateway.send(message)).code, "no_sender_name");
  EXPECT_EQ(std::get<NotSent>(gateway.send(text(""))).code, "text_length");
  EXPECT_EQ(std::get<NotSent>(gateway.send(text(std::string(256 * 153, 'a')))).code, "text_length");
  EXPECT_TRUE(vendor.requests.empty());
}

TEST(GatewayApi, KnowsASenderName) {
  for (char const* const good : {"Testby", "12345678901", "123456789012345", "Testby Kom1"}) {
    EXPECT_TRUE(is_sender_name(good)) << good;
  }
  for (char const* const bad : {"", "Testby Kommune", "1234567890123456", "Næstved", " Testby", "Testby\n", "a-b"}) {
    EXPECT_FALSE(is_sender_name(bad)) << bad;
  }
}

struct Case {
  int status;
  char const* body;
  char const* meaning;  // sent; temporary, permanent, unknown and the code
  char const* retry_after = nullptr;
  int wait_seconds = 0;
};

std::string said(ports::SendAnswer const& answer) {
  if (auto const* sent = std::get_if<Sent>(&answer)) return "sent " + sent->provider_reference;
  if (auto const* unknown = std::get_if<UnknownSending>(&answer)) return "unknown " + unknown->code;
  auto const& refused = std::get<NotSent>(answer);
  return (refused.lasting == Lasting::kPermanent ? "permanent " : "temporary ") + refused.code;
}

TEST(GatewayApi, EveryAnswerHasOneMeaning) {
  Case const cases[] = {
      {200, R"({"ids":[7],"usage":{"total_cost":0.3}})", "sent 7"},
      {201, R"({"ids":[7]})", "sent 7"},
      // Success, and yet nobody can say that it was sent, or not.
      {200, "", "unknown malformed_answer"},
      {200, "<html>busy</html>", "unknown malformed_answer"},
      {200, "[]", "unknown malformed_answer"},
      {200, R"({"ids":[]})", "unknown error_inside"},
      {200, R"({"ids":[7,8]})", "unknown error_inside"},
      {200, R"({"ids":["7"]})", "unknown error_inside"},
      {200, R"({"ids":[-7]})", "unknown error_inside"},
      {200, R"({"code":"0x0216","incident_uuid":"x","message":"Insufficient credit"})", "unknown error_inside 0x0216"},
      {200, R"({"ids":[7],"incident_uuid":"x"})", "unknown error_inside"},
      // Ours to put right, and nobody else's turn meanwhile.
      {401, R"({"code":"0x0211"})", "temporary http_401 0x0211", nullptr, 300},
      {403, R"({"code":"0x0213","variables":["1.2.3.4"]})", "temporary http_403 0x0213", nullptr, 300},
      {400, R"({"code":"0x0216"})", "temporary http_400 0x0216", nullptr, 300},
      {302, "", "temporary http_302", nullptr, 300},
      // Busy.
      {429, "", "temporary http_429", "7", 7},
      {429, "", "temporary http_429", nullptr, 30},
      {429, "", "temporary http_429", "99999", 3'600},
      {429, "", "temporary http_429", "soon", 30},
      {503, "down", "temporary http_503", "12", 12},
      {500, R"({"incident_uuid":"x","message":"oops"})", "temporary http_500", nullptr, 30},
      {408, "", "temporary http_408"},
      {400, R"({"code":"0x0214"})", "temporary http_400 0x0214"},
      // Something in front of the vendor's servers has answered: they may have acted.
      {500, "", "unknown http_500"},
      {502, "<html>", "unknown http_502"},
      {504, "", "unknown http_504"},
      // This message will never go.
      {400, R"({"message":"invalid"})", "permanent http_400"},
      {422, R"({"code":"0x0310","message":"4520000001 is duplicated"})", "permanent http_422 0x0310"},
      {422, R"({"code":"+4520000001"})", "permanent http_422"},
      {404, "", "permanent http_404"}};
  for (Case const& each : cases) {
    ports::HttpResponse response{each.status, {}, each.body};
    if (each.retry_after != nullptr) response.headers.push_back({"retry-after", each.retry_after});
    auto const answer = meaning_of(response);
    EXPECT_EQ(said(answer), each.meaning) << each.status << " " << each.body;
    auto const* refused = std::get_if<NotSent>(&answer);
    EXPECT_EQ(refused == nullptr ? 0 : refused->wait_seconds, each.wait_seconds) << each.status << " " << each.body;
    EXPECT_FALSE(refused != nullptr && refused->bad_address);
  }
}

TEST(GatewayApi, ACallThatMayHaveArrivedIsADoubt) {
  PlayedVendor vendor;
  GatewayApi gateway{configuration(), vendor};
  for (auto const error :
       {HttpClientError::kTimeout, HttpClientError::kBroken, HttpClientError::kTooLarge, HttpClientError::kMalformed}) {
    vendor.answer = std::unexpected(error);
    EXPECT_EQ(said(gateway.send(text("Hej"))), "unknown no_answer");
  }
  for (auto const error :
       {HttpClientError::kUnresolvable, HttpClientError::kUnreachable, HttpClientError::kNotTrusted}) {
    vendor.answer = std::unexpected(error);
    EXPECT_EQ(said(gateway.send(text("Hej"))), "temporary unreachable");
  }
  vendor.answer = std::unexpected(HttpClientError::kSchemeNotAllowed);
  EXPECT_EQ(said(gateway.send(text("Hej"))), "temporary misconfigured");
}

}  // namespace
}  // namespace adapters::gateway_api

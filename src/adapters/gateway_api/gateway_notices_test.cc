// The vendor's tokens as public samples have them (FAIRDUE_SPECS says where they are), and our own for what they lack.
#include "adapters/gateway_api/gateway_notices.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/digest.h"
#include "base/encoding.h"

namespace adapters::gateway_api {
namespace {

using ports::Delivery;
using ports::NoticeRefusal;

constexpr char const* kKey = "0123456789abcdef0123456789abcdef";

std::filesystem::path folder() {
  char const* const specs = std::getenv("FAIRDUE_SPECS");
  return std::filesystem::path{specs == nullptr ? FAIRDUE_SOURCE_DIR "/../shared/specs" : specs} /
         "07-sms-gateways/gatewayapi";
}

ports::NoticeRequest call(std::string token) {
  return {"POST", "/hooks/gateway_api", {{"X-Gwapi-Signature", std::move(token)}}, "{}"};
}

std::string token(std::string const& claims, std::string const& secret = "secret",
                  std::string const& header = R"({"typ":"JWT","alg":"HS256"})") {
  std::string const text = base::to_base64url(header) + "." + base::to_base64url(claims);
  return text + "." + base::to_base64url(base::hmac_sha256(secret, text));
}

std::string claims(std::string const& status, std::string const& more = "") {
  return R"({"id":1000001,"msisdn":4587654321,"time":1450000000,"status":")" + status + R"(","userref":")" + kKey +
         ".17\"" + more + "}";
}

std::string mark(std::string_view number) { return "mark of " + std::to_string(number.size()); }

GatewayNotices const kNotices{{"secret", "former"}, mark};

std::optional<ports::DeliveryNews> news_in(std::string_view kept) {
  auto const content = kNotices.read_notice(kept);
  auto const* news = std::get_if<ports::DeliveryNews>(&content);
  return news == nullptr ? std::nullopt : std::optional{*news};
}

TEST(GatewayNotices, AcceptsAndRefusesThePublishedTokens) {
  std::ifstream file{folder() / "webhook_jwt_vectors.json"};
  if (!file) GTEST_SKIP() << "no samples under " << folder();
  std::string const text{std::istreambuf_iterator<char>{file}, {}};
  auto const cases = boost::json::parse(text).at("cases").as_array();
  int accepted = 0;
  for (auto const& each : cases) {
    GatewayNotices const notices{{std::string{each.at("secret").as_string()}}, mark};
    auto const notice = notices.check_notice(call(std::string{each.at("token").as_string()}));
    bool const wanted = each.at("accept").as_bool();
    EXPECT_EQ(notice.has_value(), wanted) << each;
    accepted += notice.has_value();
    bool const is_unsigned = !each.at("signature_ok").as_bool();
    EXPECT_FALSE(is_unsigned && notice.error() == NoticeRefusal::kMalformed) << each;
  }
  EXPECT_GE(accepted, 3);
}

TEST(GatewayNotices, TheTokenCountsAndNotTheBody) {
  auto request = call(token(claims("DELIVERED")));
  request.body = R"({"id":2,"msisdn":4587654321,"time":1,"status":"UNDELIVERABLE","userref":"x"})";
  auto const notice = kNotices.check_notice(request);
  ASSERT_TRUE(notice);
  auto const news = news_in(notice->kept);
  ASSERT_TRUE(news);
  EXPECT_EQ(news->what, Delivery::kDelivered);
  EXPECT_EQ(news->message.value, 17);
  EXPECT_EQ(news->key, kKey);
  EXPECT_EQ(news->provider, "gateway_api");
  EXPECT_EQ(news->provider_reference, "1000001");
  EXPECT_EQ(notice->deduplication_key, "1000001 DELIVERED");
}

TEST(GatewayNotices, WhatIsKeptHasNoNumberInIt) {
  auto const notice = kNotices.check_notice(
      call(token(claims("UNDELIVERABLE", R"(,"error":"Unknown subscriber 4587654321","code":"0x1010")"))));
  ASSERT_TRUE(notice);
  EXPECT_EQ(notice->kept.find("87654321"), std::string::npos) << notice->kept;
  EXPECT_EQ(notice->deduplication_key.find("87654321"), std::string::npos);
}

TEST(GatewayNotices, OnlyAGenuineTokenIsRead) {
  auto const refusal = [](std::string text) { return kNotices.check_notice(call(std::move(text))).error(); };
  std::string const good = token(claims("DELIVERED"));
  EXPECT_TRUE(kNotices.check_notice(call(good)));
  EXPECT_TRUE(kNotices.check_notice(call(token(claims("DELIVERED"), "former"))));
  EXPECT_EQ(refusal(token(claims("DELIVERED"), "guessed")), NoticeRefusal::kForged);
  EXPECT_EQ(refusal(token(claims("DELIVERED"), "")), NoticeRefusal::kForged);
  EXPECT_EQ(refusal(token(claims("DELIVERED"), "secret", R"({"alg":"none"})")), NoticeRefusal::kUnsigned);
  EXPECT_EQ(refusal(token(claims("DELIVERED"), "secret", R"({"alg":"HS384"})")), NoticeRefusal::kForged);
  EXPECT_EQ(refusal(token(claims("DELIVERED"), "secret", "{}")), NoticeRefusal::kUnsigned);
  EXPECT_EQ(refusal(good.substr(0, good.rfind('.') + 1)), NoticeRefusal::kUnsigned);
  EXPECT_EQ(refusal(good + ".x"), NoticeRefusal::kUnsigned);
  EXPECT_EQ(refusal(""), NoticeRefusal::kUnsigned);
  std::string changed = good;
  changed[changed.find('.') + 3] ^= 1;
  EXPECT_EQ(refusal(changed), NoticeRefusal::kForged);
  auto twice = call(good);
  twice.headers.push_back({"x-gwapi-signature", good});
  EXPECT_EQ(kNotices.check_notice(twice).error(), NoticeRefusal::kUnsigned);
  EXPECT_EQ(GatewayNotices({}, mark).check_notice(call(good)).error(), NoticeRefusal::kForged);
  EXPECT_EQ(refusal(token("no JSON")), NoticeRefusal::kMalformed);
  EXPECT_EQ(refusal(token(R"({"id":1,"msisdn":45,"status":"DELIVERED"})")), NoticeRefusal::kMalformed);
  EXPECT_EQ(refusal(token(claims("DELI VERED"))), NoticeRefusal::kMalformed);
}

TEST(GatewayNotices, EachStatusHasItsMeaning) {
  struct Case {
    char const* status;
    char const* code;
    std::optional<Delivery> what;
    bool bad_address;
    char const* reason;
  };
  Case const cases[] = {{"UNKNOWN", "", std::nullopt, false, ""},
                        {"SCHEDULED", "", Delivery::kTaken, false, ""},
                        {"BUFFERED", "", Delivery::kTaken, false, ""},
                        {"ENROUTE", "", Delivery::kTaken, false, ""},
                        {"ACCEPTED", "", Delivery::kTaken, false, ""},
                        {"DELIVERED", "", Delivery::kDelivered, false, ""},
                        {"EXPIRED", "", Delivery::kNotDelivered, false, "expired"},
                        {"DELETED", "", Delivery::kNotDelivered, false, "deleted"},
                        {"REJECTED", "0x1030", Delivery::kNotDelivered, false, "rejected 0x1030"},
                        {"SKIPPED", "", Delivery::kNotDelivered, false, "skipped"},
                        {"UNDELIVERABLE", "", Delivery::kNotDelivered, true, "undeliverable"},
                        {"UNDELIVERABLE", "0x1010", Delivery::kNotDelivered, true, "undeliverable 0x1010"},
                        {"UNDELIVERABLE", "0x1013", Delivery::kNotDelivered, false, "undeliverable 0x1013"},
                        {"SOMETHINGNEW", "", std::nullopt, false, ""}};
  for (Case const& each : cases) {
    std::string const more = each.code[0] == '\0' ? "" : std::string{R"(,"code":")"} + each.code + "\"";
    auto const notice = kNotices.check_notice(call(token(claims(each.status, more))));
    ASSERT_TRUE(notice) << each.status;
    auto const news = news_in(notice->kept);
    ASSERT_EQ(news.has_value(), each.what.has_value()) << each.status;
    if (!news) continue;
    EXPECT_EQ(news->what, *each.what) << each.status;
    EXPECT_EQ(news->bad_address, each.bad_address) << each.status << each.code;
    EXPECT_EQ(news->code, each.reason) << each.status;
  }
}

TEST(GatewayNotices, AnotherSystemsReferenceIsNoNews) {
  for (char const* const reference :
       {"", "msg-0b6f3f0c", "0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef.",
        "0123456789abcdef0123456789abcdef.x", "0123456789abcdef0123456789abcdef.-4",
        "0123456789abcdef0123456789abcdef.99999999999999999999"}) {
    EXPECT_FALSE(news_in(std::string{R"({"id":1,"time":1,"status":"DELIVERED","userref":")"} + reference + "\"}"))
        << reference;
  }
  EXPECT_FALSE(news_in("no JSON"));
}

TEST(GatewayNotices, AReplyIsAnOptOutOrNothing) {
  auto const kept = [](std::string const& text) {
    auto const notice = kNotices.check_notice(call(token(
        R"({"id":1000002,"msisdn":4587654321,"receiver":451204,"senttime":1450000000,"message":")" + text + "\"}")));
    return notice ? notice->kept : "refused";
  };
  for (char const* const stop : {"STOP", "stop", " Stop.", "BETAL STOP", "stop det", "STOP!"}) {
    auto const content = kNotices.read_notice(kept(stop));
    auto const* opt_out = std::get_if<ports::OptOut>(&content);
    ASSERT_NE(opt_out, nullptr) << stop;
    EXPECT_EQ(opt_out->address_mark, "mark of 11");
    EXPECT_EQ(opt_out->channel, dunning::Channel::kSms);
  }
  for (char const* const other : {"", "Hvem er I?", "nonstop", "jeg kan ikke stoppe nu", "kan I stoppe"}) {
    auto const content = kNotices.read_notice(kept(other));
    EXPECT_TRUE(std::holds_alternative<std::monostate>(content)) << other;
    EXPECT_EQ(kept(other), R"({"id":1000002})");
  }
  EXPECT_EQ(kept("STOP").find("87654321"), std::string::npos);
}

}  // namespace
}  // namespace adapters::gateway_api

// Answers and notices: our own small ones, and the vendor's where they are at hand.
#include "adapters/nexi_checkout/nexi_answers.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace adapters::nexi_checkout {
namespace {

namespace json = boost::json;
using ports::ProviderError;
using ports::ProviderState;

std::string read_file(std::filesystem::path const& path) {
  std::ifstream const file{path};
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The vendor's vectors; empty where they are not at hand.
std::filesystem::path vectors() {
  char const* const folder = std::getenv("FAIRDUE_SHARED");
  std::filesystem::path const found =
      (folder != nullptr ? std::filesystem::path{folder} : std::filesystem::path{FAIRDUE_SOURCE_DIR "/../shared"}) /
      "specs/02-nexi-checkout";
  return std::filesystem::exists(found) ? found : std::filesystem::path{};
}

std::string_view name_of(NexiStatus status) {
  static constexpr std::string_view kNames[] = {"CANCELLED",          "REFUNDED",   "PENDING_REFUND",
                                                "PARTIALLY_REFUNDED", "CHARGED",    "PARTIALLY_CHARGED",
                                                "RESERVED",           "TERMINATED", "NEW"};
  return kNames[static_cast<std::size_t>(status)];
}

/// "CHARGED captured=100 ..." or what is wrong: one line to compare.
std::string told_of(std::string const& answer) {
  auto const payment = read_payment(answer);
  if (!payment) return "unreadable";
  std::string line{name_of(status_of(*payment))};
  auto const port = to_port(*payment);
  if (!port) return line + " contradictory";
  static constexpr std::string_view kStates[] = {"created", "authorized", "aborted", "expired", "terminated"};
  return line + " " + std::string(kStates[static_cast<std::size_t>(port->state)]) + " " +
         std::to_string(port->authorized.minor) + "/" + std::to_string(port->captured.minor) + "/" +
         std::to_string(port->refunded.minor) + "/" + std::to_string(port->cancelled.minor);
}

TEST(NexiAnswers, OwnSamples) {
  json::value const samples = json::parse(read_file(FAIRDUE_SOURCE_DIR "/tests/data/nexi_checkout/payments.json"));
  ASSERT_FALSE(samples.as_array().empty());
  for (json::value const& sample : samples.as_array()) {
    EXPECT_EQ(told_of(json::serialize(sample.at("answer"))), sample.at("means").as_string())
        << sample.at("case").as_string();
  }
}

TEST(NexiAnswers, TheVendorsStatusCases) {
  if (vectors().empty()) GTEST_SKIP() << "the vendor's vectors are not here: set FAIRDUE_SHARED";
  json::value const document = json::parse(read_file(vectors() / "vectors/retrieve_payment_status_cases.json"));
  ASSERT_EQ(document.at("cases").as_array().size(), 8U);
  for (json::value const& item : document.at("cases").as_array()) {
    auto const payment = read_payment(json::serialize(item.at("payment_response")));
    ASSERT_TRUE(payment) << item.at("case").as_string();
    EXPECT_EQ(name_of(status_of(*payment)), item.at("expected_status").as_string()) << item.at("case").as_string();
  }
}

// The vendor's case of a cancelled payment has 100 reserved, 100 charged and 100 released: money that was both taken
// and not. We follow the status, and book nothing from such sums.
TEST(NexiAnswers, ChargedAndReleasedMoreThanReservedIsForAPerson) {
  auto const payment = read_payment(R"({"payment":{"paymentId":"p1","orderDetails":{"amount":100,"currency":"DKK"},
    "summary":{"reservedAmount":100,"chargedAmount":100,"cancelledAmount":100}}})");
  ASSERT_TRUE(payment);
  EXPECT_EQ(status_of(*payment), NexiStatus::kCancelled);
  EXPECT_EQ(to_port(*payment).error(), ProviderError::kUnreadable);
}

TEST(NexiAnswers, TheVendorsNotices) {
  if (vectors().empty()) GTEST_SKIP() << "the vendor's notices are not here: set FAIRDUE_SHARED";
  int count = 0;
  for (auto const& file : std::filesystem::directory_iterator{vectors() / "webhooks"}) {
    auto const notice = read_notice(read_file(file.path()));
    ASSERT_TRUE(notice) << file.path();
    // "payment.reservation.created.v1.json" is the first version, which has no version in its name.
    std::string const name = file.path().filename().string();
    EXPECT_TRUE(name.starts_with(notice->event)) << name;
    EXPECT_EQ(notice->payment_id.size(), 32U) << name;
    ++count;
  }
  EXPECT_EQ(count, 13);
}

TEST(NexiAnswers, OwnNotice) {
  auto const notice = read_notice(read_file(FAIRDUE_SOURCE_DIR "/tests/data/nexi_checkout/charge_created.json"));
  ASSERT_TRUE(notice);
  EXPECT_EQ(notice->event, "payment.charge.created.v2");
  EXPECT_EQ(notice->payment_id, "00000000000000000000000000000001");
}

TEST(NexiAnswers, WhatAFailureMeans) {
  auto const meaning = [](int status, std::string body = {}) {
    return meaning_of(ports::HttpResponse{status, {}, std::move(body)});
  };
  using enum ProviderError;
  EXPECT_EQ(meaning(400, R"({"errors":{"order":["wrong"]}})"), kRefused);
  EXPECT_EQ(meaning(401), kMisconfigured);
  EXPECT_EQ(meaning(403), kMisconfigured);
  EXPECT_EQ(meaning(404), kNotFound);
  EXPECT_EQ(meaning(429), kUnreachable);
  EXPECT_EQ(meaning(500), kUnreachable);
  EXPECT_EQ(meaning(503), kUnreachable);
  EXPECT_EQ(meaning(302), kUnreadable);
  EXPECT_EQ(meaning(402, "not JSON"), kRefused);
  EXPECT_EQ(meaning(402, R"({"code":1e99})"), kRefused);
}

/// Of every code in the vendor's list: is the state in the way, is the outcome unknown, or is the answer no?
TEST(NexiAnswers, EveryBusinessErrorCode) {
  if (vectors().empty()) GTEST_SKIP() << "the vendor's error codes are not here: set FAIRDUE_SHARED";
  std::map<std::string, ProviderError> const unlike_the_rest = {
      {"Unknown", ProviderError::kUnreachable},
      {"OverCharge", ProviderError::kConflict},
      {"NotReserved", ProviderError::kConflict},
      {"AlreadyReserved", ProviderError::kConflict},
      {"PartialCancelNotAllowed", ProviderError::kConflict},
      {"AlreadyCharged", ProviderError::kConflict},
      {"AlreadyCancelled", ProviderError::kConflict},
      {"PaymentAlreadyRefunded", ProviderError::kConflict},
      {"ChargeTriedWithDifferentAmount", ProviderError::kConflict},
      {"RefundTriedWithDifferentAmount", ProviderError::kConflict},
  };
  std::stringstream rows{read_file(vectors() / "vectors/error_codes.csv")};
  std::string row;
  std::getline(rows, row);
  int count = 0;
  while (std::getline(rows, row)) {
    while (!row.empty() && (row.back() == '\r' || row.back() == ' ')) row.pop_back();
    std::string const code = row.substr(0, row.find(','));
    std::string const name = row.substr(row.find(',') + 1);
    auto const found = unlike_the_rest.find(name);
    ProviderError const expected = found == unlike_the_rest.end() ? ProviderError::kRefused : found->second;
    EXPECT_EQ(meaning_of(ports::HttpResponse{402, {}, R"({"code":")" + code + R"("})"}), expected) << name;
    EXPECT_EQ(meaning_of(ports::HttpResponse{402, {}, R"({"code":)" + code + "}"}), expected) << name;
    ++count;
  }
  EXPECT_EQ(count, 33);
}

TEST(NexiAnswers, NoAnswerAtAll) {
  using enum ports::HttpClientError;
  for (auto const error : {kTimeout, kBroken, kUnreachable, kUnresolvable}) {
    EXPECT_EQ(meaning_of(error), ProviderError::kUnreachable);
  }
  for (auto const error : {kTooLarge, kMalformed}) EXPECT_EQ(meaning_of(error), ProviderError::kUnreadable);
  for (auto const error : {kBadRequest, kNotTrusted, kSchemeNotAllowed, kAddressNotAllowed}) {
    EXPECT_EQ(meaning_of(error), ProviderError::kMisconfigured);
  }
}

}  // namespace
}  // namespace adapters::nexi_checkout

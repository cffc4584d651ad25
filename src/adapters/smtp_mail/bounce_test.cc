#include "adapters/smtp_mail/bounce.h"

#include <gtest/gtest.h>

namespace adapters::smtp_mail {
namespace {

using ports::Delivery;

constexpr char const* kAddress = "Retur@testby.dk";
constexpr char const* kTag = "retur+0123456789abcdef0123456789abcdef.17@testby.dk";

std::string bounce(std::string const& action, std::string const& status, std::string const& to = kTag) {
  return "Return-Path: <>\r\nReceived: from mail.example\r\n\tby mail.testby.dk\r\nTo: <" + to +
         ">\r\nSubject: Undelivered\r\nContent-Type: multipart/report; report-type=delivery-status;\r\n"
         " boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/plain\r\n\r\nAction: delivered\r\nsorry\r\n--b1\r\n"
         "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\n"
         "Final-Recipient: rfc822; karen@example.dk\r\nAction: " +
         action + "\r\nStatus: " + status +
         "\r\nDiagnostic-Code: smtp; 550 5.1.1 karen@example.dk unknown\r\n\r\n--b1\r\n"
         "Content-Type: message/rfc822\r\n\r\nTo: karen@example.dk\r\nAction: delivered\r\n\r\nKære "
         "Karen\r\n--b1--\r\n";
}

TEST(Bounce, EachMessageHasItsReturnAddress) {
  ports::Outgoing message;
  message.message = {17};
  message.key = "0123456789abcdef0123456789abcdef";
  EXPECT_EQ(tagged_address("retur@testby.dk", message), kTag);
  EXPECT_EQ(tagged_address("retur", message), std::nullopt);
}

TEST(Bounce, TellsWhichMessageAndWhy) {
  auto const news = read_bounce(bounce("failed", "5.1.1"), kAddress);
  ASSERT_TRUE(news);
  EXPECT_EQ(news->message.value, 17);
  EXPECT_EQ(news->key, "0123456789abcdef0123456789abcdef");
  EXPECT_EQ(news->what, Delivery::kNotDelivered);
  EXPECT_EQ(news->code, "returned 5.1.1");
  EXPECT_TRUE(news->bad_address);
  std::string unix_lines = bounce("Failed", "5.2.2 (mailbox full)");
  std::erase(unix_lines, '\r');
  auto const full = read_bounce(unix_lines, kAddress);
  ASSERT_TRUE(full);
  EXPECT_EQ(full->code, "returned 5.2.2");
  EXPECT_FALSE(full->bad_address);
  EXPECT_EQ(read_bounce(bounce("failed", "4.4.7"), kAddress)->what, Delivery::kNotDelivered);
  EXPECT_EQ(read_bounce(bounce("failed", "karen"), kAddress)->code, "returned");
  EXPECT_EQ(read_bounce(bounce("delayed", "4.4.1"), kAddress)->what, Delivery::kTaken);
  EXPECT_EQ(read_bounce(bounce("delivered", "2.0.0"), kAddress)->what, Delivery::kDelivered);
}

TEST(Bounce, WhatIsNoneIsNoNews) {
  for (std::string const& mail :
       {std::string{}, std::string{"To: "} + kTag + "\n\nI am away until Monday\n",
        bounce("failed", "5.1.1", "other@testby.dk"), bounce("failed", "5.1.1", "retur+0123.17@testby.dk"),
        bounce("failed", "5.1.1", "retur+0123456789abcdef0123456789abcdef.17@elsewhere.dk"),
        bounce("failed", "5.1.1", "retur+0123456789abcdef0123456789abcdef.x@testby.dk"),
        bounce("failed", "5.1.1", "retur+0123456789abcdef0123456789abcdef"), bounce("unheard-of", "5.1.1"),
        // The tag counts in the head alone: what is quoted is somebody else's words.
        "To: x@testby.dk\n\n" + bounce("failed", "5.1.1")}) {
    EXPECT_FALSE(read_bounce(mail, kAddress)) << mail.substr(0, 120);
  }
  EXPECT_FALSE(read_bounce(bounce("failed", "5.1.1"), "nothing"));
}

}  // namespace
}  // namespace adapters::smtp_mail

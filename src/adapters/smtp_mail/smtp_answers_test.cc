#include "adapters/smtp_mail/smtp_answers.h"

#include <gtest/gtest.h>

namespace adapters::smtp_mail {
namespace {

using enum SmtpPhase;

std::string said(SmtpPhase phase, std::string_view line) {
  ports::SendAnswer const answer = meaning_of(phase, read_reply(line));
  if (auto const* sent = std::get_if<ports::Sent>(&answer)) return "sent " + sent->provider_reference;
  if (auto const* unknown = std::get_if<ports::UnknownSending>(&answer)) return "unknown " + unknown->code;
  auto const& refused = std::get<ports::NotSent>(answer);
  return (refused.lasting == ports::Lasting::kPermanent ? "permanent " : "temporary ") + refused.code +
         (refused.bad_address ? " bad address" : "") +
         (refused.wait_seconds > 0 ? " wait " + std::to_string(refused.wait_seconds) : "");
}

TEST(SmtpAnswers, ReadsAReply) {
  SmtpReply const reply = read_reply("250 2.0.0 Ok: queued as 4F2-x_Y.z, thanks\r\n");
  EXPECT_EQ(reply.code, 250);
  EXPECT_EQ(reply.enhanced, "2.0.0");
  EXPECT_EQ(reply.queued_as, "4F2-x_Y.z");
  EXPECT_EQ(read_reply("550").code, 550);
  EXPECT_EQ(read_reply("550 no such user 5.1.1").enhanced, "");
  EXPECT_EQ(read_reply("550 5.1.10 x").enhanced, "5.1.10");
  for (char const* const none : {"550 5.1 x", "550 5..1 x", "550 3.1.1 x", "550 5.1.1.1 x", "550 5.1.1x"}) {
    EXPECT_EQ(read_reply(none).enhanced, "") << none;
  }
  for (char const* const none : {"", "25", "hello", "650 x", "2x0 x", "250x", "HTTP/1.1 400 Bad Request"}) {
    EXPECT_EQ(read_reply(none).code, 0) << none;
  }
}

TEST(SmtpAnswers, EachPhaseHasItsMeaning) {
  struct {
    SmtpPhase phase;
    char const* line;
    char const* meaning;
  } const cases[] = {{kSent, "250 2.0.0 queued as 4F2", "sent 4F2"},
                     {kSent, "250 OK", "sent "},
                     {kSent, "", "unknown no_answer"},
                     {kSent, "what?", "unknown no_answer"},
                     {kSent, "354 go on", "unknown smtp_354"},
                     {kSent, "451 4.3.0 later", "temporary smtp_451 4.3.0"},
                     {kSent, "421 4.3.2 closing", "temporary smtp_421 4.3.2 wait 30"},
                     {kSent, "554 5.7.1 spam", "permanent smtp_554 5.7.1"},
                     {kSent, "550 5.1.1 nobody", "permanent smtp_550 5.1.1 bad address"},
                     {kGreeting, "", "temporary unreachable wait 30"},
                     {kGreeting, "220 mail.example", "temporary unreachable wait 30"},
                     {kGreeting, "554 go away", "temporary smtp_554 wait 300"},
                     {kGreeting, "535 5.7.8 wrong password", "temporary smtp_535 5.7.8 wait 300"},
                     {kSender, "550 5.7.1 not you", "temporary smtp_550 5.7.1 wait 300"},
                     {kSender, "452 4.3.1 full", "temporary smtp_452 4.3.1"},
                     {kRecipient, "450 4.2.1 busy", "temporary smtp_450 4.2.1"},
                     {kRecipient, "550 no", "permanent smtp_550"},
                     {kRecipient, "550 5.7.1 policy", "permanent smtp_550 5.7.1"},
                     {kRecipient, "550 5.1.1 nobody", "permanent smtp_550 5.1.1 bad address"},
                     {kRecipient, "556 5.1.10 takes no mail", "permanent smtp_556 5.1.10 bad address"},
                     {kRecipient, "553 what is this", "permanent smtp_553 bad address"},
                     {kRecipient, "250 ok", "temporary unreachable wait 30"},
                     {kText, "354 go on", "temporary unreachable wait 30"},
                     {kText, "552 5.3.4 too large", "permanent smtp_552 5.3.4"}};
  for (auto const& each : cases) EXPECT_EQ(said(each.phase, each.line), each.meaning) << each.line;
}

}  // namespace
}  // namespace adapters::smtp_mail

// What a mail server's answers mean for a message.
//
// Source: RFC 5321 sections 4.2 (replies) and 6.1 (who is responsible once the end of the data was answered), RFC 3463
//   (enhanced codes), RFC 4954 (login).
// Until the last byte of the text was given nothing can have been sent, whatever happens. From then on only
// a reply tells: without one it is a doubt. A refusal of our login, our name or our own address is a matter of the
// installation, not of the message: it is tried again. Only what is said about the recipient's address can make it a
// bad one, and only by an enhanced code that says so, or 551 or 553; a plain 550 is said for many reasons. Pure.
#pragma once

#include <string>
#include <string_view>

#include "ports/message_channel.h"

namespace adapters::smtp_mail {

enum class SmtpPhase : std::uint8_t {
  kGreeting,   // the connection, names, TLS, login
  kSender,     // MAIL FROM
  kRecipient,  // RCPT TO
  kText,       // DATA and the text
  kSent,       // the text was given whole
};

/// "250 2.0.0 Ok: queued as 4F2": the last line of the last reply; 0 if there was none, or none that can be read.
struct SmtpReply {
  int code = 0;
  std::string enhanced;   // "5.1.1"; may be empty
  std::string queued_as;  // the server's name for the message, where it says one
};
[[nodiscard]] SmtpReply read_reply(std::string_view line);

/// It says that the recipient's address is none, has moved, or is not in use.
[[nodiscard]] bool is_bad_address(SmtpReply const& reply);

[[nodiscard]] ports::SendAnswer meaning_of(SmtpPhase phase, SmtpReply const& reply);

}  // namespace adapters::smtp_mail

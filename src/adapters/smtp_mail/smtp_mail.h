// E-mails handed to a mail server by SMTP.
//
// Source: RFC 5321 (SMTP), RFC 3207 (STARTTLS), RFC 8314 (TLS from the first byte), RFC 4954 (login). The conversation
// is
//   libcurl's. The certificate is always verified; STARTTLS is demanded, never merely tried; no proxy, no redirect.
// A mail server honours no key: the message's id is the same on a retry, but nobody has to look at it. So an end
// without
//   an answer after the text was given is a doubt that a person ends.
// A mail server that has taken a message may still fail to deliver it: such failures come back by mail, to the return
//   address. Where they end in a Maildir (https://cr.yp.to/proto/maildir.html), they are read from there: see bounce.h.
// Addresses in ASCII alone. Nothing of a message is logged. Thread safety: one thread.
#pragma once

#include "adapters/smtp_mail/smtp_configuration.h"
#include "ports/message_channel.h"

namespace adapters::smtp_mail {

inline constexpr char const* kProvider = "smtp_mail";

class SmtpMail final : public ports::MessageChannel {
 public:
  /// Throws std::runtime_error if the Maildir is none.
  explicit SmtpMail(SmtpConfiguration configuration);

  [[nodiscard]] ports::ChannelCapabilities const& capabilities() const override { return capabilities_; }
  [[nodiscard]] ports::SendAnswer send(ports::Outgoing const& message) override;
  void fetch_news(std::function<void(ports::DeliveryNews const&)> const& take) override;

 private:
  SmtpConfiguration configuration_;
  ports::ChannelCapabilities capabilities_;
};

}  // namespace adapters::smtp_mail

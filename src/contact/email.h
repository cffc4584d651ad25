// A message as an e-mail: text and HTML of the same content.
//
// Source: RFC 5322 (the message), RFC 2045 and 2046 (multipart/alternative, base64), RFC 2047 (names and subjects that
//   are not ASCII), RFC 3834 (an automatic message says so, so that no machine answers it).
// Lines end in CR LF. Values cannot add a header: line breaks in them were made blanks, and what is not printable
//   ASCII is encoded.
// Pure: the message's own id and moment come in.
#pragma once

#include <string>
#include <string_view>

#include "contact/envelope.h"
#include "contact/message.h"

namespace contact {

struct EmailStamp {
  std::string message_id;  // without angle brackets: "fd-123@testby.dk"; the same again on a retry
  base::Instant at;
};

[[nodiscard]] std::string email_message(Message const& message, Envelope const& envelope, EmailStamp const& stamp);

}  // namespace contact

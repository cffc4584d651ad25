// A failure that comes back by mail after a mail server has taken a message: a delivery status notification.
//
// Source: RFC 3464 (message/delivery-status: Action and Status), RFC 3463 (codes), RFC 5233 (the tag behind a '+' in an
//   address). Each message leaves with a return address of its own, "retur+KEY.NUMBER@testby.dk", so that it is known
//   which one came back; what else is in the mail is not looked at, least of all the message that is quoted.
// Whoever was written to could forge one about their own message: it would then go by the next channel.
// An answer that is no such notification (somebody is away, somebody writes back) is no news.
// Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ports/message_channel.h"

namespace adapters::smtp_mail {

/// The message's own return address; nothing if `return_address` has no '@'.
[[nodiscard]] std::optional<std::string> tagged_address(std::string_view return_address,
                                                        ports::Outgoing const& message);

/// `mail`: as it was delivered. The provider is left to the caller.
[[nodiscard]] std::optional<ports::DeliveryNews> read_bounce(std::string_view mail, std::string_view return_address);

}  // namespace adapters::smtp_mail

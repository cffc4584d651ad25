// Makes a planned message into one that can leave: whom it goes to, and its text with what is owed at that moment.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "claims/claim.h"
#include "payments/payment.h"
#include "ports/message_channel.h"

namespace ports {

/// What a message is about when it is sent. Only claims that it is still right to write about are in it.
struct MessageFacts {
  dunning::Message const& message;
  std::vector<claims::Claim> claims;  // as this debtor owes them: by share where there are shares
  base::Now now;
  std::optional<payments::Payment> payment{};  // of a receipt
};

struct Composed {
  Outgoing outgoing;
  std::string variant;  // template, version, language, family and the rules that held
};

/// Thread safety: one thread at a time.
class MessageComposer {
 public:
  MessageComposer() = default;
  MessageComposer(MessageComposer const&) = delete;
  MessageComposer& operator=(MessageComposer const&) = delete;
  virtual ~MessageComposer() = default;

  /// Whether the debtor has an address for the channel, and nothing says that it must not or cannot be used.
  [[nodiscard]] virtual bool can_reach(base::AuthorityId authority, base::DebtorId debtor,
                                       dunning::Channel channel) = 0;
  /// The error is a code ("missing_field deadline"): nothing may leave then.
  [[nodiscard]] virtual std::expected<Composed, std::string> compose(base::AuthorityId authority,
                                                                     MessageFacts const& facts,
                                                                     dunning::Channel channel) = 0;
  /// A provider has said that nobody is reached by this channel at the address we have. Any thread may call.
  virtual void note_bad_address(base::AuthorityId authority, base::DebtorId debtor, dunning::Channel channel,
                                base::Now now) = 0;
};

}  // namespace ports

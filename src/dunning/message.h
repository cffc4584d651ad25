// A message to one debtor about some of their claims: planned when a step is taken, composed and re-checked when it is
// sent, and in exactly one state at any time.
//
// Its natural key (debtor, claims, step, day) is permanent: it is what a provider is given, so that the same message is
// never delivered twice by one that honours keys.
// Nothing here identifies a person: addresses are in the vault, texts are composed from the books.
//
// Units: minor units; legal dates. Pure values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/identifiers.h"
#include "dunning/procedure.h"

namespace dunning {

enum class MessageState : std::uint8_t {
  kPlanned = 1,      // waits for its time
  kSending = 2,      // a provider is being asked; what came of it is not known yet
  kSent = 3,         // a provider has taken it
  kDelivered = 4,    // and says that it has arrived
  kFailed = 5,       // it will not arrive: every channel has said so for good
  kTooLate = 6,      // paid, held up or withdrawn before it was sent: it was not sent
  kDoubtful = 7,     // a provider may or may not have sent it: a person decides
  kUnreachable = 8,  // there is no channel by which the debtor can be reached
};

[[nodiscard]] std::string_view name_of(MessageState state);
[[nodiscard]] std::optional<MessageState> message_state(std::string_view name);
/// Nothing more will happen to it by itself.
[[nodiscard]] constexpr bool is_final(MessageState state) {
  return state != MessageState::kPlanned && state != MessageState::kSending && state != MessageState::kSent;
}
/// The end of a message that has reached nobody. By hand, and by slow news, it may yet go on from the last two.
[[nodiscard]] constexpr bool never_left(MessageState state) {
  return state == MessageState::kTooLate || state == MessageState::kFailed || state == MessageState::kUnreachable;
}
/// Whether the state may follow the other. News that are older than what is known are ignored, not refused.
[[nodiscard]] bool may_follow(MessageState from, MessageState to);

struct Message {
  base::MessageId id;
  base::DebtorId debtor;
  std::string procedure;  // its identity, with the version
  std::string step;
  std::string content;  // the template
  std::vector<base::ClaimId> claims;
  std::vector<Channel> channels;  // in the order in which they are tried
  bool beside = false;            // goes out beside another message about the same step, never instead of it
  base::Date planned;
  std::optional<base::Date> answer_until;
  std::int64_t amount_minor = 0;  // open on the claims when it was planned
  std::int64_t fee_minor = 0;     // of it, the fee that this message brought
  MessageState state = MessageState::kPlanned;
  std::optional<Channel> channel;  // by which it went or is going
  std::string variant;             // what it was composed from: template, family, language, version
  std::string provider_reference;  // which provider, and after a '/' its name for the message once it has taken it
  std::string reason;              // why it failed, was too late, or is in doubt: a code
  std::int64_t tries = 0;
  std::optional<base::Date> sent_on;  // the day on which a provider was last asked to send it
  std::int64_t recorded_seq = 0;      // the journal entry that planned it
  friend bool operator==(Message const&, Message const&) = default;
};

/// Planned together: to the same debtor beside it, or to whoever else is liable for the same claims.
[[nodiscard]] bool is_same_letter(Message const& message, Message const& other);
/// Calls `function` with each other message of the same letter. They are planned one after the other, so their
/// identifiers are neighbours; `find` gives the message with an identifier, or nothing.
template <class Find, class Function>
void each_other_of_letter(Message const& message, Find&& find, Function&& function) {
  for (std::int64_t const way : {-1, 1}) {
    base::MessageId id{message.id.value + way};
    for (auto other = find(id); other && is_same_letter(*other, message); other = find(id)) {
      function(*other);
      id.value += way;
    }
  }
}

/// A receipt stands for one payment, which is its "step": "receipt/17". So there is one natural key for each payment.
[[nodiscard]] std::string receipt_step(base::PaymentId payment);
/// The payment that a receipt is for; nothing for every other message.
[[nodiscard]] std::optional<base::PaymentId> receipted_payment(Message const& message);

/// The steps of a plan's messages that tell what was agreed on, and ask for nothing: "agreed", and "changed/2" after
/// the second change.
inline constexpr std::string_view kAgreedStep = "agreed";
[[nodiscard]] std::string changed_step(std::int32_t changes);
[[nodiscard]] bool is_agreement(Message const& message);

/// The same for the same debtor, claims, step and day, for ever, on any machine: 32 hexadecimal digits.
[[nodiscard]] std::string natural_key(Message const& message);

}  // namespace dunning

// A way for messages to leave: one provider of one channel.
//
// What decides about everything else is whether a provider honours our keys: one that does takes the same message any
// number of times and delivers it once, so that doubt is ended by asking again; with one that does not, doubt is for a
// person.
// An answer that cannot be understood is kUnknown, and so is a success with an error inside of which it is not certain
// that nothing was sent.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "dunning/message.h"

namespace ports {

enum class KeyPolicy : std::uint8_t { kIgnores, kHonours };
enum class DeliveryReports : std::uint8_t { kNone, kReports };

struct ChannelCapabilities {
  std::string provider;  // a code, unique among all channels; never used for another: messages name it
  dunning::Channel channel = dunning::Channel::kSms;
  KeyPolicy keys = KeyPolicy::kIgnores;
  DeliveryReports reports = DeliveryReports::kNone;
};

/// A message that is ready to leave. Nothing of it is ever logged.
struct Outgoing {
  base::MessageId message;
  std::string key;       // dunning::natural_key
  std::string address;   // a telephone number (E.164), an e-mail address, a national id; a letter has its own on it
  std::string subject;   // for lists and file names of the provider; may be empty
  std::string body;      // the text (SMS), the whole message (e-mail), the PDF (letter), the MeMo (Digital Post)
  std::string sender{};  // as whom: the name shown (SMS), the address (e-mail); else empty
  base::Date day{};      // the legal day on which it is sent
};

struct Sent {
  std::string provider_reference;
};
enum class Lasting : std::uint8_t { kTemporary, kPermanent };
/// Certainly not sent.
struct NotSent {
  Lasting lasting = Lasting::kTemporary;
  std::string code;          // ours or the provider's; says nothing about a person
  bool bad_address = false;  // with kPermanent: nobody is reached at this address, now or later
  int wait_seconds = 0;      // with kTemporary: the provider takes nothing at all for so long; 0: it does not say
};
/// It may have been sent or not.
struct UnknownSending {
  std::string code;
};
using SendAnswer = std::variant<Sent, NotSent, UnknownSending>;

enum class Delivery : std::uint8_t {
  kTaken,         // on its way; ends a doubt about whether it was sent
  kDelivered,     // it has arrived
  kNotDelivered,  // it will not arrive by this provider
};

/// What a provider says later about a message it has taken. May come late, twice, in any order, or before the answer
/// to `send`.
struct DeliveryNews {
  base::MessageId message;
  std::string provider;
  Delivery what = Delivery::kDelivered;
  std::string code;                  // why it was not delivered; says nothing about a person
  bool bad_address = false;          // with kNotDelivered: nobody is reached at this address, now or later
  std::string key{};                 // of the message, where the provider tells it back: another key is another message
  std::string provider_reference{};  // the provider's own name for the message, where it tells it
};

/// Thread safety: one thread at a time. A call takes at most half a minute.
class MessageChannel {
 public:
  MessageChannel() = default;
  MessageChannel(MessageChannel const&) = delete;
  MessageChannel& operator=(MessageChannel const&) = delete;
  virtual ~MessageChannel() = default;

  [[nodiscard]] virtual ChannelCapabilities const& capabilities() const = 0;
  [[nodiscard]] virtual SendAnswer send(Outgoing const& message) = 0;

  /// Gives what has come in since the last call, where news lie somewhere for us to fetch. Each is put away once `take`
  /// has returned; if it throws, they come again.
  virtual void fetch_news(std::function<void(DeliveryNews const&)> const& /*take*/) {}
};

}  // namespace ports

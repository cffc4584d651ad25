// The sender: takes the messages of ended business days out of the books and to the debtors, each exactly once where
// the provider honours keys, and never again by itself where it is not known whether it went.
//
// What makes it exact: that a message is being sent, by which channel and provider, is durable before the provider is
// asked; the key is the message's natural key and never changes; a message found half sent is asked about again with
// that key, or is a person's matter. No transaction is open while a provider is called.
// What makes it right: balance, holds, objections and the claim's state are looked at again in the moment of sending,
// and the text is made from what is owed then.
//
// Backoff is kept in memory: a new process tries at once.
// Talks to ports only. Thread safety: one thread; of several processes one at a time should send (it is safe, but not
// useful, if two do for a moment).
#pragma once

#include <functional>
#include <map>
#include <string_view>
#include <vector>

#include "dunning/sending.h"
#include "engine/books_service.h"
#include "ports/message_composer.h"

namespace engine {

/// A moment as the sender needs it: with the minute of the authority's day.
struct SendMoment {
  base::Now now;
  int minute = 0;
};

struct SendCounts {
  std::int64_t sent = 0;
  std::int64_t too_late = 0;
  std::int64_t unreachable = 0;
  std::int64_t failed = 0;
  std::int64_t doubtful = 0;
  std::int64_t put_back = 0;  // refused for now, or the next channel's turn
  std::int64_t waiting = 0;   // outside the window, over a limit, or before the next try
};

inline constexpr std::string_view kSenderActor = "message_sender";

/// Writes down what has become of a message. False if that may not follow what is known of it: nothing has changed.
/// Throws StoreUnavailable.
bool advance_message(BooksService& books, base::AuthorityId authority, std::string_view actor, AdvanceMessage command,
                     base::Now now);

class MessageSender {
 public:
  /// The channels of one kind are tried in the order given.
  MessageSender(BooksService& books, ports::MessageComposer& composer, std::vector<ports::MessageChannel*> channels)
      : books_(books), composer_(composer), channels_(std::move(channels)) {}

  struct Work {
    base::AuthorityId authority;
    dunning::SendRules rules;
    std::function<SendMoment()> moment;    // asked before every message
    std::function<bool()> may_go_on = {};  // asked before every message; false ends the run
  };

  /// Sends what may leave now. Throws StoreUnavailable; the next run goes on.
  SendCounts run_once(Rules const& rules, Work const& work);

  /// What a provider says later. False if there is no such message with that provider. Any thread may call.
  bool take_news(base::AuthorityId authority, ports::DeliveryNews const& news, base::Now now);

 private:
  class Run;
  bool advance(base::AuthorityId authority, AdvanceMessage command, base::Now now);
  struct Pause {
    base::Instant until;
    int asks = 0;
  };
  struct Minute {
    std::int64_t number = 0;  // of the minute since 1970
    int sent = 0;
  };

  BooksService& books_;
  ports::MessageComposer& composer_;
  std::vector<ports::MessageChannel*> channels_;
  std::map<base::MessageId, Pause> pauses_;
  std::map<std::string, base::Instant, std::less<>> closed_until_;  // providers that take nothing for a while
  std::map<dunning::Channel, Minute> minutes_;
};

}  // namespace engine

// A provider that is none: messages go to an outbox, in memory or in a folder, and to nobody. For the demo, for trying
// an authority's settings out, and for tests, which can make it as bad as a real one.
//
// In a folder each message is a file of its own, named by channel and key: what the folder has, a provider that honours
// keys has taken, also after a restart.
// Thread safety: one thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/seeded_stream.h"
#include "ports/message_channel.h"

namespace adapters::message_sandbox {

/// How often it misbehaves: of a hundred calls.
struct Misbehaviour {
  int lost_before = 0;         // never sent, and no answer
  int lost_after = 0;          // sent, and no answer
  int garbage = 0;             // sent or not, and an answer that cannot be read
  int busy = 0;                // refused for now
  int busy_seconds = 0;        // and takes nothing for so long, it says
  int bad_address = 0;         // refused for good
  int error_inside = 0;        // a success by its status, and in it an error: not sent, for good
  int undelivered = 0;         // taken, and later found to be undeliverable
  int taken_news = 0;          // tells at once that it has taken a message, and again long after it was delivered
  int repeated_news = 0;       // news of a delivery come twice
  int news_delay_seconds = 0;  // how late news come
  std::uint64_t seed = 1;
};

class SandboxChannel : public ports::MessageChannel {
 public:
  /// `folder` empty: in memory. Throws std::runtime_error if the folder cannot be made.
  SandboxChannel(ports::ChannelCapabilities capabilities, std::string folder, Misbehaviour misbehaviour = {});

  [[nodiscard]] ports::ChannelCapabilities const& capabilities() const override { return capabilities_; }
  [[nodiscard]] ports::SendAnswer send(ports::Outgoing const& message) override;

  /// The time from which news are reckoned: set before calls, where they are wanted.
  void set_now(base::Instant now) { now_ = now; }
  /// News that have come by now; each is given once, or twice where it misbehaves so.
  [[nodiscard]] std::vector<ports::DeliveryNews> take_news();

  /// What has reached somebody, in its order. In memory only.
  [[nodiscard]] std::vector<ports::Outgoing> const& outbox() const { return outbox_; }

 private:
  [[nodiscard]] bool happens(int of_a_hundred);
  void deliver(ports::Outgoing const& message);
  [[nodiscard]] std::string file(ports::Outgoing const& message) const;
  [[nodiscard]] bool has_taken(ports::Outgoing const& message) const;

  ports::ChannelCapabilities capabilities_;
  std::string folder_;
  Misbehaviour misbehaviour_;
  base::SeededStream stream_;
  base::Instant now_;
  std::map<std::string, bool> taken_;  // by key
  std::vector<ports::Outgoing> outbox_;
  std::multimap<base::Instant, ports::DeliveryNews> news_;
};

}  // namespace adapters::message_sandbox

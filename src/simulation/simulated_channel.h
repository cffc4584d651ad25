// A provider of messages on a bad line: it loses messages and answers, refuses, answers garbage, finds out later that
// nobody was there; its news come late, twice, in any order or never. And the process that asks it may die before or
// after the call. The misbehaviour itself is the sandbox's (adapters/message_sandbox).
//
// The auditor sees what really arrives, in the moment in which it does. Deterministic from its stream. Not safe for
// threads.
#pragma once

#include "adapters/message_sandbox/sandbox_channel.h"
#include "simulation/naive_dunning.h"

namespace simulation {

class SimulatedChannel : public ports::MessageChannel {
 public:
  SimulatedChannel(ports::ChannelCapabilities capabilities, adapters::message_sandbox::Misbehaviour misbehaviour,
                   base::SeededStream stream, NaiveDunning& auditor);

  [[nodiscard]] ports::ChannelCapabilities const& capabilities() const override { return box_.capabilities(); }
  /// Throws NoAnswer where the asking process dies.
  [[nodiscard]] ports::SendAnswer send(ports::Outgoing const& message) override;

  void set_now(base::Now now, int minute);
  void set_crashes_per_mille(std::int64_t parts) { crashes_per_mille_ = parts; }
  /// The news that have come by now.
  [[nodiscard]] std::vector<ports::DeliveryNews> take_news();
  [[nodiscard]] std::int64_t crashes() const { return crashes_; }

 private:
  void may_crash();

  adapters::message_sandbox::SandboxChannel box_;
  base::SeededStream stream_;
  NaiveDunning& auditor_;
  base::Now now_;
  int minute_ = 0;
  std::int64_t crashes_per_mille_ = 0;
  std::int64_t crashes_ = 0;
};

/// As bad as real ones at their worst.
[[nodiscard]] adapters::message_sandbox::Misbehaviour bad_provider(std::uint64_t seed);

}  // namespace simulation

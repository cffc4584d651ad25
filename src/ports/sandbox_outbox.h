// What a message sandbox holds: the messages that would have reached somebody. For the demo and tests only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dunning/procedure.h"

namespace ports {

struct SandboxEntry {
  dunning::Channel channel = dunning::Channel::kSms;
  std::string key;  // dunning::natural_key
  friend bool operator==(SandboxEntry const&, SandboxEntry const&) = default;
  friend auto operator<=>(SandboxEntry const&, SandboxEntry const&) = default;
};

/// One message as its receiver would see it. What a channel does not have is empty.
struct SandboxMessage {
  struct Action {
    std::string label;
    std::string address;
  };
  std::string subject;          // Digital Post, e-mail
  std::string preview;          // Digital Post: what the notification says
  std::string text;             // SMS; of the others, the version without formatting
  std::string html;             // e-mail: a whole page, from outside as far as a browser is concerned
  std::string pdf;              // letter, Digital Post
  std::vector<Action> actions;  // Digital Post: the buttons above the letter
};

/// Thread safety: any thread may call.
class SandboxOutbox {
 public:
  virtual ~SandboxOutbox() = default;
  /// In no order.
  [[nodiscard]] virtual std::vector<SandboxEntry> list() = 0;
  /// Nothing if it is not there, or cannot be read.
  [[nodiscard]] virtual std::optional<SandboxMessage> read(SandboxEntry const& entry) = 0;
};

}  // namespace ports

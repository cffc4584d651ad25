// What a receiver of a MeMo message sees: for looking at our own messages, not for receiving others'.
// Pure; any number of threads.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adapters::digital_post {

struct ReadMemo {
  struct Action {
    std::string label;
    std::string address;
  };
  std::string subject;
  std::string notification;
  std::string pdf;   // of the main document; empty: it has none
  std::string text;  // the same without formatting
  std::vector<Action> actions;
};

/// Nothing if it is no MeMo message.
[[nodiscard]] std::optional<ReadMemo> read_memo(std::string_view xml);

}  // namespace adapters::digital_post

// What the journal says of one accepted submission: who did it, when, and what happened.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "engine/event.h"

namespace engine {

struct Entry {
  base::Instant recorded;  // when the books learnt of it
  base::Date date;         // the legal day on which they did
  std::string actor;       // "source:3", "debtor:17", "system": never a name
  std::vector<Event> events;
  static void visit(auto& self, auto&& f) { f(self.recorded), f(self.date), f(self.actor), f(self.events); }
};

[[nodiscard]] std::string encode_entry(Entry const& entry);
/// Nothing if the bytes are not one whole entry.
[[nodiscard]] std::optional<Entry> decode_entry(std::string_view payload);

}  // namespace engine

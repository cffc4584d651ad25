// When and by which channel a message may leave.
//
// Open in the law and chosen here, as settings of each authority: windows and quiet hours of each channel, and how
// often a debtor is written to. What the law demands (a letter it knows, a warning before somebody else takes over,
// the news that somebody has) is never held back by a limit on contacts.
// Units: minutes after local midnight, legal dates. Pure.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dunning/message.h"
#include "law/calendar.h"

namespace dunning {

enum class SendDays : std::uint8_t { kEveryDay, kWorkingDays };

struct SendWindow {
  int from_minute = 0;         // included
  int until_minute = 24 * 60;  // not included
  SendDays days = SendDays::kEveryDay;
  int most_a_minute = 600;  // above zero
};

struct SendRules {
  // By channel, in the order of kChannels. Text messages and e-mails make a telephone ring: by day, on working days.
  std::array<SendWindow, 4> windows{SendWindow{}, SendWindow{},
                                    SendWindow{8 * 60, 20 * 60, SendDays::kWorkingDays, 600},
                                    SendWindow{8 * 60, 20 * 60, SendDays::kWorkingDays, 600}};
  int contacts = 3;      // to one debtor, by all channels together ...
  int contact_days = 7;  // ... in so many days, the day itself included
  int tries = 6;         // by one channel, before the next one's turn
  int asks = 5;          // with the same key, before a person decides

  [[nodiscard]] SendWindow const& window(Channel channel) const {
    return windows[static_cast<std::size_t>(channel) - 1];
  }
};

/// Whether a message may leave in this minute. Without a calendar weekends alone are no working days.
[[nodiscard]] bool is_open(SendWindow const& window, law::Calendar const* calendar, base::Date date, int minute);

/// What the step is in the eyes of the law; of a step that its procedure no longer has, nothing is known.
[[nodiscard]] bool is_demanded_by_law(Step const* step);

/// Messages that have left, or may have, to their debtor in the days up to `on`. Receipts do not count.
[[nodiscard]] int contacts_in(std::span<Message const> messages, base::Date on, int days);

/// The channels that have not refused the message for good, in their order.
[[nodiscard]] std::vector<Channel> channels_left(Message const& message);

/// What stands in Message::reason: "temporary CODE", "permanent CODE", "unknown CODE".
enum class Setback : std::uint8_t { kTemporary, kPermanent, kUnknown };
[[nodiscard]] std::string reason_for(Setback setback, std::string_view code);

/// Seconds to wait after so many tries: a minute, doubled each time, at most an hour.
[[nodiscard]] std::int64_t pause_seconds(std::int64_t tries);

}  // namespace dunning

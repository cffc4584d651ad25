// What became of messages: how many left, arrived and were followed by payment, and how many days it took. Messages
// planned in a stretch of days; a message counts as followed by payment when all its claims are settled, on the last
// day on which one of their principals changed. What paid them is not claimed to be the message: only a comparison with
// people who got none can say that.
//
// As the books are now. Text messages beside a letter are counted by themselves.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "ports/books_reader.h"
#include "reports/survival.h"

namespace reports {

struct MessageKey {
  std::string step;     // "dk/municipal reminder"
  std::string channel;  // by which it went; "none" while it has not
  bool beside = false;
  friend auto operator<=>(MessageKey const&, MessageKey const&) = default;
};

struct MessageOutcome {
  std::int64_t planned = 0;
  std::int64_t sent = 0;       // taken by a provider, whatever came after
  std::int64_t delivered = 0;  // as far as the channel tells
  std::int64_t failed = 0;     // and unreachable
  std::int64_t too_late = 0;   // not sent, because it was paid or held up meanwhile
  std::int64_t doubtful = 0;
  std::vector<Observation> days_to_payment;  // of those that were sent; the unpaid as far as today
};

[[nodiscard]] std::map<MessageKey, MessageOutcome> message_outcomes(ports::BooksReader& books,
                                                                    base::AuthorityId authority, base::Date first,
                                                                    base::Date last, base::Date today);

}  // namespace reports

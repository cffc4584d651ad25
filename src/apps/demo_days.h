// The business days of the demo's history: each day's interest, steps and fees, and that its messages have left.
#pragma once

#include <optional>

#include "engine/books_service.h"

namespace apps {

class DemoDays {
 public:
  /// What was planned from `kept_from` on is left planned: the server sends it when it starts, so that there is
  /// something in the outbox. What is older counts as sent, without ever having been written.
  DemoDays(engine::BooksService& books, engine::Rules const& rules, base::AuthorityId authority, base::Date kept_from)
      : books_(books), rules_(rules), authority_(authority), kept_from_(kept_from) {}

  /// Before anything else happens on the date. What is to be handed to the books with the rest of the day: that the
  /// messages have left. Throws std::logic_error if the books refuse something.
  [[nodiscard]] std::optional<engine::Submission> run(base::Date date);

  [[nodiscard]] std::int64_t messages() const { return messages_; }

 private:
  [[nodiscard]] engine::Submission sent(base::Date date);

  engine::BooksService& books_;
  engine::Rules const& rules_;
  base::AuthorityId authority_;
  base::Date kept_from_;
  std::int64_t messages_ = 0;
};

}  // namespace apps

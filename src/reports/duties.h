// Whether the authority has kept its own deadlines: enquiries that came in a stretch of days, and what became of them
// by a day. In time is by the last day of the authority's own deadline; a promised later day changes nothing about
// that.
//
// Every enquiry is counted once: answered in time or late, still open within its time or beyond it, or ended without an
// answer that anybody waited for (closed: a promise within the policy, or nothing was owed any more; or withdrawn).
// Units: days from the day on which it came to the day of the answer.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "ports/books_reader.h"

namespace reports {

struct DutyCounts {
  std::int64_t received = 0;
  std::int64_t answered_in_time = 0;
  std::int64_t answered_late = 0;
  std::int64_t open = 0;           // and there is time left
  std::int64_t open_late = 0;      // beyond the deadline
  std::int64_t closed = 0;         // without an answer
  std::int64_t withdrawn = 0;      // by whoever asked
  std::vector<std::int64_t> days;  // of those that were answered, in order
  friend bool operator==(DutyCounts const&, DutyCounts const&) = default;
};

/// The middle one, the lower of two; nothing if there is none.
[[nodiscard]] std::optional<std::int64_t> median_days(DutyCounts const& counts);

/// Adds one enquiry, as it stands at the end of `today`.
void count_duty(DutyCounts& counts, enquiries::Enquiry const& enquiry, base::Date today);

/// Adds what was counted apart.
void add(DutyCounts& sum, DutyCounts const& counts);

/// Those received from `first` to `last`, by kind; kinds of which there was none are left out.
[[nodiscard]] std::map<enquiries::Kind, DutyCounts> duties(ports::BooksReader& books, base::AuthorityId authority,
                                                           base::Date first, base::Date last, base::Date today);

}  // namespace reports

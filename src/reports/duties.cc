#include "reports/duties.h"

#include <algorithm>

namespace reports {

std::optional<std::int64_t> median_days(DutyCounts const& counts) {
  if (counts.days.empty()) return std::nullopt;
  return counts.days[(counts.days.size() - 1) / 2];
}

void count_duty(DutyCounts& counts, enquiries::Enquiry const& enquiry, base::Date today) {
  using enquiries::State;
  bool const late = enquiry.is_late(today);
  ++counts.received;
  switch (enquiry.state) {
    case State::kReceived:
    case State::kAsked:
      ++(late ? counts.open_late : counts.open);
      break;
    case State::kAnswered: {
      ++(late ? counts.answered_late : counts.answered_in_time);
      std::int64_t const days = enquiry.ended.value_or(today).days - enquiry.received.days;
      counts.days.insert(std::ranges::upper_bound(counts.days, days), days);
      break;
    }
    case State::kClosed:
      ++counts.closed;
      break;
    case State::kWithdrawn:
      ++counts.withdrawn;
      break;
  }
}

void add(DutyCounts& sum, DutyCounts const& counts) {
  sum.received += counts.received;
  sum.answered_in_time += counts.answered_in_time;
  sum.answered_late += counts.answered_late;
  sum.open += counts.open;
  sum.open_late += counts.open_late;
  sum.closed += counts.closed;
  sum.withdrawn += counts.withdrawn;
  sum.days.insert(sum.days.end(), counts.days.begin(), counts.days.end());
  std::ranges::sort(sum.days);
}

std::map<enquiries::Kind, DutyCounts> duties(ports::BooksReader& books, base::AuthorityId authority, base::Date first,
                                             base::Date last, base::Date today) {
  std::map<enquiries::Kind, DutyCounts> counts;
  books.each_enquiry(authority, [&](enquiries::Enquiry const& enquiry) {
    if (enquiry.received < first || enquiry.received > last) return;
    count_duty(counts[enquiry.kind], enquiry, today);
  });
  return counts;
}

}  // namespace reports

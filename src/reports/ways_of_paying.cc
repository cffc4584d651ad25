#include "reports/ways_of_paying.h"

#include <algorithm>

namespace reports {

std::int64_t WaysOfPaying::all() const {
  std::int64_t sum = 0;
  for (std::int64_t const each : payments) sum += each;
  return sum;
}

std::int64_t WaysOfPaying::by_new_ways() const {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < payments.size(); ++i) sum += is_new_way(kWaysOfPaying[i]) ? payments[i] : 0;
  return sum;
}

base::Date week_of(base::Date day) {
  // Day 0, 1 January 1970, was a Thursday.
  std::int32_t const since_monday = ((day.days + 3) % 7 + 7) % 7;
  return {day.days - since_monday};
}

std::map<base::Date, WaysOfPaying> ways_of_paying(ports::BooksReader& reader, base::AuthorityId authority,
                                                  base::Date from, base::Date to) {
  std::map<base::Date, WaysOfPaying> weeks;
  reader.each_payment(authority, [&](payments::Payment const& payment) {
    bool const counts =
        payment.state != payments::PaymentState::kReversed && payment.value_date >= from && payment.value_date <= to;
    if (!counts) return;
    auto const way = std::ranges::find(kWaysOfPaying, payment.means);
    if (way == kWaysOfPaying.end()) return;
    WaysOfPaying& week = weeks[week_of(payment.value_date)];
    ++week.payments[static_cast<std::size_t>(way - kWaysOfPaying.begin())];
    week.amount_minor += payment.amount_minor;
  });
  return weeks;
}

}  // namespace reports

// The authority's own duties, counted.
#include "reports/duties.h"

#include <gtest/gtest.h>

namespace reports {
namespace {

using enquiries::Enquiry;
using enquiries::State;

constexpr base::Date kToday{1'000};

Enquiry enquiry(State state, std::int32_t received, std::int32_t answer_by, std::int32_t ended = 0) {
  Enquiry made;
  made.state = state;
  made.received = {received};
  made.answer_by = {answer_by};
  if (ended != 0) made.ended = base::Date{ended};
  return made;
}

TEST(Duties, EachEnquiryIsCountedOnce) {
  DutyCounts counts;
  for (Enquiry const& each : {enquiry(State::kAnswered, 900, 928, 928), enquiry(State::kAnswered, 900, 928, 929),
                              enquiry(State::kReceived, 990, 1'000), enquiry(State::kAsked, 990, 999),
                              enquiry(State::kClosed, 900, 900, 900), enquiry(State::kWithdrawn, 900, 928, 999)}) {
    count_duty(counts, each, kToday);
  }
  EXPECT_EQ(counts, (DutyCounts{6, 1, 1, 1, 1, 1, 1, {28, 29}}));
  EXPECT_EQ(counts.received, counts.answered_in_time + counts.answered_late + counts.open + counts.open_late +
                                 counts.closed + counts.withdrawn);
}

TEST(Duties, TheMedianIsTheMiddleOneInAnyOrder) {
  DutyCounts counts;
  EXPECT_FALSE(median_days(counts));
  for (std::int32_t const ended : {930, 901, 910}) {
    count_duty(counts, enquiry(State::kAnswered, 900, 928, ended), kToday);
  }
  EXPECT_EQ(median_days(counts), 10);
  count_duty(counts, enquiry(State::kAnswered, 900, 928, 911), kToday);
  EXPECT_EQ(median_days(counts), 10) << "of two the lower";
}

}  // namespace
}  // namespace reports

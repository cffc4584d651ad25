// Names that stand in files and interfaces, what an answer may be, and when the authority is late.
#include "enquiries/enquiry.h"

#include <gtest/gtest.h>

namespace enquiries {
namespace {

TEST(Enquiry, NamesAreFoundAgain) {
  for (Kind const kind : kKinds) EXPECT_EQ(kind_named(name_of(kind)), kind);
  for (int value = 1; value <= 5; ++value) {
    auto const state = static_cast<State>(value);
    EXPECT_EQ(state_named(name_of(state)), state);
  }
  for (int value = 1; value <= 6; ++value)
    EXPECT_EQ(way_named(name_of(static_cast<Way>(value))), static_cast<Way>(value));
  for (int value = 0; value <= 5; ++value) {
    EXPECT_EQ(outcome_named(name_of(static_cast<Outcome>(value))), static_cast<Outcome>(value));
  }
  EXPECT_FALSE(kind_named("complaint"));
  EXPECT_FALSE(state_named(""));
}

TEST(Enquiry, HoldsAndMessagesNameTheEnquiryTheyBelongTo) {
  EXPECT_EQ(enquiry_of(hold_key({17})), base::EnquiryId{17});
  EXPECT_EQ(enquiry_of(answer_hold_key({17})), base::EnquiryId{17});
  for (char const* const key : {"enquiry:", "enquiry:x", "enquiry:0", "enquiry:1:other", "arrangement:1", "1"}) {
    EXPECT_FALSE(enquiry_of(key)) << key;
  }
}

TEST(Enquiry, AnAnswerFitsWhatWasAsked) {
  EXPECT_TRUE(fits(Kind::kObjection, Outcome::kPartlyUpheld));
  EXPECT_FALSE(fits(Kind::kObjection, Outcome::kAnswered));
  EXPECT_FALSE(fits(Kind::kObjection, Outcome::kWithdrawn)) << "only whoever asked withdraws";
  EXPECT_TRUE(fits(Kind::kQuestion, Outcome::kAnswered));
  EXPECT_FALSE(fits(Kind::kHelp, Outcome::kRejected)) << "nobody is refused help by a code";
  for (int value = 0; value <= 5; ++value) EXPECT_FALSE(fits(Kind::kPromise, static_cast<Outcome>(value)));
}

TEST(Enquiry, AllClaimsTogetherAreWhatTheirAnswersAre) {
  std::vector<EnquiredClaim> claims{{{1}, Outcome::kUpheld}, {{2}, Outcome::kUpheld}};
  EXPECT_EQ(outcome_of(claims), Outcome::kUpheld);
  claims[1].outcome = Outcome::kRejected;
  EXPECT_EQ(outcome_of(claims), Outcome::kPartlyUpheld);
  EXPECT_EQ(outcome_of({}), Outcome::kNone);
}

TEST(Enquiry, TheLastDayIsStillInTime) {
  Enquiry enquiry;
  enquiry.answer_by = {100};
  EXPECT_FALSE(enquiry.is_late({100}));
  EXPECT_TRUE(enquiry.is_late({101}));
  enquiry.state = State::kAnswered;
  enquiry.ended = base::Date{100};
  EXPECT_FALSE(enquiry.is_late({500}));
  enquiry.ended = base::Date{101};
  EXPECT_TRUE(enquiry.is_late({500}));
  enquiry.state = State::kWithdrawn;
  EXPECT_FALSE(enquiry.is_late({500})) << "nobody waited for an answer any more";
}

TEST(EnquiryPolicy, WhatNobodyCouldLiveWithIsRefused) {
  Policy policy;
  EXPECT_TRUE(is_usable(policy));
  policy.answer_days[index_of(Kind::kObjection)] = 0;
  EXPECT_FALSE(is_usable(policy));
  policy = {};
  policy.fresh_days = 731;
  EXPECT_FALSE(is_usable(policy));
  policy.fresh_days = 0;
  EXPECT_TRUE(is_usable(policy));
}

}  // namespace
}  // namespace enquiries

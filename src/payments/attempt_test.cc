#include "payments/attempt.h"

#include <gtest/gtest.h>

namespace payments {
namespace {

constexpr AttemptState kAll[] = {AttemptState::kStarted,   AttemptState::kWaiting,  AttemptState::kAuthorized,
                                 AttemptState::kCaptured,  AttemptState::kDeclined, AttemptState::kExpired,
                                 AttemptState::kCancelled, AttemptState::kUnknown};

TEST(Attempt, AFinalStateIsFinal) {
  for (AttemptState const from : kAll) {
    bool leaves = false;
    for (AttemptState const to : kAll) leaves |= may_become(from, to);
    EXPECT_EQ(leaves, !is_final(from)) << name_of(from);
  }
}

TEST(Attempt, ACaptureCanBeSeenFromEveryOpenState) {
  for (AttemptState const from : kAll) EXPECT_EQ(may_become(from, AttemptState::kCaptured), !is_final(from));
}

TEST(Attempt, OldNewsChangesNothing) {
  EXPECT_FALSE(may_become(AttemptState::kAuthorized, AttemptState::kWaiting));
  EXPECT_FALSE(may_become(AttemptState::kCaptured, AttemptState::kCaptured));
  EXPECT_FALSE(may_become(AttemptState::kDeclined, AttemptState::kAuthorized));
  EXPECT_FALSE(may_become(AttemptState::kAuthorized, AttemptState::kDeclined));
}

TEST(Attempt, EveryStateHasAName) {
  for (AttemptState const state : kAll) EXPECT_FALSE(name_of(state).empty());
}

}  // namespace
}  // namespace payments

#include "claims/life_cycle.h"

#include <gtest/gtest.h>

#include <set>

namespace claims {
namespace {

constexpr ClaimState kStates[] = {ClaimState::kOpen, ClaimState::kSettled, ClaimState::kHandedOver,
                                  ClaimState::kCancelled};
constexpr LifeCycleEvent kEvents[] = {LifeCycleEvent::kPaidInFull, LifeCycleEvent::kOwedAgain,
                                      LifeCycleEvent::kHandedOver, LifeCycleEvent::kRecalled,
                                      LifeCycleEvent::kCancelled};

// The whole table once more, as a person would draw it: rows are states, columns are events in the order above.
TEST(LifeCycle, EveryStateAndEvent) {
  using enum ClaimState;
  constexpr std::optional<ClaimState> kNone;
  std::optional<ClaimState> const expected[4][5] = {
      {kSettled, kNone, kHandedOver, kNone, kCancelled},  // open
      {kNone, kOpen, kNone, kNone, kCancelled},           // settled
      {kSettled, kNone, kNone, kOpen, kNone},             // handed over
      {kNone, kNone, kNone, kNone, kNone},                // cancelled
  };
  for (std::size_t s = 0; s < std::size(kStates); ++s) {
    for (std::size_t e = 0; e < std::size(kEvents); ++e) {
      EXPECT_EQ(next_state(kStates[s], kEvents[e]), expected[s][e])
          << name_of(kStates[s]) << " --" << name_of(kEvents[e]) << "-->";
    }
  }
}

TEST(LifeCycle, NoEdgeStandsTwiceAndEveryStateCanBeReached) {
  std::set<std::pair<ClaimState, LifeCycleEvent>> seen;
  std::set<ClaimState> reached{ClaimState::kOpen};
  for (LifeCycleEdge const& edge : life_cycle_edges()) {
    EXPECT_TRUE(seen.emplace(edge.from, edge.event).second);
    reached.insert(edge.to);
  }
  EXPECT_EQ(reached.size(), std::size(kStates));
}

TEST(LifeCycle, EveryStateAndEventHasAName) {
  std::set<std::string_view> names;
  for (ClaimState const state : kStates) EXPECT_TRUE(names.insert(name_of(state)).second);
  EXPECT_FALSE(names.contains(""));
  std::set<std::string_view> events;
  for (LifeCycleEvent const event : kEvents) EXPECT_TRUE(events.insert(name_of(event)).second);
  EXPECT_FALSE(events.contains(""));
}

}  // namespace
}  // namespace claims

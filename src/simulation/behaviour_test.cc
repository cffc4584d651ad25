#include "simulation/behaviour.h"

#include <gtest/gtest.h>

#include <numeric>

#include "apps/proportion_interval.h"

namespace simulation {
namespace {

using reports::FunnelPart;

std::int64_t share(Shares const& shares, FunnelPart part) { return shares[static_cast<std::size_t>(part)]; }

TEST(Behaviour, WhatIsPutInIsAllOfThem) {
  Behaviour const model;
  EXPECT_EQ(std::accumulate(model.outcomes_per_mille.begin(), model.outcomes_per_mille.end(), 0LL), 1'000);
  for (bool const upcoming : {false, true}) {
    for (bool const link : {false, true}) {
      Shares const shares = put_in(model, {upcoming, link});
      EXPECT_EQ(std::accumulate(shares.begin(), shares.end(), 0LL), 1'000'000);
      // 355 x 0.6 x 0.3 and 27 x 0.5, by hand.
      EXPECT_EQ(share(shares, FunnelPart::kOnTime), upcoming ? 353'900 : 290'000);
      EXPECT_EQ(share(shares, FunnelPart::kLateBeforeReminder), upcoming ? 291'100 : 355'000);
      EXPECT_EQ(share(shares, FunnelPart::kAfterNotice), link ? 43'500 : 30'000);
      EXPECT_EQ(share(shares, FunnelPart::kToCollection), link ? 13'500 : 27'000);
      EXPECT_EQ(share(shares, FunnelPart::kPlan), 80'000);
    }
  }
}

TEST(Behaviour, DrawsAreOfTheClaimAlone) {
  Behaviour const model;
  Behaviour other;
  other.moved_by_upcoming_per_mille = 0;
  for (int i = 0; i < 1'000; ++i) {
    std::string const reference = "C" + std::to_string(i);
    Intention const drawn = intention_of(model, 7, reference);
    EXPECT_EQ(drawn.outcome, intention_of(model, 7, reference).outcome);
    EXPECT_EQ(drawn.outcome, intention_of(other, 7, reference).outcome);
    EXPECT_EQ(drawn.principal_minor, intention_of(other, 7, reference).principal_minor);
    EXPECT_FALSE(intention_of(other, 7, reference).moved_by_upcoming);
    EXPECT_TRUE(drawn.days_late >= 1 && drawn.days_late <= 9);
    EXPECT_TRUE(drawn.issued_after >= 0 && drawn.issued_after <= 27);
  }
}

/// Of many draws of many claims, an interval of 95 % holds what was put in 95 times out of a hundred: neither the draws
/// nor the intervals are off.
TEST(Behaviour, IntervalsHoldWhatWasPutInAsOftenAsTheySay) {
  Behaviour const model;
  constexpr int kSeeds = 400;
  constexpr int kClaims = 2'000;
  std::array<int, reports::kFunnelParts> held{};
  int arms_held = 0;
  int differences_held = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    Shares claims{};
    apps::Proportion treated{0, kClaims};
    apps::Proportion first{0, 0};
    apps::Proportion second{0, 0};
    for (int i = 0; i < kClaims; ++i) {
      std::string const reference = "C" + std::to_string(i);
      Intention const drawn = intention_of(model, seed, reference);
      ++claims[static_cast<std::size_t>(drawn.outcome)];
      bool const arm = is_treated(seed, "trial", reference);
      treated.count += arm ? 1 : 0;
      apps::Proportion& mine = arm ? first : second;
      ++mine.of;
      mine.count += drawn.outcome == FunnelPart::kOnTime ? 1 : 0;
    }
    for (std::size_t part = 0; part < reports::kFunnelParts; ++part) {
      double const put = static_cast<double>(model.outcomes_per_mille[part]) / 1'000;
      held[part] += apps::wilson({claims[part], kClaims}).holds(put) ? 1 : 0;
    }
    arms_held += apps::wilson(treated).holds(0.5) ? 1 : 0;
    differences_held += apps::newcombe(first, second).holds(0) ? 1 : 0;
  }
  // 380 of 400 are expected, with a deviation of 4.4; Wilson's cover a little more or less for small shares.
  for (int const count : held) {
    EXPECT_GE(count, 364);
    EXPECT_LE(count, 396);
  }
  EXPECT_GE(arms_held, 364);
  EXPECT_LE(arms_held, 396);
  EXPECT_GE(differences_held, 364);
  EXPECT_LE(differences_held, 396);
}

TEST(Behaviour, TwoTrialsDrawTheirArmsApart) {
  int both = 0;
  int again = 0;
  for (int i = 0; i < 4'000; ++i) {
    std::string const reference = "C" + std::to_string(i);
    both += is_treated(1, "a", reference) && is_treated(1, "b", reference) ? 1 : 0;
    again += is_treated(1, "a", reference) && is_treated(2, "a", reference) ? 1 : 0;
  }
  EXPECT_TRUE(apps::wilson({both, 4'000}).holds(0.25)) << both;
  EXPECT_TRUE(apps::wilson({again, 4'000}).holds(0.25)) << again;
}

}  // namespace
}  // namespace simulation

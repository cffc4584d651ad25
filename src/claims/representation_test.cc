#include "claims/representation.h"

#include <gtest/gtest.h>

namespace claims {
namespace {

constexpr base::Date kDay{20'500};
base::Date later(int days) { return {kDay.days + days}; }

TEST(Representation, CountsOnWholeDaysAndNoMoreFromTheDayItWasEnded) {
  Representation one;
  one.first = kDay;
  EXPECT_FALSE(one.covers(later(-1)));
  EXPECT_TRUE(one.covers(kDay));
  EXPECT_TRUE(one.covers(later(5'000))) << "until somebody ends it";
  one.last = later(10);
  EXPECT_TRUE(one.covers(later(10)));
  EXPECT_FALSE(one.covers(later(11)));
  one.ended = later(4);
  EXPECT_TRUE(one.covers(later(3)));
  EXPECT_FALSE(one.covers(later(4))) << "ended is ended at once";
}

TEST(Representation, MeetsAnotherWhereBothCoverADay) {
  Representation one;
  one.first = kDay;
  one.last = later(10);
  EXPECT_TRUE(one.meets(later(10), std::nullopt));
  EXPECT_FALSE(one.meets(later(11), std::nullopt));
  EXPECT_TRUE(one.meets(later(-5), kDay));
  EXPECT_FALSE(one.meets(later(-5), later(-1)));
  one.ended = later(2);
  EXPECT_FALSE(one.meets(later(2), later(9))) << "what was ended is in nobody's way";
}

TEST(Representation, TheActorIsWhoeverLoggedIn) {
  EXPECT_EQ(actor_for({34}, {34}), "debtor:34");
  EXPECT_EQ(actor_for({34}, {12}), "debtor:34/for:12");
  EXPECT_TRUE(is_actor("debtor:34", {34}));
  EXPECT_TRUE(is_actor("debtor:34/for:12", {34}));
  EXPECT_FALSE(is_actor("debtor:34/for:12", {12}));
  EXPECT_FALSE(is_actor("debtor:345", {34}));
  EXPECT_FALSE(is_actor("clerk:34", {34}));
}

TEST(Representation, NamesAreKnownBothWays) {
  for (auto const scope : {RepresentationScope::kSee, RepresentationScope::kAct}) {
    EXPECT_EQ(representation_scope(name_of(scope)), scope);
  }
  for (auto const basis :
       {RepresentationBasis::kPowerOfAttorney, RepresentationBasis::kConsent, RepresentationBasis::kGuardianship}) {
    EXPECT_EQ(representation_basis(name_of(basis)), basis);
  }
  EXPECT_FALSE(representation_scope("own"));
  EXPECT_FALSE(representation_basis(""));
}

}  // namespace
}  // namespace claims

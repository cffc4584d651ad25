// Names that are read back, keys that lead back to their referral, and who may answer for whom.
#include "help/referral.h"

#include <gtest/gtest.h>

namespace help {
namespace {

TEST(Referral, EveryNameIsReadBack) {
  for (State const state : {State::kProposed, State::kSent, State::kAccepted, State::kDeclined, State::kEnded}) {
    EXPECT_EQ(state_named(name_of(state)), state);
  }
  for (Consent const consent : {Consent::kInWriting, Consent::kByTelephone, Consent::kInPerson, Consent::kDigitally}) {
    EXPECT_EQ(consent_named(name_of(consent)), consent);
  }
  for (int i = 0; i <= 6; ++i) EXPECT_EQ(outcome_named(name_of(static_cast<Outcome>(i))), static_cast<Outcome>(i));
  EXPECT_FALSE(state_named("open"));
  EXPECT_FALSE(outcome_named("paid"));
}

TEST(Referral, OnlyWhatIsNotAnsweredAgainstOrEndedIsOpen) {
  EXPECT_TRUE(is_open(State::kProposed) && is_open(State::kSent) && is_open(State::kAccepted));
  EXPECT_FALSE(is_open(State::kDeclined) || is_open(State::kEnded));
}

TEST(Referral, ItsKeysLeadBackToIt) {
  EXPECT_EQ(referral_of(hold_key({17})), base::ReferralId{17});
  EXPECT_EQ(referral_of(fresh_hold_key({17})), base::ReferralId{17});
  for (std::string_view const other : {"referral:", "referral:x", "referral:17x", "enquiry:17", "referral:-1", ""}) {
    EXPECT_FALSE(referral_of(other)) << other;
  }
}

TEST(Referral, AnOrganisationAnswersForItselfAloneAndStaffForAll) {
  EXPECT_TRUE(may_answer("helper:cafe", "cafe"));
  EXPECT_FALSE(may_answer("helper:cafe2", "cafe"));
  EXPECT_FALSE(may_answer("helper:", "cafe"));
  EXPECT_TRUE(may_answer("clerk:AB", "cafe"));
}

}  // namespace
}  // namespace help

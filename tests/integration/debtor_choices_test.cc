// What a debtor chooses through a safe link, in the books.
#include "engine/debtor_choices.h"

#include <gtest/gtest.h>

#include "engine/verify.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using engine::ChoiceRefusal;
using engine::DebtorChoice;

constexpr base::Date kToday{20'500};
constexpr base::Now on(std::int32_t days) { return {{(20'500LL + days) * 86'400'000'000}, {20'500 + days}}; }

class DebtorChoices : public testing::Test {
 protected:
  DebtorChoices() {
    authority_ = *books_.get().add_authority({{}, "testby", "Testby", "DK", *base::Currency::parse("DKK"), "{}"});
    source_ = books_.get().ensure_source(authority_, "library", "Library");
    link_ = {authority_, 4, {}, {}, ports::LinkPurpose::kSettle, {}, {}, {}, {}};
    for (char const* reference : {"L-1", "L-2", "L-3"}) {
      engine::Submission submission;
      submission.authority = authority_;
      submission.actor = "source:1";
      submission.key = reference;
      ports::Party party;
      party.kind = claims::DebtorKind::kPerson;
      party.blind_index[0] = 1;
      submission.parties.push_back(party);
      engine::RegisterClaim claim;
      claim.source = source_;
      claim.reference = reference;
      claim.type = "library_fee";
      claim.dates = {{}, {}, {kToday.days - 30}, {kToday.days - 20}, {kToday.days - 10}};
      claim.amounts[ledger::Component::kPrincipal] = 10'000;
      claim.parties = {0};
      submission.commands.emplace_back(claim);
      auto const outcome = books_.get().submit_one(std::move(submission), on(0));
      EXPECT_TRUE(outcome);
      claims::Claim const stored = claim_of(reference);
      link_.debtor = stored.liable.front();
      if (std::string_view{reference} != "L-3") link_.claims.push_back(stored.id);
    }
  }
  claims::Claim claim_of(std::string const& reference) {
    return *books_.get().reader()->claim(authority_, {{}, source_, reference});
  }
  auto record(DebtorChoice choice, engine::ChoiceDetail const& detail, std::int32_t day = 0) {
    return choices_.record(link_, choice, detail, on(day));
  }
  void pay_all() {
    for (base::ClaimId const id : link_.claims) {
      engine::RecordPayment payment;
      payment.payer = link_.debtor;
      payment.means = ledger::Means::kBank;
      payment.minor = 10'000;
      payment.value_date = kToday;
      payment.chosen.push_back({{id, {}, {}}, {}});
      engine::Submission submission;
      submission.authority = authority_;
      submission.actor = "bank";
      submission.key = "pay" + std::to_string(id.value);
      submission.commands.emplace_back(payment);
      ASSERT_TRUE(books_.get().submit_one(std::move(submission), on(0)));
    }
  }
  ~DebtorChoices() override {
    engine::Audit const audit = engine::verify(*books_.get().reader(), authority_);
    EXPECT_EQ(audit.findings_in_all, 0);
    EXPECT_GT(audit.entries, 2);
  }

  MemoryBooks books_;
  base::AuthorityId authority_;
  base::SourceId source_;
  ports::SafeLink link_;
  engine::DebtorChoices choices_{books_.get()};
};

TEST_F(DebtorChoices, APromiseHoldsRemindersBackUntilThreeDaysAfterIt) {
  auto const made = record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 10}, {}});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->pay_on, base::Date{kToday.days + 10});
  for (char const* reference : {"L-1", "L-2"}) {
    claims::Claim const claim = claim_of(reference);
    ASSERT_EQ(claim.holds.size(), 1U);
    EXPECT_EQ(claim.holds[0].kind, claims::HoldKind::kPlanInForce);
    EXPECT_EQ(claim.holds[0].first, kToday);
    EXPECT_EQ(claim.holds[0].last, base::Date{kToday.days + 13});
  }
  EXPECT_TRUE(claim_of("L-3").holds.empty()) << "not the link's";
}

TEST_F(DebtorChoices, TheFirstClickCountsWhateverTheSecondSays) {
  auto const first = record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 10}, {}});
  auto const again = record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 10}, {}});
  auto const other = record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 20}, {}}, 1);
  ASSERT_TRUE(first && again && other);
  EXPECT_EQ(first->seq, again->seq);
  EXPECT_EQ(first->seq, other->seq);
  EXPECT_EQ(other->pay_on, base::Date{kToday.days + 10});
  EXPECT_EQ(claim_of("L-1").holds.size(), 1U);
}

TEST_F(DebtorChoices, AClaimIsPromisedOnceAlsoThroughAnotherLink) {
  ASSERT_TRUE(record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 1}, {}}));
  link_.id = 5;
  EXPECT_FALSE(engine::DebtorChoices::may_promise(choices_.open_claims(link_)));
  EXPECT_EQ(record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 40}, {}}, 20).error(),
            ChoiceRefusal::kAlreadyPromised);
  link_.claims = {claim_of("L-3").id};
  EXPECT_TRUE(record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 40}, {}}, 20));
}

TEST_F(DebtorChoices, OnlyDaysFromTomorrowToThirtyDaysAhead) {
  for (std::int32_t const days : {-1, 0, 31}) {
    EXPECT_EQ(record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + days}, {}}).error(),
              ChoiceRefusal::kDateOutOfRange);
  }
  EXPECT_EQ(record(DebtorChoice::kPayOnDate, {}).error(), ChoiceRefusal::kDateOutOfRange);
  EXPECT_TRUE(claim_of("L-1").holds.empty());
  EXPECT_TRUE(record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 30}, {}}));
}

TEST_F(DebtorChoices, InstalmentsAndHelpHoldFourteenDaysForAPerson) {
  ASSERT_TRUE(record(DebtorChoice::kInstalments, {}));
  ASSERT_TRUE(record(DebtorChoice::kHelp, {}));
  claims::Claim const claim = claim_of("L-1");
  ASSERT_EQ(claim.holds.size(), 2U);
  EXPECT_EQ(claim.holds[0].kind, claims::HoldKind::kPlanInForce);
  EXPECT_EQ(claim.holds[0].reason, "instalments_requested");
  EXPECT_EQ(claim.holds[1].kind, claims::HoldKind::kBreathingSpace);
  EXPECT_EQ(claim.holds[1].reason, "help_requested");
  for (claims::Hold const& hold : claim.holds) EXPECT_EQ(hold.last, base::Date{kToday.days + 14});
}

TEST_F(DebtorChoices, AnObjectionMakesTheClaimsDisputed) {
  EXPECT_EQ(record(DebtorChoice::kObjection, {{}, "rude words"}).error(), ChoiceRefusal::kUnknownReason);
  auto const made = record(DebtorChoice::kObjection, {{}, "not_mine"});
  ASSERT_TRUE(made);
  EXPECT_FALSE(made->last);
  EXPECT_TRUE(claim_of("L-1").disputed());
  EXPECT_TRUE(claim_of("L-2").disputed());
  EXPECT_FALSE(claim_of("L-3").disputed());
  EXPECT_EQ(choices_.find(link_, DebtorChoice::kObjection)->seq, made->seq);
  EXPECT_FALSE(choices_.find(link_, DebtorChoice::kHelp));
}

TEST_F(DebtorChoices, WhatIsPaidMeanwhileHasNothingToChoose) {
  ASSERT_TRUE(record(DebtorChoice::kHelp, {}));
  pay_all();
  EXPECT_TRUE(choices_.open_claims(link_).empty());
  EXPECT_EQ(record(DebtorChoice::kInstalments, {}).error(), ChoiceRefusal::kNothingOpen);
  EXPECT_TRUE(record(DebtorChoice::kHelp, {})) << "what was recorded before is found";
}

TEST_F(DebtorChoices, AClaimThatIsNotTheDebtorsIsLeftOut) {
  link_.debtor = {link_.debtor.value + 1'000};
  EXPECT_TRUE(choices_.open_claims(link_).empty());
}

}  // namespace
}  // namespace tests

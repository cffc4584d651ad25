// What a debtor chooses through a safe link, in the books.
#include "engine/debtor_choices.h"

#include <gtest/gtest.h>

#include "engine/enquiry_words.h"
#include "engine/verify.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using engine::ChoiceRefusal;
using engine::DebtorChoice;

constexpr base::Date kToday{20'500};
constexpr base::Now on(std::int32_t days) { return {{(20'500LL + days) * 86'400'000'000}, {20'500 + days}}; }

/// Seals nothing: what was written can be read in the test.
class OpenBox : public ports::SecretBox {
 public:
  std::string seal(std::string_view purpose, std::string_view plain) override {
    return std::string{purpose} + ":" + std::string{plain};
  }
  std::optional<std::string> open(std::string_view purpose, std::string_view sealed) override {
    std::string const start = std::string{purpose} + ":";
    if (!sealed.starts_with(start)) return std::nullopt;
    return std::string{sealed.substr(start.size())};
  }
};

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
  OpenBox box_;
  engine::DebtorChoices choices_{books_.get(), box_, "key"};
};

TEST_F(DebtorChoices, APromiseHoldsRemindersBackUntilThreeDaysAfterIt) {
  auto const made = record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 10}, {}, {}});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->enquiry.wanted, base::Date{kToday.days + 10});
  EXPECT_EQ(made->last, base::Date{kToday.days + 13});
  EXPECT_EQ(made->enquiry.state, enquiries::State::kClosed);
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
  auto const first = record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 10}, {}, {}});
  auto const again = record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 10}, {}, {}});
  auto const other = record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 20}, {}, {}}, 1);
  ASSERT_TRUE(first && again && other);
  EXPECT_EQ(first->enquiry.id, again->enquiry.id);
  EXPECT_EQ(first->enquiry.id, other->enquiry.id);
  EXPECT_EQ(other->enquiry.wanted, base::Date{kToday.days + 10});
  EXPECT_EQ(claim_of("L-1").holds.size(), 1U);
}

TEST_F(DebtorChoices, AClaimIsPromisedOnceAlsoThroughAnotherLink) {
  ASSERT_TRUE(record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 1}, {}, {}}));
  link_.id = 5;
  EXPECT_FALSE(engine::DebtorChoices::may_promise(choices_.open_claims(link_)));
  EXPECT_EQ(record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 40}, {}, {}}, 20).error(),
            ChoiceRefusal::kAlreadyPromised);
  link_.claims = {claim_of("L-3").id};
  EXPECT_TRUE(record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 40}, {}, {}}, 20));
}

TEST_F(DebtorChoices, OnlyDaysFromTomorrowToThirtyDaysAhead) {
  for (std::int32_t const days : {-1, 0, 31}) {
    EXPECT_EQ(record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + days}, {}, {}}).error(),
              ChoiceRefusal::kDateOutOfRange);
  }
  EXPECT_EQ(record(DebtorChoice::kPayOnDate, {}).error(), ChoiceRefusal::kDateOutOfRange);
  EXPECT_TRUE(claim_of("L-1").holds.empty());
  EXPECT_TRUE(record(DebtorChoice::kPayOnDate, {base::Date{kToday.days + 30}, {}, {}}));
}

TEST_F(DebtorChoices, WhatAPersonAnswersHoldsUntilThereIsAnAnswer) {
  ASSERT_TRUE(record(DebtorChoice::kInstalments, {}));
  ASSERT_TRUE(record(DebtorChoice::kHelp, {}));
  ASSERT_TRUE(record(DebtorChoice::kDeferral, {base::Date{kToday.days + 100}, {}, {}}));
  claims::Claim const claim = claim_of("L-1");
  ASSERT_EQ(claim.holds.size(), 3U);
  EXPECT_EQ(claim.holds[0].kind, claims::HoldKind::kPlanInForce);
  EXPECT_EQ(claim.holds[0].reason, "instalments_requested");
  EXPECT_EQ(claim.holds[1].kind, claims::HoldKind::kBreathingSpace);
  EXPECT_EQ(claim.holds[1].reason, "help_requested");
  EXPECT_EQ(claim.holds[2].reason, "deferral_requested");
  for (claims::Hold const& hold : claim.holds) EXPECT_FALSE(hold.last) << hold.key;
}

TEST_F(DebtorChoices, AnObjectionMakesTheClaimsDisputed) {
  EXPECT_EQ(record(DebtorChoice::kObjection, {{}, "rude words", {}}).error(), ChoiceRefusal::kUnknownReason);
  auto const made = record(DebtorChoice::kObjection, {{}, "not_mine", {}});
  ASSERT_TRUE(made);
  EXPECT_FALSE(made->last);
  EXPECT_TRUE(claim_of("L-1").disputed());
  EXPECT_TRUE(claim_of("L-2").disputed());
  EXPECT_FALSE(claim_of("L-3").disputed());
  EXPECT_EQ(choices_.find(link_, DebtorChoice::kObjection)->enquiry.id, made->enquiry.id);
  EXPECT_FALSE(choices_.find(link_, DebtorChoice::kHelp));
}

TEST_F(DebtorChoices, WhatIsWrittenIsSealedAndInNoEntry) {
  EXPECT_EQ(record(DebtorChoice::kQuestion, {{}, {}, " \r\n "}).error(), ChoiceRefusal::kWordsMissing);
  EXPECT_EQ(record(DebtorChoice::kQuestion, {{}, {}, std::string(2'001, 'x')}).error(), ChoiceRefusal::kWordsTooLong);
  std::string letters;
  for (int i = 0; i < 2'000; ++i) letters += "\xC3\xA5";
  auto const made = record(DebtorChoice::kQuestion, {{}, {}, "  Why?\r\nI paid in May. " + letters.substr(0, 2'000)});
  ASSERT_TRUE(made);
  auto const words = engine::open_words(*books_.get().reader(), box_, authority_, made->enquiry.id);
  ASSERT_EQ(words.size(), 1U);
  EXPECT_TRUE(words[0].text.starts_with("Why?\nI paid in May. "));
  EXPECT_EQ(words[0].writer, enquiries::Writer::kCitizen);
  for (ports::JournalEntry const& entry : books_.get().reader()->journal(authority_, 0, 100)) {
    EXPECT_EQ(entry.payload.find("I paid in May"), std::string::npos);
  }
}

TEST_F(DebtorChoices, OnceItIsAnsweredTheSameCanBeAskedAgain) {
  auto const first = record(DebtorChoice::kObjection, {{}, "not_mine", "first"});
  ASSERT_TRUE(first);
  EXPECT_EQ(record(DebtorChoice::kObjection, {{}, "other", "second"}, 1)->enquiry.id, first->enquiry.id);
  engine::AnswerEnquiry answer;
  answer.enquiry = first->enquiry.id;
  answer.words = "reasons";
  answer.date = {kToday.days + 2};
  engine::Submission submission{authority_, "clerk:AB", "answer", {}, {}, {answer}};
  submission.enquiry_words.push_back(box_.seal("enquiry words", "Because."));
  ASSERT_TRUE(books_.get().submit_one(std::move(submission), on(2)));
  EXPECT_EQ(choices_.find(link_, DebtorChoice::kObjection)->enquiry.state, enquiries::State::kAnswered);
  auto const again = record(DebtorChoice::kObjection, {{}, "other", "second"}, 3);
  ASSERT_TRUE(again);
  EXPECT_NE(again->enquiry.id, first->enquiry.id);
  auto const words = engine::open_words(*books_.get().reader(), box_, authority_, first->enquiry.id);
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0].text, "first");
  EXPECT_EQ(words[1].text, "Because.");
  EXPECT_EQ(words[1].writer, enquiries::Writer::kAnswerer);
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

TEST_F(DebtorChoices, WhoHasLoggedInAsksAboutSomeClaimsAndTheSameKeyIsTheSameAgain) {
  engine::LoggedIn const maja{authority_, link_.debtor, "debtor:" + std::to_string(link_.debtor.value)};
  std::vector<base::ClaimId> const one{link_.claims.front()};
  auto const ask = [&](std::string const& key, std::vector<base::ClaimId> const& claims, std::int32_t day = 0) {
    return choices_.receive(maja, claims, DebtorChoice::kObjection, {{}, "not_mine", " It is not mine. "}, on(day),
                            key);
  };
  auto const made = ask("key 1", one);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->way, enquiries::Way::kPortal);
  ASSERT_EQ(made->claims.size(), 1U);
  EXPECT_TRUE(claim_of("L-1").disputed());
  EXPECT_FALSE(claim_of("L-2").disputed()) << "about that one alone";
  auto const again = ask("key 1", one, 3);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->id, made->id) << "also on another day";
  auto const other_kind = choices_.receive(maja, one, DebtorChoice::kQuestion, {{}, {}, "Why?"}, on(0), "key 1");
  ASSERT_FALSE(other_kind);
  EXPECT_EQ(other_kind.error(), engine::ChoiceRefusal::kByBooks) << "one key is one wish";
  EXPECT_TRUE(ask("key 2", {link_.claims.back()}));
}

TEST_F(DebtorChoices, WhoHasLoggedInIsToldWhatIsMissing) {
  engine::LoggedIn const maja{authority_, link_.debtor, "debtor:" + std::to_string(link_.debtor.value)};
  auto const why = [&](DebtorChoice choice, engine::ChoiceDetail const& detail,
                       std::vector<base::ClaimId> const& claims) {
    auto const answer = choices_.receive(maja, claims, choice, detail, on(0), "key");
    return answer ? std::optional<engine::ChoiceRefusal>{} : answer.error();
  };
  using enum engine::ChoiceRefusal;
  EXPECT_EQ(why(DebtorChoice::kObjection, {{}, "because", {}}, link_.claims), kUnknownReason);
  EXPECT_EQ(why(DebtorChoice::kQuestion, {{}, {}, "  "}, link_.claims), kWordsMissing);
  EXPECT_EQ(why(DebtorChoice::kDeferral, {base::Date{kToday.days}, {}, {}}, link_.claims), kDateOutOfRange);
  EXPECT_EQ(why(DebtorChoice::kHelp, {}, {}), kNothingOpen);
  EXPECT_EQ(why(DebtorChoice::kHelp, {}, {{987'654}}), kNothingOpen);
  pay_all();
  EXPECT_EQ(why(DebtorChoice::kHelp, {}, link_.claims), kNothingOpen);
}

}  // namespace
}  // namespace tests

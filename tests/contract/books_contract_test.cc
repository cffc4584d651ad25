// What every store of the books must do. The same tests run on each.
#include <gtest/gtest.h>

#include <thread>

#include "claims/liability.h"
#include "tests/support/every_store.h"

namespace tests {
namespace {

using namespace engine;
using ledger::Component;

template <class Books>
class BooksContract : public testing::Test {
 protected:
  Books books_;
  base::AuthorityId authority_;
  base::SourceId source_;

  void SetUp() override {
    if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
    authority_ = *books_.get().add_authority(kTestAuthority);
    source_ = books_.get().ensure_source(authority_, "library", "Library");
  }

  Submission submission(std::string key, Command command) {
    Submission s;
    s.authority = authority_;
    s.actor = "source:1";
    s.key = std::move(key);
    s.commands.push_back(std::move(command));
    return s;
  }
  RegisterClaim claim(std::string reference, std::int64_t principal) {
    RegisterClaim c{source_, std::move(reference), "library_fee", {{}, {}, {20'400}, {20'430}, {20'440}}, {}, {}};
    c.amounts[Component::kPrincipal] = principal;
    return c;
  }
  RecordPayment payment(std::string reference, std::int64_t minor) {
    RecordPayment p;
    p.minor = minor;
    p.value_date = kNow.date;
    p.chosen.push_back({{{}, source_, std::move(reference)}, {}});
    return p;
  }
  Outcome submit(Submission s) { return books_.get().submit_one(std::move(s), kNow); }
  Outcome submit(std::string key, Command command) { return submit(submission(std::move(key), std::move(command))); }
  claims::Claim stored(std::string const& reference) {
    return *books_.get().reader()->claim(authority_, {{}, source_, reference});
  }
  void expect_sound() { tests::expect_sound(books_.get(), authority_); }
};

TYPED_TEST_SUITE(BooksContract, tests::EveryStore, tests::StoreNames);

TYPED_TEST(BooksContract, AnAuthorityHasItsCodeAlone) {
  EXPECT_FALSE(this->books_.get().add_authority(kTestAuthority));
  EXPECT_EQ(this->books_.get().reader()->authorities().size(), 1U);
  EXPECT_EQ(this->books_.get().ensure_source(this->authority_, "library", "Library"), this->source_);
  EXPECT_NE(this->books_.get().ensure_source(this->authority_, "parking", "Parking"), this->source_);
}

TYPED_TEST(BooksContract, ARegistrationIsFoundThroughItsClaim) {
  auto const by_reference = [&](std::int64_t principal) {
    Submission s = this->submission("L-1", this->claim("L-1", principal));
    s.key_is_reference = true;
    return s;
  };
  ASSERT_TRUE(this->submit(by_reference(25'000)));
  Outcome const again = this->submit(by_reference(25'000));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->kind, AnswerKind::kRepeated);
  Outcome const changed = this->submit(by_reference(30'000));
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().refusal, Refusal::kKeyReusedWithOtherContent);
  // A caller's own key is another one, also if it is the same text.
  Outcome const own_key = this->submit("L-1", this->payment("L-1", 1'000));
  ASSERT_TRUE(own_key);
  EXPECT_EQ(own_key->kind, AnswerKind::kApplied);
  EXPECT_EQ(this->stored("L-1").open_minor(), 24'000);
  this->expect_sound();
}

TYPED_TEST(BooksContract, AClaimRegisteredUnderAnotherKeyIsNotARepetition) {
  ASSERT_TRUE(this->submit("first", this->claim("L-1", 25'000)));
  Submission s = this->submission("L-1", this->claim("L-1", 25'000));
  s.key_is_reference = true;
  Outcome const outcome = this->submit(std::move(s));
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().refusal, Refusal::kReferenceInUse);
  this->expect_sound();
}

TYPED_TEST(BooksContract, AKnownPersonsClaimIsRegisteredAndPaidAtOnce) {
  for (std::string const reference : {"L-1", "L-2"}) {
    Submission s = this->submission(reference, this->claim(reference, 25'000));
    std::get<RegisterClaim>(s.commands[0]).parties = {0};
    s.parties.push_back(person("1"));
    s.commands.emplace_back(this->payment(reference, 10'000));
    ASSERT_TRUE(this->submit(std::move(s))) << reference;
    EXPECT_EQ(this->stored(reference).open_minor(), 15'000);
  }
  EXPECT_EQ(this->stored("L-1").liable, this->stored("L-2").liable);
  this->expect_sound();
}

TYPED_TEST(BooksContract, WhatWasAcceptedIsThere) {
  ASSERT_TRUE(this->submit("1", this->claim("L-1", 25'000)));
  ASSERT_TRUE(this->submit("2", this->payment("L-1", 10'000)));
  claims::Claim const claim = this->stored("L-1");
  EXPECT_EQ(claim.open_minor(), 15'000);
  EXPECT_EQ(claim.paid_minor(), 10'000);
  EXPECT_EQ(this->books_.get().reader()->history(this->authority_, claim).size(), 2U);
  EXPECT_EQ(this->books_.get().reader()->payments_of(this->authority_, claim.liable[0]).size(), 1U);
  this->expect_sound();
}

TYPED_TEST(BooksContract, TheSameKeyGivesTheSameAnswerForEver) {
  auto const first = this->submit("1", this->claim("L-1", 25'000));
  auto const again = this->submit("1", this->claim("L-1", 25'000));
  ASSERT_TRUE(first && again);
  EXPECT_EQ(again->kind, AnswerKind::kRepeated);
  EXPECT_EQ(again->seq, first->seq);
  EXPECT_EQ(encode_entry(again->entry), encode_entry(first->entry));
  EXPECT_EQ(this->submit("1", this->claim("L-1", 25'001)).error().refusal, Refusal::kKeyReusedWithOtherContent);
  EXPECT_EQ(this->books_.get().reader()->last_seq(this->authority_), 1);
}

TYPED_TEST(BooksContract, KeysOfDifferentActorsAreDifferent) {
  ASSERT_TRUE(this->submit("1", this->claim("L-1", 100)));
  Submission other = this->submission("1", this->claim("L-2", 200));
  other.actor = "source:2";
  auto const outcome = this->submit(std::move(other));
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->kind, AnswerKind::kApplied);
}

TYPED_TEST(BooksContract, ARefusalChangesNothingAndUsesNoKey) {
  EXPECT_EQ(this->submit("1", this->payment("L-1", 100)).error().refusal, Refusal::kClaimNotFound);
  EXPECT_EQ(this->books_.get().reader()->last_seq(this->authority_), 0);
  EXPECT_TRUE(this->submit("1", this->claim("L-1", 100)));
}

TYPED_TEST(BooksContract, SeveralCommandsAreAcceptedTogetherOrNotAtAll) {
  Submission both = this->submission("1", this->claim("L-1", 100));
  both.commands.emplace_back(this->payment("L-2", 50));
  auto const refused = this->submit(both);
  EXPECT_EQ(refused.error().refusal, Refusal::kClaimNotFound);
  EXPECT_EQ(refused.error().command, 1U);
  EXPECT_FALSE(this->books_.get().reader()->claim(this->authority_, {{}, this->source_, "L-1"}));
  both.commands.back() = this->payment("L-1", 40);
  ASSERT_TRUE(this->submit(both));
  EXPECT_EQ(this->stored("L-1").open_minor(), 60);
  this->expect_sound();
}

TYPED_TEST(BooksContract, UnknownAuthorityAndMissingKeyAreRefused) {
  Submission s = this->submission("1", this->claim("L-1", 100));
  s.authority = {77};
  EXPECT_EQ(this->submit(s).error().refusal, Refusal::kUnknownAuthority);
  EXPECT_EQ(this->submit("", this->claim("L-1", 100)).error().refusal, Refusal::kNoIdempotencyKey);
  EXPECT_EQ(this->submit(std::string(201, 'k'), this->claim("L-1", 100)).error().refusal, Refusal::kNoIdempotencyKey);
}

TYPED_TEST(BooksContract, ACurrencyThatIsNotTheAuthoritysIsRefused) {
  Submission s = this->submission("1", this->claim("L-1", 100));
  s.currency = base::kEuro;
  EXPECT_EQ(this->submit(s).error().refusal, Refusal::kCurrencyNotAuthoritys);
}

TYPED_TEST(BooksContract, TheSamePersonIsTheSameDebtor) {
  for (std::string const reference : {"L-1", "L-2", "L-3"}) {
    RegisterClaim claim = this->claim(reference, 100);
    claim.parties = {0};
    Submission s = this->submission(reference, claim);
    s.parties.push_back(person(reference == "L-3" ? "other" : "maja"));
    ASSERT_TRUE(this->submit(s));
  }
  auto const reader = this->books_.get().reader();
  auto const maja = reader->find_party(this->authority_, person("maja"));
  ASSERT_TRUE(maja);
  EXPECT_EQ(reader->claims_of(this->authority_, *maja).size(), 2U);
  EXPECT_EQ(reader->sealed_person(this->authority_, *maja), "sealed:maja");
  EXPECT_FALSE(reader->find_party(this->authority_, person("nobody")));
}

// Found by a random history: a file that names one person twice made two debtors of a new one.
TYPED_TEST(BooksContract, APersonNamedTwiceIsOneDebtor) {
  RegisterClaim claim = this->claim("L-1", 100);
  claim.parties = {0, 1};
  Submission s = this->submission("1", claim);
  s.parties = {person("maja"), person("maja")};
  ASSERT_TRUE(this->submit(s));
  EXPECT_EQ(this->stored("L-1").liable.size(), 1U);
  this->expect_sound();
}

TYPED_TEST(BooksContract, NewDetailsOfAPersonReplaceTheOld) {
  for (int round = 0; round < 2; ++round) {
    RegisterClaim claim = this->claim("L-" + std::to_string(round), 100);
    claim.parties = {0};
    Submission s = this->submission(std::to_string(round), claim);
    s.parties.push_back(person("maja"));
    s.parties[0].sealed = "version " + std::to_string(round);
    s.parties[0].detail_digest[0] = static_cast<std::uint8_t>(round);
    ASSERT_TRUE(this->submit(s));
  }
  auto const reader = this->books_.get().reader();
  EXPECT_EQ(reader->sealed_person(this->authority_, *reader->find_party(this->authority_, person("maja"))),
            "version 1");
}

TYPED_TEST(BooksContract, TheDebtorsVersionIsAnotherOneAfterEveryChange) {
  RegisterClaim claim = this->claim("L-1", 100);
  claim.parties = {0, 1};
  Submission s = this->submission("1", claim);
  s.parties = {person("maja"), person("jonas")};
  ASSERT_TRUE(this->submit(s));
  auto const version = [&](char const* who) {
    auto const reader = this->books_.get().reader();
    return reader->debtor_version(this->authority_, *reader->find_party(this->authority_, person(who)));
  };
  std::vector<ports::DebtorVersion> majas{version("maja")};
  std::vector<ports::DebtorVersion> jonas{version("jonas")};
  auto const expect_another = [&](std::vector<ports::DebtorVersion>& before, char const* who) {
    ports::DebtorVersion const now = version(who);
    EXPECT_EQ(std::ranges::count(before, now), 0) << who;
    before.push_back(now);
  };
  ASSERT_TRUE(this->submit("2", this->payment("L-1", 10)));
  expect_another(majas, "maja");
  expect_another(jonas, "jonas");

  // One more claim, which shows on its debtor's pages alone.
  Submission more = this->submission("3", this->claim("L-2", 200));
  more.parties = {person("jonas")};
  std::get<RegisterClaim>(more.commands.front()).parties = {0};
  ASSERT_TRUE(this->submit(more));
  expect_another(jonas, "jonas");
  EXPECT_EQ(version("maja"), majas.back());

  // It comes to somebody else.
  base::DebtorId const from = this->stored("L-2").liable.front();
  Submission change = this->submission("4", ChangeDebtor{{{}, this->source_, "L-2"}, from, 0, "moved", kNow.date});
  change.parties = {person("maja")};
  ASSERT_TRUE(this->submit(change));
  expect_another(jonas, "jonas");
  expect_another(majas, "maja");
}

TYPED_TEST(BooksContract, AuthoritiesAreWorldsApart) {
  ports::Authority other = kTestAuthority;
  other.code = "anderby";
  base::AuthorityId const there = *this->books_.get().add_authority(other);
  base::SourceId const source = this->books_.get().ensure_source(there, "library", "Library");
  ASSERT_TRUE(this->submit("1", this->claim("L-1", 100)));
  RegisterClaim claim = this->claim("L-1", 300);
  claim.source = source;
  Submission s = this->submission("1", claim);
  s.authority = there;
  ASSERT_TRUE(this->submit(s));
  EXPECT_EQ(this->stored("L-1").open_minor(), 100);
  EXPECT_EQ(this->books_.get().reader()->claim(there, {{}, source, "L-1"})->open_minor(), 300);
  EXPECT_EQ(this->books_.get().reader()->last_seq(there), 1);
  this->expect_sound();
}

TYPED_TEST(BooksContract, TheJournalIsReadInOrderFromACursor) {
  for (int i = 1; i <= 5; ++i) ASSERT_TRUE(this->submit(std::to_string(i), this->claim("L-" + std::to_string(i), i)));
  auto const page = this->books_.get().reader()->journal(this->authority_, 2, 2);
  ASSERT_EQ(page.size(), 2U);
  EXPECT_EQ(page[0].seq, 3);
  EXPECT_EQ(page[1].seq, 4);
}

TYPED_TEST(BooksContract, ManyCallersAtATimeLoseAndDoubleNothing) {
  ASSERT_TRUE(this->submit("claim", this->claim("L-1", 1'000'000)));
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 8; ++caller) {
    callers.emplace_back([&, caller] {
      for (int i = 0; i < 25; ++i) {
        // Every payment is sent twice, by two callers.
        std::string const key = std::to_string(caller / 2) + "/" + std::to_string(i);
        EXPECT_TRUE(this->submit(key, this->payment("L-1", 100)));
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(this->stored("L-1").paid_minor(), 4 * 25 * 100);
  this->expect_sound();
}

// Stores write large groups in ways of their own.
TYPED_TEST(BooksContract, AThousandAtATimeAreThatManyOneByOne) {
  std::vector<Prepared> prepared;
  for (int i = 0; i < 2'500; ++i) {
    std::string const reference = "L-" + std::to_string(i);
    RegisterClaim claim = this->claim(reference, 100 + i);
    claim.parties = {0};
    Submission s = this->submission(reference, claim);
    s.parties.push_back(person("p" + std::to_string(i % 700)));
    // The details of a person known already are new now and then, and the claim of a new person is paid at once.
    if (i % 900 == 899) s.parties[0].detail_digest[0] ^= 1;
    if (i < 700 && i % 50 == 0) s.commands.emplace_back(this->payment(reference, 40));
    s.key_is_reference = i % 2 == 0;
    prepared.push_back(prepare(std::move(s)));
    if (i % 10 == 0) prepared.push_back(prepare(this->submission("pay " + reference, this->payment(reference, 50))));
  }
  for (int round = 0; round < 2; ++round) {
    auto const outcomes = this->books_.get().submit(prepared, kNow);
    ASSERT_EQ(outcomes.size(), prepared.size());
    for (Outcome const& outcome : outcomes) {
      ASSERT_TRUE(outcome) << code_of(outcome.error().refusal);
      EXPECT_EQ(outcome->kind, round == 0 ? AnswerKind::kApplied : AnswerKind::kRepeated);
    }
  }
  EXPECT_EQ(this->stored("L-650").open_minor(), 750 - 40 - 50);
  auto const reader = this->books_.get().reader();
  EXPECT_EQ(reader->claims_of(this->authority_, *reader->find_party(this->authority_, person("p0"))).size(), 4U);
  this->expect_sound();
}

TYPED_TEST(BooksContract, AttemptsAreFoundByReferenceAndWhileOpen) {
  RegisterClaim claim = this->claim("L-1", 500);
  claim.parties = {0};
  Submission s = this->submission("1", claim);
  s.parties = {person("maja")};
  ASSERT_TRUE(this->submit(s));
  claims::Claim const stored = this->stored("L-1");
  auto const started = this->submit("2", StartAttempt{stored.liable[0], "vipps", "ref-12345678", {{stored.id, 500}}});
  ASSERT_TRUE(started);
  base::AttemptId const id = find_event<AttemptStarted>(*started)->attempt;
  EXPECT_EQ(this->books_.get().reader()->attempt(this->authority_, "ref-12345678")->id, id);
  EXPECT_EQ(this->books_.get().reader()->open_attempts(this->authority_, 10).size(), 1U);
  ASSERT_TRUE(this->submit(
      "3", AdvanceAttempt{id, payments::AttemptState::kCaptured, 500, ledger::Means::kMobilePay, kNow.date}));
  EXPECT_TRUE(this->books_.get().reader()->open_attempts(this->authority_, 10).empty());
  EXPECT_EQ(this->stored("L-1").state, claims::ClaimState::kSettled);
  // The same news once more, under another key, as a webhook and a poll would bring it: nothing happens.
  ASSERT_TRUE(this->submit(
      "4", AdvanceAttempt{id, payments::AttemptState::kCaptured, 500, ledger::Means::kMobilePay, kNow.date}));
  EXPECT_EQ(this->stored("L-1").paid_minor(), 500);
  this->expect_sound();
}

TYPED_TEST(BooksContract, AnInterestRunIsGivenClaimsWithSomethingOpenOrChanged) {
  ASSERT_TRUE(this->submit("1", this->claim("OPEN", 1'000)));
  ASSERT_TRUE(this->submit("2", this->claim("NOTHING", 0)));
  RegisterClaim fee = this->claim("FEE", 0);
  fee.amounts[Component::kFee] = 500;
  ASSERT_TRUE(this->submit("3", fee));
  RegisterClaim interest = this->claim("INTEREST", 0);
  interest.amounts[Component::kInterest] = 70;
  ASSERT_TRUE(this->submit("4", interest));
  ASSERT_TRUE(this->submit("5", this->claim("PAID", 300)));
  ASSERT_TRUE(this->submit("6", this->payment("PAID", 300)));
  ASSERT_TRUE(this->submit("7", this->claim("CANCELLED", 300)));
  ASSERT_TRUE(this->submit("8", CancelClaim{{{}, this->source_, "CANCELLED"}, "r", kNow.date}));
  auto const references = [&](base::ClaimId after, std::size_t limit) {
    std::string text;
    for (claims::Claim const& claim : this->books_.get().reader()->claims_to_run(this->authority_, after, limit)) {
      text += claim.reference + " ";
    }
    return text;
  };
  EXPECT_EQ(references({}, 10), "OPEN INTEREST PAID ");
  EXPECT_EQ(references({}, 2), "OPEN INTEREST ");
  EXPECT_EQ(references(this->stored("INTEREST").id, 10), "PAID ");
  EXPECT_EQ(references(this->stored("PAID").id, 10), "");
}

TYPED_TEST(BooksContract, SettingsTakeTheirPredecessorsPlace) {
  EXPECT_TRUE(this->books_.get().change_settings(this->authority_, R"({"law":"x"})"));
  EXPECT_EQ(this->books_.get().reader()->authorities().front().settings, R"({"law":"x"})");
  EXPECT_FALSE(this->books_.get().change_settings({99}, "{}"));
}

TYPED_TEST(BooksContract, ADebtorMayChangeInTheEntryThatRegisters) {
  Submission first = this->submission("1", this->claim("L-1", 1'000));
  first.parties.push_back(person("P1"));
  std::get<RegisterClaim>(first.commands.front()).parties = {0};
  ASSERT_TRUE(this->submit(first));
  base::DebtorId const debtor = this->stored("L-1").liable.front();
  Submission both = this->submission("2", this->claim("L-2", 1'000));
  both.parties = {person("P1"), person("P2")};
  std::get<RegisterClaim>(both.commands.front()).parties = {0};
  both.commands.emplace_back(ChangeDebtor{{{}, this->source_, "L-2"}, debtor, 1, "r", kNow.date});
  ASSERT_TRUE(this->submit(both));
  EXPECT_NE(this->stored("L-2").liable.front(), debtor);
  EXPECT_EQ(this->books_.get().reader()->claims_of(this->authority_, debtor).size(), 1U);
  this->expect_sound();
}

TYPED_TEST(BooksContract, ARefundAboveTheLimitIsKeptUntilAnotherPersonApproves) {
  auto rules = std::make_shared<Rules>();
  rules->refund_alone_up_to_minor[this->authority_] = 5'000;
  this->books_.get().set_rules(rules);
  ASSERT_TRUE(this->submit("1", this->claim("L-1", 10'000)));
  ASSERT_TRUE(this->submit("2", this->payment("L-1", 20'000)));
  base::DebtorId const debtor = this->stored("L-1").liable.front();
  auto const by = [&](std::string actor, Command command) {
    Submission s = this->submission("refund", std::move(command));
    s.actor = std::move(actor);
    return this->submit(std::move(s));
  };
  ProposeRefund const wish{debtor, 9'000, ledger::Means::kBank, "E2E-1", kNow.date};
  auto const proposed = by("clerk:anna", wish);
  ASSERT_TRUE(proposed);
  EXPECT_EQ(by("clerk:anna", wish)->kind, AnswerKind::kRepeated);
  auto const waiting = this->books_.get().reader()->open_refunds(this->authority_);
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting[0].amount_minor(), 9'000);
  EXPECT_EQ(waiting[0].proposed_by, "clerk:anna");
  this->expect_sound();

  ApproveRefund const approval{waiting[0].id, 9'000, kNow.date};
  Submission same = this->submission("approve", approval);
  same.actor = "clerk:anna";
  EXPECT_EQ(this->submit(same).error().refusal, Refusal::kRefundBySamePerson);
  ASSERT_TRUE(by("clerk:bent", approval));
  EXPECT_EQ(by("clerk:bent", approval)->kind, AnswerKind::kRepeated);
  EXPECT_EQ(by("clerk:clara", approval).error().refusal, Refusal::kRefundDecided);
  EXPECT_TRUE(this->books_.get().reader()->open_refunds(this->authority_).empty());
  auto const decided = this->books_.get().reader()->refund(this->authority_, waiting[0].id);
  ASSERT_TRUE(decided);
  EXPECT_EQ(decided->state, payments::RefundState::kApproved);
  EXPECT_EQ(decided->decided_by, "clerk:bent");
  EXPECT_EQ(this->books_.get().reader()->debtor(this->authority_, debtor)->credit_minor, 1'000);
  EXPECT_EQ(this->books_.get().reader()->open_bank_lines(this->authority_).size(), 1U);
  this->expect_sound();
}

TYPED_TEST(BooksContract, AFormerNationalIdFindsTheSameDebtorAndLeavesTheNewDetails) {
  auto const registration = [&](std::string reference, ports::Party party) {
    Submission s = this->submission(reference, this->claim(reference, 1'000));
    std::get<RegisterClaim>(s.commands.front()).parties = {0};
    s.parties = {std::move(party)};
    return this->submit(std::move(s));
  };
  auto const reader = [&] { return this->books_.get().reader(); };
  ASSERT_TRUE(registration("L-1", person("old")));
  base::DebtorId const debtor = this->stored("L-1").liable.front();
  ports::DebtorVersion const version = reader()->debtor_version(this->authority_, debtor);
  Submission change = this->submission("change", ChangeNationalId{debtor, 0, "new_number", kNow.date});
  change.parties = {person("new")};
  ASSERT_TRUE(this->submit(change));
  EXPECT_EQ(this->submit(change)->kind, AnswerKind::kRepeated);
  EXPECT_NE(reader()->debtor_version(this->authority_, debtor), version);
  EXPECT_EQ(reader()->find_party(this->authority_, person("new")), debtor);
  EXPECT_EQ(reader()->find_party(this->authority_, person("old")), debtor);
  EXPECT_EQ(reader()->sealed_person(this->authority_, debtor), "sealed:new");

  // What a department still sends under the former id does not bring its details back.
  ASSERT_TRUE(registration("L-2", person("old")));
  ports::Party moved = person("old");
  moved.sealed = "sealed:old, moved";
  moved.detail_digest = person("elsewhere").detail_digest;
  ASSERT_TRUE(registration("L-3", moved));
  EXPECT_EQ(this->stored("L-2").liable.front(), debtor);
  EXPECT_EQ(this->stored("L-3").liable.front(), debtor);
  EXPECT_EQ(reader()->sealed_person(this->authority_, debtor), "sealed:new");

  Submission back = this->submission("back", ChangeNationalId{debtor, 0, "mistake", kNow.date});
  back.parties = {person("old")};
  ASSERT_TRUE(this->submit(back));
  EXPECT_EQ(reader()->sealed_person(this->authority_, debtor), "sealed:old");
  EXPECT_EQ(reader()->find_party(this->authority_, person("new")), debtor);
  ASSERT_TRUE(registration("L-4", person("new")));
  EXPECT_EQ(this->stored("L-4").liable.front(), debtor);
  EXPECT_EQ(reader()->sealed_person(this->authority_, debtor), "sealed:old");
  this->expect_sound();
}

TYPED_TEST(BooksContract, NoNationalIdIsInTheJournal) {
  Submission first = this->submission("1", this->claim("L-1", 1'000));
  std::get<RegisterClaim>(first.commands.front()).parties = {0};
  first.parties = {person("old")};
  ASSERT_TRUE(this->submit(first));
  Submission change =
      this->submission("2", ChangeNationalId{this->stored("L-1").liable.front(), 0, "new_number", kNow.date});
  change.parties = {person("new")};
  ASSERT_TRUE(this->submit(change));
  for (ports::JournalEntry const& entry : this->books_.get().reader()->journal(this->authority_, 0, 10)) {
    for (char const* id : {"old", "new"}) {
      ports::ShortDigest const index = person(id).blind_index;
      std::string_view const bytes{reinterpret_cast<char const*>(index.data()), index.size()};
      EXPECT_EQ(entry.payload.find(bytes), std::string::npos);
      EXPECT_EQ(entry.payload.find("sealed"), std::string::npos);
    }
  }
}

TYPED_TEST(BooksContract, SharesAreKeptWithWhatEachHasPaid) {
  Submission s = this->submission("1", this->claim("L-1", 9'000));
  auto& registration = std::get<RegisterClaim>(s.commands.front());
  registration.parties = {0, 1};
  registration.shares = {1, 2};
  registration.shares_of = 3;
  s.parties = {person("P1"), person("P2")};
  ASSERT_TRUE(this->submit(s));
  EXPECT_EQ(this->submit(s)->kind, AnswerKind::kRepeated);
  claims::Claim const before = this->stored("L-1");
  ASSERT_EQ(before.shares.size(), 2U);
  RecordPayment by_second = this->payment("L-1", 2'500);
  by_second.payer = before.liable[1];
  ASSERT_TRUE(this->submit("2", by_second));
  Submission change =
      this->submission("3", ChangeDebtor{{{}, this->source_, "L-1"}, before.liable[1], 0, "moved", kNow.date});
  change.parties = {person("P3")};
  ASSERT_TRUE(this->submit(change));
  claims::Claim const after = this->stored("L-1");
  EXPECT_EQ(claims::open_by_share(after), (std::vector<std::int64_t>{3'000, 3'500}));
  EXPECT_EQ(after.shares[1].before, std::vector{before.liable[1]});
  this->expect_sound();
}

}  // namespace
}  // namespace tests

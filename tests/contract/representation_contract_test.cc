// What every store must do with those who may act for others: found from both sides, ended once, and the same again
// from the journal.
#include <gtest/gtest.h>

#include "tests/support/every_store.h"

namespace tests {
namespace {

using namespace engine;
using claims::Representation;
using claims::RepresentationBasis;
using claims::RepresentationScope;

template <class Books>
class RepresentationContract : public testing::Test {
 protected:
  Books books_;
  base::AuthorityId authority_;
  base::DebtorId maja_;
  int next_key_ = 0;

  void SetUp() override {
    if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
    authority_ = *books_.get().add_authority(kTestAuthority);
    base::SourceId const source = books_.get().ensure_source(authority_, "library", "Library");
    RegisterClaim c{source, "A", "library_fee", {{}, {}, {20'400}, {20'430}, {20'440}}, {0}, {}};
    c.amounts[ledger::Component::kPrincipal] = 600'00;
    ASSERT_TRUE(books_.get().submit_one({authority_, "clerk:1", "A", {}, {person("maja")}, {c}}, kNow));
    maja_ = books_.get().reader()->claim(authority_, {{}, source, "A"})->liable.front();
  }
  static base::Date later(int days) { return {kNow.date.days + days}; }
  Outcome submit(std::string const& actor, Command command, std::vector<ports::Party> parties = {}) {
    return books_.get().submit_one(
        {authority_, actor, std::to_string(++next_key_), {}, std::move(parties), {std::move(command)}}, kNow);
  }
  Outcome grant(std::string const& who, base::Date first = kNow.date, std::optional<base::Date> last = {},
                RepresentationBasis basis = RepresentationBasis::kPowerOfAttorney,
                std::string const& actor = "clerk:1") {
    return submit(actor, GrantRepresentation{maja_, 0, RepresentationScope::kAct, basis, first, last}, {person(who)});
  }
  Representation granted(Outcome const& outcome) {
    auto const* const event = outcome ? find_event<RepresentationGranted>(*outcome) : nullptr;
    if (event == nullptr) return {};
    return books_.get().reader()->representation(authority_, event->representation).value_or(Representation{});
  }
  static std::string why(Outcome const& outcome) {
    return outcome ? "" : std::string{code_of(outcome.error().refusal)};
  }
  std::string end(base::RepresentationId id, std::string const& actor) {
    return why(submit(actor, EndRepresentation{id, "no more"}));
  }
  void expect_sound() { tests::expect_sound(books_.get(), authority_); }
};

TYPED_TEST_SUITE(RepresentationContract, tests::EveryStore, tests::StoreNames);

TYPED_TEST(RepresentationContract, IsFoundFromBothSidesAndKeptWhole) {
  Representation const made = this->granted(this->grant("otto", this->later(-3), this->later(30)));
  ASSERT_TRUE(made.id);
  EXPECT_EQ(made.debtor, this->maja_);
  EXPECT_NE(made.representative, this->maja_) << "somebody new, who owes nothing";
  EXPECT_EQ(made.scope, RepresentationScope::kAct);
  EXPECT_EQ(made.first, this->later(-3));
  EXPECT_EQ(made.last, this->later(30));
  auto const reader = this->books_.get().reader();
  EXPECT_EQ(reader->representations_of(this->authority_, this->maja_), std::vector{made});
  EXPECT_EQ(reader->representations_by(this->authority_, made.representative), std::vector{made});
  EXPECT_TRUE(reader->representations_by(this->authority_, this->maja_).empty());
  EXPECT_EQ(reader->find_party(this->authority_, person("otto")), made.representative) << "found when they log in";
  this->expect_sound();
}

TYPED_TEST(RepresentationContract, WhatMakesNoSenseIsRefusedAndChangesNothing) {
  EXPECT_EQ(this->why(this->grant("maja")), "represents_self");
  EXPECT_EQ(this->why(this->grant("otto", this->later(5), this->later(4))), "representation_dates");
  EXPECT_EQ(this->why(this->grant("otto", this->later(-5), this->later(-1))), "representation_dates");
  EXPECT_EQ(this->why(this->grant("otto", this->later(0), {}, RepresentationBasis::kConsent, "debtor:7")),
            "not_a_person")
      << "nobody makes themselves a representative";
  ports::Party company = person("firm");
  company.kind = claims::DebtorKind::kCompany;
  GrantRepresentation const wish{this->maja_, 0, RepresentationScope::kAct, RepresentationBasis::kConsent,
                                 kNow.date,   {}};
  EXPECT_EQ(this->why(this->submit("clerk:1", wish, {company})), "representative_kind");
  GrantRepresentation nobody = wish;
  nobody.debtor = {4'711};
  EXPECT_EQ(this->why(this->submit("clerk:1", nobody, {person("otto")})), "debtor_not_found");
  EXPECT_TRUE(this->books_.get().reader()->representations_of(this->authority_, this->maja_).empty());

  ASSERT_TRUE(this->grant("otto", this->later(0), this->later(10)));
  EXPECT_EQ(this->why(this->grant("otto", this->later(10))), "representation_exists");
  EXPECT_TRUE(this->grant("otto", this->later(11))) << "the days after it are free";
  EXPECT_TRUE(this->grant("ida")) << "several people may help one";
  this->expect_sound();
}

TYPED_TEST(RepresentationContract, IsEndedByThoseItConcernsAndOnlyOnce) {
  Representation const first = this->granted(this->grant("otto"));
  std::string const maja = "debtor:" + std::to_string(this->maja_.value);
  std::string const otto = "debtor:" + std::to_string(first.representative.value);
  EXPECT_EQ(this->end(first.id, "debtor:999"), "representation_not_found") << "a stranger learns nothing";
  EXPECT_EQ(this->end(first.id, "debtor:999/for:" + std::to_string(this->maja_.value)), "representation_not_found")
      << "nor does another who acts for them";
  EXPECT_EQ(this->end(first.id, maja), "");
  EXPECT_EQ(this->end(first.id, maja), "representation_ended");
  auto const ended = *this->books_.get().reader()->representation(this->authority_, first.id);
  EXPECT_FALSE(ended.covers(kNow.date)) << "at once";
  EXPECT_EQ(ended.reason, "no more");

  Representation const second = this->granted(this->grant("otto"));
  EXPECT_EQ(this->end(second.id, otto + "/for:" + std::to_string(this->maja_.value)), "") << "whoever acts gives it up";
  Representation const guardian = this->granted(this->grant("ida", kNow.date, {}, RepresentationBasis::kGuardianship));
  EXPECT_EQ(this->end(guardian.id, maja), "guardianship");
  EXPECT_EQ(this->end(guardian.id, "clerk:2"), "");
  EXPECT_EQ(this->end({123'456}, "clerk:2"), "representation_not_found");
  this->expect_sound();
}

}  // namespace
}  // namespace tests

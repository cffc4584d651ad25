// What every store must do with what another authority is told: kept whole, ended once, and the same again from the
// journal.
#include <gtest/gtest.h>

#include "tests/support/every_store.h"

namespace tests {
namespace {

using namespace engine;
using claims::Disclosure;
using claims::DisclosureBasis;

template <class Books>
class DisclosureContract : public testing::Test {
 protected:
  Books books_;
  base::AuthorityId authority_;
  base::AuthorityId other_;
  base::DebtorId maja_;
  int next_key_ = 0;

  void SetUp() override {
    if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
    authority_ = *books_.get().add_authority(kTestAuthority);
    other_ = *books_.get().add_authority({{}, "naboby", "Naboby", "DK", base::kDanishKrone, "{}"});
    base::SourceId const source = books_.get().ensure_source(authority_, "library", "Library");
    RegisterClaim c{source, "A", "library_fee", {{}, {}, {20'400}, {20'430}, {20'440}}, {0}, {}};
    c.amounts[ledger::Component::kPrincipal] = 600'00;
    ASSERT_TRUE(books_.get().submit_one({authority_, "clerk:1", "A", {}, {person("maja")}, {c}}, kNow));
    maja_ = books_.get().reader()->claim(authority_, {{}, source, "A"})->liable.front();
  }
  static base::Date later(int days) { return {kNow.date.days + days}; }
  Outcome submit(std::string const& actor, Command command) {
    return books_.get().submit_one({authority_, actor, std::to_string(++next_key_), {}, {}, {std::move(command)}},
                                   kNow);
  }
  AllowDisclosure wish(std::optional<base::Date> last = {}) {
    return {maja_, other_, DisclosureBasis::kConsent, "said at the desk", kNow.date, last};
  }
  Disclosure allowed(Outcome const& outcome) {
    auto const* const event = outcome ? find_event<DisclosureAllowed>(*outcome) : nullptr;
    if (event == nullptr) return {};
    return books_.get().reader()->disclosure(authority_, event->disclosure).value_or(Disclosure{});
  }
  static std::string why(Outcome const& outcome) {
    return outcome ? "" : std::string{code_of(outcome.error().refusal)};
  }
  std::string end(base::DisclosureId id, std::string const& actor) {
    return why(submit(actor, EndDisclosure{id, "no more"}));
  }
  void expect_sound() { tests::expect_sound(books_.get(), authority_); }
};

TYPED_TEST_SUITE(DisclosureContract, tests::EveryStore, tests::StoreNames);

TYPED_TEST(DisclosureContract, IsKeptWholeAndCountsOnItsDays) {
  Disclosure const made = this->allowed(this->submit("clerk:AB@naboby", this->wish(this->later(30))));
  ASSERT_TRUE(made.id);
  EXPECT_EQ(made.debtor, this->maja_);
  EXPECT_EQ(made.to, this->other_);
  EXPECT_EQ(made.words, "said at the desk");
  EXPECT_EQ(made.last, this->later(30));
  EXPECT_EQ(this->books_.get().reader()->disclosures_of(this->authority_, this->maja_), std::vector{made});
  EXPECT_TRUE(made.covers(kNow.date));
  EXPECT_TRUE(made.covers(this->later(30)));
  EXPECT_FALSE(made.covers(this->later(31)));
  EXPECT_FALSE(made.covers(this->later(-1)));
  this->expect_sound();
}

TYPED_TEST(DisclosureContract, WhatMakesNoSenseIsRefusedAndChangesNothing) {
  AllowDisclosure c = this->wish();
  c.to = this->authority_;
  EXPECT_EQ(this->why(this->submit("clerk:1", c)), "disclosure_to_self");
  c = this->wish();
  c.words.clear();
  EXPECT_EQ(this->why(this->submit("clerk:1", c)), "disclosure_words");
  c = this->wish(this->later(-1));
  EXPECT_EQ(this->why(this->submit("clerk:1", c)), "disclosure_dates");
  c = this->wish();
  c.first = this->later(-1);
  EXPECT_EQ(this->why(this->submit("clerk:1", c)), "disclosure_dates") << "nobody consents to what was before";
  c = this->wish();
  c.debtor = {4'711};
  EXPECT_EQ(this->why(this->submit("clerk:1", c)), "debtor_not_found");
  std::string const maja = "debtor:" + std::to_string(this->maja_.value);
  EXPECT_EQ(this->why(this->submit("debtor:999", this->wish())), "not_a_person") << "for nobody but oneself";
  EXPECT_EQ(this->why(this->submit("debtor:999/for:" + std::to_string(this->maja_.value), this->wish())),
            "not_a_person")
      << "whoever acts for somebody decides nothing about who else is told";
  c = this->wish();
  c.basis = DisclosureBasis::kLaw;
  EXPECT_EQ(this->why(this->submit(maja, c)), "not_a_person") << "nobody is an act of parliament";
  EXPECT_TRUE(this->books_.get().reader()->disclosures_of(this->authority_, this->maja_).empty());
  EXPECT_EQ(this->why(this->submit(maja, this->wish())), "");
  EXPECT_EQ(this->why(this->submit("clerk:1", this->wish())), "disclosure_exists");
  this->expect_sound();
}

TYPED_TEST(DisclosureContract, AConsentIsTakenBackByWhoeverGaveItAndOnlyOnce) {
  std::string const maja = "debtor:" + std::to_string(this->maja_.value);
  Disclosure const one = this->allowed(this->submit("clerk:1", this->wish()));
  EXPECT_EQ(this->end(one.id, "debtor:999"), "disclosure_not_found") << "a stranger learns nothing";
  EXPECT_EQ(this->end(one.id, maja), "");
  EXPECT_EQ(this->end(one.id, maja), "disclosure_ended");
  EXPECT_FALSE(this->books_.get().reader()->disclosure(this->authority_, one.id)->covers(kNow.date)) << "at once";
  EXPECT_EQ(this->why(this->submit("clerk:1", this->wish())), "") << "and may be given again";

  AllowDisclosure by_law = this->wish();
  by_law.to = *this->books_.get().add_authority({{}, "fjernby", "Fjernby", "DK", base::kDanishKrone, "{}"});
  by_law.basis = DisclosureBasis::kLaw;
  by_law.words = "an act, section 1";
  Disclosure const law = this->allowed(this->submit("clerk:1", by_law));
  EXPECT_EQ(this->end(law.id, maja), "disclosure_by_law");
  EXPECT_EQ(this->end(law.id, "clerk:2"), "");
  EXPECT_EQ(this->end({123'456}, "clerk:2"), "disclosure_not_found");
  this->expect_sound();
}

// Somebody whom a source names by nothing but the national id is known to others by name and address.
TYPED_TEST(DisclosureContract, WhoIsNamedByTheIdAloneKeepsWhatOthersHaveToldOf) {
  ports::Party bare = person("maja");
  bare.detail_digest[0] = static_cast<unsigned char>(bare.detail_digest[0] + 1);
  bare.sealed = "nothing but the id";
  bare.is_bare = true;
  base::SourceId const source = this->books_.get().ensure_source(this->authority_, "parking", "Parking");
  RegisterClaim c{source, "B", "library_fee", {{}, {}, {20'400}, {20'430}, {20'440}}, {0}, {}};
  c.amounts[ledger::Component::kPrincipal] = 100'00;
  ASSERT_TRUE(this->books_.get().submit_one({this->authority_, "clerk:1", "B", {}, {bare}, {c}}, kNow));
  auto const reader = this->books_.get().reader();
  EXPECT_EQ(reader->claim(this->authority_, {{}, source, "B"})->liable.front(), this->maja_);
  EXPECT_EQ(reader->sealed_person(this->authority_, this->maja_), person("maja").sealed);

  ports::Party stranger = person("otto");
  stranger.is_bare = true;
  c.reference = "C";
  ASSERT_TRUE(this->books_.get().submit_one({this->authority_, "clerk:1", "C", {}, {stranger}, {c}}, kNow));
  base::DebtorId const otto = this->books_.get().reader()->claim(this->authority_, {{}, source, "C"})->liable.front();
  EXPECT_EQ(this->books_.get().reader()->sealed_person(this->authority_, otto), stranger.sealed)
      << "of whom nothing else is known, the id is";
}

}  // namespace
}  // namespace tests

// What every store must do with what people told about what they can pay: keep it apart and sealed as long as they
// agree, and not a day longer.
#include <gtest/gtest.h>

#include "engine/ability_answers.h"
#include "engine/business_day.h"
#include "tests/support/every_store.h"

namespace tests {
namespace {

using namespace engine;
using arrangements::StatementState;

/// Turns the text around, and binds it to its purpose: enough to see that nothing is kept in clear.
class TurningBox : public ports::SecretBox {
 public:
  std::string seal(std::string_view purpose, std::string_view plain) override {
    return std::string{purpose} + "|" + std::string{plain.rbegin(), plain.rend()};
  }
  std::optional<std::string> open(std::string_view purpose, std::string_view sealed) override {
    std::string const start = std::string{purpose} + "|";
    if (!sealed.starts_with(start)) return std::nullopt;
    sealed.remove_prefix(start.size());
    return std::string{sealed.rbegin(), sealed.rend()};
  }
};

template <class Books>
class AbilityContract : public testing::Test {
 protected:
  Books books_;
  TurningBox box_;
  base::AuthorityId authority_;
  base::DebtorId maja_;
  base::DebtorId bo_;
  int next_key_ = 0;

  void SetUp() override {
    if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
    authority_ = *books_.get().add_authority(kTestAuthority);
    maja_ = owe("A", person("maja"));
    bo_ = owe("B", person("bo"));
  }
  base::DebtorId owe(std::string const& reference, ports::Party party) {
    base::SourceId const source = books_.get().ensure_source(authority_, "library", "Library");
    RegisterClaim c{source, reference, "library_fee", {{}, {}, {20'400}, {20'430}, {20'440}}, {0}, {}};
    c.amounts[ledger::Component::kPrincipal] = 600'00;
    EXPECT_TRUE(books_.get().submit_one({authority_, "clerk:1", reference, {}, {std::move(party)}, {c}}, kNow));
    return books_.get().reader()->claim(authority_, {{}, source, reference})->liable.front();
  }
  static arrangements::Household household(std::int64_t income_minor = 18'250'00) {
    return {income_minor, arrangements::Partner::kWithIncome, {3, 11}, 6'400'00, 912'50};
  }
  Outcome keep(base::DebtorId debtor, arrangements::Household const& told, std::string key = {},
               std::string consent = arrangements::kAbilityConsent) {
    if (key.empty()) key = "keep " + std::to_string(++next_key_);
    Submission submission{authority_, "debtor:1", std::move(key), {}, {}, {}};
    add_ability_answers(submission, box_, "a secret", debtor, told, std::move(consent));
    return books_.get().submit_one(std::move(submission), kNow);
  }
  Outcome submit(Command command, base::Now now = kNow) {
    return books_.get().submit_one({authority_, "clerk:1", std::to_string(++next_key_), {}, {}, {std::move(command)}},
                                   now);
  }
  std::optional<KeptAbility> read(base::DebtorId debtor, std::int32_t days_later = 0) {
    return open_ability(*books_.get().reader(), box_, authority_, debtor, {kNow.date.days + days_later});
  }
  bool has_answers(base::DebtorId debtor) {
    return books_.get().reader()->ability_answers(authority_, debtor).has_value();
  }
  static base::Now later(std::int32_t days) {
    return {{kNow.instant.microseconds + days * 86'400'000'000LL}, {kNow.date.days + days}};
  }
  void expect_sound() { tests::expect_sound(books_.get(), authority_); }
};

TYPED_TEST_SUITE(AbilityContract, tests::EveryStore, tests::StoreNames);

TYPED_TEST(AbilityContract, WhatIsKeptIsReadAgainByNobodyElse) {
  ASSERT_TRUE(this->keep(this->maja_, this->household()));
  auto const kept = this->read(this->maja_);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->household.net_income_minor, 18'250'00);
  EXPECT_EQ(kept->household.partner, arrangements::Partner::kWithIncome);
  EXPECT_EQ(kept->household.child_ages, (std::vector{3, 11}));
  EXPECT_EQ(kept->household.housing_minor, 6'400'00);
  EXPECT_EQ(kept->household.other_necessary_minor, 912'50);
  EXPECT_EQ(kept->statement.kept, kNow.date);
  EXPECT_EQ(kept->statement.until, base::Date{kNow.date.days + 90});
  EXPECT_FALSE(this->read(this->bo_));
  EXPECT_TRUE(this->read(this->maja_, 90)) << "the last day";
  EXPECT_FALSE(this->read(this->maja_, 91));
  this->expect_sound();
}

TYPED_TEST(AbilityContract, NewAnswersTakeThePlaceOfTheOld) {
  ASSERT_TRUE(this->keep(this->maja_, this->household(), "one"));
  std::int64_t const seq = this->books_.get().reader()->last_seq(this->authority_);
  EXPECT_TRUE(this->keep(this->maja_, this->household(), "one")) << "the same wish";
  EXPECT_EQ(this->books_.get().reader()->last_seq(this->authority_), seq);
  auto const other = this->keep(this->maja_, this->household(1), "one");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().refusal, Refusal::kKeyReusedWithOtherContent);
  EXPECT_EQ(this->read(this->maja_)->household.net_income_minor, 18'250'00);
  ASSERT_TRUE(this->keep(this->maja_, this->household(2), "two"));
  EXPECT_EQ(this->read(this->maja_)->household.net_income_minor, 2);
  this->expect_sound();
}

TYPED_TEST(AbilityContract, TakenBackIsDeletedAndMayBeKeptAnew) {
  ASSERT_TRUE(this->keep(this->maja_, this->household()));
  ASSERT_TRUE(this->keep(this->bo_, this->household(7)));
  ASSERT_TRUE(this->submit(TakeBackAbility{this->maja_}));
  EXPECT_FALSE(this->has_answers(this->maja_));
  EXPECT_TRUE(this->has_answers(this->bo_));
  EXPECT_EQ(this->books_.get().reader()->ability_statement(this->authority_, this->maja_)->state,
            StatementState::kTakenBack);
  EXPECT_EQ(this->submit(TakeBackAbility{this->maja_}).error().refusal, Refusal::kAbilityNotKept);
  EXPECT_EQ(this->submit(ReadAbility{this->maja_}).error().refusal, Refusal::kAbilityNotKept);
  ASSERT_TRUE(this->keep(this->maja_, this->household(8)));
  EXPECT_EQ(this->read(this->maja_)->household.net_income_minor, 8);
  EXPECT_TRUE(this->submit(ReadAbility{this->maja_}));
  this->expect_sound();
}

TYPED_TEST(AbilityContract, WordsThatAreNotInUseAreNoConsent) {
  auto const refused = this->keep(this->maja_, this->household(), {}, "ability-0");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().refusal, Refusal::kAbilityConsent);
  EXPECT_FALSE(this->has_answers(this->maja_));
  EXPECT_FALSE(this->books_.get().reader()->ability_statement(this->authority_, this->maja_));
  EXPECT_EQ(this->keep({this->bo_.value + 1'000}, this->household()).error().refusal, Refusal::kDebtorNotFound);
}

TYPED_TEST(AbilityContract, TheBusinessDayDeletesWhatHasHadItsDays) {
  ASSERT_TRUE(this->keep(this->maja_, this->household()));
  Rules const rules;
  base::Now const last = this->later(90);
  (void)run_business_day(this->books_.get(), rules, {this->authority_, last.date, last});
  EXPECT_TRUE(this->has_answers(this->maja_));
  base::Now const after = this->later(91);
  (void)run_business_day(this->books_.get(), rules, {this->authority_, after.date, after});
  EXPECT_FALSE(this->has_answers(this->maja_));
  EXPECT_EQ(this->books_.get().reader()->ability_statement(this->authority_, this->maja_)->state,
            StatementState::kExpired);
  EXPECT_TRUE(this->books_.get().reader()->ability_statements_before(this->authority_, after.date).empty());
  this->expect_sound();
}

}  // namespace
}  // namespace tests

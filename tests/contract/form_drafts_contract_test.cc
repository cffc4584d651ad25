// What every store must do for forms that are half filled, and what is promised on top of any.
#include <gtest/gtest.h>

#include "adapters/system/system_random.h"
#include "adapters/vault/vault.h"
#include "engine/form_drafts.h"
#include "tests/support/every_store.h"

namespace tests {
namespace {

constexpr std::int64_t kDay = 86'400'000'000;
constexpr base::Instant on_day(std::int64_t days) { return {1'000'000'000'000'000 + days * kDay}; }

template <class Books>
class FormDraftsContract : public testing::Test {
 protected:
  void SetUp() override {
    if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
    books_.emplace();
    drafts_.emplace(books_->store().drafts(), vault_);
  }
  std::string text(ports::DraftKey const& key, std::int64_t days) {
    auto const found = drafts_->find(key, on_day(days));
    return found ? found->text : "";
  }

  adapters::system::SystemRandom random_;
  adapters::vault::Vault vault_{std::string(32, 'k'), random_};
  std::optional<Books> books_;
  std::optional<engine::FormDrafts> drafts_;
};

using Stores = testing::Types<SqliteBooks, PostgresBooks>;
TYPED_TEST_SUITE(FormDraftsContract, Stores, tests::StoreNames);

ports::DraftKey const kMine{{1}, "debtor:7", "enquiry"};

TYPED_TEST(FormDraftsContract, TheLastOneIsKeptForTwoWeeksAndIsNobodyElses) {
  EXPECT_TRUE(this->drafts_->keep(kMine, "first", on_day(0)));
  EXPECT_TRUE(this->drafts_->keep(kMine, "second", on_day(1)));
  EXPECT_EQ(this->text(kMine, 1), "second");
  EXPECT_EQ(this->text(kMine, 15), "second") << "two weeks from when it was last kept";
  EXPECT_EQ(this->text(kMine, 16), "");
  EXPECT_EQ(this->text({{1}, "debtor:8", "enquiry"}, 1), "");
  EXPECT_EQ(this->text({{1}, "debtor:7", "objection"}, 1), "");
  EXPECT_EQ(this->text({{2}, "debtor:7", "enquiry"}, 1), "");
}

TYPED_TEST(FormDraftsContract, IsSealedAndOpensInNobodyElsesPlace) {
  EXPECT_TRUE(this->drafts_->keep(kMine, "I have lost my job", on_day(0)));
  auto const stored = this->books_->store().drafts().find(kMine);
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->sealed.find("lost"), std::string::npos);
  ports::DraftKey const other{{1}, "debtor:8", "enquiry"};
  this->books_->store().drafts().keep(other, *stored);
  EXPECT_EQ(this->text(other, 0), "");
}

TYPED_TEST(FormDraftsContract, IsGoneWhenThrownAwayAndWhenNobodyComesBack) {
  ports::DraftKey const other{{1}, "link:3", "help"};
  ports::DraftKey const elsewhere{{2}, "link:3", "help"};
  for (ports::DraftKey const& key : {kMine, other, elsewhere}) EXPECT_TRUE(this->drafts_->keep(key, "x", on_day(0)));
  this->drafts_->forget(kMine);
  this->drafts_->forget(kMine);
  EXPECT_EQ(this->text(kMine, 0), "");
  EXPECT_EQ(this->drafts_->clear({1}, on_day(14)), 0);
  EXPECT_EQ(this->drafts_->clear({1}, on_day(15)), 1);
  EXPECT_FALSE(this->books_->store().drafts().find(other));
  EXPECT_TRUE(this->books_->store().drafts().find(elsewhere)) << "another authority's";
}

TYPED_TEST(FormDraftsContract, WhatIsTooMuchForAnyFormIsNotKept) {
  EXPECT_FALSE(this->drafts_->keep(kMine, std::string(engine::kMostOfADraft + 1, 'x'), on_day(0)));
  EXPECT_EQ(this->text(kMine, 0), "");
  EXPECT_TRUE(this->drafts_->keep(kMine, std::string(engine::kMostOfADraft, 'x'), on_day(0)));
}

}  // namespace
}  // namespace tests

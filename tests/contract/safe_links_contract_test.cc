// What every store must do for safe links, and what they promise on top of any.
#include <gtest/gtest.h>

#include <algorithm>

#include "adapters/memory/safe_link_store.h"
#include "adapters/system/system_random.h"
#include "engine/safe_links.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

constexpr base::Instant at(std::int64_t seconds) { return {1'000'000'000'000 + seconds * 1'000'000}; }

struct MemoryLinks {
  adapters::memory::SafeLinkStore links;
  ports::SafeLinkStore& get() { return links; }
  static constexpr char const* kName = "memory";
  static char const* why_skipped() { return nullptr; }
};
template <class Books>
struct LinksOf {
  Books books;
  ports::SafeLinkStore& get() { return books.store().safe_links(); }
  static constexpr char const* kName = Books::kName;
  static char const* why_skipped() { return Books::why_skipped(); }
};

template <class Store>
class SafeLinksContract : public testing::Test {
 protected:
  void SetUp() override {
    if (char const* why = Store::why_skipped()) GTEST_SKIP() << why;
    store_.emplace();
    links_.emplace(store_->get(), random_, "key of the installation");
  }
  engine::MadeLink make(engine::LinkForm form, base::AuthorityId authority = {1}) {
    engine::LinkWish const wish{authority, {7}, {{12}, {15}}, ports::LinkPurpose::kSettle, at(100), "clerk:AB"};
    return links_->make({&wish, 1}, form, at(0)).front();
  }
  auto find(engine::LinkSecret const& secret, std::int64_t seconds, base::AuthorityId authority = {1}) {
    return links_->find(authority, ports::LinkPurpose::kSettle, secret, at(seconds));
  }

  adapters::system::SystemRandom random_;
  std::optional<Store> store_;
  std::optional<engine::SafeLinks> links_;
};

struct LinkStoreNames {
  template <class T>
  static std::string GetName(int) {
    return T::kName;
  }
};
using LinkStores = testing::Types<MemoryLinks, LinksOf<SqliteBooks>, LinksOf<PostgresBooks>>;
TYPED_TEST_SUITE(SafeLinksContract, LinkStores, LinkStoreNames);

TYPED_TEST(SafeLinksContract, ALinkIsFoundBySecretWithExactlyItsClaims) {
  engine::MadeLink const token = this->make(engine::LinkForm::kToken);
  engine::MadeLink const code = this->make(engine::LinkForm::kCode);
  EXPECT_EQ(token.id, 1);
  EXPECT_EQ(code.id, 2);
  for (engine::MadeLink const& made : {token, code}) {
    auto const found = this->find(made.secret, 99);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, made.id);
    EXPECT_EQ(found->debtor, base::DebtorId{7});
    EXPECT_EQ(found->made_by, "clerk:AB");
    EXPECT_EQ(found->claims, (std::vector<base::ClaimId>{{12}, {15}}));
    EXPECT_EQ(found->expires, at(100));
  }
}

TYPED_TEST(SafeLinksContract, ExpiredRevokedOfAnotherAuthorityAndUnknownAreTheSame) {
  engine::MadeLink const made = this->make(engine::LinkForm::kToken);
  EXPECT_FALSE(this->find(made.secret, 100));
  EXPECT_FALSE(this->find(made.secret, 1, {2}));
  engine::LinkSecret other = made.secret;
  other.text.back() = other.text.back() == 'a' ? 'b' : 'a';
  EXPECT_FALSE(this->find(other, 1));
  EXPECT_TRUE(this->find(made.secret, 1));
  EXPECT_FALSE(this->links_->revoke({2}, made.id, at(1)));
  EXPECT_TRUE(this->links_->revoke({1}, made.id, at(1)));
  EXPECT_FALSE(this->links_->revoke({1}, made.id, at(1)));
  EXPECT_FALSE(this->find(made.secret, 1));
  EXPECT_TRUE(this->links_->was_made({1}, made.secret));
  EXPECT_FALSE(this->links_->was_made({2}, made.secret));
  EXPECT_FALSE(this->links_->was_made({1}, other));
}

TYPED_TEST(SafeLinksContract, AnotherKeyOpensNothing) {
  engine::MadeLink const made = this->make(engine::LinkForm::kToken);
  engine::SafeLinks stolen{this->store_->get(), this->random_, "another key"};
  EXPECT_FALSE(stolen.find({1}, ports::LinkPurpose::kSettle, made.secret, at(1)));
}

/// Gives the same bytes twice, then others.
class RepeatingRandom : public ports::RandomSource {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    ++calls_;
    std::ranges::fill(bytes, static_cast<std::uint8_t>(std::max(calls_, 2)));
  }

 private:
  int calls_ = 0;
};

TYPED_TEST(SafeLinksContract, ACodeThatIsTakenIsDrawnAgain) {
  RepeatingRandom random;
  engine::SafeLinks links{this->store_->get(), random, "key of the installation"};
  std::vector<engine::LinkWish> const wishes(2, {{1}, {7}, {{12}}, ports::LinkPurpose::kSettle, at(100)});
  auto const made = links.make(wishes, engine::LinkForm::kCode, at(0));
  EXPECT_EQ(made[0].id, 1);
  EXPECT_EQ(made[1].id, 2);
  EXPECT_NE(made[0].secret, made[1].secret);
  EXPECT_EQ(this->find(made[0].secret, 1)->id, 1);
  EXPECT_EQ(this->find(made[1].secret, 1)->id, 2);
}

TYPED_TEST(SafeLinksContract, ManyAreMadeAtOnceAndNumbersAreOfTheAuthority) {
  std::vector<engine::LinkWish> wishes(500, {{1}, {7}, {{12}}, ports::LinkPurpose::kSettle, at(100)});
  auto const made = this->links_->make(wishes, engine::LinkForm::kCode, at(0));
  ASSERT_EQ(made.size(), 500U);
  for (std::size_t i = 0; i < made.size(); ++i) {
    EXPECT_EQ(made[i].id, static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(this->find(made[i].secret, 1)->id, made[i].id);
  }
  EXPECT_EQ(this->make(engine::LinkForm::kToken, {2}).id, 1);
}

}  // namespace
}  // namespace tests

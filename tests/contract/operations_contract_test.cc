// What every store must do for the server's own tables.
#include <gtest/gtest.h>

#include <thread>

#include "tests/support/every_store.h"

namespace tests {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr base::Instant kStart = kNow.instant;
constexpr base::Instant after(std::int64_t seconds) { return {kStart.microseconds + seconds * kSecond}; }

template <class Books>
class OperationsContract : public testing::Test {
 protected:
  Books books_;
  base::AuthorityId authority_;

  void SetUp() override {
    if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
    authority_ = *books_.get().add_authority(kTestAuthority);
  }
  ports::Operations& operations() { return books_.store().operations(); }
  ports::StoredNotice notice(std::string key) {
    return {authority_, 0, "p", std::move(key), "reference", std::string{"{\0}", 3}, kStart};
  }
  std::int64_t endpoint() {
    ports::WebhookEndpoint made;
    made.authority = authority_;
    made.source = {1};
    made.url = "https://library.example/hook";
    made.sealed_secret = "sealed";
    return operations().add_endpoint(made);
  }
};

using Stores = testing::Types<SqliteBooks, PostgresBooks>;
TYPED_TEST_SUITE(OperationsContract, Stores, tests::StoreNames);

TYPED_TEST(OperationsContract, AKeyIsFoundUntilItIsRevoked) {
  auto& operations = this->operations();
  base::Digest const hash = base::sha256("key");
  operations.add_api_key({this->authority_, {3}, "k1"}, hash, kStart);
  auto const found = operations.find_api_key(hash);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->key_id, "k1");
  EXPECT_EQ(found->source, base::SourceId{3});
  EXPECT_TRUE(operations.revoke_api_key(this->authority_, "k1", kStart));
  EXPECT_FALSE(operations.revoke_api_key(this->authority_, "k1", kStart));
  EXPECT_FALSE(operations.find_api_key(hash));
}

TYPED_TEST(OperationsContract, ALoginIsCompletedOnce) {
  auto& operations = this->operations();
  base::Digest const state = base::sha256("state");
  operations.save_login_attempt(state, {this->authority_, base::sha256("browser"), "nonce", "verifier", kStart, true});
  auto const taken = operations.take_login_attempt(state);
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->nonce, "nonce");
  EXPECT_TRUE(taken->must_be_fresh);
  EXPECT_EQ(taken->browser_hash, base::sha256("browser"));
  EXPECT_FALSE(operations.take_login_attempt(state));
}

TYPED_TEST(OperationsContract, ASessionIsThereUntilItEndsOrIsOld) {
  auto& operations = this->operations();
  ports::Session session{
      base::sha256("cookie"), this->authority_, {7}, std::string{"\0\xff", 2}, "token", kStart, kStart};
  session.on_shared_screen = true;
  operations.save_session(session, after(-100));
  operations.touch_session(session.hash, after(5));
  auto const found = operations.find_session(session.hash);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->sealed_name, session.sealed_name);
  EXPECT_EQ(found->last_used, after(5));
  EXPECT_TRUE(found->on_shared_screen);
  ports::Session other = session;
  other.hash = base::sha256("other");
  other.started = after(200);
  operations.save_session(other, after(100));
  EXPECT_FALSE(operations.find_session(session.hash));
  operations.end_session(other.hash);
  EXPECT_FALSE(operations.find_session(other.hash));
}

TYPED_TEST(OperationsContract, ANoticeIsStoredOnceAndWorkedOnByOne) {
  auto& operations = this->operations();
  EXPECT_TRUE(operations.store_notice(this->notice("a")));
  EXPECT_TRUE(operations.store_notice(this->notice("b")));
  EXPECT_FALSE(operations.store_notice(this->notice("a")));
  EXPECT_EQ(operations.waiting_notices(this->authority_, 10).size(), 2U);
  auto const first = operations.take_notices(this->authority_, 1, kStart, after(60));
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].deduplication_key, "a");
  EXPECT_EQ(first[0].body, this->notice("a").body);
  auto const second = operations.take_notices(this->authority_, 10, kStart, after(60));
  ASSERT_EQ(second.size(), 1U);
  EXPECT_EQ(second[0].deduplication_key, "b");
  EXPECT_TRUE(operations.take_notices(this->authority_, 10, after(59), after(100)).empty());
  operations.mark_processed(this->authority_, first[0].id, kStart);
  // Whoever had the other one died: it is taken up again.
  auto const again = operations.take_notices(this->authority_, 10, after(60), after(120));
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].deduplication_key, "b");
}

TYPED_TEST(OperationsContract, NoticesStoredAtOneTimeAreAllThere) {
  std::vector<std::thread> callers;
  std::atomic<int> stored{0};
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&] {
      for (int i = 0; i < 20; ++i) stored += this->operations().store_notice(this->notice(std::to_string(i))) ? 1 : 0;
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(stored, 20);
  EXPECT_EQ(this->operations().waiting_notices(this->authority_, 100).size(), 20U);
}

TYPED_TEST(OperationsContract, AnEndpointIsServedByOneAtATime) {
  auto& operations = this->operations();
  std::int64_t const id = this->endpoint();
  EXPECT_NE(this->endpoint(), id);
  EXPECT_TRUE(operations.take_endpoint(this->authority_, id, kStart, after(60)));
  EXPECT_FALSE(operations.take_endpoint(this->authority_, id, after(1), after(61)));
  operations.give_back_endpoint(this->authority_, id);
  EXPECT_TRUE(operations.take_endpoint(this->authority_, id, after(2), after(62)));
  EXPECT_TRUE(operations.take_endpoint(this->authority_, id, after(62), after(100))) << "its holder died";
  EXPECT_FALSE(operations.take_endpoint(this->authority_, 99, kStart, after(60)));
  ports::WebhookEndpoint changed = operations.endpoints(this->authority_).front();
  changed.after_seq = 5;
  changed.disabled = after(3);
  operations.update_endpoint(changed);
  EXPECT_EQ(operations.endpoints(this->authority_).front().after_seq, 5);
  EXPECT_EQ(operations.endpoints(this->authority_).front().disabled, after(3));
  operations.log_delivery(this->authority_, {id, "e-1", 1, kStart, 500, 10});
  EXPECT_EQ(operations.deliveries(this->authority_, id, 10).size(), 1U);
  EXPECT_TRUE(operations.remove_endpoint(this->authority_, {1}, id));
  EXPECT_TRUE(operations.deliveries(this->authority_, id, 10).empty());
}

TYPED_TEST(OperationsContract, ADutyIsOneHoldersUntilItIsNotRenewed) {
  auto& operations = this->operations();
  EXPECT_TRUE(operations.take_duty(this->authority_, "janitor", "first", kStart, after(20)));
  EXPECT_TRUE(operations.take_duty(this->authority_, "janitor", "first", after(10), after(30)));
  EXPECT_FALSE(operations.take_duty(this->authority_, "janitor", "second", after(29), after(60)));
  EXPECT_TRUE(operations.take_duty(this->authority_, "other", "second", after(29), after(60)));
  EXPECT_TRUE(operations.take_duty(this->authority_, "janitor", "second", after(30), after(60)));
  EXPECT_FALSE(operations.take_duty(this->authority_, "janitor", "first", after(31), after(60)));
}

TYPED_TEST(OperationsContract, AChannelIsBlockedUntilTheBlockIsLifted) {
  auto& operations = this->operations();
  using enum dunning::Channel;
  operations.block_contact({this->authority_, {7}, kSms, "opted_out", kStart});
  operations.block_contact({this->authority_, {7}, kDigitalPost, "exempt", kStart});
  operations.block_contact({this->authority_, {7}, kSms, "bad_address", after(5), "a mark"});
  auto const blocks = operations.contact_blocks(this->authority_, {7});
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].channel, kDigitalPost);
  EXPECT_EQ(blocks[1].reason, "bad_address");
  EXPECT_EQ(blocks[1].since, after(5));
  EXPECT_EQ(blocks[1].address_mark, "a mark");
  EXPECT_EQ(blocks[0].address_mark, "");
  EXPECT_TRUE(operations.contact_blocks(this->authority_, {8}).empty());
  EXPECT_TRUE(operations.lift_contact_block(this->authority_, {7}, kSms));
  EXPECT_FALSE(operations.lift_contact_block(this->authority_, {7}, kSms));
  EXPECT_EQ(operations.contact_blocks(this->authority_, {7}).size(), 1U);
}

TYPED_TEST(OperationsContract, AnAddressIsBlockedWhoeverHasIt) {
  auto& operations = this->operations();
  using enum dunning::Channel;
  operations.block_address({this->authority_, kSms, "a mark", "opted_out", kStart});
  operations.block_address({this->authority_, kSms, "a mark", "another reason", after(5)});
  auto const block = operations.address_block(this->authority_, kSms, "a mark");
  ASSERT_TRUE(block);
  EXPECT_EQ(block->reason, "opted_out");
  EXPECT_EQ(block->since, kStart);
  EXPECT_FALSE(operations.address_block(this->authority_, kEmail, "a mark"));
  EXPECT_FALSE(operations.address_block(this->authority_, kSms, "another mark"));
  EXPECT_TRUE(operations.lift_address_block(this->authority_, kSms, "a mark"));
  EXPECT_FALSE(operations.lift_address_block(this->authority_, kSms, "a mark"));
  EXPECT_FALSE(operations.address_block(this->authority_, kSms, "a mark"));
}

}  // namespace
}  // namespace tests

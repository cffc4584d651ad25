// The payment desk with providers played by the test, on memory and on SQLite: who names payments, who is asked what,
// and that money comes into the books exactly once.
#include "engine/payment_desk.h"

#include <gtest/gtest.h>

#include "engine/verify.h"
#include "tests/support/every_store.h"

namespace {

using ledger::Means;
using payments::AttemptState;
using ports::ProviderError;
using ports::ProviderState;

/// Names payments itself ("p1", "p2", ...) or by our reference.
class PlayedProvider final : public ports::PaymentProvider {
 public:
  PlayedProvider(std::string name, ports::Naming naming) {
    capabilities_.name = std::move(name);
    capabilities_.naming = naming;
  }
  [[nodiscard]] ports::ProviderCapabilities const& capabilities() const override { return capabilities_; }
  std::expected<ports::CreatedPayment, ProviderError> create(ports::PaymentOrder const& order) override {
    int const number = ++created;
    if (during_create) during_create();
    if (fail_create) return std::unexpected(*fail_create);
    bool const ours = capabilities_.naming == ports::Naming::kByUs;
    std::string const name = ours ? order.reference : "p" + std::to_string(number);
    payments[name].redirect_url = "https://pay.example/" + name;
    return_url = order.return_url;
    return ports::CreatedPayment{payments[name].redirect_url, ours ? "" : name};
  }
  std::expected<ports::ProviderPayment, ProviderError> get(std::string_view reference) override {
    auto const found = payments.find(std::string(reference));
    if (found == payments.end()) return std::unexpected(ProviderError::kNotFound);
    return found->second;
  }
  std::expected<ports::ProviderPayment, ProviderError> capture(std::string_view reference, base::Money amount,
                                                               std::string_view key) override {
    keys.insert(std::string(key));
    if (fail_capture) return std::unexpected(*fail_capture);
    payments[std::string(reference)].captured = amount;
    return payments[std::string(reference)];
  }
  std::expected<ports::ProviderPayment, ProviderError> cancel(std::string_view reference, std::string_view) override {
    ports::ProviderPayment& payment = payments[std::string(reference)];
    cancelled.emplace_back(reference);
    if (payment.captured.minor > 0) return std::unexpected(ProviderError::kConflict);
    if (payment.state == ProviderState::kCreated) payment.state = ProviderState::kTerminated;
    payment.cancelled = payment.authorized;
    return payment;
  }
  std::expected<ports::ProviderPayment, ProviderError> refund(std::string_view, base::Money,
                                                              std::string_view) override {
    return std::unexpected(ProviderError::kRefused);
  }
  [[nodiscard]] std::expected<ports::Notice, ports::NoticeRefusal> check_notice(ports::NoticeRequest const&,
                                                                                base::Instant) const override {
    return std::unexpected(ports::NoticeRefusal::kUnsigned);
  }

  void approve(std::string const& reference, std::int64_t minor) {
    payments.at(reference).state = ProviderState::kAuthorized;
    payments.at(reference).authorized = {minor, base::kDanishKrone};
  }

  int created = 0;
  std::map<std::string, ports::ProviderPayment> payments;
  std::vector<std::string> cancelled;
  std::set<std::string> keys;
  std::string return_url;
  std::optional<ProviderError> fail_create, fail_capture;
  std::function<void()> during_create;

 private:
  ports::ProviderCapabilities capabilities_;
};

template <class Books>
struct DeskTest : testing::Test {
  static constexpr std::int64_t kOwed = 35'000;
  static constexpr std::int64_t kGiveUpSeconds = 3'600;

  DeskTest() {
    authority = *books.get().add_authority(tests::kTestAuthority);
    base::SourceId const source = books.get().ensure_source(authority, "bib", "Bib");
    engine::RegisterClaim claim{source, "A-1", "library_fee", {{}, {}, {20'400}, {20'430}, {20'440}}, {0}, {}};
    claim.amounts[ledger::Component::kPrincipal] = kOwed;
    engine::Submission submission;
    submission.authority = authority;
    submission.actor = "source:1";
    submission.key = "claim";
    submission.parties = {tests::person("1")};
    submission.commands.emplace_back(claim);
    EXPECT_TRUE(books.get().submit_one(std::move(submission), tests::kNow));
    basket.authority = authority;
    basket.currency = base::kDanishKrone;
    payer = books.get().reader()->find_party(authority, tests::person("1")).value();
    basket.payer = payer;
    basket.means = Means::kCard;
    basket.choices = {{books.get().reader()->claims_of(authority, payer).at(0).id, kOwed}};
    basket.key = "a key of the page";
    basket.description = "Testby Kommune";
    basket.return_url_base = "https://betal.example/payments/";
  }

  std::int64_t open_minor() { return books.get().reader()->claims_of(authority, payer).at(0).open_minor(); }
  std::size_t count_payments() { return books.get().reader()->payments_of(authority, payer).size(); }
  /// What is owed less, in how many payments; and the books must be sound.
  std::pair<std::int64_t, std::size_t> paid() {
    engine::Audit const audit = engine::verify(*books.get().reader(), authority);
    for (engine::Finding const& finding : audit.findings) ADD_FAILURE() << finding.what;
    return {kOwed - open_minor(), count_payments()};
  }
  AttemptState state(base::AttemptId id) { return books.get().reader()->attempt(authority, id)->state; }
  static base::Now later(std::int64_t seconds) {
    return {{tests::kNow.instant.microseconds + seconds * 1'000'000}, tests::kNow.date};
  }

  Books books;
  base::AuthorityId authority;
  base::DebtorId payer;
  PlayedProvider wallet{"wallet", ports::Naming::kByUs};
  PlayedProvider cards{"cards", ports::Naming::kByProvider};
  engine::PaymentDesk desk{
      books.get(), {{wallet, Means::kMobilePay, 0}, {cards, Means::kCard, kGiveUpSeconds}}, "a key"};
  engine::PaymentBasket basket;
};

using Stores = testing::Types<tests::MemoryBooks, tests::SqliteBooks>;
TYPED_TEST_SUITE(DeskTest, Stores, tests::StoreNames);

using Paid = std::pair<std::int64_t, std::size_t>;

TYPED_TEST(DeskTest, TheProvidersNameIsTheAttempts) {
  auto const started = this->desk.start(this->basket, tests::kNow);
  ASSERT_TRUE(started);
  EXPECT_EQ(started->attempt.reference, "p1");
  EXPECT_EQ(started->attempt.provider, "cards");
  EXPECT_EQ(started->attempt.state, AttemptState::kWaiting);
  EXPECT_EQ(started->redirect_url, "https://pay.example/p1");
  EXPECT_EQ(this->cards.return_url, "https://betal.example/payments/of/a%20key%20of%20the%20page");
  EXPECT_EQ(this->desk.find(this->authority, this->payer, this->basket.key)->id, started->attempt.id);
  EXPECT_FALSE(this->desk.find(this->authority, {this->payer.value + 1}, this->basket.key));
}

TYPED_TEST(DeskTest, EachMeansHasItsProvider) {
  this->basket.means = Means::kMobilePay;
  ASSERT_TRUE(this->desk.start(this->basket, tests::kNow));
  EXPECT_EQ(std::pair(this->wallet.created, this->cards.created), std::pair(1, 0));
  this->basket.means = Means::kBank;
  this->basket.key = "another";
  auto const refused = this->desk.start(this->basket, tests::kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(std::get<ProviderError>(refused.error()), ProviderError::kMisconfigured);
}

TYPED_TEST(DeskTest, ASecondPressFindsTheFirst) {
  auto const first = this->desk.start(this->basket, tests::kNow);
  auto const second = this->desk.start(this->basket, tests::kNow);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(second->attempt.id, first->attempt.id);
  EXPECT_EQ(second->redirect_url, first->redirect_url);
  EXPECT_EQ(this->cards.created, 1);
  this->basket.choices[0].limit_minor = 100;
  auto const other = this->desk.start(this->basket, tests::kNow);
  ASSERT_FALSE(other);
  EXPECT_EQ(std::get<engine::Refusal>(other.error()), engine::Refusal::kKeyReusedWithOtherContent);
}

// Both clicks ask the provider before either is written: the slower one lets go of its page, which nobody has seen.
TYPED_TEST(DeskTest, TwoClicksAtTheSameMomentAreOneAttempt) {
  std::expected<engine::StartedPayment, engine::NotStarted> inner = std::unexpected(engine::Refusal::kNothingChosen);
  this->cards.during_create = [&] {
    if (this->cards.created > 1) return;
    inner = this->desk.start(this->basket, tests::kNow);
  };
  auto const outer = this->desk.start(this->basket, tests::kNow);
  ASSERT_TRUE(inner && outer);
  EXPECT_EQ(outer->attempt.id, inner->attempt.id);
  EXPECT_EQ(outer->redirect_url, inner->redirect_url);
  ASSERT_EQ(this->cards.cancelled.size(), 1U);
  EXPECT_NE(this->cards.cancelled[0], outer->attempt.reference);
}

TYPED_TEST(DeskTest, WithoutAPageNothingIsBegunAndTheKeyIsFree) {
  this->cards.fail_create = ProviderError::kUnreachable;
  auto const failed = this->desk.start(this->basket, tests::kNow);
  ASSERT_FALSE(failed);
  EXPECT_EQ(std::get<ProviderError>(failed.error()), ProviderError::kUnreachable);
  EXPECT_TRUE(this->books.get().reader()->attempts_of(this->authority, this->payer).empty());
  this->cards.fail_create.reset();
  EXPECT_TRUE(this->desk.start(this->basket, tests::kNow));
}

TYPED_TEST(DeskTest, WhatTheBooksRefuseLetsGoOfItsPage) {
  this->basket.choices[0].limit_minor = this->kOwed + 1;
  auto const refused = this->desk.start(this->basket, tests::kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(std::get<engine::Refusal>(refused.error()), engine::Refusal::kAmountExceedsOpen);
  EXPECT_EQ(this->cards.cancelled, std::vector<std::string>{"p1"});
}

TYPED_TEST(DeskTest, WhatIsApprovedIsChargedAndBookedOnce) {
  auto const started = this->desk.start(this->basket, tests::kNow);
  this->cards.approve("p1", this->kOwed);
  this->cards.fail_capture = ProviderError::kUnreachable;
  this->desk.refresh(this->authority, "p1", tests::kNow);
  EXPECT_EQ(this->state(started->attempt.id), AttemptState::kAuthorized);
  EXPECT_EQ(this->paid(), Paid(0, 0));
  this->cards.fail_capture.reset();
  for (int times = 0; times < 5; ++times) this->desk.refresh(this->authority, "p1", tests::kNow);
  EXPECT_EQ(this->state(started->attempt.id), AttemptState::kCaptured);
  EXPECT_EQ(this->cards.keys, std::set<std::string>{"p1-capture"});
  EXPECT_EQ(this->paid(), Paid(this->kOwed, 1));
  EXPECT_EQ(this->books.get().reader()->payments_of(this->authority, this->payer).at(0).means, Means::kCard);
}

TYPED_TEST(DeskTest, AChargeThatIsRefusedGivesTheReservationBack) {
  auto const started = this->desk.start(this->basket, tests::kNow);
  this->cards.approve("p1", this->kOwed);
  this->cards.fail_capture = ProviderError::kRefused;
  this->desk.refresh(this->authority, "p1", tests::kNow);
  EXPECT_EQ(this->state(started->attempt.id), AttemptState::kCancelled);
  EXPECT_EQ(this->paid(), Paid(0, 0));
}

TYPED_TEST(DeskTest, TurningBackEndsWhatWaitsAndNothingElse) {
  auto const started = this->desk.start(this->basket, tests::kNow);
  this->desk.give_up(this->authority, started->attempt.id, tests::kNow);
  EXPECT_EQ(this->state(started->attempt.id), AttemptState::kCancelled);

  this->basket.key = "another";
  auto const approved = this->desk.start(this->basket, tests::kNow);
  this->cards.approve(approved->attempt.reference, this->kOwed);
  this->desk.give_up(this->authority, approved->attempt.id, tests::kNow);
  EXPECT_EQ(this->state(approved->attempt.id), AttemptState::kCaptured);
  EXPECT_EQ(this->paid(), Paid(this->kOwed, 1));
}

TYPED_TEST(DeskTest, APageThatNobodyPaysOnIsClosedInTime) {
  auto const started = this->desk.start(this->basket, tests::kNow);
  this->desk.refresh(this->authority, started->attempt.id, this->later(this->kGiveUpSeconds));
  EXPECT_EQ(this->state(started->attempt.id), AttemptState::kWaiting);
  this->desk.refresh(this->authority, started->attempt.id, this->later(this->kGiveUpSeconds + 1));
  EXPECT_EQ(this->state(started->attempt.id), AttemptState::kCancelled);
  EXPECT_EQ(this->cards.payments.at("p1").state, ProviderState::kTerminated);
}

TYPED_TEST(DeskTest, WhatWasApprovedInTimeIsChargedHoweverLateWeAsk) {
  auto const started = this->desk.start(this->basket, tests::kNow);
  this->cards.approve("p1", this->kOwed);
  this->desk.refresh(this->authority, started->attempt.id, this->later(this->kGiveUpSeconds * 10));
  EXPECT_EQ(this->paid(), Paid(this->kOwed, 1));
}

// A provider that names nothing keeps its own time: the desk does not end its payments.
TYPED_TEST(DeskTest, TheWalletEndsItsPaymentsItself) {
  this->basket.means = Means::kMobilePay;
  auto const started = this->desk.start(this->basket, tests::kNow);
  ASSERT_TRUE(started);
  this->desk.refresh(this->authority, started->attempt.id, this->later(this->kGiveUpSeconds * 10));
  EXPECT_EQ(this->state(started->attempt.id), AttemptState::kWaiting);
  EXPECT_TRUE(this->wallet.cancelled.empty());
}

}  // namespace

// Receipts as messages: one for each payment, to whoever paid, by the procedure's own channels; never a demand.
#include <gtest/gtest.h>

#include "adapters/message_sandbox/sandbox_channel.h"
#include "apps/message_values.h"
#include "engine/business_day.h"
#include "engine/message_sender.h"
#include "tests/support/danish_rules.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using namespace engine;
using dunning::Channel;
using dunning::MessageState;

constexpr std::int32_t kMonday = 20'458;

/// Everybody has everything; what is said is what was paid and what is left.
class ReceiptComposer : public ports::MessageComposer {
 public:
  bool can_reach(base::AuthorityId, base::DebtorId, Channel) override { return true; }
  std::expected<ports::Composed, std::string> compose(base::AuthorityId, ports::MessageFacts const& facts,
                                                      Channel) override {
    ports::Composed composed;
    composed.outgoing = {facts.message.id, dunning::natural_key(facts.message), "an address", "", ""};
    std::int64_t left = 0;
    for (claims::Claim const& claim : facts.claims) left += claim.open_minor();
    if (facts.payment) composed.outgoing.body = std::to_string(facts.payment->amount_minor) + " paid, ";
    composed.outgoing.body += std::to_string(left) + " left";
    return composed;
  }
  void note_bad_address(base::AuthorityId, base::DebtorId, Channel, base::Now) override {}
};

class ReceiptMessages : public testing::Test {
 protected:
  ReceiptMessages() { books_.get().set_rules(rules_); }

  [[nodiscard]] static base::Now at(std::int32_t day) {
    return {{day * 86'400'000'000LL + 10 * 3'600'000'000LL}, {day}};
  }

  void claim(std::string const& reference, std::string const& debtor, std::int32_t last_payment_day = kMonday + 10) {
    RegisterClaim c{source_, reference, "day_care", {}, {0}, {}};
    c.dates = {{}, {}, {kMonday - 40}, {last_payment_day - 10}, {last_payment_day}};
    c.amounts[ledger::Component::kPrincipal] = 10'000;
    ASSERT_TRUE(books_.get().submit_one({authority_, "source:1", reference, {}, {person(debtor)}, {c}}, at(kMonday)));
  }
  Outcome pay(std::string const& key, RecordPayment payment) {
    return books_.get().submit_one({authority_, "source:1", key, {}, {}, {std::move(payment)}}, at(kMonday));
  }
  [[nodiscard]] RecordPayment money(std::int64_t minor, std::string const& reference,
                                    ledger::Means means = ledger::Means::kMobilePay) const {
    return {{}, means, minor, {kMonday}, {{{{}, source_, reference}, {}}}, "from a wallet"};
  }
  [[nodiscard]] std::vector<dunning::Message> messages() {
    std::vector<dunning::Message> all;
    books_.get().reader()->each_message(authority_, [&](dunning::Message const& each) { all.push_back(each); });
    return all;
  }
  SendCounts send(std::int32_t day) {
    auto const moment = [day] { return SendMoment{at(day), 10 * 60}; };
    return sender_.run_once(*rules_, {authority_, {}, moment});
  }

  MemoryBooks books_;
  base::AuthorityId authority_ = *books_.get().add_authority(kTestAuthority);
  base::SourceId source_ = books_.get().ensure_source(authority_, "library", "Library");
  std::shared_ptr<Rules const> rules_ = danish_rules(authority_);
  ReceiptComposer composer_;
  adapters::message_sandbox::SandboxChannel post_{{"post", Channel::kDigitalPost, ports::KeyPolicy::kHonours}, ""};
  MessageSender sender_{books_.get(), composer_, {&post_}};
};

TEST_F(ReceiptMessages, EveryPaymentHasOneAndItLeavesWithoutABusinessDay) {
  claim("A", "maja");
  ASSERT_TRUE(pay("first", money(4'000, "A")));
  ASSERT_TRUE(pay("first", money(4'000, "A")));  // the same again
  ASSERT_TRUE(pay("second", money(6'000, "A")));
  auto const planned = messages();
  ASSERT_EQ(planned.size(), 2U);
  EXPECT_NE(dunning::natural_key(planned[0]), dunning::natural_key(planned[1]));
  EXPECT_EQ(planned[0].content, "dk/receipt");
  EXPECT_EQ(planned[0].fee_minor, 0);
  EXPECT_TRUE(dunning::receipted_payment(planned[0]));
  // Also the claim that is settled now is receipted.
  EXPECT_EQ(send(kMonday).sent, 2);
  ASSERT_EQ(post_.outbox().size(), 2U);
  EXPECT_EQ(post_.outbox()[0].body, "4000 paid, 0 left");
  EXPECT_EQ(send(kMonday).sent, 0);
}

TEST_F(ReceiptMessages, WhatADepartmentTookInOrWhatIsOldOrAnothersHasNone) {
  claim("A", "maja");
  claim("B", "jonas");
  ASSERT_TRUE(pay("till", money(1'000, "A", ledger::Means::kSource)));
  RecordPayment old = money(1'000, "A");
  old.value_date = {kMonday - 15};
  ASSERT_TRUE(pay("old", old));
  // Jonas pays what Maja owes.
  RecordPayment for_another = money(1'000, "A");
  for_another.payer = books_.get().reader()->claim(authority_, {{}, source_, "B"})->liable.front();
  ASSERT_TRUE(pay("another", for_another));
  EXPECT_TRUE(messages().empty());
  ASSERT_TRUE(pay("own", money(1'000, "A", ledger::Means::kBank)));
  EXPECT_EQ(messages().size(), 1U);
}

TEST_F(ReceiptMessages, ItIsKeptBackByAReversalOrAHoldOnContactAndByNothingElse) {
  for (char const* const reference : {"A", "B", "C"}) {
    claim(reference, std::string{"debtor of "} + reference);
    ASSERT_TRUE(pay(std::string{"payment of "} + reference, money(10'000, reference)));
  }
  auto const planned = messages();
  ASSERT_EQ(planned.size(), 3U);
  Command const reverse = ReversePayment{*dunning::receipted_payment(planned[0]), "charged back", {kMonday}};
  Command const pause = PlaceHold{
      {{}, source_, "B"}, {}, {"pause", claims::HoldKind::kBreathingSpace, "asked for", {kMonday}, std::nullopt}};
  Command const dispute = OpenObjection{{{}, source_, "C"}, "o", "wrong", {kMonday}};
  int key = 0;
  for (Command const& command : {reverse, pause, dispute}) {
    ASSERT_TRUE(books_.get().submit_one({authority_, "source:1", "change " + std::to_string(++key), {}, {}, {command}},
                                        at(kMonday)));
  }
  EXPECT_EQ(send(kMonday).sent, 1);
  auto const after = messages();
  EXPECT_EQ(after[0].state, MessageState::kTooLate);
  EXPECT_EQ(after[0].reason, "reversed");
  EXPECT_EQ(after[1].state, MessageState::kTooLate);
  EXPECT_EQ(after[1].reason, "held");
  EXPECT_EQ(after[2].state, MessageState::kSent);
}

TEST_F(ReceiptMessages, ItIsNoDemand) {
  claim("A", "maja", kMonday - 10);
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(pay("part " + std::to_string(i), money(1'000, "A")));
  EXPECT_EQ(send(kMonday).sent, 4);  // more than the limit on contacts
  // Nor does it use the limit up: the reminder's text beside the letter would wait otherwise.
  EXPECT_EQ(dunning::contacts_in(messages(), {kMonday}, 7), 0);
  DayResult const day = run_business_day(books_.get(), *rules_, {authority_, {kMonday}, at(kMonday)});
  EXPECT_EQ(day.totals.steps, 1);
  EXPECT_EQ(day.totals.messages, 2);
  EXPECT_EQ(books_.get().reader()->claim(authority_, {{}, source_, "A"})->course.steps.size(), 1U);
}

TEST_F(ReceiptMessages, ItLeavesInTimeOrNotAtAll) {
  claim("A", "maja");
  ASSERT_TRUE(pay("first", money(4'000, "A")));
  EXPECT_EQ(send(kMonday + 15).too_late, 1);
  EXPECT_TRUE(post_.outbox().empty());
}

TEST_F(ReceiptMessages, WithoutReceiptsInTheProcedureThereAreNone) {
  auto const rules = std::make_shared<Rules>(*rules_);
  AuthorityLaw law;
  auto const found = rules->law.find(authority_, "day_care");
  law.packs = {*found->pack};
  law.procedures = {*found->procedure};
  law.procedures.front().receipt = {};
  law.types["*"] = {"dk/public", true, "ordinary", {}, "dk/municipal"};
  rules->law.set(authority_, law);
  books_.get().set_rules(rules);
  claim("A", "maja");
  ASSERT_TRUE(pay("first", money(4'000, "A")));
  EXPECT_TRUE(messages().empty());
}

/// The values that the text is made of: what the payment covered, and what is left.
TEST(ReceiptValues, AreThePaymentsOwn) {
  ports::Authority const authority{{1}, "testby", "Testby", "DK", base::kDanishKrone, "{}"};
  apps::MessageSettings settings;
  settings.claim_grounds["nursery"] = "day_care";
  adapters::vault::OpenedPerson person;
  person.name = "Maja Holm";
  Rules const rules;
  std::vector<ports::Source> const departments;
  dunning::Message message;
  message.debtor = {7};
  message.step = dunning::receipt_step({17});
  claims::Claim claim;
  claim.id = {3};
  claim.type = "nursery";
  claim.liable = {{7}};
  claim.charged[ledger::Component::kPrincipal] = 10'000;
  claim.open[ledger::Component::kPrincipal] = 2'500;
  payments::Payment payment;
  payment.id = {17};
  payment.amount_minor = 7'500;
  payment.value_date = {kMonday};
  payment.allocations = {{{3}, ledger::Component::kPrincipal, 7'500}};
  ports::MessageFacts const facts{message, {claim}, {{0}, {kMonday}}, payment};
  contact::Values const values =
      apps::message_values(facts, {authority, settings, rules, departments, person, "", "", "", "testby.dk/process"});
  using contact::Field;
  EXPECT_EQ(std::get<base::Money>(values.get(Field::kPaidAmount)).minor, 7'500);
  EXPECT_EQ(std::get<base::Money>(values.get(Field::kRemaining)).minor, 2'500);
  EXPECT_EQ(std::get<base::Date>(values.get(Field::kPaidOn)), base::Date{kMonday});
  EXPECT_EQ(std::get<std::string>(values.get(Field::kReceiptNumber)), "17");
  EXPECT_EQ(std::get<std::string>(values.get(Field::kProcessAddress)), "testby.dk/process");
  EXPECT_EQ(std::get<std::string>(values.get(Field::kGround)), "day_care");
  auto const place = static_cast<std::size_t>(Field::kClaimPrincipal) - contact::kFirstRowField;
  EXPECT_EQ(std::get<base::Money>(values.claims.front().values[place]).minor, 7'500);
  // Claims of different kinds have no ground in common.
  claims::Claim other = claim;
  other.type = "library_fee";
  ports::MessageFacts const two{message, {claim, other}, {{0}, {kMonday}}, payment};
  contact::Values const mixed =
      apps::message_values(two, {authority, settings, rules, departments, person, "", "", "", ""});
  EXPECT_FALSE(contact::is_present(mixed.get(Field::kGround)));
  EXPECT_FALSE(contact::is_present(mixed.get(Field::kProcessAddress)));
}

}  // namespace
}  // namespace tests

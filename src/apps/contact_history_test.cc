// What the journal tells of digital steps and of contacts: entries made by hand.
#include "apps/contact_history.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace apps {
namespace {

using namespace engine;

constexpr base::DebtorId kMaja{7};

Entry entry(std::int32_t day, std::string actor, std::vector<Event> events) {
  return {{}, {day}, std::move(actor), std::move(events)};
}

/// "10 plan_made" and "11 question", in the order of the journal.
std::vector<std::string> read(std::vector<Entry> const& entries) {
  ContactReader reader;
  for (Entry const& each : entries) reader.add(each);
  auto const history = reader.take();
  std::vector<std::pair<std::int64_t, std::string>> told;
  for (auto const& each : history.steps) {
    EXPECT_EQ(each.debtor, kMaja);
    told.emplace_back(each.order, std::to_string(each.day.days) + " " + each.cause);
  }
  for (auto const& each : history.contacts) {
    EXPECT_EQ(each.debtor, kMaja);
    told.emplace_back(each.order,
                      std::to_string(each.day.days) + " contact " + std::string{reports::name_of(each.kind)});
  }
  std::ranges::stable_sort(told, {}, &std::pair<std::int64_t, std::string>::first);
  std::vector<std::string> words;
  for (auto const& [order, what] : told) words.push_back(what);
  return words;
}
using Told = std::vector<std::string>;

MessagePlanned planned(std::int64_t message) {
  MessagePlanned event;
  event.message = {message};
  event.debtor = kMaja;
  event.content = "dk/reminder";
  return event;
}

TEST(ContactHistory, AMessageIsAStepOnTheDayItLeftDigitally) {
  using enum dunning::MessageState;
  MessageAdvanced const sent{{1}, kSent, dunning::Channel::kSms, "", "", ""};
  MessageAdvanced const arrived{{1}, kDelivered, dunning::Channel::kSms, "", "", ""};
  MessageAdvanced const letter{{2}, kSent, dunning::Channel::kLetter, "", "", ""};
  MessageAdvanced const failed{{3}, kFailed, dunning::Channel::kEmail, "", "", ""};
  EXPECT_EQ(read({entry(10, "system", {planned(1), planned(2), planned(3)}), entry(11, "system", {sent}),
                  entry(12, "system", {arrived}), entry(12, "system", {letter}), entry(12, "system", {failed})}),
            (Told{"11 message_dk/reminder"}));
}

TEST(ContactHistory, AReceiptBelongsToTheStepThatItIsOf) {
  PaymentRecorded paid;
  paid.payer = kMaja;
  paid.means = ledger::Means::kCard;
  ArrangementMade plan;
  plan.debtor = kMaja;
  auto const sent = [](std::int64_t message) {
    return MessageAdvanced{{message}, dunning::MessageState::kSent, dunning::Channel::kEmail, "", "", ""};
  };
  EXPECT_EQ(read({entry(10, "system", {planned(1), paid}), entry(10, "system", {sent(1)}),
                  entry(11, "clerk:AB", {plan, planned(2)}), entry(11, "system", {sent(2)})}),
            (Told{"10 payment_card", "11 contact through_staff", "11 message_dk/reminder"}))
      << "what staff have done is told by a message that is a step";
}

TEST(ContactHistory, APaymentThatWasMadeOrNot) {
  AttemptStarted started;
  started.payer = kMaja;
  started.attempt = {1};
  AttemptStarted other = started;
  other.attempt = {2};
  PaymentRecorded paid;
  paid.payer = kMaja;
  paid.means = ledger::Means::kMobilePay;
  PaymentRecorded by_bank = paid;
  by_bank.means = ledger::Means::kBank;
  using enum payments::AttemptState;
  EXPECT_EQ(read({entry(10, "debtor:7", {started, other}), entry(10, "system", {AttemptAdvanced{{1}, kWaiting, {}}}),
                  entry(10, "system", {AttemptAdvanced{{2}, kExpired, {}}}),
                  entry(11, "system", {paid, AttemptAdvanced{{1}, kCaptured, {5}}}), entry(12, "system", {by_bank})}),
            (Told{"10 payment_not_made", "11 payment_mobilepay"}));
}

TEST(ContactHistory, WhatPeopleDoThemselvesIsAStepAndWhatStaffEnterIsAContact) {
  ArrangementMade plan;
  plan.arrangement = {1};
  plan.debtor = kMaja;
  MandateAsked const mandate{{1}, kMaja, {12}};
  ArrangementChanged const changed{{1}, {}, {}, {}, "", {13}, {}};
  EXPECT_EQ(read({entry(10, "link:3", {plan}), entry(11, "debtor:7", {changed}), entry(12, "debtor:9/for:7", {mandate}),
                  entry(13, "clerk:AB", {changed}), entry(13, "clerk:AB", {mandate}), entry(14, "system", {changed})}),
            (Told{"10 plan_made", "11 plan_changed", "12 direct_debit", "13 contact through_staff"}))
      << "two things on one day were one call";
}

TEST(ContactHistory, AnEnquiryByItsWayAndItsKind) {
  auto const received = [](enquiries::Kind kind, enquiries::Way way, std::int32_t day) {
    EnquiryReceived event;
    event.debtor = kMaja;
    event.kind = kind;
    event.way = way;
    event.date = {day};
    return event;
  };
  using enquiries::Kind;
  using enquiries::Way;
  EXPECT_EQ(read({entry(10, "link:3", {received(Kind::kObjection, Way::kLink, 10)}),
                  entry(11, "debtor:7", {received(Kind::kQuestion, Way::kPortal, 11)}),
                  entry(15, "clerk:AB", {received(Kind::kObjection, Way::kPaper, 12)}),
                  entry(16, "link:3", {received(Kind::kHelp, Way::kLink, 16)})}),
            (Told{"10 enquiry_objection", "11 enquiry_question", "11 contact question", "12 contact through_staff",
                  "16 enquiry_help", "16 contact help"}))
      << "the letter came on day 12";
}

}  // namespace
}  // namespace apps

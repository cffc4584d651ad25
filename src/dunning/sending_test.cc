#include "dunning/sending.h"

#include <gtest/gtest.h>

namespace dunning {
namespace {

constexpr base::Date kToday{20'780};

law::Calendar with_holiday(base::Date day) {
  law::Calendar calendar;
  law::Holiday holiday;
  auto const ymd = std::chrono::year_month_day{day.sys()};
  holiday.name = "a holiday";
  holiday.month = static_cast<unsigned>(ymd.month());
  holiday.day = static_cast<unsigned>(ymd.day());
  holiday.closes = static_cast<std::uint8_t>(law::Purpose::kPublicHoliday);
  calendar.holidays.push_back(holiday);
  return calendar;
}

TEST(Sending, NobodyIsRungUpAtNightOnWeekendsOrHolidays) {
  SendRules const rules;
  base::Date const monday = *base::make_date(2026, 11, 23);
  SendWindow const& sms = rules.window(Channel::kSms);
  EXPECT_FALSE(is_open(sms, nullptr, monday, 7 * 60 + 59));
  EXPECT_TRUE(is_open(sms, nullptr, monday, 8 * 60));
  EXPECT_TRUE(is_open(sms, nullptr, monday, 19 * 60 + 59));
  EXPECT_FALSE(is_open(sms, nullptr, monday, 20 * 60));
  EXPECT_FALSE(is_open(sms, nullptr, {monday.days - 1}, 12 * 60)) << "a Sunday";
  law::Calendar const calendar = with_holiday(monday);
  EXPECT_FALSE(is_open(sms, &calendar, monday, 12 * 60));
  EXPECT_TRUE(is_open(sms, &calendar, {monday.days + 1}, 12 * 60));
  EXPECT_TRUE(is_open(rules.window(Channel::kLetter), &calendar, {monday.days - 1}, 3 * 60)) << "a letter may";
}

TEST(Sending, ContactsCountWhatMayHaveArrived) {
  std::vector<Message> messages(5);
  base::Date const today = kToday;
  MessageState const states[] = {MessageState::kSent, MessageState::kDoubtful, MessageState::kDelivered,
                                 MessageState::kTooLate, MessageState::kSending};
  for (std::size_t i = 0; i < messages.size(); ++i) {
    messages[i].state = states[i];
    messages[i].sent_on = today;
  }
  EXPECT_EQ(contacts_in(messages, today, 7), 4);
  messages[0].sent_on = base::Date{today.days - 6};
  messages[1].sent_on = base::Date{today.days - 7};
  messages[2].sent_on.reset();
  EXPECT_EQ(contacts_in(messages, today, 7), 2);
}

TEST(Sending, ARefusalForGoodIsTheNextChannelsTurn) {
  Message message;
  message.channels = {Channel::kDigitalPost, Channel::kLetter, Channel::kSms};
  EXPECT_EQ(channels_left(message).size(), 3U);
  message.channel = Channel::kDigitalPost;
  message.reason = reason_for(Setback::kTemporary, "busy");
  EXPECT_EQ(channels_left(message).front(), Channel::kDigitalPost);
  message.reason = reason_for(Setback::kPermanent, "exempt");
  EXPECT_EQ(channels_left(message), (std::vector{Channel::kLetter, Channel::kSms}));
  message.channel = Channel::kLetter;
  message.reason = reason_for(Setback::kTemporary, "busy");
  EXPECT_EQ(channels_left(message), (std::vector{Channel::kLetter, Channel::kSms})) << "not back to the one before";
  message.channel = Channel::kSms;
  message.reason = reason_for(Setback::kPermanent, "bad_address");
  EXPECT_TRUE(channels_left(message).empty());
  message.reason.clear();  // a person wants it tried anew
  EXPECT_EQ(channels_left(message).size(), 3U);
}

TEST(Sending, WhatTheLawDemandsIsNeverHeldBack) {
  Step step;
  step.kind = StepKind::kReminder;
  EXPECT_FALSE(is_demanded_by_law(&step));
  step.letter = "reminder";
  EXPECT_TRUE(is_demanded_by_law(&step));
  step.letter.clear();
  step.kind = StepKind::kNotice;
  EXPECT_TRUE(is_demanded_by_law(&step));
  EXPECT_TRUE(is_demanded_by_law(nullptr));
}

TEST(Sending, PausesGrowUpToAnHour) {
  EXPECT_EQ(pause_seconds(1), 60);
  EXPECT_EQ(pause_seconds(2), 120);
  EXPECT_EQ(pause_seconds(7), 3'600);
  EXPECT_EQ(pause_seconds(1'000'000), 3'600);
}

}  // namespace
}  // namespace dunning

// Contacts after digital steps: histories made by hand, figures worked out by hand; and a slow way of counting that
// must come to the same over made-up histories.
#include "reports/failure_demand.h"

#include <gtest/gtest.h>

#include "base/seeded_stream.h"

namespace reports {
namespace {

constexpr base::DebtorId kMaja{1};
constexpr base::DebtorId kBo{2};
constexpr base::Date kToday{200};

/// "1/3, 2 too early"
std::string text_of(KnownShare const& share) {
  return std::to_string(share.part.count) + "/" + std::to_string(share.known.count) + ", " +
         std::to_string(share.too_early.count) + " too early";
}

FailureDemand count(ContactHistory const& history, Stretch stretch = {{0}, {200}}) {
  return failure_demand(history, stretch, kToday);
}

// Maja is sent a reminder on day 100 and pays by card on day 103. Her question on day 107 is 4 days after the payment
// and 7 after the reminder: the payment is the nearest. Bo's call on day 108 is 8 days after his reminder.
TEST(FailureDemand, TheNearestStepWithinSevenDaysIsTheCause) {
  FailureDemand const demand = count(
      {{{kMaja, {100}, 1, "message_reminder"}, {kBo, {100}, 2, "message_reminder"}, {kMaja, {103}, 3, "payment_card"}},
       {{kMaja, {107}, 4, ContactKind::kQuestion}, {kBo, {108}, 5, ContactKind::kThroughStaff}}});
  EXPECT_EQ(demand.steps.count, 3);
  EXPECT_EQ(text_of(demand.followed), "1/3, 0 too early");
  EXPECT_EQ(text_of(demand.by_cause.at("message_reminder")), "0/2, 0 too early");
  EXPECT_EQ(text_of(demand.by_cause.at("payment_card")), "1/1, 0 too early");
  EXPECT_EQ(demand.contacts.count, 2);
  EXPECT_EQ(demand.contacts_after_step.count, 1);
  EXPECT_EQ(demand.by_kind.at(ContactKind::kQuestion).count, 1);
}

TEST(FailureDemand, SevenDaysAreSeven) {
  for (auto const& [day, followed] : {std::pair{107, 1}, std::pair{108, 0}}) {
    FailureDemand const demand =
        count({{{kMaja, {100}, 1, "plan_made"}}, {{kMaja, {day}, 2, ContactKind::kThroughStaff}}});
    EXPECT_EQ(demand.followed.part.count, followed) << day;
  }
}

// On one day the journal says what was first; and nothing is its own cause.
TEST(FailureDemand, OnTheSameDayWhatWasRecordedBefore) {
  for (auto const& [order, followed] : {std::pair{1, 0}, std::pair{2, 0}, std::pair{3, 1}}) {
    FailureDemand const demand =
        count({{{kMaja, {100}, 2, "enquiry_question"}}, {{kMaja, {100}, order, ContactKind::kQuestion}}});
    EXPECT_EQ(demand.followed.part.count, followed) << order;
  }
}

TEST(FailureDemand, AStepIsCountedOnceHoweverManyContactsFollow) {
  FailureDemand const demand = count({{{kMaja, {100}, 1, "plan_made"}},
                                      {{kMaja, {101}, 2, ContactKind::kQuestion},
                                       {kMaja, {102}, 3, ContactKind::kHelp},
                                       {kMaja, {103}, 4, ContactKind::kThroughStaff}}});
  EXPECT_EQ(text_of(demand.followed), "1/1, 0 too early");
  EXPECT_EQ(demand.contacts_after_step.count, 3);
}

// Today is 200: the seventh day after 193 is not over, that after 192 is.
TEST(FailureDemand, TooEarlyIsNotCountedAsSaved) {
  EXPECT_EQ(text_of(count({{{kMaja, {193}, 1, "plan_made"}}, {}}).followed), "0/0, 1 too early");
  EXPECT_EQ(text_of(count({{{kMaja, {192}, 1, "plan_made"}}, {}}).followed), "0/1, 0 too early");
}

// A contact after the last of the days counts for a step in them; it is none of the contacts in them.
TEST(FailureDemand, StepsAndContactsByTheirOwnDays) {
  ContactHistory const history{{{kMaja, {100}, 1, "plan_made"}}, {{kMaja, {105}, 2, ContactKind::kQuestion}}};
  FailureDemand const early = count(history, {{90}, {102}});
  EXPECT_EQ(text_of(early.followed), "1/1, 0 too early");
  EXPECT_EQ(early.contacts.count, 0);
  FailureDemand const late = count(history, {{103}, {110}});
  EXPECT_EQ(late.steps.count, 0);
  EXPECT_EQ(late.contacts_after_step.count, 1);
}

ContactHistory made_up(std::uint64_t seed) {
  base::SeededStream stream{seed, "contacts"};
  ContactHistory history;
  for (std::int64_t order = 1; order <= 120; ++order) {
    base::DebtorId const debtor{stream.between(1, 6)};
    auto const day = static_cast<std::int32_t>(100 + order / 2);
    if (stream.below(3) > 0) {
      history.steps.push_back({debtor, {day}, order, stream.pick({"message", "payment", "plan"})});
    } else {
      // Some are entered later than they came.
      auto const back = static_cast<std::int32_t>(stream.below(4));
      history.contacts.push_back({debtor, {day - back}, order, static_cast<ContactKind>(stream.below(3))});
    }
  }
  return history;
}

/// Step by step and contact by contact.
std::int64_t followed_slowly(ContactHistory const& history) {
  std::int64_t count = 0;
  for (DigitalStep const& step : history.steps) {
    bool is_followed = false;
    for (Contact const& contact : history.contacts) {
      auto const is_before = [&](DigitalStep const& each) {
        bool const earlier = each.day < contact.day || (each.day == contact.day && each.order < contact.order);
        return each.debtor == contact.debtor && earlier && contact.day.days - each.day.days <= 7;
      };
      if (!is_before(step)) continue;
      bool is_nearest = true;
      for (DigitalStep const& other : history.steps) {
        bool const nearer = other.day > step.day || (other.day == step.day && other.order > step.order);
        if (is_before(other) && nearer) is_nearest = false;
      }
      is_followed |= is_nearest;
    }
    count += is_followed ? 1 : 0;
  }
  return count;
}

TEST(FailureDemand, TheSlowWayComesToTheSame) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    ContactHistory const history = made_up(seed);
    FailureDemand const demand = count(history);
    EXPECT_EQ(demand.followed.part.count, followed_slowly(history)) << "seed " << seed;
    std::int64_t by_cause = 0;
    for (auto const& [cause, share] : demand.by_cause) by_cause += share.part.count;
    EXPECT_EQ(by_cause, demand.followed.part.count);
  }
}

// Steps whose seven days are over have their figures for good, whatever is recorded of later days.
TEST(FailureDemand, WhatIsOverStaysAsItIs) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    ContactHistory const all = made_up(seed);
    ContactHistory known = all;
    base::Date const then{130};
    std::erase_if(known.steps, [&](DigitalStep const& each) { return then < each.day; });
    std::erase_if(known.contacts, [&](Contact const& each) { return then < each.day; });
    Stretch const over{{100}, {then.days - kContactDays - 1}};
    EXPECT_EQ(text_of(failure_demand(known, over, then).followed), text_of(failure_demand(all, over, kToday).followed))
        << "seed " << seed;
  }
}

}  // namespace
}  // namespace reports

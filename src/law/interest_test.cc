// Properties of interest over random histories, against a naive day-by-day count; and what is refused. The known
// answers are in tests/law.
#include "law/interest.h"

#include <gtest/gtest.h>

#include <random>

#include "base/money.h"
#include "law/day_arithmetic.h"

namespace law {
namespace {

base::Date day(char const* text) { return base::parse_date(text).value(); }

InterestRule yearly() {
  InterestRule rule;
  rule.rule.code = "interest";
  rule.rates.rows = {{day("2015-01-01"), day("2020-06-30"), 805, true, ""},
                     {day("2020-07-01"), day("2022-03-10"), -35, true, ""},  // a rate below zero, and a day mid-month
                     {day("2022-03-11"), {}, 1075, true, ""}};
  return rule;
}

struct History {
  std::vector<AmountChange> principal;
  std::vector<Stop> stops;
  std::optional<base::Date> handed_over;
  base::Date due;
  base::Date last_payment_day;
  [[nodiscard]] InterestCase asked() const { return {due, last_payment_day, principal, {}, stops, handed_over}; }
};

History random_history(std::mt19937& chance) {
  auto const up_to = [&](int most) { return static_cast<int>(chance() % static_cast<unsigned>(most + 1)); };
  History h;
  h.due = add_days(day("2018-01-01"), up_to(1500));
  h.last_payment_day = add_days(h.due, up_to(3) == 0 ? up_to(40) : 0);
  h.principal.push_back({h.due, 1 + up_to(1'000'000)});
  base::Date at = h.due;
  std::int64_t open = h.principal[0].minor;
  for (int i = up_to(4); i > 0; --i) {
    at = add_days(at, up_to(200));
    std::int64_t const change = up_to(4) == 0 ? up_to(50'000) : -std::min<std::int64_t>(open, up_to(600'000));
    open += change;
    h.principal.push_back({at, change});
  }
  for (int i = up_to(2); i > 0; --i) {
    base::Date const first = add_days(h.due, up_to(600) - 20);
    h.stops.push_back({first, up_to(5) == 0 ? std::nullopt : std::optional{add_days(first, up_to(90))}});
  }
  if (up_to(3) == 0) h.handed_over = add_days(h.due, up_to(900));
  return h;
}

/// Exact, in (365 * 366 * 10,000)-ths of a minor unit: each day on its own, by the words of the header.
Wide naive(InterestRule const& rule, History const& h, base::Date until) {
  Wide sum = 0;
  for (base::Date d = add_days(h.due, 1); d <= until; d = add_days(d, 1)) {
    if (h.handed_over && d >= *h.handed_over) break;
    bool stopped = false;
    for (Stop const& s : h.stops) stopped |= s.first <= d && (!s.last || d <= *s.last);
    if (stopped) continue;
    base::Date const seen = d <= h.last_payment_day ? add_days(h.last_payment_day, 1) : d;
    std::int64_t open = 0;
    for (AmountChange const& c : h.principal) open += c.value_date < seen ? c.minor : 0;
    std::int64_t rate = 0;
    for (DatedValue const& row : rule.rates.rows) rate = row.from <= d ? row.value : rate;
    bool const leap = std::chrono::year_month_day{d.sys()}.year().is_leap();
    if (open > 0) sum += static_cast<Wide>(open) * rate * (leap ? 365 : 366);
  }
  return sum;
}

std::int64_t total(std::vector<Step> const& steps) {
  std::int64_t sum = 0;
  for (Step const& step : steps) sum += step.minor;
  return sum;
}

TEST(Interest, EqualsANaiveCountOfEachDay) {
  constexpr Wide kDenominator = static_cast<Wide>(365) * 366 * 10'000;
  std::mt19937 chance{20260101};
  InterestRule const rule = yearly();
  int with_interest = 0;
  for (int i = 0; i < 3'000; ++i) {
    History const h = random_history(chance);
    base::Date const until = add_days(h.last_payment_day, 1 + static_cast<int>(chance() % 1'000));
    auto const steps = interest_steps(rule, h.asked(), until, CloseLastDay::kYes);
    ASSERT_TRUE(steps.has_value());
    bool const ended = h.handed_over && *h.handed_over <= add_days(h.last_payment_day, 1);
    std::int64_t const expected = ended ? 0 : round_quotient(naive(rule, h, until), kDenominator, Rounding::kHalfUp);
    ASSERT_EQ(total(*steps), expected) << i;
    with_interest += expected != 0 ? 1 : 0;
  }
  EXPECT_GT(with_interest, 2'000);
}

// What was posted stays when the same is asked again later; it only grows at its end.
TEST(Interest, AskingDayByDayGivesTheSamePostings) {
  std::mt19937 chance{7};
  for (Counting const counting : {Counting::kDayByDay, Counting::kCommencedMonth}) {
    for (Compounding const compounding : {Compounding::kNone, Compounding::kYearly}) {
      InterestRule rule = yearly();
      rule.counting = counting;
      rule.compounding = compounding;
      for (int i = 0; i < 8; ++i) {
        History const h = random_history(chance);
        base::Date const until = add_days(h.due, 600);
        auto const all = interest_steps(rule, h.asked(), until, CloseLastDay::kNo).value();
        std::vector<Step> posted;
        for (base::Date d = h.due; d <= until; d = add_days(d, 1)) {
          // Known on that day: nothing with a later value date.
          History known = h;
          std::erase_if(known.principal, [&](AmountChange const& c) { return c.value_date > d; });
          auto const so_far = interest_steps(rule, known.asked(), d, CloseLastDay::kNo).value();
          ASSERT_GE(so_far.size(), posted.size());
          for (std::size_t s = 0; s < so_far.size(); ++s) {
            if (s < posted.size()) {
              ASSERT_EQ(so_far[s], posted[s]);
            } else {
              ASSERT_EQ(so_far[s].date, d) << "posted neither early nor late";
              posted.push_back(so_far[s]);
            }
          }
        }
        ASSERT_EQ(posted, all);
      }
    }
  }
}

TEST(Interest, LeavesOutWhatIsKnownAndNothingElse) {
  std::mt19937 chance{11};
  for (int i = 0; i < 400; ++i) {
    InterestRule rule = yearly();
    rule.counting = i % 2 == 0 ? Counting::kDayByDay : Counting::kCommencedMonth;
    History const h = random_history(chance);
    base::Date const until = add_days(h.due, 700);
    auto wanted = interest_steps(rule, h.asked(), until, CloseLastDay::kNo).value();
    InterestCase asked = h.asked();
    asked.posted_until = add_days(h.due, static_cast<int>(chance() % 700));
    std::erase_if(wanted, [&](Step const& step) { return step.date <= *asked.posted_until; });
    ASSERT_EQ(interest_steps(rule, asked, until, CloseLastDay::kNo).value(), wanted) << i;
  }
}

// One payment or two of the same sum on the same day.
TEST(Interest, SplittingAChangeChangesNothing) {
  InterestRule const rule = yearly();
  History whole{
      {{day("2024-01-01"), 100'000}, {day("2024-03-15"), -30'001}}, {}, {}, day("2024-01-01"), day("2024-01-01")};
  History parts = whole;
  parts.principal = {
      {day("2024-01-01"), 60'000}, {day("2024-01-01"), 40'000}, {day("2024-03-15"), -30'000}, {day("2024-03-15"), -1}};
  auto const until = day("2025-05-20");
  EXPECT_EQ(interest_steps(rule, whole.asked(), until, CloseLastDay::kYes).value(),
            interest_steps(rule, parts.asked(), until, CloseLastDay::kYes).value());
}

TEST(Interest, RoundsAHalfUp) {
  InterestRule rule = yearly();
  rule.rates.rows = {{day("2015-01-01"), {}, 1'000, true, ""}};
  auto const one_day = [&](std::int64_t minor) {
    History const h{{{day("2025-01-01"), minor}}, {}, {}, day("2025-01-01"), day("2025-01-01")};
    return total(interest_steps(rule, h.asked(), day("2025-01-02"), CloseLastDay::kYes).value());
  };
  EXPECT_EQ(one_day(1'825), 1);  // 10 % of 18.25 for one day is half an øre
  EXPECT_EQ(one_day(1'824), 0);
  rule.rounding = Rounding::kDown;
  EXPECT_EQ(one_day(1'825), 0);
  rule.rounding = Rounding::kUp;
  EXPECT_EQ(one_day(1), 1);
}

TEST(Interest, RefusesWhatHasNoMeaning) {
  InterestRule const rule = yearly();
  History h{{{day("2014-12-01"), 100}}, {}, {}, day("2014-12-01"), day("2014-12-01")};
  auto const fault = [&] { return interest_steps(rule, h.asked(), day("2015-03-01"), CloseLastDay::kYes).error(); };
  EXPECT_EQ(fault().error, InterestError::kNoRate);
  EXPECT_EQ(fault().date, day("2014-12-02"));
  h.principal.push_back({day("2014-11-01"), 1});
  EXPECT_EQ(fault().error, InterestError::kChangesNotSorted);
  h.principal = {{day("2014-12-01"), base::kMoneyLimitMinor}, {day("2014-12-02"), 1}};
  EXPECT_EQ(fault().error, InterestError::kAmountOutOfRange);
}

TEST(Interest, TheLargestAmountForTwoHundredYears) {
  InterestRule rule = yearly();
  rule.rates.rows = {{day("1900-01-01"), {}, 1'000, true, ""}};
  History const h{{{day("1900-12-31"), base::kMoneyLimitMinor}}, {}, {}, day("1900-12-31"), day("1900-12-31")};
  auto const steps = interest_steps(rule, h.asked(), day("2100-12-31"), CloseLastDay::kYes).value();
  EXPECT_EQ(total(steps), base::kMoneyLimitMinor / 10 * 200);
}

TEST(Interest, NothingOnAClaimThatIsBelowZero) {
  History const h{{{day("2024-01-01"), 100}, {day("2024-01-05"), -200}}, {}, {}, day("2024-01-01"), day("2024-01-10")};
  EXPECT_TRUE(interest_steps(yearly(), h.asked(), day("2024-12-31"), CloseLastDay::kYes)->empty());
}

}  // namespace
}  // namespace law

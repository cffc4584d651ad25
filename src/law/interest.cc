#include "law/interest.h"

#include <algorithm>

#include "base/money.h"
#include "law/day_arithmetic.h"

namespace law {

namespace {

using Steps = std::expected<std::vector<Step>, InterestFault>;

std::int64_t sum_before(std::span<AmountChange const> changes, base::Date date) {
  std::int64_t sum = 0;
  for (AmountChange const& change : changes) {
    if (change.value_date >= date) break;
    sum += change.minor;
  }
  return sum;
}

bool is_sorted(std::span<AmountChange const> changes) {
  return std::ranges::is_sorted(changes, {}, &AmountChange::value_date);
}

/// Also every sum on the way, so that nothing below has to ask again.
bool within_range(std::span<AmountChange const> changes) {
  std::int64_t sum = 0;
  for (AmountChange const& change : changes) {
    std::optional<std::int64_t> const next = base::add_minor(sum, change.minor);
    if (!next) return false;
    sum = *next;
  }
  return true;
}

std::optional<InterestFault> find_fault(std::span<AmountChange const> changes) {
  base::Date const first = changes.empty() ? base::Date{} : changes.front().value_date;
  if (!is_sorted(changes)) return InterestFault{InterestError::kChangesNotSorted, first};
  if (!within_range(changes)) return InterestFault{InterestError::kAmountOutOfRange, first};
  return std::nullopt;
}

bool is_stopped(std::span<Stop const> stops, base::Date date) {
  return std::ranges::any_of(stops, [&](Stop const& s) { return s.first <= date && (!s.last || date <= *s.last); });
}

/// What the days up to the last payment day see: what is paid in time has never borne interest.
base::Date looked_at(InterestCase const& asked, base::Date date) {
  return std::max(date, add_days(asked.last_payment_day, 1));
}

/// A month, counted from the anchor's, that is not after the first one that is not posted yet.
int first_month(base::Date anchor, std::optional<base::Date> posted_until) {
  constexpr int kLongestMonth = 31;
  if (!posted_until) return 0;
  return std::max(0, (posted_until->days - anchor.days) / kLongestMonth);
}

Steps commenced_months(InterestRule const& rule, InterestCase const& asked, base::Date until) {
  std::vector<Step> steps;
  base::Date const anchor = add_days(asked.counts_from, 1);
  for (int month = first_month(anchor, asked.posted_until);; ++month) {
    base::Date const day = add_months(anchor, month);
    base::Date const posted = looked_at(asked, day);
    if (posted > until || (asked.handed_over && posted >= *asked.handed_over)) return steps;
    if (asked.posted_until && posted <= *asked.posted_until) continue;
    if (is_stopped(asked.stops, day)) continue;
    std::int64_t const open = sum_before(asked.principal, posted);
    if (open <= 0) continue;
    DatedValue const* rate = row_on(rule.rates, day);
    if (rate == nullptr) return std::unexpected(InterestFault{InterestError::kNoRate, day});
    std::int64_t const minor = share_of(open, rate->value, 1, rule.rounding);
    if (minor > 0) steps.push_back({posted, minor, rule.rule.code});
  }
}

/// Walks from change to change, not from day to day: a year is about a dozen rounds.
class DayByDay {
 public:
  DayByDay(InterestRule const& rule, InterestCase const& asked, base::Date until)
      : rule_(rule), asked_(asked), last_(until) {
    if (asked.handed_over) last_ = std::min(last_, add_days(*asked.handed_over, -1));
  }

  Steps run(CloseLastDay close_last_day) {
    bool const ends = asked_.handed_over && add_days(*asked_.handed_over, -1) == last_;
    base::Date day = add_days(asked_.counts_from, 1);
    while (day <= last_) {
      look_up(day);
      base::Date const end = segment_end(day);
      std::int64_t const open = base_on(day);
      if (open > 0 && !is_stopped(asked_.stops, day)) {
        if (rate_ == nullptr) return std::unexpected(InterestFault{InterestError::kNoRate, day});
        running_ += static_cast<Wide>(open) * rate_->value * (end.days - day.days + 1) * year_weight_;
      }
      if (rule_.compounding == Compounding::kYearly && end == next_anniversary_) capitalise();
      bool const closes = end == last_ && (ends || close_last_day == CloseLastDay::kYes);
      if (closes || end == month_end_ || becomes_zero(end) || is_closed_by_stop(end)) post(end);
      day = add_days(end, 1);
    }
    return std::move(steps_);
  }

 private:
  static constexpr Wide kDenominator = static_cast<Wide>(365) * 366 * kBasisPointsInOne;

  /// What holds for a month or longer is not looked up for each segment.
  void look_up(base::Date day) {
    if (day > month_end_) {
      month_end_ = last_day_of_month(day);
      year_weight_ = days_in_year(year_of(day)) == 365 ? 366 : 365;
    }
    if (rate_ == nullptr || (rate_->until && day > *rate_->until)) rate_ = row_on(rule_.rates, day);
  }

  [[nodiscard]] std::int64_t principal_on(base::Date day) const {
    return std::max<std::int64_t>(0, sum_before(asked_.principal, looked_at(asked_, day)));
  }

  [[nodiscard]] std::int64_t base_on(base::Date day) const {
    if (rule_.compounding == Compounding::kNone || capitalised_ == 0) return principal_on(day);
    std::int64_t const paid = -sum_before(asked_.interest_paid, day);
    return principal_on(day) + std::max<std::int64_t>(0, capitalised_ - paid);
  }

  /// The last day from `day` on that has the same base, rate, year length and month.
  [[nodiscard]] base::Date segment_end(base::Date day) const {
    base::Date end = std::min(last_, month_end_);
    if (rate_ != nullptr && rate_->until) {
      end = std::min(end, *rate_->until);
    } else if (rate_ == nullptr && !rule_.rates.rows.empty()) {
      end = std::min(end, add_days(rule_.rates.rows.front().from, -1));
    }
    for (auto const changes : {asked_.principal, asked_.interest_paid}) {
      auto const next = std::ranges::lower_bound(changes, day, {}, &AmountChange::value_date);
      if (next != changes.end()) end = std::min(end, next->value_date);
    }
    for (Stop const& stop : asked_.stops) {
      if (stop.first > day) end = std::min(end, add_days(stop.first, -1));
      if (stop.last && *stop.last >= day) end = std::min(end, *stop.last);
    }
    if (rule_.compounding == Compounding::kYearly) end = std::min(end, next_anniversary_);
    return end;
  }

  [[nodiscard]] bool becomes_zero(base::Date end) const {
    return principal_on(end) > 0 && principal_on(add_days(end, 1)) == 0;
  }

  [[nodiscard]] bool is_closed_by_stop(base::Date end) const {
    return std::ranges::any_of(asked_.stops, [&](Stop const& stop) {
      return stop.at_first == AtStop::kPostUpToThen && add_days(end, 1) == stop.first;
    });
  }

  void capitalise() {
    capitalised_ += round_quotient(running_, kDenominator, rule_.rounding);
    running_ = 0;
    next_anniversary_ = add_years(asked_.counts_from, ++years_ + 1);
  }

  void post(base::Date date) {
    if (date <= asked_.last_payment_day) return;
    std::int64_t const total = capitalised_ + round_quotient(running_, kDenominator, rule_.rounding);
    if (total == posted_) return;
    bool const known = asked_.posted_until && date <= *asked_.posted_until;
    if (!known) steps_.push_back({date, total - posted_, rule_.rule.code});
    posted_ = total;
  }

  InterestRule const& rule_;
  InterestCase const& asked_;
  base::Date last_;
  base::Date month_end_ = asked_.counts_from;  // of the month of the segment; before the first one, not yet looked up
  DatedValue const* rate_ = nullptr;           // in force on the segment
  int year_weight_ = 0;                        // with it, days of either year length have one denominator
  Wide running_ = 0;                           // since the last anniversary, in kDenominator-ths of a minor unit
  std::int64_t capitalised_ = 0;               // of the years that are over
  std::int64_t posted_ = 0;
  int years_ = 0;
  base::Date next_anniversary_ = add_years(asked_.counts_from, 1);
  std::vector<Step> steps_;
};

}  // namespace

Steps interest_steps(InterestRule const& rule, InterestCase const& asked, base::Date until,
                     CloseLastDay close_last_day) {
  if (auto const fault = find_fault(asked.principal)) return std::unexpected(*fault);
  if (auto const fault = find_fault(asked.interest_paid)) return std::unexpected(*fault);
  if (rule.counting == Counting::kCommencedMonth) return commenced_months(rule, asked, until);
  return DayByDay{rule, asked, until}.run(close_last_day);
}

std::optional<base::Date> counts_from(InterestStart const& start, StartFacts const& facts) {
  if (facts.due_agreed) return facts.due;
  if (!facts.demand_sent) return std::nullopt;
  return std::max(facts.due, add_days(*facts.demand_sent, start.days_after_demand));
}

}  // namespace law

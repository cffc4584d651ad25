// Late interest on one claim: what is to be posted, and on which day.
//
// Two ways of counting, which one is a rule of the pack:
//   a percentage for each commenced month, each month a charge of its own, rounded by itself; or
//   a yearly rate, day by day. All days so far are summed exactly and rounded once; a posting is the rounded sum to
//   date less what was posted before, so where a period is cut moves nothing and no rounding piles up. The rounding of
//   a rule with compounding is the sum's at each anniversary.
// Days: day d bears interest if the amount was open when it began, that is, after all changes with a value date before
//   d. From the due date to a payment there are thus as many days as between the two dates, the first one the day after
//   the due date, and a payment of today changes nothing that was posted up to and including today.
// Yearly rates are postings on the last day of each month, on the day on which the principal becomes zero, and on the
//   last day before a hand-over, also once the claim has been recalled. A month is short enough for a statement to be
//   right within weeks, and since rates change on the first of a month, a posting has one rate.
// Never on fees: only changes of the principal come in. Nothing is posted up to the last payment day, and what is paid
//   by then has never borne interest.
// Units: minor units; basis points. Amounts within base::kMoneyLimitMinor.
// Pure.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "law/dated_table.h"
#include "law/rounding.h"
#include "law/rule.h"

namespace law {

enum class Counting : std::uint8_t { kCommencedMonth, kDayByDay };
enum class Compounding : std::uint8_t { kNone, kYearly };

struct InterestRule {
  Rule rule;
  Applies applies = Applies::kEverybody;
  Counting counting = Counting::kDayByDay;
  Compounding compounding = Compounding::kNone;
  Rounding rounding = Rounding::kHalfUp;
  DatedTable rates;  // all in: a reference rate and its addition have been added up
};

/// A change of what interest is counted on. Above zero: charged; below: paid or let go.
struct AmountChange {
  base::Date value_date;
  std::int64_t minor = 0;
};

/// Days on which nothing accrues, both included; a commenced month whose posting day is one of them is not charged.
/// Whether a yearly rate has a posting on the day before the stop.
enum class AtStop : bool { kNothing, kPostUpToThen };
struct Stop {
  base::Date first;
  std::optional<base::Date> last;  // nothing: not ended
  AtStop at_first = AtStop::kNothing;
};

struct InterestCase {
  base::Date counts_from;                       // usually the due date; the day after is the first that bears interest
  base::Date last_payment_day;                  // on or after `counts_from`
  std::span<AmountChange const> principal;      // the claim itself and every change, in order of value date
  std::span<AmountChange const> interest_paid;  // in order of value date, below zero; only compounding looks at it
  std::span<Stop const> stops;                  // in any order; may overlap
  std::optional<base::Date> handed_over;        // from this day on nothing accrues
  std::optional<base::Date> posted_until;       // steps up to and including this day are known, and left out
};

struct Step {
  base::Date date;
  std::int64_t minor = 0;  // never zero
  std::string rule;        // its code
  friend bool operator==(Step const&, Step const&) = default;
};

/// Whether an unfinished month is closed on the day that is asked about. The engine never does (kNo); a calculator
/// does.
enum class CloseLastDay : bool { kNo, kYes };

enum class InterestError : std::uint8_t {
  kNoRate,  // `date` lies before the first row of the rule's table
  kChangesNotSorted,
  kAmountOutOfRange,
};
struct InterestFault {
  InterestError error = InterestError::kNoRate;
  base::Date date;
};

/// Everything that is to have been posted up to and including `until`. Asking again later repeats the same steps and
/// adds new ones, as long as no change with an earlier value date has come in.
[[nodiscard]] std::expected<std::vector<Step>, InterestFault> interest_steps(InterestRule const& rule,
                                                                             InterestCase const& asked,
                                                                             base::Date until,
                                                                             CloseLastDay close_last_day);

/// From when interest may count.
struct InterestStart {
  Rule rule;
  int days_after_demand = 0;  // if the due date was not agreed in advance
};
struct StartFacts {
  base::Date due;
  bool due_agreed = false;                // agreed in advance or set by law
  std::optional<base::Date> demand_sent;  // the first demand that says that interest will be charged
};
/// Nothing if there is neither: then no interest can be asked for yet.
[[nodiscard]] std::optional<base::Date> counts_from(InterestStart const& start, StartFacts const& facts);

}  // namespace law

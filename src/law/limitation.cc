#include "law/limitation.h"

#include <algorithm>

#include "law/day_arithmetic.h"

namespace law {

std::expected<base::Date, LimitationError> limitation_date(std::span<LimitationPeriod const> periods,
                                                           std::span<Interruption const> interruptions,
                                                           Calendar const& calendar, LimitationFacts const& facts) {
  auto const period = std::ranges::find(periods, facts.basis, &LimitationPeriod::basis);
  if (period == periods.end()) return std::unexpected(LimitationError::kNoSuchBasis);
  auto const end_from = [&](base::Date from) {
    base::Date const end = add_years(from, period->years);
    return period->moves_to_open_day ? move_to_open(calendar, end, Purpose::kDeadline) : end;
  };
  std::vector<base::Date> days;
  for (DatedAct const& act : facts.acts) {
    auto const known = std::ranges::find(interruptions, act.act, &Interruption::act);
    if (known == interruptions.end()) return std::unexpected(LimitationError::kNoSuchAct);
    if (known->interrupts) days.push_back(act.date);
  }
  std::ranges::sort(days);
  base::Date end = end_from(facts.counts_from);
  for (base::Date const day : days) {
    if (day >= facts.counts_from && day <= end) end = std::max(end, end_from(day));
  }
  return end;
}

}  // namespace law

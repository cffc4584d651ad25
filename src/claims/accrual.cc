#include "claims/accrual.h"

#include <algorithm>

namespace claims {

void add_change(std::vector<DatedChange>& changes, DatedChange change) {
  if (change.minor == 0) return;
  auto const at = std::ranges::lower_bound(changes, change.date, {}, &DatedChange::date);
  if (at == changes.end() || at->date != change.date) {
    changes.insert(at, change);
    return;
  }
  at->minor += change.minor;
  if (at->minor == 0) changes.erase(at);
}

std::int64_t sum_of(std::vector<DatedChange> const& changes) {
  std::int64_t sum = 0;
  for (DatedChange const& change : changes) sum += change.minor;
  return sum;
}

std::int64_t on_day(std::vector<DatedChange> const& changes, base::Date day) {
  auto const at = std::ranges::lower_bound(changes, day, {}, &DatedChange::date);
  return at == changes.end() || at->date != day ? 0 : at->minor;
}

std::int64_t fees_kept(Accrual const& accrual, base::Date day) {
  std::int64_t kept = -on_day(accrual.fees_let_go, day);
  for (Letter const& letter : accrual.letters) {
    if (letter.date == day) kept += letter.fee_minor;
  }
  return kept;
}

}  // namespace claims

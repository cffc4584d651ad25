// A part of those about whom it is known; what cannot be known yet is never counted as good.
//
// Pure values.
#pragma once

#include "reports/small_cells.h"

namespace reports {

struct KnownShare {
  Cell part;
  Cell known;
  Cell too_early;
  void count(base::DebtorId debtor, bool is_known, bool is_part) {
    if (!is_known) return too_early.add(debtor);
    known.add(debtor);
    if (is_part) part.add(debtor);
  }
};

}  // namespace reports

// When people have missed a payment: the day after the last payment day of a claim of which principal was still open,
// while nothing held it. What stood still that day (an objection, a plan, a pause) was not missed, and what was
// withdrawn was never owed.
//
// As the books are now, by value date: a payment of the last payment day that came to be known later is in time.
// People are debtors of the kind "person"; everybody who is liable for a claim has missed it.
// Units: legal dates. Pure.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "ports/books_reader.h"

namespace reports {

struct MissedPayment {
  base::Date day;
  std::optional<base::Date> paid;      // nothing: principal is still open
  std::optional<base::Date> reminded;  // the first step that was taken after it
};

/// By person, in the order of the days.
using MissedPayments = std::map<base::DebtorId, std::vector<MissedPayment>>;

/// Of one claim, but for what the debtor's own holds say: nothing if it was not missed by the end of `today`.
[[nodiscard]] std::optional<MissedPayment> missed_payment(claims::Claim const& claim, base::Date today);

[[nodiscard]] MissedPayments missed_payments(ports::BooksReader& books, base::AuthorityId authority, base::Date today);

/// The last day of the stretch that begins with the first of them, in which something was in arrears all the time;
/// nothing if it still is. `missed` is not empty.
[[nodiscard]] std::optional<base::Date> end_of_first_arrears(std::vector<MissedPayment> const& missed);

}  // namespace reports

// Who shows signs of needing help (help/signals.h), from the books as they are now: what the rules may know is put
// together here, and nothing else is.
//
// People only: debtors of the kind "person". Of each claim it is the day on which it came into arrears, of what is
// asked for now the sum; of a plan the day on which it was broken; of an enquiry its kind and its day, never its words.
// Units: legal dates; minor units. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "help/signals.h"
#include "ports/books_reader.h"
#include "reports/stretch.h"

namespace reports {

/// How somebody is helped already.
struct HelpedBy {
  bool plan = false;      // in force, or asked for
  bool referral = false;  // open
  bool mark = false;      // nothing happens by itself
  [[nodiscard]] bool any() const { return plan || referral || mark; }
};

struct SignsOfNeed {
  base::DebtorId debtor;
  std::vector<help::ShownSignal> signals;
  HelpedBy helped_by;
};

/// Everybody who shows a sign: by the first of their signs, then by its day, the longest first.
[[nodiscard]] std::vector<SignsOfNeed> signs_of_need(ports::BooksReader& books, base::AuthorityId authority,
                                                     help::SignalPolicy const& policy, base::Date today);

/// Somebody began to show a sign on this day.
struct BeganToShow {
  base::DebtorId debtor;
  base::Date day;
};

/// Everybody who began to show one in the stretch, with the first such day. What is little and open for long is known
/// of what is open today alone: who has paid it since is not among them for that sign.
[[nodiscard]] std::vector<BeganToShow> began_to_show(ports::BooksReader& books, base::AuthorityId authority,
                                                     help::SignalPolicy const& policy, Stretch stretch,
                                                     base::Date today);

/// One person, also without a sign; nothing if there is no such person.
[[nodiscard]] std::optional<SignsOfNeed> signs_of_one(ports::BooksReader& books, base::AuthorityId authority,
                                                      base::DebtorId debtor, help::SignalPolicy const& policy,
                                                      base::Date today);

}  // namespace reports

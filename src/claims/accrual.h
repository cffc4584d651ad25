// What the law needs to know of a claim's past to say what may be charged on it now: how its principal has changed,
// what interest has been posted for which day, which letters went out. Kept with the claim, so that a run over a
// million claims reads one row for each.
//
// Units: minor units; legal dates. Pure values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"

namespace claims {

/// A change of an amount from a day on.
struct DatedChange {
  base::Date date;
  std::int64_t minor = 0;
  friend bool operator==(DatedChange const&, DatedChange const&) = default;
  static void visit(auto& self, auto&& f) { f(self.date), f(self.minor); }
};

/// A letter that was sent about the claim, and the fee it carried.
struct Letter {
  std::string letter;  // as the law pack calls it: "reminder"
  std::string rule;    // the rule that allowed the fee; empty: no fee
  std::int64_t fee_minor = 0;
  base::Date date;
  friend bool operator==(Letter const&, Letter const&) = default;
  static void visit(auto& self, auto&& f) { f(self.letter), f(self.rule), f(self.fee_minor), f(self.date); }
};

/// Days spent with a collection authority: from the day of the hand-over to the day of the recall.
struct Absence {
  base::Date handed_over;
  std::optional<base::Date> recalled;
  friend bool operator==(Absence const&, Absence const&) = default;
  static void visit(auto& self, auto&& f) { f(self.handed_over), f(self.recalled); }
};

struct Accrual {
  std::vector<DatedChange> principal;      // every change since the claim was registered, by value date; one a day
  std::vector<DatedChange> interest_paid;  // below zero, by value date; one a day
  std::vector<DatedChange> interest;       // what stands posted by interest runs, by value date; one a day
  std::vector<Letter> letters;
  std::vector<Absence> absences;
  base::Date run_through;  // the last day a run has looked at; day zero: none has
  // Something that interest depends on has changed since then: the next run looks, even if nothing is open.
  bool to_be_run = false;
  // Of the fees of letters, by the day of the letter: what a plan, an enquiry, a referral or a mark as vulnerable that
  // covers the day has let go. Above zero; one a day.
  std::vector<DatedChange> fees_let_go{};
  friend bool operator==(Accrual const&, Accrual const&) = default;
  static void visit(auto& self, auto&& f) {
    f(self.principal), f(self.interest_paid), f(self.interest), f(self.letters), f(self.absences), f(self.run_through),
        f(self.to_be_run), f(self.fees_let_go);
  }
};

/// Adds to the change of that day; a day whose changes make nothing is left out.
void add_change(std::vector<DatedChange>& changes, DatedChange change);

[[nodiscard]] std::int64_t sum_of(std::vector<DatedChange> const& changes);

/// The change of that day; zero for none.
[[nodiscard]] std::int64_t on_day(std::vector<DatedChange> const& changes, base::Date day);

/// What letters of that day charged and nothing has let go yet.
[[nodiscard]] std::int64_t fees_kept(Accrual const& accrual, base::Date day);

}  // namespace claims

// From dates and amounts to instalments: what each covers of which claim, to the minor unit, in the lawful order.
//
// The claims are followed through the plan as the books will follow them if every instalment is paid on its date: the
// interest that the law lets run is added up to each date, and what is paid is spread in the order of the law pack.
// Chosen here: sizes are rounded up to whole units, so the last instalment is the smallest; it is what is left.
// Units: minor units; legal dates. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "arrangements/arrangement.h"
#include "base/money.h"
#include "payments/allocation.h"

namespace arrangements {

/// An instalment of which only the size is known.
struct Planned {
  base::Date date;
  std::int64_t minor = 0;
  friend bool operator==(Planned const&, Planned const&) = default;
  static void visit(auto& self, auto&& f) { f(self.date), f(self.minor); }
};

/// All interest that is to stand posted on the claim up to and including a day, by the law and the changes that the
/// claim has had; what was posted so far is a part of it.
using Interest = std::function<std::int64_t(claims::Claim const& claim, base::Date until)>;

/// What a schedule is made from. The claims are as they are now, each owed in full by the debtor.
struct Debts {
  std::vector<claims::Claim> claims;
  payments::AllocationOrder order;
  Interest interest;

  [[nodiscard]] std::int64_t open_minor() const;
};

struct Schedule {
  std::vector<Instalment> instalments;  // none of them empty
  std::int64_t interest_minor = 0;      // added between now and the last instalment
  // Posted after the last instalment for the days up to it: a law that posts by the month ends its last month then. No
  // part of an instalment.
  std::int64_t interest_after_minor = 0;
  std::int64_t left_minor = 0;  // still open after the last instalment
  std::int64_t over_minor = 0;  // of the sizes, what nothing was left for

  [[nodiscard]] std::int64_t total_minor() const;
};

/// Pays each size on its date, for as long as something is open. The dates rise.
[[nodiscard]] Schedule schedule_of(Debts const& debts, std::span<Planned const> planned);

enum class Shape : std::uint8_t {
  kEqual = 1,
  kStepped = 2,  // the first half is two thirds of the second half's
};
[[nodiscard]] std::string_view name_of(Shape shape);

/// Sizes for these dates that pay everything: whole multiples of `unit_minor`, the last one what is left. Fewer than
/// the dates if the last ones would be for nothing. None of them above the last full size of their shape.
[[nodiscard]] std::vector<Planned> sizes_for(Debts const& debts, std::span<base::Date const> dates, Shape shape,
                                             std::int64_t unit_minor);

/// The same size on each date, the last one what is left. Empty if the dates do not suffice.
[[nodiscard]] std::vector<Planned> sizes_of(Debts const& debts, std::span<base::Date const> dates,
                                            std::int64_t size_minor);

}  // namespace arrangements

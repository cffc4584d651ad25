// Whether a person can pay, and how much a month: the instalment that the rules of a pack propose, what is then left,
// and what the household must keep to live on. It proposes and warns; it never decides.
//
// Denmark: the table method gives the instalment, the budget method's minimum amounts say what must be left after
//   housing, other necessary expenses and the instalment (gældsinddrivelsesbekendtgørelsen § 11 and chapter 7).
// Netherlands: what is above the protected income can be paid; that income is meant to cover the housing too, so
//   expenses are not taken off before.
// Units: minor units a month. Rounding: down for what is paid, up for what is protected.
// Pure; nothing of it is stored.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "arrangements/affordability_pack.h"
#include "law/pack.h"

namespace arrangements {

enum class Partner : std::uint8_t {
  kNone,
  kWithIncome,     // the couple's amount is for two incomes: half of it is this person's
  kWithoutIncome,  // this person's income is for both
};

/// A child of 18 is none.
inline constexpr int kChildAgeLimit = 18;
/// So that a year's income is still in the range of money.
inline constexpr std::int64_t kMonthlyIncomeLimitMinor = base::kMoneyLimitMinor / 12;

struct Household {
  std::int64_t net_income_minor = 0;  // a month, after tax, of the person who owes
  Partner partner = Partner::kNone;
  std::vector<int> child_ages;  // whole years, 0 to 17
  std::int64_t housing_minor = 0;
  std::int64_t other_necessary_minor = 0;

  [[nodiscard]] Dependants dependants() const { return child_ages.empty() ? Dependants::kNone : Dependants::kSome; }
};

enum class AffordabilityError : std::uint8_t {
  kNegativeAmount,
  kAmountOutOfRange,      // above kMonthlyIncomeLimitMinor
  kNoChildAge,            // below 0, or an adult's
  kExpensesAboveIncome,   // housing and other necessary expenses together
  kBeforeFirstDay,        // the pack says nothing of so early a day
  kInstalmentNotPositive  // of the plan asked about
};

/// One figure of the calculation and where it comes from.
struct AffordabilityStep {
  std::string rule;                // its code; "household" for what the person said and what is added up
  std::string section;             // act and section; empty for the household
  std::optional<base::Date> from;  // the first day of the value used
  std::string text;
  std::int64_t amount_minor = 0;
};

struct Affordability {
  /// By the pack's rule; nothing if it has none for the day.
  std::optional<std::int64_t> instalment_minor;
  /// What is left for a month when the plan asked about, or else the proposed instalment, is paid.
  std::int64_t left_to_live_on_minor = 0;
  std::int64_t minimum_to_live_on_minor = 0;
  std::vector<AffordabilityStep> steps;
  std::vector<law::Warning> warnings;
};

/// `planned_instalment_minor` is a plan's, to be looked at in the place of the proposed one.
[[nodiscard]] std::expected<Affordability, AffordabilityError> assess_affordability(
    AffordabilityPack const& pack, Household const& household, base::Date on,
    std::optional<std::int64_t> planned_instalment_minor = std::nullopt);

/// What the household must keep by the minimum amounts of one day: the adult's part, and the children's.
struct MinimumToLiveOn {
  std::int64_t adults_minor = 0;
  std::int64_t children_minor = 0;
};
[[nodiscard]] MinimumToLiveOn minimum_to_live_on(MinimumRow const& row, Household const& household);

/// The part of the net income that is protected: rounded up, and at most the row's maximum if there is a row.
[[nodiscard]] std::int64_t protected_income(ProtectedIncome const& rule, ProtectedRow const* row,
                                            Household const& household);

}  // namespace arrangements

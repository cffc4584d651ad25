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

#include <algorithm>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
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
  kBeforeFirstDay,        // the pack says nothing of so early a day
  kInstalmentNotPositive  // of the plan asked about
};

/// What a figure of the calculation is.
enum class AffordabilityFigure : std::uint8_t {
  kNetIncome,
  kYearlyIncome,
  kTableInstalment,
  kLowIncomeThreshold,
  kMinimumSingle,
  kMinimumHalf,    // of a couple's
  kMinimumCouple,  // whole: the partner has no income
  kMinimumChildren,
  kExpenses,
  kSpare,
  kProtectedIncome,
  kAboveProtected,
  kPlannedInstalment,
  kLeft
};
/// "net_income": pages have their own words for each.
[[nodiscard]] std::string_view name_of(AffordabilityFigure figure);

/// One figure of the calculation and where it comes from.
struct AffordabilityStep {
  AffordabilityFigure figure = AffordabilityFigure::kNetIncome;
  std::string rule;                // its code; "household" for what the person said and what is added up
  std::string section;             // act and section; empty for the household
  std::optional<base::Date> from;  // the first day of the value used
  std::string text;
  std::int64_t amount_minor = 0;
};

/// What a person must know before relying on the figures. The last four are about the household, the others about the
/// rules and their values.
enum class AffordabilityCaution : std::uint8_t {
  kRuleInDoubt,       // nobody has read it, or something about it was left open
  kNotConfirmed,      // a value
  kOldValues,         // those of the day are not known
  kNoTable,           // so no instalment is proposed
  kNoMaximum,         // so none is used
  kChildrenWhole,     // a part of their amounts may be the partner's to pay
  kLowIncome,         // below the threshold
  kExpensesTooLarge,  // above the income, or above the income that is protected
  kTooLittle,         // the household has less than it must live on, even without an instalment
  kTakesTooMuch       // of what the household must live on: the instalment looked at
};
/// "takes_too_much": pages have their own words for each.
[[nodiscard]] std::string_view name_of(AffordabilityCaution caution);

struct AffordabilityWarning : law::Warning {
  AffordabilityCaution caution = AffordabilityCaution::kRuleInDoubt;
};

struct Affordability {
  /// By the pack's rule; nothing if it has none for the day.
  std::optional<std::int64_t> instalment_minor;
  /// The most that can be paid without taking what must be left to live on; not below zero.
  std::int64_t spare_minor = 0;
  /// What to begin a talk about a plan with: the rule's instalment, or the spare amount if that is less, rounded down
  /// as the rule does. Zero: nothing can be paid. Nothing where the rule has no instalment.
  std::optional<std::int64_t> suggested_minor;
  /// What is left for a month before any instalment; below zero if the expenses are above the income.
  std::int64_t left_without_plan_minor = 0;
  /// What is left for a month when the plan asked about, or else the proposed instalment, is paid.
  std::int64_t left_to_live_on_minor = 0;
  std::int64_t minimum_to_live_on_minor = 0;
  std::vector<AffordabilityStep> steps;
  std::vector<AffordabilityWarning> warnings;

  [[nodiscard]] bool warns_of(AffordabilityCaution caution) const {
    return std::ranges::find(warnings, caution, &AffordabilityWarning::caution) != warnings.end();
  }
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

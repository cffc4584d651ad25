#include "arrangements/affordability.h"

#include <algorithm>
#include <array>

namespace arrangements {

namespace {

using enum AffordabilityCaution;
using enum AffordabilityFigure;

std::string const kHousehold = "household";

constexpr std::array<std::string_view, 10> kCautions = {
    "rule_in_doubt",  "not_confirmed", "old_values",         "no_table",   "no_maximum",
    "children_whole", "low_income",    "expenses_too_large", "too_little", "takes_too_much"};

constexpr std::array<std::string_view, 14> kFigures = {
    "net_income",         "yearly_income", "table_instalment", "low_income_threshold",
    "minimum_single",     "minimum_half",  "minimum_couple",   "minimum_children",
    "expenses",           "spare",         "protected_income", "above_protected",
    "planned_instalment", "left"};

/// The calculation as it is written down, step by step.
class Assessment {
 public:
  Assessment(AffordabilityPack const& pack, Household const& household, base::Date on)
      : pack_(pack), household_(household), on_(on) {}

  Affordability run(std::optional<std::int64_t> planned_instalment_minor) {
    step(kNetIncome, "Net income a month", household_.net_income_minor);
    if (pack_.protected_income) {
      by_protected_income(*pack_.protected_income, planned_instalment_minor);
    } else {
      by_table();
      by_minimum(*pack_.minimum, planned_instalment_minor);
    }
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::string amount(std::int64_t minor) const {
    return base::format_amount(minor) + " " + std::string{pack_.currency.code()};
  }
  [[nodiscard]] std::int64_t expenses() const { return household_.housing_minor + household_.other_necessary_minor; }

  void step(AffordabilityFigure figure, std::string text, std::int64_t minor) {
    result_.steps.push_back({figure, kHousehold, {}, std::nullopt, std::move(text), minor});
  }
  void step(AffordabilityFigure figure, law::Rule const& rule, base::Date from, std::string text, std::int64_t minor) {
    result_.steps.push_back({figure, rule.code, rule.act + " " + rule.section, from, std::move(text), minor});
  }
  void warn(AffordabilityCaution caution, std::string const& rule, std::string message) {
    result_.warnings.push_back({{rule, std::move(message)}, caution});
  }

  void warn_of(law::Rule const& rule) {
    if (!rule.verified) warn(kRuleInDoubt, rule.code, "nobody has read this rule in its source");
    if (!rule.doubt.empty()) warn(kRuleInDoubt, rule.code, rule.doubt);
  }
  void warn_if_outdated(law::Rule const& rule, base::Date from, base::Date known_until) {
    if (on_ <= known_until) return;
    warn(kOldValues, rule.code,
         "the values of " + base::format_date(on_) + " are not known: those from " + base::format_date(from) +
             " are used, which are known until " + base::format_date(known_until) +
             "; look up the ones in force before you rely on this");
  }
  void warn_of(law::Rule const& rule, DatedRow const& row) {
    if (!row.verified) warn(kNotConfirmed, rule.code, "the value is not confirmed: " + row.source);
    warn_if_outdated(rule, row.from, row.known_until);
  }

  void by_table() {
    InstalmentTable const* const table = table_on(pack_, on_);
    if (table == nullptr) {
      warn(kNoTable, "table_method",
           "the table of " + base::format_date(on_) +
               " is not known, so no instalment is proposed; the first one known is of " +
               base::format_date(pack_.tables.front().rule.in_force_from));
      return;
    }
    std::int64_t const yearly = household_.net_income_minor * 12;
    step(kYearlyIncome, "Net income a year: twelve times the month's", yearly);
    int const percent = percent_of(*table, yearly, household_.dependants());
    std::int64_t const instalment = instalment_by_table(*table, yearly, household_.dependants());
    bool const with = household_.dependants() == Dependants::kSome;
    step(kTableInstalment, table->rule, table->rule.in_force_from,
         "Instalment a month: " + std::to_string(percent) + " percent of the year's income (" +
             (with ? "with" : "without") + " dependants), a twelfth of it, rounded down to a multiple of " +
             amount(table->round_down_to_minor) + "; at least " + amount(table->smallest_minor) + ", never above " +
             std::to_string(table->highest_percent) + " percent",
         instalment);
    result_.instalment_minor = instalment;
    round_down_to_minor_ = table->round_down_to_minor;
    warn_of(table->rule);
    warn_if_outdated(table->rule, table->rule.in_force_from, table->known_until);
    if (pack_.low_income) by_low_income(*pack_.low_income, yearly);
  }

  void by_low_income(DatedRows<LowIncomeRow> const& low_income, std::int64_t yearly) {
    LowIncomeRow const* const row = row_on(low_income.rows, on_);
    if (row == nullptr) return;
    bool const with = household_.dependants() == Dependants::kSome;
    std::int64_t const threshold = with ? row->with_minor : row->without_minor;
    if (yearly >= threshold) return;
    step(kLowIncomeThreshold, low_income.rule, row->from, "Low-income threshold for a year; the income is below it",
         threshold);
    warn(kLowIncome, low_income.rule.code,
         "the income is below the low-income threshold: ask whether help is needed before a plan");
    warn_of(low_income.rule);
    warn_of(low_income.rule, *row);
  }

  void by_minimum(DatedRows<MinimumRow> const& minimum, std::optional<std::int64_t> planned) {
    MinimumRow const* const row = row_on(minimum.rows, on_);
    MinimumToLiveOn const keeps = minimum_to_live_on(*row, household_);
    step(adults_figure(), minimum.rule, row->from, adults_text(), keeps.adults_minor);
    if (!household_.child_ages.empty()) {
      step(kMinimumChildren, minimum.rule, row->from, "Minimum amount a month: the children, by their ages",
           keeps.children_minor);
    }
    result_.minimum_to_live_on_minor = keeps.adults_minor + keeps.children_minor;
    warn_of(minimum.rule);
    warn_of(minimum.rule, *row);
    if (household_.partner == Partner::kWithIncome && !household_.child_ages.empty()) {
      warn(kChildrenWhole, minimum.rule.code,
           "the children's amounts are counted whole; a part may be the partner's to pay");
    }
    step(kExpenses, "Housing and other necessary expenses", expenses());
    std::int64_t const before = household_.net_income_minor - expenses();
    if (before < 0) {
      warn(kExpensesTooLarge, minimum.rule.code,
           "housing and other necessary expenses, " + amount(expenses()) +
               ", are above the income: check that all are for a month; if they are right, offer help");
    }
    result_.spare_minor = std::max<std::int64_t>(0, before - result_.minimum_to_live_on_minor);
    step(kSpare, minimum.rule, row->from, "Can be paid at most without taking what must be left to live on",
         result_.spare_minor);
    close(minimum.rule, before, planned);
  }

  [[nodiscard]] AffordabilityFigure adults_figure() const {
    if (household_.partner == Partner::kNone) return kMinimumSingle;
    return household_.partner == Partner::kWithIncome ? kMinimumHalf : kMinimumCouple;
  }
  [[nodiscard]] std::string adults_text() const {
    if (household_.partner == Partner::kNone) return "Minimum amount a month: a single adult";
    if (household_.partner == Partner::kWithIncome) return "Minimum amount a month: half of a couple's";
    return "Minimum amount a month: a couple's, since the partner has no income";
  }

  void by_protected_income(ProtectedIncome const& rule, std::optional<std::int64_t> planned) {
    ProtectedRow const* const row = row_on(rule.rows, on_);
    std::int64_t const keeps = protected_income(rule, row, household_);
    step(kProtectedIncome, rule.rule, row == nullptr ? rule.rule.in_force_from : row->from,
         "Protected income a month: " + std::to_string(rule.percent) + " percent of the net income" +
             (row == nullptr ? "" : ", at most the household's maximum"),
         keeps);
    result_.minimum_to_live_on_minor = keeps;
    result_.instalment_minor = household_.net_income_minor - keeps;
    step(kAboveProtected, rule.rule, rule.rule.in_force_from, "Instalment a month: what is above the protected income",
         *result_.instalment_minor);
    warn_of(rule.rule);
    if (row == nullptr) {
      warn(kNoMaximum, rule.rule.code,
           "the maximum amounts of " + base::format_date(on_) + " are not known: none is used");
    } else {
      warn_of(rule.rule, *row);
    }
    if (expenses() > keeps) {
      warn(kExpensesTooLarge, rule.rule.code,
           "housing and other necessary expenses, " + amount(expenses()) +
               ", are more than the protected income: ask for help before a plan");
    }
    // The protected income is meant for the expenses too; what has been spent cannot be paid all the same.
    std::int64_t const unspent = std::max<std::int64_t>(0, household_.net_income_minor - expenses());
    result_.spare_minor = std::min(*result_.instalment_minor, unspent);
    close(rule.rule, household_.net_income_minor, planned);
  }

  void close(law::Rule const& rule, std::int64_t before, std::optional<std::int64_t> planned) {
    result_.left_without_plan_minor = before;
    if (result_.instalment_minor) {
      std::int64_t const most = std::min(*result_.instalment_minor, result_.spare_minor);
      result_.suggested_minor = most - most % round_down_to_minor_;
    }
    if (planned) step(kPlannedInstalment, "Instalment of the plan asked about", *planned);
    result_.left_to_live_on_minor = before - planned.value_or(result_.instalment_minor.value_or(0));
    step(kLeft, "Left to live on", result_.left_to_live_on_minor);
    std::int64_t const missing = result_.minimum_to_live_on_minor - result_.left_to_live_on_minor;
    if (missing <= 0) return;
    if (before < result_.minimum_to_live_on_minor) {
      warn(kTooLittle, rule.code,
           "the household has less than it must live on even without a plan: offer a deferral and help");
    } else {
      warn(kTakesTooMuch, rule.code,
           "this instalment would take " + amount(missing) +
               " of what the household must live on: agree on a lower one");
    }
  }

  AffordabilityPack const& pack_;
  Household const& household_;
  base::Date on_;
  std::int64_t round_down_to_minor_ = 1;
  Affordability result_;
};

std::optional<AffordabilityError> find_error(AffordabilityPack const& pack, Household const& household, base::Date on,
                                             std::optional<std::int64_t> planned) {
  using enum AffordabilityError;
  auto const amounts = {household.net_income_minor, household.housing_minor, household.other_necessary_minor};
  for (std::int64_t const minor : amounts) {
    if (minor < 0) return kNegativeAmount;
  }
  for (std::int64_t const minor : amounts) {
    if (minor > kMonthlyIncomeLimitMinor) return kAmountOutOfRange;
  }
  if (planned && *planned <= 0) return kInstalmentNotPositive;
  if (planned && *planned > kMonthlyIncomeLimitMinor) return kAmountOutOfRange;
  for (int const age : household.child_ages) {
    if (age < 0 || age >= kChildAgeLimit) return kNoChildAge;
  }
  if (on < pack.first_day()) return kBeforeFirstDay;
  return std::nullopt;
}

}  // namespace

std::string_view name_of(AffordabilityFigure figure) { return kFigures[static_cast<std::size_t>(figure)]; }
std::string_view name_of(AffordabilityCaution caution) { return kCautions[static_cast<std::size_t>(caution)]; }

MinimumToLiveOn minimum_to_live_on(MinimumRow const& row, Household const& household) {
  MinimumToLiveOn keeps;
  keeps.adults_minor = row.single_minor;
  if (household.partner == Partner::kWithoutIncome) keeps.adults_minor += row.partner_minor;
  // Half a minor unit is the person's.
  if (household.partner == Partner::kWithIncome) keeps.adults_minor = (row.single_minor + row.partner_minor + 1) / 2;
  for (int const age : household.child_ages) {
    keeps.children_minor += age < 2   ? row.child_under_2_minor
                            : age < 7 ? row.child_2_to_6_minor
                                      : row.child_7_to_17_minor;
  }
  return keeps;
}

std::int64_t protected_income(ProtectedIncome const& rule, ProtectedRow const* row, Household const& household) {
  std::int64_t const part = (household.net_income_minor * rule.percent + 99) / 100;
  if (row == nullptr) return part;
  bool const children = !household.child_ages.empty();
  std::int64_t const maximum = household.partner == Partner::kNone
                                   ? (children ? row->single_with_children_minor : row->single_minor)
                                   : (children ? row->couple_with_children_minor : row->couple_minor);
  return std::min(part, maximum);
}

std::expected<Affordability, AffordabilityError> assess_affordability(
    AffordabilityPack const& pack, Household const& household, base::Date on,
    std::optional<std::int64_t> planned_instalment_minor) {
  if (auto const error = find_error(pack, household, on, planned_instalment_minor)) return std::unexpected(*error);
  return Assessment{pack, household, on}.run(planned_instalment_minor);
}

}  // namespace arrangements

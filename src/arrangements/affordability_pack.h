// What a country's rules say about how much a person can pay, as dated data: the table of instalments, the amounts a
// household must keep to live on, the part of an income that is protected. Read from affordability/*.toml.
//
// Units: minor units; a band's and a threshold's income is net and for a year, everything else is for a month. A value
//   counts from its first day until the next one's. `known_until` is the last day for which its source gives it: later
//   days use it, and whoever uses it warns.
// Every value comes from a rule with its act, section and source; nothing is assumed between two values.
// Pure.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "law/rule.h"

namespace arrangements {

enum class Dependants : std::uint8_t { kNone, kSome };

/// For a yearly net income from `net_from_minor` up to the next band's.
struct Band {
  std::int64_t net_from_minor = 0;
  int percent_without = 0;
  int percent_with = 0;
};

struct InstalmentTable {
  law::Rule rule;
  base::Date known_until;
  std::int64_t round_down_to_minor = 1;
  std::int64_t smallest_minor = 0;
  int highest_percent = 100;
  std::vector<Band> bands;  // rising; the first begins at 0
};

struct DatedRow {
  base::Date from;
  base::Date known_until;
  bool verified = true;
  std::string source;
};

struct LowIncomeRow : DatedRow {
  std::int64_t without_minor = 0;
  std::int64_t with_minor = 0;
};

struct MinimumRow : DatedRow {
  std::int64_t single_minor = 0;
  std::int64_t partner_minor = 0;  // added for the partner
  std::int64_t child_under_2_minor = 0;
  std::int64_t child_2_to_6_minor = 0;
  std::int64_t child_7_to_17_minor = 0;
};

struct ProtectedRow : DatedRow {
  std::int64_t single_minor = 0;
  std::int64_t single_with_children_minor = 0;
  std::int64_t couple_minor = 0;
  std::int64_t couple_with_children_minor = 0;
};

/// Rows in order of their first day.
template <class Row>
struct DatedRows {
  law::Rule rule;
  std::vector<Row> rows;
};

/// The part of a net income that is protected whatever it is, and the most that is.
struct ProtectedIncome : DatedRows<ProtectedRow> {
  int percent = 100;
};

/// A pack has minimum amounts (the Danish way) or a protected income (the Dutch way).
struct AffordabilityPack {
  std::string code;  // "dk"
  std::string name;
  std::string country;
  base::Currency currency;
  std::vector<InstalmentTable> tables;  // in order of their first day
  std::optional<DatedRows<LowIncomeRow>> low_income;
  std::optional<DatedRows<MinimumRow>> minimum;
  std::optional<ProtectedIncome> protected_income;

  /// The first day on which the pack can say what a person must live on.
  [[nodiscard]] base::Date first_day() const;
};

/// The last row that begins on the day or before; nothing before the first one.
template <class Row>
[[nodiscard]] Row const* row_on(std::vector<Row> const& rows, base::Date on) {
  Row const* found = nullptr;
  for (Row const& row : rows) {
    if (row.from <= on) found = &row;
  }
  return found;
}
[[nodiscard]] InstalmentTable const* table_on(AffordabilityPack const& pack, base::Date on);

/// The percentage of a yearly net income, which is not below zero.
[[nodiscard]] int percent_of(InstalmentTable const& table, std::int64_t yearly_net_minor, Dependants dependants);

/// The instalment a month by the table: the percentage of the yearly net income, a twelfth of it, rounded down; at
/// least the smallest one. Zero where the smallest one is above the highest percentage of the income.
[[nodiscard]] std::int64_t instalment_by_table(InstalmentTable const& table, std::int64_t yearly_net_minor,
                                               Dependants dependants);

}  // namespace arrangements

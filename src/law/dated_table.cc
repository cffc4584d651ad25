#include "law/dated_table.h"

#include <algorithm>

#include "law/day_arithmetic.h"

namespace law {

std::optional<TableFault> find_fault(DatedTable const& table) {
  using enum TableFaultKind;
  if (table.rows.empty()) return TableFault{kEmpty, 0};
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    DatedValue const& row = table.rows[i];
    if (row.until && *row.until < row.from) return TableFault{kReversed, i};
    if (i > 0) {
      // The row before has an end: it was looked at in the round before.
      base::Date const next = add_days(*table.rows[i - 1].until, 1);
      if (row.from > next) return TableFault{kGap, i};
      if (row.from < next) return TableFault{kOverlap, i};
    }
    bool const last = i + 1 == table.rows.size();
    if (!last && !row.until) return TableFault{kOpenRowBeforeLast, i};
    if (last && row.until) return TableFault{kLastRowEnds, i};
  }
  return std::nullopt;
}

std::string describe(DatedTable const& table, TableFault const& fault) {
  using enum TableFaultKind;
  if (fault.kind == kEmpty) return "has no rows";
  DatedValue const& row = table.rows[fault.row];
  std::string const from = base::format_date(row.from);
  if (fault.kind == kReversed) return "begins on " + from + " and ends before, on " + base::format_date(*row.until);
  if (fault.kind == kOpenRowBeforeLast) {
    return "has no 'until' although another row follows: only the last row counts until further notice";
  }
  if (fault.kind == kLastRowEnds) {
    return "is the last one and ends on " + base::format_date(*row.until) +
           ": the days after have no value; leave 'until' away, it then counts until further notice";
  }
  base::Date const end = *table.rows[fault.row - 1].until;
  std::string const message = "begins on " + from + ", but the row before ends on " + base::format_date(end);
  if (fault.kind == kOverlap) return message + ": a day would have two values";
  return message + ": " + base::format_date(add_days(end, 1)) + " has no value";
}

DatedValue const* row_on(DatedTable const& table, base::Date date) {
  auto const after = std::ranges::upper_bound(table.rows, date, {}, &DatedValue::from);
  return after == table.rows.begin() ? nullptr : &*std::prev(after);
}

std::optional<base::Date> review_due(DatedTable const& table) {
  if (table.review_months == 0 || table.rows.empty()) return std::nullopt;
  return add_months(table.rows.back().from, table.review_months);
}

DatedTable sum_of(DatedTable const& table, DatedTable const& addition) {
  DatedTable sum = table;
  sum.rows.clear();
  std::vector<base::Date> days;
  for (DatedTable const* each : {&table, &addition}) {
    for (DatedValue const& row : each->rows) days.push_back(row.from);
  }
  std::ranges::sort(days);
  days.erase(std::ranges::unique(days).begin(), days.end());
  for (base::Date const day : days) {
    DatedValue const* left = row_on(table, day);
    DatedValue const* right = row_on(addition, day);
    if (left == nullptr || right == nullptr) continue;
    if (!sum.rows.empty()) sum.rows.back().until = add_days(day, -1);
    std::string source = left->source;
    if (!right->source.empty()) source += source.empty() ? right->source : "; " + right->source;
    sum.rows.push_back({day, std::nullopt, left->value + right->value, left->verified && right->verified, source});
  }
  return sum;
}

}  // namespace law

// Values that change on dates: interest rates, fee caps. Rows are in order of date, each to the day before the next
// one, so that every day from the first row on has exactly one value.
//
// Units: percentages are in basis points (8.05 % is 805), amounts in minor units; the table's `unit` says which.
// The last row counts until further notice. A table that is reviewed at fixed times warns once a review has passed that
// it holds no row for: the value is then used, and corrected when the table is.
// Pure.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace law {

enum class Unit : std::uint8_t { kBasisPoints, kMinorUnits };

struct DatedValue {
  base::Date from;
  std::optional<base::Date> until;  // the last day; only the last row has none
  std::int64_t value = 0;
  bool verified = true;
  std::string source;
};

struct DatedTable {
  std::string code;
  std::string title;
  Unit unit = Unit::kBasisPoints;
  int review_months = 0;  // reviewed every so many months; 0: at no fixed time
  std::string source;
  std::vector<DatedValue> rows;
};

enum class TableFaultKind : std::uint8_t { kEmpty, kReversed, kGap, kOverlap, kOpenRowBeforeLast, kLastRowEnds };

struct TableFault {
  TableFaultKind kind = TableFaultKind::kEmpty;
  std::size_t row = 0;  // the row that does not fit to the one before
};

/// The first reason why some day has no value or two.
[[nodiscard]] std::optional<TableFault> find_fault(DatedTable const& table);
/// "begins on 2025-07-02, but the row before ends on 2025-06-30: 2025-07-01 has no value".
[[nodiscard]] std::string describe(DatedTable const& table, TableFault const& fault);

/// The row in force; nothing before the first one.
[[nodiscard]] DatedValue const* row_on(DatedTable const& table, base::Date date);
/// The first day on which a row is missing that a review should have brought; nothing if there is no fixed review.
[[nodiscard]] std::optional<base::Date> review_due(DatedTable const& table);

/// Both added up, from the first day on which both have a value: a reference rate and its addition. A row is verified
/// if both are.
[[nodiscard]] DatedTable sum_of(DatedTable const& table, DatedTable const& addition);

}  // namespace law

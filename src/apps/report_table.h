// A report as rows and columns, printed for people, for spreadsheets or for programs. The same rows give the same
// bytes.
//
// Amounts are held in minor units: text and CSV write them as "1234.50", JSON as whole numbers in a member whose name
// ends in "_minor".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace apps {

enum class ReportFormat : std::uint8_t { kText, kJson, kCsv };

struct Minor {
  std::int64_t value = 0;
};
using ReportCell = std::variant<std::string, std::int64_t, Minor>;

struct ReportTable {
  std::vector<std::pair<std::string, std::string>> head;  // what the report is of: "as_of" and the like
  std::vector<std::string> columns;
  std::vector<std::vector<ReportCell>> rows;
  std::vector<ReportCell> total;  // as many cells as columns; empty: none
};

[[nodiscard]] std::string to_text(ReportTable const& table, ReportFormat format);

/// A CSV field (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe before it.
[[nodiscard]] std::string csv_field(std::string_view text);

}  // namespace apps

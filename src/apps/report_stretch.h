// What a report about a stretch of days is asked with: the books, the authority, the days and today.
#pragma once

#include <memory>
#include <string>

#include "apps/installation.h"
#include "apps/report_table.h"

namespace apps {

struct StretchArguments {
  std::string database;
  std::string authority;
  std::string from, to;  // YYYY-MM-DD, both included: days of issue, of planning, or on which something came
};

struct ReportStretch {
  std::unique_ptr<storage::Store> books;
  ports::Authority authority;
  base::Date from, to, today;

  /// With its head: which report, of whom, of which days.
  [[nodiscard]] ReportTable table(std::string const& report) const;
};

/// Throws CommandRefused with what is wrong and what to do.
[[nodiscard]] ReportStretch ask_stretch(StretchArguments const& arguments);

}  // namespace apps

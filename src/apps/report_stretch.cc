#include "apps/report_stretch.h"

namespace apps {

namespace {

base::Date read_day(std::string const& text, std::string const& option) {
  if (auto const date = base::parse_date(text)) return *date;
  throw CommandRefused("'" + text + "' is no day: write " + option + " as YYYY-MM-DD");
}

}  // namespace

ReportTable ReportStretch::table(std::string const& report) const {
  ReportTable table;
  table.head = {{"report", report},
                {"authority", authority.code},
                {"from", base::format_date(from)},
                {"to", base::format_date(to)},
                {"as_of", base::format_date(today)}};
  return table;
}

ReportStretch ask_stretch(StretchArguments const& arguments) {
  ReportStretch asked;
  asked.books = open_database(arguments.database);
  asked.authority = find_authority(*asked.books, arguments.authority);
  asked.today = now_at(asked.authority, adapters::system::SystemClock{}).date;
  asked.from = read_day(arguments.from, "--from");
  asked.to = read_day(arguments.to, "--to");
  if (asked.to < asked.from) throw CommandRefused("--to lies before --from");
  return asked;
}

}  // namespace apps

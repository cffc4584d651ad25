#include "apps/help_report.h"

#include "apps/arrangement_settings.h"
#include "apps/help_figures.h"
#include "apps/help_history.h"
#include "apps/signal_settings.h"

namespace apps {

int run_report_help(StretchArguments const& arguments, ReportFormat format) {
  ReportStretch const asked = ask_stretch(arguments);
  auto const reader = asked.books->reader();
  reports::HelpHistory const history = help_history(*reader, asked.authority.id);
  auto const outcomes =
      reports::help_outcomes(*reader, asked.authority.id, history, {asked.from, asked.to}, asked.today,
                             {arrangement_policy(asked.authority).request_days, signal_policy(asked.authority)});
  ReportTable table = asked.table("help");
  table.head.emplace_back("hidden", "figures about one to four people, and what they could be worked out from");
  table.head.emplace_back("note", "what happened to whom, not that help was why: nobody was helped by lot");
  table.columns = figure_columns();
  table.rows = help_rows(outcomes);
  print_figures(std::move(table), format);
  return 0;
}

}  // namespace apps

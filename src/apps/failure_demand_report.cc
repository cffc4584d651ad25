#include "apps/failure_demand_report.h"

#include "apps/contact_history.h"

namespace apps {

namespace {

using reports::Cell;

constexpr std::size_t kMedianColumn = 6;  // and the amount after it: no figure here has either

/// Causes of which the row would tell of few people, or from which another row could be worked out.
std::vector<bool> hidden_causes(reports::FailureDemand const& demand) {
  std::vector<Cell> steps;
  std::vector<Cell> known;
  std::vector<Cell> followed;
  for (auto const& [cause, share] : demand.by_cause) {
    steps.push_back(demand.steps_by_cause.at(cause));
    known.push_back(share.known);
    followed.push_back(share.part);
  }
  std::vector<bool> hidden(steps.size(), false);
  for (auto const* cells : {&steps, &known, &followed}) {
    std::vector<bool> const some = reports::hidden_parts(*cells);
    for (std::size_t i = 0; i < hidden.size(); ++i) hidden[i] = hidden[i] || some[i];
  }
  return hidden;
}

}  // namespace

std::vector<std::vector<ReportCell>> failure_demand_rows(reports::FailureDemand const& demand) {
  FigureRows rows;
  rows.whole("steps", demand.steps,
             "digital steps in these days: done in the portal or behind a link, or sent digitally");
  rows.known("followed", demand.followed,
             "of them, how many were the nearest step before a contact within 7 days; too_early: not yet 7 days old");
  std::vector<bool> const hidden = hidden_causes(demand);
  std::size_t at = 0;
  for (auto const& [cause, share] : demand.by_cause) {
    std::string const means = "of the steps of this kind, how many: the share is how many of 100 such steps";
    if (hidden[at++]) {
      rows.hidden("followed_" + cause, means);
    } else {
      rows.known("followed_" + cause, share, means);
    }
  }
  rows.whole(
      "contacts", demand.contacts,
      "questions and calls for help in these days, and what came by telephone, on paper, in person or by e-mail, "
      "or was entered by staff; calls that staff have not entered are not in it");
  rows.part("contacts_after_step", demand.contacts_after_step, demand.contacts,
            "of them, how many came within 7 days after a digital step of the same person");
  constexpr std::array kKinds = {reports::ContactKind::kQuestion, reports::ContactKind::kHelp,
                                 reports::ContactKind::kThroughStaff};
  constexpr std::array kMeans = {"of those after a step, how many were questions, sent digitally",
                                 "of those after a step, how many were calls for help, sent digitally",
                                 "of those after a step, how many came through staff"};
  std::vector<FigureRows::Named> kinds;
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    auto const found = demand.by_kind.find(kKinds[i]);
    kinds.push_back({"contacts_" + std::string{reports::name_of(kKinds[i])},
                     found == demand.by_kind.end() ? Cell{} : found->second, kMeans[i]});
  }
  rows.parts(kinds, demand.contacts_after_step);
  return rows.take();
}

int run_report_failure_demand(StretchArguments const& arguments, ReportFormat format) {
  ReportStretch const asked = ask_stretch(arguments);
  auto const reader = asked.books->reader();
  auto const demand =
      reports::failure_demand(contact_history(*reader, asked.authority.id), {asked.from, asked.to}, asked.today);
  ReportTable table = asked.table("failure-demand");
  table.head.emplace_back("hidden", "figures about one to four people, and what they could be worked out from");
  table.head.emplace_back("note",
                          "what came after what, not that one was why; calls that staff have not entered are not seen");
  table.columns = figure_columns();
  table.rows = failure_demand_rows(demand);
  auto const drop = [](auto& cells) { cells.erase(cells.begin() + kMedianColumn, cells.begin() + kMedianColumn + 2); };
  drop(table.columns);
  for (auto& row : table.rows) drop(row);
  print_figures(std::move(table), format);
  return 0;
}

}  // namespace apps

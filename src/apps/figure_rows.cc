#include "apps/figure_rows.h"

#include <cmath>
#include <iostream>

#include "apps/proportion_interval.h"

namespace apps {

namespace {

using reports::Cell;
using Row = FigureRows::Row;

/// "12.3", of a share from zero to one.
std::string percent(double share) {
  auto const tenths = static_cast<std::int64_t>(std::lround(share * 1'000));
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

ReportCell shown(Cell const& cell, bool is_hidden) {
  return is_hidden ? ReportCell{std::string{kHidden}} : ReportCell{cell.count};
}

Row row(std::string figure, ReportCell count, ReportCell of, std::string share, ReportCell too_early,
        std::string means) {
  return {std::move(figure),    std::move(count), std::move(of), std::move(share), std::string{},
          std::move(too_early), std::string{},    std::string{}, std::move(means)};
}

}  // namespace

std::vector<std::string> figure_columns() {
  return {"figure", "count", "of", "share", "interval_95", "too_early", "median_days", "amount", "means"};
}

ShownShare shown_share(std::int64_t count, std::int64_t of) {
  if (of == 0) return {};
  Proportion const proportion{count, of};
  Interval const interval = wilson(proportion);
  return {percent(proportion.share()) + " %", percent(interval.low) + "-" + percent(interval.high) + " %"};
}

void FigureRows::whole(std::string figure, Cell const& cell, std::string means) {
  rows_.push_back(row(std::move(figure), shown(cell, cell.is_small()), "", "", "", std::move(means)));
}

void FigureRows::part(std::string figure, Cell const& part, Cell const& whole, std::string means) {
  share(std::move(figure), part, whole, !reports::can_be_shown(part, whole), "", std::move(means));
}

void FigureRows::parts(std::vector<Named> const& named, Cell const& whole) {
  std::vector<Cell> cells;
  for (Named const& each : named) cells.push_back(each.cell);
  std::vector<bool> const hidden = reports::hidden_parts(cells);
  for (std::size_t i = 0; i < named.size(); ++i) {
    share(named[i].figure, named[i].cell, whole, hidden[i] || whole.is_small(), "", named[i].means);
  }
}

void FigureRows::known(std::string figure, reports::KnownShare const& known, std::string means) {
  // Beside the whole, which stands in a row before, how many are known says for how many it is too early.
  bool const early_hidden = known.too_early.is_small() || known.known.is_small();
  share(std::move(figure), known.part, known.known, early_hidden || !reports::can_be_shown(known.part, known.known),
        shown(known.too_early, early_hidden), std::move(means), early_hidden);
}

void FigureRows::hidden(std::string figure, std::string means) {
  std::string const word{kHidden};
  rows_.push_back(row(std::move(figure), word, word, "-", word, std::move(means)));
}

void FigureRows::median(std::string figure, std::vector<reports::Observation> const& days, Cell const& of,
                        std::string means) {
  std::string shown_days = "-";
  if (of.is_small()) {
    shown_days = kHidden;
  } else if (!days.empty()) {
    auto const middle = reports::median_time(days);
    shown_days = middle ? std::to_string(*middle) : "more than half still wait";
  }
  Row made = row(std::move(figure), "", shown(of, of.is_small()), "", "", std::move(means));
  made[6] = shown_days;
  rows_.push_back(std::move(made));
}

void FigureRows::amount(std::string figure, Cell const& cell, std::int64_t minor, std::string means) {
  Row made = row(std::move(figure), shown(cell, cell.is_small()), "", "", "", std::move(means));
  made[7] = cell.is_small() ? ReportCell{std::string{kHidden}} : ReportCell{Minor{minor}};
  rows_.push_back(std::move(made));
}

void FigureRows::share(std::string figure, Cell const& part, Cell const& of, bool is_hidden, ReportCell too_early,
                       std::string means, bool of_is_hidden) {
  ShownShare const told = is_hidden ? ShownShare{} : shown_share(part.count, of.count);
  Row made = row(std::move(figure), shown(part, is_hidden), shown(of, of_is_hidden || of.is_small()), told.share,
                 std::move(too_early), std::move(means));
  made[4] = told.interval;
  rows_.push_back(std::move(made));
}

void print_figures(ReportTable table, ReportFormat format) {
  if (format != ReportFormat::kText) {
    std::cout << to_text(table, format);
    return;
  }
  std::string means;
  std::string last;
  table.columns.pop_back();
  for (std::vector<ReportCell>& row : table.rows) {
    std::string line = std::get<std::string>(row.front()) + ": " + std::get<std::string>(row.back()) + "\n";
    if (line != last) means += line;
    last = std::move(line);
    row.pop_back();
  }
  std::cout << to_text(table, format) << "\n" << means;
}

}  // namespace apps

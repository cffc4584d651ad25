// Rows of figures that a caseworker can read: each with its numerator and denominator, how sure one can be of it, for
// how many it is too early to know, and one line that says what it means.
//
// A figure about one to four people says "hidden", and so does one from which it could be worked out: how many it is
// does not follow from the word.
#pragma once

#include "apps/report_table.h"
#include "reports/known_share.h"
#include "reports/survival.h"

namespace apps {

inline constexpr char kHidden[] = "hidden";
[[nodiscard]] std::vector<std::string> figure_columns();

/// "12.3 %", and "10.1-14.9 %": Wilson's interval. "-" and nothing, if `of` is zero.
struct ShownShare {
  std::string share = "-";
  std::string interval;
};
[[nodiscard]] ShownShare shown_share(std::int64_t count, std::int64_t of);

class FigureRows {
 public:
  using Row = std::vector<ReportCell>;
  using Cell = reports::Cell;

  /// How many there are: the whole of the rows behind it.
  void whole(std::string figure, Cell const& cell, std::string means);
  void part(std::string figure, Cell const& part, Cell const& whole, std::string means);
  struct Named {
    std::string figure;
    Cell cell;
    std::string means;
  };
  /// Parts that add up to the whole.
  void parts(std::vector<Named> const& named, Cell const& whole);
  void known(std::string figure, reports::KnownShare const& known, std::string means);
  /// All of the row is hidden: something else could be worked out from it.
  void hidden(std::string figure, std::string means);
  void median(std::string figure, std::vector<reports::Observation> const& days, Cell const& of, std::string means);
  void amount(std::string figure, Cell const& cell, std::int64_t minor, std::string means);
  /// Of figure_columns; the last is what the figure means.
  [[nodiscard]] std::vector<Row> take() { return std::move(rows_); }

 private:
  void share(std::string figure, Cell const& part, Cell const& of, bool is_hidden, ReportCell too_early,
             std::string means, bool of_is_hidden = false);

  std::vector<Row> rows_;
};

/// Prints it; on a screen what the figures mean, which is the last column, stands below them: one line each.
void print_figures(ReportTable table, ReportFormat format);

}  // namespace apps

#include "apps/form_report.h"

#include <iostream>
#include <map>

#include "apps/figure_rows.h"

namespace apps {

namespace {

using Row = std::vector<ReportCell>;

/// What each figure means: the same for every form.
std::vector<std::pair<std::string, std::string>> const& meanings() {
  static std::vector<std::pair<std::string, std::string>> const kMeanings = {
      {"opened", "times that the form was shown empty; whoever comes back to what they kept has not opened it again"},
      {"sent", "times that it was sent and taken"},
      {"kept", "times that it was kept half filled, to be sent another day"},
      {"never_sent", "forms begun and not sent / forms begun; what was begun last may still be sent"},
      {"refused", "tries to send it that were refused / all tries"},
      {"field_refused", "tries that were refused because of this field / all tries: the field's error rate"},
      {"field_code", "of the tries refused because of the field, how many for this reason"}};
  return kMeanings;
}

std::string meaning(std::string const& figure) {
  for (auto const& [name, means] : meanings()) {
    if (name == figure) return means;
  }
  return {};
}

}  // namespace

std::vector<std::string> form_columns() {
  return {"form", "figure", "field", "code", "count", "of", "share", "interval_95", "means"};
}

std::vector<Row> form_rows(std::string const& name, reports::FormFigures const& form) {
  std::vector<Row> rows;
  auto const number = [&](std::string const& figure, std::int64_t count) {
    rows.push_back({name, figure, "", "", count, "", "", "", meaning(figure)});
  };
  auto const share = [&](std::string const& figure, std::string const& field, std::string const& code,
                         std::int64_t count, std::int64_t of) {
    // A browser can tell of a field twice, and of a try not at all: then there is no share.
    ShownShare const told = count <= of ? shown_share(count, of) : ShownShare{};
    rows.push_back({name, figure, field, code, count, of, told.share, told.interval, meaning(figure)});
  };
  number("opened", form.opened);
  number("sent", form.sent);
  number("kept", form.kept);
  share("never_sent", "", "", form.never_sent(), form.opened);
  share("refused", "", "", form.refused, form.tries());
  for (auto const& [field, figures] : form.fields) {
    share("field_refused", field, "", figures.refused, form.tries());
    for (auto const& [code, count] : figures.codes) share("field_code", field, code, count, figures.refused);
  }
  return rows;
}

int run_report_forms(StretchArguments const& arguments, ReportFormat format) {
  ReportStretch const asked = ask_stretch(arguments);
  auto const counts = asked.books->form_counts().counts(asked.authority.id, asked.from, asked.to);
  ReportTable table = asked.table("forms");
  table.head.emplace_back("note", "counts of forms, not of people: nothing says who filled them in");
  table.columns = form_columns();
  for (auto const& [name, form] : reports::form_figures(counts)) {
    for (Row& row : form_rows(name, form)) table.rows.push_back(std::move(row));
  }
  if (format != ReportFormat::kText) {
    std::cout << to_text(table, format);
    return 0;
  }
  table.columns.pop_back();
  for (Row& row : table.rows) row.pop_back();
  std::cout << to_text(table, format) << "\n";
  for (auto const& [figure, means] : meanings()) std::cout << figure << ": " << means << "\n";
  return 0;
}

}  // namespace apps

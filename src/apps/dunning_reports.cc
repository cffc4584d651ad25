#include "apps/dunning_reports.h"

#include <algorithm>
#include <iostream>

#include "apps/chosen_law.h"
#include "apps/report_stretch.h"
#include "reports/duties.h"
#include "reports/funnel.h"
#include "reports/message_outcomes.h"
#include "reports/ways_of_paying.h"

namespace apps {

namespace {

struct Asked : ReportStretch {
  std::shared_ptr<engine::Rules const> rules;
};

Asked ask(StretchArguments const& arguments) {
  Asked asked{ask_stretch(arguments), {}};
  LawWatch law{*asked.books};
  law.refresh();
  asked.rules = law.rules();
  return asked;
}

/// Kinds of steps of the procedures in use and of those of the program. A step keeps its code and its meaning through
/// all versions of a procedure.
reports::KindOfStep kinds(Asked const& asked) {
  std::map<std::string, dunning::StepKind, std::less<>> known;
  auto const add = [&](std::vector<dunning::Procedure> const& procedures) {
    for (dunning::Procedure const& procedure : procedures) {
      for (dunning::Step const& step : procedure.steps) known[procedure.code + " " + step.code] = step.kind;
    }
  };
  add(built_in_procedures());
  if (auto const* own = asked.rules->law.procedures(asked.authority.id)) add(*own);
  return [known = std::move(known)](std::string_view procedure,
                                    std::string_view step) -> std::optional<dunning::StepKind> {
    auto const found = known.find(std::string{procedure.substr(0, procedure.find('@'))} + " " + std::string{step});
    return found == known.end() ? std::nullopt : std::optional{found->second};
  };
}

/// "12.3 %" of a share in parts per million, rounded down.
std::string percent(std::int64_t millionths) {
  return std::to_string(millionths / 10'000) + "." + std::to_string(millionths / 1'000 % 10) + " %";
}

std::string percent_of(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? "-" : percent(part * 1'000'000 / whole);
}

std::string name_of_channel(reports::MessageKey const& key) {
  return key.beside ? key.channel + " beside" : key.channel;
}

}  // namespace

int run_report_funnel(StretchArguments const& arguments, ReportFormat format) {
  Asked const asked = ask(arguments);
  auto const reader = asked.books->reader();
  reports::Funnel const funnel =
      reports::funnel(*reader, asked.authority.id, asked.from, asked.to, kinds(asked), asked.today);
  ReportTable table = asked.table("funnel");
  table.columns = {"outcome", "claims", "share", "charged"};
  std::int64_t charged = 0;
  for (std::size_t part = 0; part < reports::kFunnelParts; ++part) {
    charged += funnel.charged_minor[part];
    table.rows.push_back({std::string{reports::name_of(static_cast<reports::FunnelPart>(part))}, funnel.claims[part],
                          percent_of(funnel.claims[part], funnel.total), Minor{funnel.charged_minor[part]}});
  }
  table.total = {std::string{"total"}, funnel.total, percent_of(funnel.total, funnel.total), Minor{charged}};
  std::cout << to_text(table, format);
  return 0;
}

int run_report_messages(StretchArguments const& arguments, ReportFormat format) {
  Asked const asked = ask(arguments);
  auto const outcomes =
      reports::message_outcomes(*asked.books->reader(), asked.authority.id, asked.from, asked.to, asked.today);
  ReportTable table = asked.table("messages");
  table.columns = {"step", "channel", "planned", "sent", "delivered", "failed", "too_late", "doubtful", "paid"};
  std::array<std::int64_t, 7> totals{};
  for (auto const& [key, outcome] : outcomes) {
    auto const paid = std::ranges::count_if(outcome.days_to_payment, &reports::Observation::happened);
    std::array<std::int64_t, 7> const counts{
        outcome.planned, outcome.sent, outcome.delivered, outcome.failed, outcome.too_late, outcome.doubtful, paid};
    std::vector<ReportCell> row{key.step, name_of_channel(key)};
    for (std::size_t i = 0; i < counts.size(); ++i) {
      totals[i] += counts[i];
      row.emplace_back(counts[i]);
    }
    table.rows.push_back(std::move(row));
  }
  table.total = {std::string{"total"}, std::string{}};
  for (std::int64_t const count : totals) table.total.emplace_back(count);
  std::cout << to_text(table, format);
  return 0;
}

int run_report_timing(StretchArguments const& arguments, ReportFormat format) {
  Asked const asked = ask(arguments);
  auto const outcomes =
      reports::message_outcomes(*asked.books->reader(), asked.authority.id, asked.from, asked.to, asked.today);
  ReportTable table = asked.table("timing");
  table.columns = {"step", "channel", "sent", "paid", "within_1_day", "within_14_days", "median_days"};
  for (auto const& [key, outcome] : outcomes) {
    auto const& days = outcome.days_to_payment;
    if (days.empty()) continue;
    std::optional<std::int64_t> const median = reports::median_time(days);
    table.rows.push_back({key.step, name_of_channel(key), static_cast<std::int64_t>(days.size()),
                          static_cast<std::int64_t>(std::ranges::count_if(days, &reports::Observation::happened)),
                          percent(reports::share_within(days, 1)), percent(reports::share_within(days, 14)),
                          median ? std::to_string(*median) : "more than half have not paid"});
  }
  std::cout << to_text(table, format);
  return 0;
}

int run_report_ways_of_paying(StretchArguments const& arguments, ReportFormat format) {
  Asked const asked = ask(arguments);
  auto const weeks = reports::ways_of_paying(*asked.books->reader(), asked.authority.id, asked.from, asked.to);
  ReportTable table = asked.table("ways-of-paying");
  table.columns = {"week_from", "payments",    "mobilepay",         "card",  "direct_debit", "bank", "counter",
                   "source",    "by_new_ways", "share_of_new_ways", "amount"};
  auto const row = [](std::string name, reports::WaysOfPaying const& ways) {
    std::vector<ReportCell> cells{std::move(name), ways.all()};
    for (std::int64_t const count : ways.payments) cells.emplace_back(count);
    cells.emplace_back(ways.by_new_ways());
    cells.emplace_back(percent_of(ways.by_new_ways(), ways.all()));
    cells.emplace_back(Minor{ways.amount_minor});
    return cells;
  };
  reports::WaysOfPaying all;
  for (auto const& [monday, ways] : weeks) {
    table.rows.push_back(row(base::format_date(monday), ways));
    for (std::size_t i = 0; i < all.payments.size(); ++i) all.payments[i] += ways.payments[i];
    all.amount_minor += ways.amount_minor;
  }
  table.total = row("total", all);
  std::cout << to_text(table, format);
  return 0;
}

int run_report_duties(StretchArguments const& arguments, ReportFormat format) {
  Asked const asked = ask(arguments);
  auto const counted = reports::duties(*asked.books->reader(), asked.authority.id, asked.from, asked.to, asked.today);
  ReportTable table = asked.table("duties");
  table.columns = {"enquiry",   "received", "answered_in_time", "answered_late", "open",
                   "open_late", "closed",   "withdrawn",        "median_days"};
  reports::DutyCounts all;
  auto const row = [](std::string name, reports::DutyCounts const& counts) {
    auto const median = reports::median_days(counts);
    return std::vector<ReportCell>{
        std::move(name),      counts.received,  counts.answered_in_time,
        counts.answered_late, counts.open,      counts.open_late,
        counts.closed,        counts.withdrawn, median ? std::to_string(*median) : std::string{"-"}};
  };
  for (auto const& [kind, counts] : counted) {
    table.rows.push_back(row(std::string{enquiries::name_of(kind)}, counts));
    reports::add(all, counts);
  }
  table.total = row("total", all);
  std::cout << to_text(table, format);
  return 0;
}

}  // namespace apps

#include "apps/behaviour_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "apps/report_table.h"
#include "http/json_writer.h"

namespace apps {

namespace {

using simulation::BehaviourArm;
using simulation::Shares;
using simulation::Tried;

constexpr char const* kUpcoming = "upcoming_message";
constexpr char const* kLink = "link_at_notice";

/// The arms that `belongs` takes, as one. Arms are filled by chance, as many claims in the one as in the other: what
/// was put into them together is the mean.
FunnelFound pool(std::string name, simulation::Behaviour const& model, std::vector<BehaviourArm> const& arms,
                 std::function<bool(Tried const&)> const& belongs) {
  FunnelFound found{std::move(name), {}, 0};
  Shares claims{};
  Shares put_in{};
  std::int64_t pooled = 0;
  for (BehaviourArm const& arm : arms) {
    if (!belongs(arm.tried)) continue;
    ++pooled;
    found.total += arm.funnel.total;
    Shares const expected = simulation::put_in(model, arm.tried);
    for (std::size_t part = 0; part < reports::kFunnelParts; ++part) {
      claims[part] += arm.funnel.claims[part];
      put_in[part] += expected[part];
    }
  }
  for (std::size_t part = 0; part < reports::kFunnelParts; ++part) {
    found.parts.push_back({static_cast<reports::FunnelPart>(part), {claims[part], found.total}, put_in[part] / pooled});
  }
  return found;
}

TrialFound try_out(std::string const& name, simulation::Behaviour const& model, std::vector<BehaviourArm> const& arms,
                   bool Tried::* what) {
  TrialFound trial;
  trial.name = name;
  trial.without = pool("without " + name, model, arms, [&](Tried const& tried) { return !(tried.*what); });
  trial.with = pool("with " + name, model, arms, [&](Tried const& tried) { return tried.*what; });
  for (std::size_t part = 0; part < reports::kFunnelParts; ++part) {
    ShareFound const& with = trial.with.parts[part];
    ShareFound const& without = trial.without.parts[part];
    trial.differences.push_back({with.part, with.found, without.found, with.put_in - without.put_in});
  }
  return trial;
}

std::string percent(double share) { return fmt::format("{:.1f} %", share * 100); }
/// Of a difference: percentage points, with their sign; a nothing has none.
std::string points(double difference) {
  double const rounded = std::round(difference * 10'000) / 100;
  return rounded == 0 ? "0.00" : fmt::format("{:+.2f}", rounded);
}
std::string millionths(std::int64_t share) { return percent(static_cast<double>(share) / 1e6); }
std::string answer(bool holds) { return holds ? "yes" : "no"; }
std::string outcome(reports::FunnelPart part) { return std::string{reports::name_of(part)}; }

std::string table_of(FunnelFound const& found) {
  ReportTable table;
  table.head = {{"claims", found.name}};
  table.columns = {"outcome", "claims", "share", "from", "to", "put_in", "holds"};
  std::int64_t put_in = 0;
  for (ShareFound const& each : found.parts) {
    Interval const interval = each.interval();
    put_in += each.put_in;
    table.rows.push_back({outcome(each.part), each.found.count, percent(each.found.share()), percent(interval.low),
                          percent(interval.high), millionths(each.put_in), answer(each.holds())});
  }
  table.total = {std::string{"total"}, found.total,        percent(1),   std::string{},
                 std::string{},        millionths(put_in), std::string{}};
  return to_text(table, ReportFormat::kText);
}

std::string table_of(TrialFound const& trial) {
  ReportTable table;
  table.head = {{"difference", trial.with.name + " less " + trial.without.name + ", percentage points"}};
  table.columns = {"outcome", "difference", "from", "to", "put_in", "holds"};
  for (DifferenceFound const& each : trial.differences) {
    Interval const interval = each.interval();
    table.rows.push_back({outcome(each.part), points(each.difference()), points(interval.low), points(interval.high),
                          points(static_cast<double>(each.put_in) / 1e6), answer(each.holds())});
  }
  return to_text(table, ReportFormat::kText);
}

/// What the trials' effects are, in the model's words.
std::string effects_of(BehaviourFound const& found, simulation::Behaviour const& model) {
  auto const per_mille = [](std::int64_t share) { return percent(static_cast<double>(share) / 1e3); };
  std::string text;
  for (TrialFound const& trial : found.trials) {
    if (trial.name == kUpcoming) {
      text += "put in: " + per_mille(model.usually_late_per_mille) + " usually miss the day and get the message; " +
              per_mille(model.moved_by_upcoming_per_mille) +
              " of those of them who would pay late, before a reminder, pay in time instead\n";
    } else {
      text += "put in: " + per_mille(model.moved_by_link_per_mille) +
              " of those who would go to collection pay after a notice with a link instead\n";
    }
  }
  return text;
}

/// A share in parts per million: the unit in which shares are put in.
std::int64_t per_million(double share) { return std::llround(share * 1e6); }

void write(http::JsonWriter& json, std::string const& key, FunnelFound const& found) {
  json.key(key).begin_object().member("claims", found.total).key("parts").begin_array();
  for (ShareFound const& each : found.parts) {
    Interval const interval = each.interval();
    json.begin_object().member("outcome", reports::name_of(each.part)).member("claims", each.found.count);
    json.member("share_per_million", per_million(each.found.share()));
    json.member("low_per_million", per_million(interval.low)).member("high_per_million", per_million(interval.high));
    json.member("put_in_per_million", each.put_in).member("holds", each.holds()).end_object();
  }
  json.end_array().end_object();
}

void write(http::JsonWriter& json, TrialFound const& trial) {
  json.begin_object().member("trial", trial.name);
  write(json, "without", trial.without);
  write(json, "with", trial.with);
  json.key("differences").begin_array();
  for (DifferenceFound const& each : trial.differences) {
    Interval const interval = each.interval();
    json.begin_object().member("outcome", reports::name_of(each.part));
    json.member("difference_per_million", per_million(each.difference()));
    json.member("low_per_million", per_million(interval.low)).member("high_per_million", per_million(interval.high));
    json.member("put_in_per_million", each.put_in).member("holds", each.holds()).end_object();
  }
  json.end_array().end_object();
}

}  // namespace

BehaviourFound look_at(simulation::Behaviour const& model, simulation::BehaviourReport const& report) {
  BehaviourFound found{pool("all", model, report.arms, [](Tried const&) { return true; }), {}};
  auto const is_tried = [&](bool Tried::* what) {
    return std::ranges::any_of(report.arms, [&](BehaviourArm const& arm) { return arm.tried.*what; });
  };
  if (is_tried(&Tried::upcoming_message)) {
    found.trials.push_back(try_out(kUpcoming, model, report.arms, &Tried::upcoming_message));
  }
  if (is_tried(&Tried::link_at_notice)) {
    found.trials.push_back(try_out(kLink, model, report.arms, &Tried::link_at_notice));
  }
  return found;
}

std::string to_text(BehaviourFound const& found, simulation::BehaviourOrder const& order,
                    simulation::BehaviourReport const& report) {
  std::string text = fmt::format("seed {}: {} claims in {} towns, by {}\n", order.seed, found.all.total, report.towns,
                                 order.procedure.identity());
  text += "steps taken by the business days:";
  for (auto const& [step, count] : report.steps) text += fmt::format(" {} {};", count, step);
  text.back() = '\n';
  text += effects_of(found, order.model);
  text += "\n" + table_of(found.all);
  for (TrialFound const& trial : found.trials) {
    text += "\n" + table_of(trial.without) + "\n" + table_of(trial.with) + "\n" + table_of(trial);
  }
  text +=
      "\nFrom and to: 95 % intervals (Wilson; Newcombe for differences). About one in twenty misses what was put in.\n";
  for (std::string const& finding : report.findings) text += "FINDING: " + finding + "\n";
  return text;
}

std::string to_json(BehaviourFound const& found, simulation::BehaviourOrder const& order,
                    simulation::BehaviourReport const& report) {
  http::JsonWriter json;
  json.begin_object().member("seed", std::to_string(order.seed)).member("claims", found.all.total);
  json.member("towns", report.towns).member("procedure", order.procedure.identity()).key("steps").begin_object();
  for (auto const& [step, count] : report.steps) json.member(step, count);
  json.end_object();
  json.key("effects").begin_object();
  json.member("usually_late_per_mille", order.model.usually_late_per_mille);
  json.member("moved_by_upcoming_per_mille", order.model.moved_by_upcoming_per_mille);
  json.member("moved_by_link_per_mille", order.model.moved_by_link_per_mille).end_object();
  write(json, "all", found.all);
  json.key("trials").begin_array();
  for (TrialFound const& trial : found.trials) write(json, trial);
  json.end_array().key("findings").begin_array();
  for (std::string const& finding : report.findings) json.value(finding);
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace apps

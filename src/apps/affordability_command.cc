#include "apps/affordability_command.h"

#include <iostream>

#include "adapters/law_files/affordability_file.h"
#include "adapters/system/system_clock.h"
#include "apps/installation.h"
#include "arrangements/affordability.h"
#include "http/json_writer.h"

namespace apps {

namespace {

using arrangements::Affordability;
using arrangements::AffordabilityError;
using arrangements::AffordabilityPack;

struct AffordabilityArguments {
  std::string pack, on;
  std::string partner = "none";
  arrangements::Household household;
  std::optional<int> children;
  std::optional<std::int64_t> planned_instalment_minor;
  bool json = false;
};

AffordabilityPack find_pack(std::string const& code) {
  std::string known;
  for (auto const& file : adapters::law_files::built_in_affordability_files()) {
    auto pack = adapters::law_files::read_affordability_pack(file);
    if (!pack) throw CommandRefused(pack.error().text());
    if (pack->code == code) return *std::move(pack);
    known += (known.empty() ? "" : ", ") + pack->code;
  }
  throw CommandRefused("there is no affordability pack '" + code + "': choose one of " + known);
}

/// A calculator knows no authority, so it knows no legal day: UTC's.
base::Date day_asked(std::string const& text) {
  if (text.empty()) {
    auto const now = std::chrono::microseconds{adapters::system::SystemClock{}.now().microseconds};
    return base::to_date(std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::microseconds>{now}));
  }
  if (auto const date = base::parse_date(text)) return *date;
  throw CommandRefused("'" + text + "' for --on is no day: write it as 2026-01-30");
}

void check_children(AffordabilityArguments const& arguments) {
  auto const ages = static_cast<std::int64_t>(arguments.household.child_ages.size());
  std::int64_t const children = arguments.children.value_or(ages);
  if (children == ages) return;
  throw CommandRefused("--children is " + std::to_string(children) + ", but --child-ages names " +
                       std::to_string(ages) +
                       ": the amounts depend on each child's age, so give one age for each, such as --child-ages 1,6");
}

std::string advice(AffordabilityError error, AffordabilityPack const& pack) {
  switch (error) {
    case AffordabilityError::kNegativeAmount:
      return "an income or an expense is below zero: give amounts a month in minor units, 0 for none";
    case AffordabilityError::kAmountOutOfRange:
      return "an amount is too large: give amounts a month in minor units, at most " +
             std::to_string(arrangements::kMonthlyIncomeLimitMinor);
    case AffordabilityError::kNoChildAge:
      return "a child's age is not from 0 to 17: give whole years, and leave out who is 18 or more";
    case AffordabilityError::kExpensesAboveIncome:
      return "the expenses are above the income: check that all are for a month and in minor units; if they are right,"
             " no instalment can be paid, so offer a deferral and help";
    case AffordabilityError::kBeforeFirstDay:
      return "the pack '" + pack.code + "' begins on " + base::format_date(pack.first_day()) +
             ": ask with --on for that day or a later one";
    case AffordabilityError::kInstalmentNotPositive:
      return "the planned instalment must be above zero: leave --instalment-minor out to have one proposed";
  }
  return {};
}

void print_json(AffordabilityPack const& pack, base::Date on, AffordabilityArguments const& arguments,
                Affordability const& found) {
  http::JsonWriter json;
  auto const amount_if = [&](std::string_view name, std::optional<std::int64_t> minor) {
    json.key(name);
    if (minor) {
      json.value(*minor);
    } else {
      json.raw("null");
    }
  };
  json.begin_object().member("pack", pack.code).member("on", on).member("currency", pack.currency.code());
  amount_if("instalment_minor", found.instalment_minor);
  if (arguments.planned_instalment_minor) amount_if("planned_instalment_minor", arguments.planned_instalment_minor);
  json.key("steps").begin_array();
  for (arrangements::AffordabilityStep const& step : found.steps) {
    json.begin_object().member("rule", step.rule);
    if (step.from) json.member("section", step.section).member("from", *step.from);
    json.member("text", step.text).member("amount_minor", step.amount_minor).end_object();
  }
  json.end_array().member("minimum_to_live_on_minor", found.minimum_to_live_on_minor);
  json.member("left_to_live_on_minor", found.left_to_live_on_minor).key("warnings").begin_array();
  for (law::Warning const& warning : found.warnings) {
    json.begin_object().member("rule", warning.rule).member("text", warning.message).end_object();
  }
  json.end_array().end_object();
  std::cout << json.take() << "\n";
}

void print_text(AffordabilityPack const& pack, base::Date on, Affordability const& found) {
  auto const amount = [&](std::int64_t minor) {
    return base::format_amount(minor) + " " + std::string{pack.currency.code()};
  };
  std::cout << pack.name << ", on " << base::format_date(on) << "\n";
  for (arrangements::AffordabilityStep const& step : found.steps) {
    std::cout << "  " << step.text << ": " << amount(step.amount_minor);
    if (step.from) std::cout << "\n    " << step.section << ", value from " << base::format_date(*step.from);
    std::cout << "\n";
  }
  std::cout << "Proposed instalment a month: "
            << (found.instalment_minor ? amount(*found.instalment_minor) : std::string{"none"}) << "\n"
            << "Left to live on: " << amount(found.left_to_live_on_minor)
            << "; must live on: " << amount(found.minimum_to_live_on_minor) << "\n";
  for (law::Warning const& warning : found.warnings) {
    std::cout << "WARNING: " << warning.rule << ": " << warning.message << "\n";
  }
}

int run_affordability(AffordabilityArguments& arguments) {
  try {
    AffordabilityPack const pack = find_pack(arguments.pack);
    base::Date const on = day_asked(arguments.on);
    check_children(arguments);
    using enum arrangements::Partner;
    arguments.household.partner = arguments.partner == "none"     ? kNone
                                  : arguments.partner == "income" ? kWithIncome
                                                                  : kWithoutIncome;
    auto const found =
        arrangements::assess_affordability(pack, arguments.household, on, arguments.planned_instalment_minor);
    if (!found) throw CommandRefused(advice(found.error(), pack));
    if (arguments.json) {
      print_json(pack, on, arguments, *found);
    } else {
      print_text(pack, on, *found);
    }
    return 0;
  } catch (CommandRefused const& refused) {
    std::cerr << "fairdue affordability: " << refused.what() << "\n";
    return 2;
  }
}

}  // namespace

void add_affordability(CLI::App& app, std::function<void(std::function<int()>)> choose) {
  auto const arguments = std::make_shared<AffordabilityArguments>();
  CLI::App* command = app.add_subcommand("affordability", "how much a person can pay a month, and what must be left");
  arrangements::Household& household = arguments->household;
  command->add_option("--pack", arguments->pack, "the country's rules: dk or nl")->required();
  command->add_option("--net-income-minor", household.net_income_minor, "the person's, a month after tax")->required();
  command->add_option("--partner", arguments->partner, "none, income (the partner has one) or no-income")
      ->check(CLI::IsMember({"none", "income", "no-income"}))
      ->capture_default_str();
  command->add_option("--children", arguments->children, "how many under 18; needs --child-ages");
  command->add_option("--child-ages", household.child_ages, "in whole years, such as 1,6")->delimiter(',');
  command->add_option("--housing-minor", household.housing_minor, "a month")->capture_default_str();
  command->add_option("--other-necessary-minor", household.other_necessary_minor, "other necessary expenses a month")
      ->capture_default_str();
  command->add_option("--instalment-minor", arguments->planned_instalment_minor,
                      "of a plan: warn if it takes what must be left; default: the proposed one");
  command->add_option("--on", arguments->on, "the day, YYYY-MM-DD; default: today");
  command->add_flag("--json", arguments->json, "print one JSON object");
  command->callback(
      [arguments, choose = std::move(choose)] { choose([arguments] { return run_affordability(*arguments); }); });
}

}  // namespace apps

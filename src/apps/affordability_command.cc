#include "apps/affordability_command.h"

#include <iostream>

#include "adapters/system/system_clock.h"
#include "apps/household_options.h"
#include "apps/installation.h"
#include "arrangements/affordability.h"
#include "http/affordability_json.h"

namespace apps {

namespace {

using arrangements::Affordability;
using arrangements::AffordabilityPack;

struct AffordabilityArguments {
  HouseholdArguments household;
  std::string on;
  std::optional<std::int64_t> planned_instalment_minor;
  bool json = false;
};

/// A calculator knows no authority, so it knows no legal day: UTC's.
base::Date day_asked(std::string const& text) {
  if (text.empty()) {
    auto const now = std::chrono::microseconds{adapters::system::SystemClock{}.now().microseconds};
    return base::to_date(std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::microseconds>{now}));
  }
  if (auto const date = base::parse_date(text)) return *date;
  throw CommandRefused("'" + text + "' for --on is no day: write it as 2026-01-30");
}

void print_json(AffordabilityPack const& pack, base::Date on, AffordabilityArguments const& arguments,
                Affordability const& found) {
  http::JsonWriter json;
  json.begin_object().member("pack", pack.code).member("on", on).member("currency", pack.currency.code());
  if (arguments.planned_instalment_minor) {
    json.member("planned_instalment_minor", *arguments.planned_instalment_minor);
  }
  http::write_affordability(json, found);
  json.end_object();
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
            << "Suggested, so that enough is left: "
            << (found.suggested_minor ? amount(*found.suggested_minor) : std::string{"none"}) << "\n"
            << "Left to live on: " << amount(found.left_to_live_on_minor)
            << "; must live on: " << amount(found.minimum_to_live_on_minor) << "\n";
  for (arrangements::AffordabilityWarning const& warning : found.warnings) {
    std::cout << "WARNING: " << warning.rule << ": " << warning.message << "\n";
  }
}

int run_affordability(AffordabilityArguments& arguments) {
  try {
    AffordabilityPack const pack = find_affordability_pack(arguments.household.pack);
    base::Date const on = day_asked(arguments.on);
    auto const found = arrangements::assess_affordability(pack, household_of(arguments.household), on,
                                                          arguments.planned_instalment_minor);
    if (!found) throw CommandRefused(advice_for(found.error(), pack));
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
  add_household_options(*command, arguments->household);
  command->get_option("--pack")->required();
  command->get_option("--net-income-minor")->required();
  command->add_option("--instalment-minor", arguments->planned_instalment_minor,
                      "of a plan: warn if it takes what must be left; default: the proposed one");
  command->add_option("--on", arguments->on, "the day, YYYY-MM-DD; default: today");
  command->add_flag("--json", arguments->json, "print one JSON object");
  command->callback(
      [arguments, choose = std::move(choose)] { choose([arguments] { return run_affordability(*arguments); }); });
}

}  // namespace apps

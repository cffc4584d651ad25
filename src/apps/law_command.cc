#include "apps/law_command.h"

#include <iostream>

#include "adapters/law_files/pack_reader.h"
#include "adapters/system/system_clock.h"
#include "apps/installation.h"
#include "http/json_writer.h"
#include "law/cost_course.h"

namespace apps {

namespace {

using adapters::law_files::LawFile;

std::vector<law::Pack> read_packs(LawArguments const& arguments) {
  std::vector<LawFile> from_folder;
  if (!arguments.folder.empty()) {
    auto files = adapters::law_files::read_law_folder(arguments.folder);
    if (!files) throw CommandRefused(files.error().text());
    from_folder = std::move(*files);
  }
  auto packs = adapters::law_files::read_packs(arguments.folder.empty() ? adapters::law_files::built_in_law_files()
                                                                        : std::span<LawFile const>{from_folder});
  if (!packs) throw CommandRefused(packs.error().text());
  if (!arguments.settings.empty()) {
    auto const settings = adapters::law_files::read_law_file(arguments.settings);
    if (!settings) throw CommandRefused(settings.error().text());
    auto const applied = adapters::law_files::apply_settings(*packs, *settings);
    if (!applied) throw CommandRefused(applied.error().text());
  }
  return std::move(*packs);
}

law::Pack take_pack(LawArguments const& arguments) {
  std::vector<law::Pack> const packs = read_packs(arguments);
  if (law::Pack const* pack = adapters::law_files::find_pack(packs, arguments.pack)) return *pack;
  std::string known;
  for (law::Pack const& pack : packs) known += (known.empty() ? "" : ", ") + pack.code;
  throw CommandRefused("there is no law pack '" + arguments.pack + "': one of " + known);
}

base::Date read_date(std::string const& text, std::string const& option) {
  if (auto const date = base::parse_date(text)) return *date;
  throw CommandRefused("'" + text + "' for " + option + " is no date: write it as 2026-01-30");
}

/// The calculators know no authority, so they know no legal day: UTC's.
base::Date today() {
  auto const now = std::chrono::microseconds{adapters::system::SystemClock{}.now().microseconds};
  return base::to_date(std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::microseconds>{now}));
}

base::Date day_asked(LawArguments const& arguments) {
  return arguments.on.empty() ? today() : read_date(arguments.on, "--on");
}

void check_principal(std::int64_t minor) {
  if (minor > 0 && base::in_money_range(minor)) return;
  throw CommandRefused("--principal-minor must be above zero and at most " + std::to_string(base::kMoneyLimitMinor) +
                       ": an amount in øre or cent");
}

law::DebtorClass debtor(LawArguments const& arguments) {
  return arguments.business ? law::DebtorClass::kBusiness : law::DebtorClass::kConsumer;
}

/// Only what the answer rests on.
std::vector<law::Warning> warnings_of(law::Pack const& pack, std::vector<law::Step> const& steps, base::Date on) {
  std::vector<law::Warning> found;
  for (law::Warning& warning : law::warnings(pack, on)) {
    if (std::ranges::find(steps, warning.rule, &law::Step::rule) != steps.end()) found.push_back(std::move(warning));
  }
  return found;
}

int print_steps(law::Pack const& pack, std::vector<law::Step> const& steps, base::Date on, Output output) {
  std::int64_t total = 0;
  for (law::Step const& step : steps) {
    auto const sum = base::add_minor(total, step.minor);
    if (!sum) throw CommandRefused("the sum is beyond what an amount may be: ask about a smaller principal");
    total = *sum;
  }
  for (law::Warning const& warning : warnings_of(pack, steps, on)) {
    std::cerr << "fairdue law: warning: " << pack.code << " " << warning.rule << ": " << warning.message << "\n";
  }
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().key("steps").begin_array();
    for (law::Step const& step : steps) {
      json.begin_object().member("date", step.date).member("amount_minor", step.minor).member("rule", step.rule);
      json.end_object();
    }
    json.end_array().member("total_minor", total).end_object();
    std::cout << json.take() << "\n";
    return 0;
  }
  for (law::Step const& step : steps) {
    law::Rule const* rule = law::find_rule(pack, step.rule);
    std::cout << base::format_date(step.date) << "  " << base::format_amount(step.minor) << " " << pack.currency.code()
              << "  " << rule->title << " (" << rule->act << " " << rule->section << ")\n";
  }
  std::cout << "in all      " << base::format_amount(total) << " " << pack.currency.code() << "\n";
  return 0;
}

void print_rule(law::Rule const& rule, std::vector<law::Warning> const& warnings) {
  std::cout << "\n"
            << rule.code << ": " << rule.title << "\n  " << rule.act << " " << rule.section << ", from "
            << base::format_date(rule.in_force_from);
  if (rule.in_force_until) std::cout << " to " << base::format_date(*rule.in_force_until);
  std::cout << "\n  says: " << rule.text << "\n  read in: " << rule.source << "\n";
  if (!rule.silent_choice.empty()) std::cout << "  where it is silent, we chose: " << rule.silent_choice << "\n";
  if (rule.confirmed) {
    std::cout << "  confirmed by " << rule.confirmed->by << " on " << base::format_date(rule.confirmed->on) << "\n";
  }
  if (rule.council) {
    std::cout << "  decided by " << rule.council->by << " on " << base::format_date(rule.council->on) << "\n";
  }
  for (law::Warning const& warning : warnings) {
    if (warning.rule == rule.code) std::cout << "  WARNING: " << warning.message << "\n";
  }
}

std::string value_text(law::DatedTable const& table, law::DatedValue const& row) {
  return base::format_amount(row.value) + (table.unit == law::Unit::kBasisPoints ? " %" : "");
}

void print_table(law::DatedTable const& table) {
  std::cout << "  " << table.title << ":\n";
  for (law::DatedValue const& row : table.rows) {
    std::cout << "    from " << base::format_date(row.from) << ": " << value_text(table, row)
              << (row.verified ? "" : "  (not verified)") << "\n";
  }
}

void print_values(law::Pack const& pack, law::Rule const& rule) {
  for (law::Fee const& fee : pack.fees) {
    if (&fee.rule != &rule) continue;
    print_table(fee.amounts);
    if (fee.share_of) print_table(*fee.share_of);
    if (fee.decided_minor) std::cout << "  decided: " << base::format_amount(*fee.decided_minor) << "\n";
  }
  for (law::InterestRule const& interest : pack.interest) {
    if (&interest.rule == &rule) print_table(interest.rates);
  }
  for (law::CostScale const& scale : pack.scales) {
    if (&scale.rule != &rule) continue;
    bool const parts = scale.kind == law::ScaleKind::kPartOfEachBand;
    for (law::Band const& band : scale.bands) {
      std::string const end = band.up_to_minor ? "up to " + base::format_amount(*band.up_to_minor) : "above";
      std::cout << "    " << end << ": " << base::format_amount(band.value) << (parts ? " %" : "") << "\n";
    }
  }
}

void print_json(law::Pack const& pack, std::vector<law::Warning> const& warnings) {
  http::JsonWriter json;
  json.begin_object().member("pack", pack.code).member("name", pack.name).member("regime", pack.regime);
  json.member("country", pack.country).member("currency", pack.currency.code()).key("rules").begin_array();
  for (law::Rule const* rule : all_rules(pack)) {
    json.begin_object().member("code", rule->code).member("title", rule->title).member("act", rule->act);
    json.member("section", rule->section).member("in_force_from", rule->in_force_from).member("text", rule->text);
    json.member("source", rule->source).member("silent_choice", rule->silent_choice);
    json.member("verified", rule->verified).member("confirmed", rule->confirmed.has_value());
    json.key("warnings").begin_array();
    for (law::Warning const& warning : warnings) {
      if (warning.rule == rule->code) json.value(warning.message);
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  std::cout << json.take() << "\n";
}

std::string explain(law::InterestFault const& fault, law::InterestRule const& rule) {
  switch (fault.error) {
    case law::InterestError::kNoRate:
      return "the rule '" + rule.rule.code + "' has no rate for " + base::format_date(fault.date) +
             ": its table begins on " + base::format_date(rule.rates.rows.front().from);
    case law::InterestError::kChangesNotSorted:
    case law::InterestError::kAmountOutOfRange:
      break;
  }
  return "the amount is out of range";
}

}  // namespace

int run_law_list(LawArguments const& arguments, Output output) {
  http::JsonWriter json;
  json.begin_object().key("packs").begin_array();
  for (law::Pack const& pack : read_packs(arguments)) {
    if (output == Output::kText) std::cout << pack.code << "  " << pack.name << "\n";
    json.begin_object().member("pack", pack.code).member("name", pack.name).end_object();
  }
  json.end_array().end_object();
  if (output == Output::kJson) std::cout << json.take() << "\n";
  return 0;
}

int run_law_show(LawArguments const& arguments, Output output) {
  law::Pack const pack = take_pack(arguments);
  std::vector<law::Warning> const warnings = law::warnings(pack, day_asked(arguments));
  if (output == Output::kJson) {
    print_json(pack, warnings);
    return 0;
  }
  std::cout << pack.code << ": " << pack.name << "\n"
            << pack.regime << "; " << pack.country << ", " << pack.currency.code() << "; handed over to "
            << pack.handed_over_to << "\n";
  for (law::Rule const* rule : all_rules(pack)) {
    print_rule(*rule, warnings);
    print_values(pack, *rule);
  }
  std::cout << "\n" << warnings.size() << " warnings as of " << base::format_date(day_asked(arguments)) << "\n";
  return 0;
}

int run_law_interest(LawArguments const& arguments, Output output) {
  law::Pack const pack = take_pack(arguments);
  check_principal(arguments.principal_minor);
  base::Date const due = read_date(arguments.due, "--due");
  base::Date const until = read_date(arguments.until, "--until");
  base::Date const last =
      arguments.last_payment_day.empty() ? due : read_date(arguments.last_payment_day, "--last-payment-day");
  if (last < due) throw CommandRefused("--last-payment-day lies before --due: a claim cannot be late before it is due");
  if (until < due) throw CommandRefused("--until lies before --due: nothing is late by then");
  law::InterestRule const* rule = interest_rule(pack, debtor(arguments));
  if (rule == nullptr) throw CommandRefused("the pack '" + pack.code + "' has no interest for this kind of debtor");
  law::AmountChange const principal[] = {{due, arguments.principal_minor}};
  law::InterestCase const asked{due, last, principal, {}, {}, {}};
  auto const steps = interest_steps(*rule, asked, until, law::CloseLastDay::kYes);
  if (!steps) throw CommandRefused(explain(steps.error(), *rule));
  return print_steps(pack, *steps, until, output);
}

int run_law_cost(LawArguments const& arguments, Output output) {
  law::Pack const pack = take_pack(arguments);
  check_principal(arguments.principal_minor);
  base::Date const first = day_asked(arguments);
  law::VatDeduction const vat = arguments.no_vat_deduction ? law::VatDeduction::kNo : law::VatDeduction::kYes;
  law::Collector const collector = arguments.collection_firm ? law::Collector::kFirm : law::Collector::kCreditor;
  auto const steps = cost_steps(pack, {{arguments.principal_minor, debtor(arguments), vat}, collector, first});
  if (!steps) {
    throw CommandRefused("the rule '" + steps.error().rule + "' has no amount for a first letter on " +
                         base::format_date(first) + ": ask about a later day with --on");
  }
  return print_steps(pack, *steps, first, output);
}

}  // namespace apps

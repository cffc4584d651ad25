#include "apps/procedure_command.h"

#include <algorithm>
#include <boost/json.hpp>
#include <iostream>

#include "adapters/law_files/pack_reader.h"
#include "adapters/law_files/procedure_file.h"
#include "adapters/system/system_clock.h"
#include "apps/authority_settings.h"
#include "apps/installation.h"
#include "dunning/procedure_checks.h"
#include "dunning/process_explanation.h"
#include "http/json_writer.h"

namespace apps {

namespace {

namespace law_files = adapters::law_files;

base::Date today() {
  auto const now = std::chrono::microseconds{adapters::system::SystemClock{}.now().microseconds};
  return base::to_date(std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::microseconds>{now}));
}

dunning::Procedure read_file(std::string const& path) {
  auto const file = law_files::read_law_file(path);
  if (!file) throw CommandRefused(file.error().text());
  auto procedure = law_files::read_procedure(*file);
  if (!procedure) throw CommandRefused(procedure.error().text());
  return std::move(*procedure);
}

std::string in_language(std::map<std::string, std::string> const& texts, std::string const& language) {
  auto const found = texts.find(language);
  if (found != texts.end()) return found->second;
  auto const english = texts.find("en");
  return english != texts.end() ? english->second : texts.begin()->second;
}

std::string anchor_in_words(dunning::Step const& step) {
  std::string const of = step.after_step.empty() ? "the step before" : "'" + step.after_step + "'";
  switch (step.anchor) {
    case dunning::Anchor::kDue:
      return "the due date";
    case dunning::Anchor::kLastPaymentDay:
      return "the last day to pay";
    case dunning::Anchor::kStep:
      return of;
    case dunning::Anchor::kDeadline:
      return "the deadline of " + of;
  }
  return {};
}

std::string days_in_words(dunning::Step const& step) {
  int const size = step.days < 0 ? -step.days : step.days;
  std::string const days = std::to_string(size) + (size == 1 ? " day " : " days ");
  return days + (step.days < 0 ? "before " : "after ") + anchor_in_words(step);
}

std::string channels_in_words(std::vector<dunning::Channel> const& channels) {
  std::string text;
  for (dunning::Channel const channel : channels) {
    text += (text.empty() ? "" : ", else ") + std::string{dunning::name_of(channel)};
  }
  return text;
}

void report(std::vector<dunning::Finding> const& findings, std::string const& code) {
  for (dunning::Finding const& finding : findings) {
    std::cerr << "fairdue procedure: " << code << (finding.step.empty() ? "" : " " + finding.step) << ": "
              << finding.message << "\n";
  }
}

}  // namespace

dunning::Procedure wanted_procedure(ProcedureArguments const& arguments) {
  if (!arguments.file.empty()) return read_file(arguments.file);
  std::string known;
  for (dunning::Procedure& each : built_in_procedures()) {
    if (each.code == arguments.code) return std::move(each);
    known += (known.empty() ? "" : ", ") + each.code;
  }
  throw CommandRefused("there is no procedure '" + arguments.code + "': one of " + known);
}

law::Pack pack_of(dunning::Procedure const& procedure) {
  std::vector<law::Pack> const packs = built_in_packs();
  law::Pack const* const pack = law_files::find_pack(packs, procedure.pack);
  if (pack == nullptr) throw CommandRefused("there is no law pack '" + procedure.pack + "': see 'fairdue law list'");
  return *pack;
}

int run_procedure_list(ProcedureArguments const& arguments, Output output) {
  http::JsonWriter json;
  json.begin_object().key("procedures").begin_array();
  for (dunning::Procedure const& each : built_in_procedures()) {
    std::string const name = in_language(each.names, arguments.language);
    json.begin_object().member("code", each.code).member("name", name).member("pack", each.pack);
    json.member("version", each.version).end_object();
    if (output == Output::kText) std::cout << each.code << "  " << name << "  (law: " << each.pack << ")\n";
  }
  json.end_array().end_object();
  if (output == Output::kJson) std::cout << json.take() << "\n";
  return 0;
}

void show_occasion(http::JsonWriter& json, dunning::Occasion const& occasion, ProcedureArguments const& arguments,
                   Output output) {
  std::string const title = in_language(occasion.titles, arguments.language);
  std::string days;
  for (dunning::OccasionDays const& each : occasion.days) {
    days += (days.empty() ? "" : ", ") + base::format_date(each.first);
    if (each.last > each.first) days += " to " + base::format_date(each.last);
  }
  json.begin_object().member("code", occasion.code).member("title", title).member("days", days).end_object();
  if (output == Output::kJson) return;
  std::cout << "\nOn an occasion: " << title << " (" << occasion.code << ")\n  " << days << ", whoever is late\n  "
            << occasion.message << " by " << channels_in_words(occasion.channels) << "; it costs nothing\n";
}

int run_procedure_show(ProcedureArguments const& arguments, Output output) {
  dunning::Procedure const procedure = wanted_procedure(arguments);
  law::Pack const pack = pack_of(procedure);
  std::int64_t highest = 0;
  http::JsonWriter json;
  json.begin_object().member("procedure", procedure.code).member("version", procedure.version);
  json.member("name", in_language(procedure.names, arguments.language)).key("steps").begin_array();
  if (output == Output::kText) {
    std::cout << procedure.code << ", version " << procedure.version << ": "
              << in_language(procedure.names, arguments.language) << "\nlaw: " << pack.code << ", read by "
              << (procedure.reviewed_by.empty() ? "nobody" : procedure.reviewed_by) << "\n";
  }
  for (dunning::Step const& step : procedure.steps) {
    std::int64_t const fee = dunning::highest_fee(step, pack, today());
    highest += fee;
    std::string const title = in_language(step.titles, arguments.language);
    json.begin_object().member("code", step.code).member("title", title);
    json.member("kind", dunning::name_of(step.kind)).member("when", days_in_words(step));
    json.member("for", dunning::name_of(step.audience)).member("fee_minor", fee).end_object();
    if (output == Output::kJson) continue;
    std::cout << "\n" << title << " (" << step.code << ")\n  " << days_in_words(step);
    if (step.on == dunning::Days::kWorkingDays) std::cout << ", on a working day";
    if (step.audience != dunning::Audience::kEverybody) {
      std::cout << ", only for: " << dunning::name_of(step.audience);
    }
    if (step.at_least_minor > 0) std::cout << ", from " << base::format_amount(step.at_least_minor) << " on";
    std::cout << "\n";
    if (!step.message.empty()) {
      std::cout << "  " << step.message << " by " << channels_in_words(step.channels);
      if (!step.beside.empty()) std::cout << ", and beside it by " << channels_in_words(step.beside);
      std::cout << "\n";
    }
    if (step.answer_days > 0) std::cout << "  gives " << step.answer_days << " days\n";
    if (fee > 0) {
      std::cout << "  costs at most " << base::format_amount(fee) << " " << pack.currency.code() << "\n";
    }
  }
  json.end_array().key("occasions").begin_array();
  for (dunning::Occasion const& occasion : procedure.occasions) show_occasion(json, occasion, arguments, output);
  json.end_array().member("highest_cost_minor", highest).end_object();
  if (output == Output::kJson) {
    std::cout << json.take() << "\n";
  } else {
    std::cout << "\nAll fees of it together: at most " << base::format_amount(highest) << " " << pack.currency.code()
              << "\n";
  }
  return 0;
}

int run_procedure_check(ProcedureArguments const& arguments, Output output) {
  dunning::Procedure const procedure = wanted_procedure(arguments);
  std::vector<dunning::Finding> const findings = dunning::check(procedure, pack_of(procedure), today());
  report(findings, procedure.code);
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("procedure", procedure.code).key("findings").begin_array();
    for (dunning::Finding const& finding : findings) {
      json.begin_object().member("step", finding.step).member("message", finding.message).end_object();
    }
    json.end_array().end_object();
    std::cout << json.take() << "\n";
  } else if (findings.empty()) {
    std::cout << procedure.code << ": " << procedure.steps.size() << " steps, nothing to say against them\n";
  }
  return findings.empty() ? 0 : 1;
}

int run_authority_procedure(std::string const& database_url, ProcedureArguments const& arguments) {
  if (arguments.file.empty() == !arguments.show) throw CommandRefused("say either --file FILE or --show");
  auto const books = open_database(database_url);
  ports::Authority const authority = find_authority(*books, arguments.authority);
  if (arguments.show) {
    std::map<std::string, std::string> const texts = procedure_texts(authority);
    for (auto const& [code, text] : texts) std::cout << text << "\n";
    if (texts.empty()) throw CommandRefused(authority.code + " has no procedure of its own: give one with --file");
    return 0;
  }
  dunning::Procedure const procedure = read_file(arguments.file);
  std::vector<dunning::Finding> const findings = dunning::check(procedure, pack_of(procedure), today());
  report(findings, procedure.code);
  if (!findings.empty()) throw CommandRefused("the procedure " + procedure.code + " was not stored: correct it first");
  boost::json::object settings = settings_of(authority);
  boost::json::object& stored = settings["procedures"].is_object() ? settings["procedures"].get_object()
                                                                   : settings["procedures"].emplace_object();
  stored[procedure.code] = law_files::read_law_file(arguments.file)->text;
  if (!books->change_settings(authority.id, boost::json::serialize(settings))) {
    throw CommandRefused("there is no authority '" + authority.code + "' any more");
  }
  std::cout << authority.code << ": the procedure " << procedure.code << ", version " << procedure.version
            << ", is its own; claims planned by another version are planned anew on the next business day\n";
  return 0;
}

}  // namespace apps

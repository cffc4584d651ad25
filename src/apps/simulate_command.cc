#include "apps/simulate_command.h"

#include <algorithm>
#include <iostream>

#include "adapters/law_files/pack_reader.h"
#include "apps/behaviour_report.h"
#include "apps/chosen_law.h"
#include "apps/installation.h"
#include "http/json_writer.h"
#include "simulation/simulator.h"

namespace apps {

namespace {

constexpr std::string_view kProcedure = "dk/municipal";  // that the model's people live under

simulation::SimulationOrder read_order(SimulateArguments const& arguments) {
  simulation::SimulationOrder order;
  order.seed = arguments.seed;
  order.debtor_years = arguments.debtor_years;
  order.world = arguments.world;
  if (!arguments.mistake.empty()) {
    auto const mistake = simulation::mistake_of(arguments.mistake);
    if (!mistake) {
      std::string known;
      for (simulation::Mistake const each : simulation::all_mistakes()) {
        known += (known.empty() ? "" : ", ") + std::string{simulation::name_of(each)};
      }
      throw CommandRefused("there is no mistake '" + arguments.mistake + "': one of " + known);
    }
    order.mistake = *mistake;
  }
  auto packs = adapters::law_files::read_packs(adapters::law_files::built_in_law_files());
  if (!packs) throw CommandRefused(packs.error().text());
  order.packs = std::move(*packs);
  order.procedures = built_in_procedures();
  return order;
}

void write_help(http::JsonWriter& json, simulation::HelpReport const& help) {
  json.key("help").begin_object().member("worlds", help.worlds).member("crashes", help.crashes);
  json.member("left_alone", help.left_alone).member("fees_let_go", help.fees_let_go);
  simulation::NaivePlanCounts const& plans = help.plans;
  json.key("plans").begin_object().member("made", plans.made).member("requested", plans.requested);
  json.member("accepted", plans.accepted).member("by_person", plans.by_person);
  json.member("back_dated", plans.back_dated).member("changed", plans.changed);
  json.member("replanned", plans.replanned).member("reminded", plans.reminded).member("offered", plans.offered);
  json.member("completed", plans.completed).member("broken", plans.broken).member("cancelled", plans.cancelled);
  json.end_object();
  simulation::NaiveEnquiryCounts const& enquiries = help.enquiries;
  json.key("enquiries").begin_object();
  for (enquiries::Kind const kind : enquiries::kKinds) {
    json.member(enquiries::name_of(kind), enquiries.received[enquiries::index_of(kind)]);
  }
  json.member("back_dated", enquiries.back_dated).member("asked", enquiries.asked);
  json.member("answered", enquiries.answered).member("answered_late", enquiries.answered_late);
  json.member("late", enquiries.late).member("closed", enquiries.closed).member("withdrawn", enquiries.withdrawn);
  json.end_object();
  simulation::NaiveDirectDebitCounts const& debits = help.direct_debits;
  json.key("direct_debits").begin_object().member("mandates", debits.mandates).member("planned", debits.planned);
  json.member("sent", debits.sent).member("collected", debits.collected).member("failed", debits.failed);
  json.member("cancelled", debits.cancelled).member("reversed", debits.reversed);
  json.end_object();
  simulation::NaiveHelperCounts const& helpers = help.helpers;
  json.key("helpers").begin_object().member("referrals", helpers.referrals);
  json.member("referrals_back_dated", helpers.referrals_back_dated).member("accepted", helpers.accepted);
  json.member("declined", helpers.declined).member("expired", helpers.expired).member("marks", helpers.marks);
  json.member("decided", helpers.decided).member("representations", helpers.representations);
  json.end_object().end_object();
}

void print_help(simulation::HelpReport const& help) {
  if (help.worlds == 0) {
    std::cout << "no world with plans and enquiries: five worlds have one, as has --world "
              << simulation::kFirstHelpedWorld << "\n";
    return;
  }
  std::int64_t received = 0;
  for (std::int64_t const each : help.enquiries.received) received += each;
  simulation::NaivePlanCounts const& plans = help.plans;
  simulation::NaiveEnquiryCounts const& enquiries = help.enquiries;
  std::cout << help.worlds << " worlds with plans and enquiries: " << plans.made << " plans agreed on and "
            << plans.requested << " asked for (" << plans.accepted << " agreed to by a person), " << plans.back_dated
            << " entered late, " << plans.changed + plans.replanned << " changes, " << plans.reminded << " reminders; "
            << plans.completed << " kept to the end, " << plans.broken << " broken, " << plans.cancelled
            << " given up\n"
            << received << " enquiries, " << enquiries.answered << " answered (" << enquiries.answered_late
            << " late), " << enquiries.withdrawn + enquiries.closed << " ended otherwise; claims left alone "
            << help.left_alone << " times, " << help.fees_let_go << " fees let go; " << help.crashes
            << " crashes in these worlds\n"
            << help.direct_debits.mandates << " mandates, " << help.direct_debits.planned << " collections, "
            << help.direct_debits.collected << " came in (" << help.direct_debits.reversed << " taken back), "
            << help.direct_debits.failed << " did not, " << help.direct_debits.cancelled << " were stopped\n"
            << help.helpers.referrals << " referrals (" << help.helpers.accepted << " accepted, "
            << help.helpers.declined << " declined, " << help.helpers.expired << " expired), " << help.helpers.marks
            << " marks of other handling, " << help.helpers.decided << " decisions by a person, "
            << help.helpers.representations << " who act for others\n";
}

void print_json(simulation::SimulationOrder const& order, simulation::Simulation const& done) {
  http::JsonWriter json;
  simulation::WorldReport const& sum = done.sum;
  json.begin_object();
  json.member("seed", std::to_string(order.seed)).member("worlds", done.worlds);
  json.member("debtor_years", done.debtor_years).member("steps", sum.steps).member("sent", sum.sent);
  json.member("accepted", sum.accepted).member("repeated", sum.repeated).member("refused", sum.refused);
  json.member("resent", sum.resent).member("duplicates", sum.duplicates).member("delayed", sum.delayed);
  json.member("dropped", sum.dropped).member("notices", sum.notices).member("captures", sum.captures);
  json.member("provider_answers_lost", sum.provider_answers_lost).key("store").begin_object();
  json.member("failed_calls", sum.store.failed_calls).member("crashes", sum.store.crashes);
  json.member("late_crashes", sum.store.late_crashes).member("lost_answers", sum.store.lost_answers).end_object();
  simulation::DunningReport const& dunning = sum.dunning;
  json.key("dunning").begin_object().member("days", dunning.days).member("day_runs", dunning.day_runs);
  json.member("steps", dunning.steps).member("fees", dunning.fees).member("messages", dunning.messages);
  json.member("deliveries", dunning.deliveries).member("too_late", dunning.too_late);
  json.member("doubtful", dunning.doubtful).member("interruptions", dunning.interruptions);
  json.member("crashes", dunning.crashes).member("fees_of_letters_not_sent", dunning.fees_of_letters_not_sent);
  json.end_object();
  write_help(json, sum.help);
  json.key("events").begin_object();
  for (auto const& [name, count] : sum.events) json.member(name, count);
  json.end_object().member("journal_hash", sum.journal_hash).key("findings").begin_array();
  if (sum.finding) {
    json.begin_object().member("world", done.world).member("step", sum.finding->step);
    json.member("day", sum.finding->day)
        .member("what", sum.finding->what)
        .member("replay", done.to_replay)
        .end_object();
  }
  json.end_array().end_object();
  std::cout << json.take() << "\n";
}

void print_text(simulation::SimulationOrder const& order, simulation::Simulation const& done) {
  simulation::WorldReport const& sum = done.sum;
  std::int64_t const faults =
      sum.store.failed_calls + sum.store.crashes + sum.store.late_crashes + sum.store.lost_answers;
  std::cout << "seed " << order.seed << ": " << done.debtor_years << " debtor-years in " << done.worlds << " worlds, "
            << sum.steps << " steps, " << sum.accepted << " submissions accepted, " << faults
            << " faults of the store, " << sum.provider_answers_lost << " of providers, " << sum.captures
            << " captures\n"
            << sum.dunning.days << " business days in " << sum.dunning.day_runs << " runs, " << sum.dunning.steps
            << " steps, " << sum.dunning.fees << " fees; " << sum.dunning.messages << " messages planned, "
            << sum.dunning.deliveries << " delivered, " << sum.dunning.too_late << " too late, " << sum.dunning.doubtful
            << " in doubt; " << sum.dunning.crashes << " crashes at a provider, "
            << sum.store.crashes + sum.store.late_crashes << " at a write\n";
  print_help(sum.help);
  std::cout << "journal " << sum.journal_hash << "\n";
  if (!sum.finding) {
    std::cout << "the auditor found nothing\n";
    return;
  }
  std::cout << "FINDING in world " << done.world << " at step " << sum.finding->step << " ("
            << base::format_date(sum.finding->day) << "): " << sum.finding->what << "\nsee it again: " << done.to_replay
            << "\n";
}

simulation::BehaviourOrder read_behaviour(SimulateArguments const& arguments) {
  simulation::BehaviourOrder order;
  order.seed = arguments.seed;
  order.claims = arguments.claims;
  order.trials = {arguments.upcoming_sms, arguments.link_at_notice};
  order.packs = built_in_packs();
  auto const procedures = built_in_procedures();
  auto const found = std::ranges::find(procedures, kProcedure, &dunning::Procedure::code);
  if (found == procedures.end()) throw CommandRefused("the program was built without " + std::string{kProcedure});
  order.procedure = *found;
  return order;
}

int run_behaviour(SimulateArguments const& arguments, Output output) {
  simulation::BehaviourOrder const order = read_behaviour(arguments);
  simulation::BehaviourReport const report = simulation::run_behaviour(order);
  BehaviourFound const found = look_at(order.model, report);
  std::cout << (output == Output::kJson ? to_json(found, order, report) : to_text(found, order, report));
  return report.findings.empty() ? 0 : 1;
}

}  // namespace

int run_simulate(SimulateArguments const& arguments, Output output) {
  if (arguments.behaviour) return run_behaviour(arguments, output);
  if (!arguments.faults) throw CommandRefused("say what to simulate: --faults or --behaviour");
  simulation::SimulationOrder const order = read_order(arguments);
  simulation::Simulation const done = simulation::simulate(order);
  output == Output::kJson ? print_json(order, done) : print_text(order, done);
  return done.sum.finding ? 1 : 0;
}

}  // namespace apps

#include "simulation/simulator.h"

#include "base/digest.h"
#include "base/encoding.h"

namespace simulation {

namespace {

void add(HelpReport& sum, HelpReport const& one) {
  sum.worlds += one.worlds;
  sum.plans.made += one.plans.made;
  sum.plans.requested += one.plans.requested;
  sum.plans.accepted += one.plans.accepted;
  sum.plans.by_person += one.plans.by_person;
  sum.plans.back_dated += one.plans.back_dated;
  sum.plans.changed += one.plans.changed;
  sum.plans.replanned += one.plans.replanned;
  sum.plans.reminded += one.plans.reminded;
  sum.plans.offered += one.plans.offered;
  sum.plans.completed += one.plans.completed;
  sum.plans.broken += one.plans.broken;
  sum.plans.cancelled += one.plans.cancelled;
  for (std::size_t i = 0; i < one.enquiries.received.size(); ++i) {
    sum.enquiries.received[i] += one.enquiries.received[i];
  }
  sum.enquiries.back_dated += one.enquiries.back_dated;
  sum.enquiries.asked += one.enquiries.asked;
  sum.enquiries.answered += one.enquiries.answered;
  sum.enquiries.answered_late += one.enquiries.answered_late;
  sum.enquiries.late += one.enquiries.late;
  sum.enquiries.closed += one.enquiries.closed;
  sum.enquiries.withdrawn += one.enquiries.withdrawn;
  sum.direct_debits.mandates += one.direct_debits.mandates;
  sum.direct_debits.planned += one.direct_debits.planned;
  sum.direct_debits.sent += one.direct_debits.sent;
  sum.direct_debits.collected += one.direct_debits.collected;
  sum.direct_debits.failed += one.direct_debits.failed;
  sum.direct_debits.cancelled += one.direct_debits.cancelled;
  sum.direct_debits.reversed += one.direct_debits.reversed;
  sum.helpers.referrals += one.helpers.referrals;
  sum.helpers.referrals_back_dated += one.helpers.referrals_back_dated;
  sum.helpers.accepted += one.helpers.accepted;
  sum.helpers.declined += one.helpers.declined;
  sum.helpers.expired += one.helpers.expired;
  sum.helpers.marks += one.helpers.marks;
  sum.helpers.decided += one.helpers.decided;
  sum.helpers.representations += one.helpers.representations;
  sum.left_alone += one.left_alone;
  sum.fees_let_go += one.fees_let_go;
  sum.crashes += one.crashes;
}

void add(WorldReport& sum, WorldReport const& one) {
  sum.steps += one.steps;
  sum.sent += one.sent;
  sum.accepted += one.accepted;
  sum.repeated += one.repeated;
  sum.refused += one.refused;
  sum.resent += one.resent;
  sum.duplicates += one.duplicates;
  sum.delayed += one.delayed;
  sum.dropped += one.dropped;
  sum.notices += one.notices;
  sum.provider_answers_lost += one.provider_answers_lost;
  sum.captures += one.captures;
  sum.store.failed_calls += one.store.failed_calls;
  sum.store.crashes += one.store.crashes;
  sum.store.late_crashes += one.store.late_crashes;
  sum.store.lost_answers += one.store.lost_answers;
  sum.dunning.days += one.dunning.days;
  sum.dunning.day_runs += one.dunning.day_runs;
  sum.dunning.steps += one.dunning.steps;
  sum.dunning.fees += one.dunning.fees;
  sum.dunning.messages += one.dunning.messages;
  sum.dunning.deliveries += one.dunning.deliveries;
  sum.dunning.too_late += one.dunning.too_late;
  sum.dunning.doubtful += one.dunning.doubtful;
  sum.dunning.interruptions += one.dunning.interruptions;
  sum.dunning.crashes += one.dunning.crashes;
  sum.dunning.fees_of_letters_not_sent += one.dunning.fees_of_letters_not_sent;
  add(sum.help, one.help);
  for (auto const& [name, count] : one.events) sum.events[name] += count;
}

/// Every fifth world that is lived through is of the row in which people ask for help.
std::int64_t world_at(std::int64_t place) {
  constexpr std::int64_t kEvery = 5;
  std::int64_t const helped = place / kEvery;
  return place % kEvery == kEvery - 1 ? kFirstHelpedWorld + helped : place - helped;
}

std::string replay_command(SimulationOrder const& order, std::int64_t world) {
  std::string command =
      "fairdue simulate --faults --seed " + std::to_string(order.seed) + " --world " + std::to_string(world);
  if (order.mistake != Mistake::kNone) command += " --mistake " + std::string{name_of(order.mistake)};
  return command;
}

}  // namespace

Simulation simulate(SimulationOrder const& order) {
  Simulation result;
  base::Sha256 hash;
  std::int64_t const count = order.world ? 1 : (order.debtor_years + kDebtorYearsOfWorld - 1) / kDebtorYearsOfWorld;
  for (std::int64_t place = 0; place < count; ++place) {
    std::int64_t const world = order.world ? *order.world : world_at(place);
    WorldReport const one = run_world({order.seed, world, order.mistake, order.packs, order.procedures});
    ++result.worlds;
    result.debtor_years += kDebtorYearsOfWorld;
    add(result.sum, one);
    hash.update(one.journal_hash);
    if (one.finding) {
      result.sum.finding = one.finding;
      result.world = world;
      result.to_replay = replay_command(order, world);
      break;
    }
  }
  base::Digest const digest = hash.finish();
  result.sum.journal_hash = base::to_hex(base::text_of(digest));
  return result;
}

}  // namespace simulation

#include "simulation/simulator.h"

#include "base/digest.h"
#include "base/encoding.h"

namespace simulation {

namespace {

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
  for (auto const& [name, count] : one.events) sum.events[name] += count;
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
  std::int64_t const first = order.world.value_or(0);
  std::int64_t const count = order.world ? 1 : (order.debtor_years + kDebtorYearsOfWorld - 1) / kDebtorYearsOfWorld;
  for (std::int64_t world = first; world < first + count; ++world) {
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

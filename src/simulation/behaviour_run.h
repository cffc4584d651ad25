// Lives through the model of behaviour on real books, in memory: claims are registered, business days run by a
// procedure, and people act on what the books show them; then the funnel is asked what became of it.
//
// Small towns, each with books of its own, and each with its own part of the claims. Everybody has one claim that is
// counted, and two earlier ones that are not: the procedure learns from them who usually misses the day. Messages are
// planned by the days and taken for read; sending them is not part of this.
// With something to try out, each claim is in one of two arms by chance, as in a trial; two trials cross each other.
// Without a trial, no message goes out before the last payment day.
//
// Deterministic: the same order gives the same journals. One thread; no clock.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dunning/procedure.h"
#include "law/pack.h"
#include "simulation/behaviour.h"

namespace simulation {

struct BehaviourOrder {
  std::uint64_t seed = 1;
  std::int64_t claims = 10'000;
  Behaviour model;
  Tried trials;                  // which are run
  std::vector<law::Pack> packs;  // with the procedure's own
  dunning::Procedure procedure;  // its prompt is the message that is tried out
};

/// Claims with which the same is tried out.
struct BehaviourArm {
  Tried tried;
  reports::Funnel funnel;  // as the report sees them
  Shares lived{};          // claims, by what their people did: must be the same
};

struct BehaviourReport {
  std::vector<BehaviourArm> arms;  // one without a trial, two with one, four with both
  std::int64_t towns = 0;
  std::map<std::string, std::int64_t> steps;  // taken by the business days: by "procedure step"
  std::vector<std::string> findings;          // of the audit, and where a report is not what was lived; none is right
};

[[nodiscard]] BehaviourReport run_behaviour(BehaviourOrder const& order);

}  // namespace simulation

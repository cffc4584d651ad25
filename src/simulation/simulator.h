// Lives through as many small worlds as a number of debtor-years needs, and adds up what happened. Stops at the first
// finding, and says how to see it again.
//
// Deterministic: the same order gives the same journals, and so the same hash. One thread; no clock.
#pragma once

#include <optional>
#include <string>

#include "simulation/world.h"

namespace simulation {

struct SimulationOrder {
  std::uint64_t seed = 1;
  std::int64_t debtor_years = 1'000;  // rounded up to whole worlds
  std::optional<std::int64_t> world;  // only this one
  Mistake mistake = Mistake::kNone;
  std::vector<law::Pack> packs;
  std::vector<dunning::Procedure> procedures;
};

struct Simulation {
  std::int64_t worlds = 0;
  std::int64_t debtor_years = 0;
  WorldReport sum;         // its hash is over the hashes of all worlds, in hexadecimal
  std::int64_t world = 0;  // of the finding, if there is one
  std::string to_replay;   // the command that shows the finding again; empty without one
};

[[nodiscard]] Simulation simulate(SimulationOrder const& order);

}  // namespace simulation

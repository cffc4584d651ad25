// fairdue simulate: the books under faults, in memory, from a seed; nothing is read from or written to a database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "apps/storage_commands.h"

namespace apps {

struct SimulateArguments {
  bool faults = false;
  std::uint64_t seed = 1;
  std::int64_t debtor_years = 1'000;
  std::optional<std::int64_t> world;
  std::string mistake;  // a hand-made one, by name; empty: none
};

/// 0 if the auditor found nothing, 1 with a finding. Throws CommandRefused with what is wrong and what to do.
int run_simulate(SimulateArguments const& arguments, Output output);

}  // namespace apps

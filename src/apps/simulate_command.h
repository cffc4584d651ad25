// fairdue simulate: the books under faults, or under people as a model has them, in memory, from a seed; nothing is
// read from or written to a database.
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
  bool behaviour = false;
  std::int64_t claims = 10'000;
  bool upcoming_sms = false;
  bool link_at_notice = false;
};

/// 0 if the auditor, or with a model the comparison of the funnel with what was lived, found nothing, 1 with a finding;
/// an interval that misses what was put in is none. Throws CommandRefused with what is wrong and what to do.
int run_simulate(SimulateArguments const& arguments, Output output);

}  // namespace apps

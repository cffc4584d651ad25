// Holds as the auditor sees them: which days they cover, and which of them keep everybody from being written to.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "claims/hold.h"

namespace simulation {

[[nodiscard]] inline bool covers(claims::Hold const& hold, std::int32_t day) {
  return hold.first.days <= day && (!hold.last || day <= hold.last->days);
}

/// The letter box, the post box and the telephone stay quiet; a dispute or a plan alone does not do that.
[[nodiscard]] inline bool stops_contact(claims::HoldKind kind) {
  using enum claims::HoldKind;
  return kind != kObjection && kind != kDispute && kind != kPlanInForce;
}

[[nodiscard]] inline bool any_covers(std::vector<claims::Hold> const& holds, std::int32_t day, bool only_contact) {
  return std::ranges::any_of(holds, [&](claims::Hold const& hold) {
    return covers(hold, day) && (!only_contact || stops_contact(hold.kind));
  });
}

}  // namespace simulation

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
  return kind != kObjection && kind != kDispute && kind != kPlanInForce && kind != kVulnerable;
}

[[nodiscard]] inline bool any_covers(std::vector<claims::Hold> const& holds, std::int32_t day, bool only_contact) {
  return std::ranges::any_of(holds, [&](claims::Hold const& hold) {
    return covers(hold, day) && (!only_contact || stops_contact(hold.kind));
  });
}

/// Somebody is marked as needing other handling: nothing happens to them, nor to those who owe with them, by itself.
[[nodiscard]] inline bool protects_on(std::vector<claims::Hold> const& holds, std::int32_t day) {
  return std::ranges::any_of(
      holds, [&](claims::Hold const& hold) { return hold.kind == claims::HoldKind::kVulnerable && covers(hold, day); });
}

/// As any_covers, of what is no such mark.
[[nodiscard]] inline bool any_other_covers(std::vector<claims::Hold> const& holds, std::int32_t day) {
  return std::ranges::any_of(
      holds, [&](claims::Hold const& hold) { return hold.kind != claims::HoldKind::kVulnerable && covers(hold, day); });
}

}  // namespace simulation

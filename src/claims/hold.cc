#include "claims/hold.h"

#include <algorithm>
#include <array>

namespace claims {

namespace {

// An objection does not stop interest: if the debtor is right it is taken back with the claim, and if not it was due.
// A plan keeps its interest for the same reason; an authority that gives it up says so in the plan.
constexpr std::array kEffects = {
    //                                         fees   interest escalation contact for_all
    HoldEffects{HoldKind::kObjection, /*    */ true, false, true, false, false},
    HoldEffects{HoldKind::kDispute, /*      */ true, false, true, false, false},
    HoldEffects{HoldKind::kBreathingSpace, /**/ true, true, true, true, false},
    HoldEffects{HoldKind::kBankruptcy, /*   */ true, true, true, true, false},
    HoldEffects{HoldKind::kDeceasedEstate, /**/ true, true, true, true, false},
    HoldEffects{HoldKind::kUnknownAddress, /**/ true, false, true, true, false},
    HoldEffects{HoldKind::kPlanInForce, /*  */ true, false, true, false, false},
    HoldEffects{HoldKind::kTechnical, /*    */ true, true, true, true, false},
    HoldEffects{HoldKind::kVulnerable, /*   */ true, false, true, false, true},
};

constexpr std::array<std::string_view, 9> kNames = {"objection",     "dispute",         "breathing_space",
                                                    "bankruptcy",    "deceased_estate", "unknown_address",
                                                    "plan_in_force", "technical",       "vulnerable"};

std::size_t index_of(HoldKind kind) { return static_cast<std::size_t>(kind) - 1; }

}  // namespace

std::span<HoldEffects const> hold_effects() { return kEffects; }
HoldEffects const& effects_of(HoldKind kind) { return kEffects[index_of(kind)]; }
std::string_view name_of(HoldKind kind) { return kNames[index_of(kind)]; }

std::optional<HoldKind> hold_kind(std::string_view name) {
  auto const found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<HoldKind>(found - kNames.begin() + 1);
}

Hold const* find_hold(std::span<Hold const> holds, std::string_view key) {
  auto const found = std::ranges::find(holds, key, &Hold::key);
  return found == holds.end() ? nullptr : &*found;
}

bool any_stops(std::span<Hold const> holds, base::Date day, bool HoldEffects::* effect,
               std::optional<HoldKind> but_for) {
  return std::ranges::any_of(holds, [&](Hold const& hold) {
    return hold.kind != but_for && hold.covers(day) && effects_of(hold.kind).*effect;
  });
}

bool any_stops_for_all(std::span<Hold const> holds, base::Date day, bool HoldEffects::* effect,
                       std::optional<HoldKind> but_for) {
  return std::ranges::any_of(holds, [&](Hold const& hold) {
    HoldEffects const& effects = effects_of(hold.kind);
    return hold.kind != but_for && effects.for_all && effects.*effect && hold.covers(day);
  });
}

bool any_covers(std::span<Hold const> holds, HoldKind kind, base::Date day) {
  return std::ranges::any_of(holds, [&](Hold const& hold) { return hold.kind == kind && hold.covers(day); });
}

}  // namespace claims

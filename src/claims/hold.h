// A hold: a stretch of days in which something about a claim, or about everything a debtor owes, stands still, and why.
//
// A hold may begin in the past and need not have an end. What each kind stops is a table, not a rule of its own
// anywhere. A hold on a debtor is no favour to those who are liable with that debtor: interest on a shared claim stops
// only while every liable debtor has a hold that stops it. Only what protects the vulnerable stops fees and steps for
// the others too: the letter would reach them all. Units: legal dates, first and last day included. Pure values.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace claims {

enum class HoldKind : std::uint8_t {
  kObjection = 1,       // the debtor says the claim is wrong; nobody has decided yet
  kDispute = 2,         // before a complaints board or a court
  kBreathingSpace = 3,  // a pause given because of the debtor's situation
  kBankruptcy = 4,      // the estate is the one to turn to
  kDeceasedEstate = 5,  // the heirs, or the probate court, are the ones to turn to
  kUnknownAddress = 6,  // nobody can be reached
  kPlanInForce = 7,     // an instalment plan is kept
  kTechnical = 8,       // our own doubt: a fault, a wrong file, a check that is going on
  kVulnerable = 9,      // somebody who needs other handling: no fee and no further step but by a person's decision
};

struct HoldEffects {
  HoldKind kind;
  bool fees;        // no letter carries a fee
  bool interest;    // no interest accrues
  bool escalation;  // no further step, no hand-over
  bool contact;     // nobody is written to or called about it
  bool for_all;     // on one debtor, it stops the same for everybody who is liable for the claim
};

/// Every kind, with what it stops.
[[nodiscard]] std::span<HoldEffects const> hold_effects();
[[nodiscard]] HoldEffects const& effects_of(HoldKind kind);

/// "objection", "breathing_space" ...
[[nodiscard]] std::string_view name_of(HoldKind kind);
[[nodiscard]] std::optional<HoldKind> hold_kind(std::string_view name);

struct Hold {
  std::string key;  // whoever placed it knows it by this; unique on its claim or debtor
  HoldKind kind = HoldKind::kTechnical;
  std::string reason;
  base::Date first;
  std::optional<base::Date> last;  // nothing: until it is ended
  friend bool operator==(Hold const&, Hold const&) = default;
  static void visit(auto& self, auto&& f) { f(self.key), f(self.kind), f(self.reason), f(self.first), f(self.last); }

  [[nodiscard]] bool covers(base::Date day) const { return first <= day && (!last || day <= *last); }
};

/// The hold with this key; null if there is none.
[[nodiscard]] Hold const* find_hold(std::span<Hold const> holds, std::string_view key);

/// Whether one of `holds`, of those that are not of the kind `but_for`, stops the effect on `day`:
/// `any_stops(holds, day, &HoldEffects::fees)`.
[[nodiscard]] bool any_stops(std::span<Hold const> holds, base::Date day, bool HoldEffects::* effect,
                             std::optional<HoldKind> but_for = std::nullopt);
/// Whether one of a debtor's `holds` stops the effect on `day` for everybody who is liable with that debtor.
[[nodiscard]] bool any_stops_for_all(std::span<Hold const> holds, base::Date day, bool HoldEffects::* effect,
                                     std::optional<HoldKind> but_for = std::nullopt);
/// Whether one of this kind covers `day`.
[[nodiscard]] bool any_covers(std::span<Hold const> holds, HoldKind kind, base::Date day);

}  // namespace claims

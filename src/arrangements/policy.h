// What an authority lets a person agree on alone: how small an instalment may be, how long a plan may run, how much may
// be paid in instalments, how often a plan may be changed, and what happens when an instalment is missed.
//
// No law says these figures: they are an authority's practice, kept in its settings. The defaults are for an authority
// that has said nothing. What lies outside is not forbidden: a person of the authority decides about it.
// Units: minor units of the authority's currency; days; calendar months.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/date.h"

namespace arrangements {

struct Policy {
  std::int64_t smallest_instalment_minor = 100'00;  // the last instalment may be smaller: it is what is left
  std::int64_t largest_total_minor = 50'000'00;     // owed when the plan is made
  std::int32_t longest_months = 24;                 // from the day it is agreed to the last instalment
  std::int32_t first_within_days = 45;              // from the day it is agreed to the first instalment
  std::int32_t broken_plans = 1;                    // so many in `broken_within_months` still let a person agree alone
  std::int32_t broken_within_months = 24;
  std::int32_t moves = 2;          // dates that may be moved in one plan
  std::int32_t move_days = 14;     // how far
  std::int32_t pauses = 1;         // in one plan; a pause is a month
  std::int32_t replans = 1;        // new instalments for what is left, in one plan
  std::int32_t grace_days = 7;     // from the reminder of a missed instalment to the next offer
  std::int32_t offer_days = 7;     // from that offer of another plan to the end of this one
  std::int32_t request_days = 14;  // in which a person answers; nothing is asked for meanwhile
  friend bool operator==(Policy const&, Policy const&) = default;
};

/// Bounds of the engine's own, whoever decides.
inline constexpr std::int32_t kMostInstalments = 600;

/// Why a plan is outside a policy. The codes stand in the journal: add at the end only.
enum class PolicyBreach : std::uint8_t {
  kInstalmentTooSmall = 1,
  kTooLong = 2,
  kTotalTooLarge = 3,
  kTooManyBroken = 4,
  kFirstTooLate = 5,
};

/// "instalment_too_small" ...: the names that the API and files use.
[[nodiscard]] std::string_view name_of(PolicyBreach breach);
/// What is wrong and what to do about it, for staff. English; pages have their own words.
[[nodiscard]] std::string_view advice_for(PolicyBreach breach);

/// A policy that nobody could live with: an amount below zero, a plan of no months.
[[nodiscard]] bool is_usable(Policy const& policy);

}  // namespace arrangements

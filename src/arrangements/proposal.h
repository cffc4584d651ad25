// Proposals for paying in instalments: at least three that differ in length and shape, each with its dates, its end and
// all that it costs, judged by the authority's policy and by what the person must live on.
//
// It proposes; the person chooses, and whether the choice stands is decided when it is made.
// Units: minor units; legal dates. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "arrangements/affordability.h"
#include "arrangements/plan_dates.h"
#include "arrangements/schedule.h"

namespace arrangements {

/// What the person has said. Everything may be left out.
struct Wish {
  std::optional<base::Date> first;               // not before the day after today
  std::optional<std::int32_t> payday;            // kLastBankDay, or a day of the month
  std::optional<std::int64_t> instalment_minor;  // what the person wants to pay each month
};

/// What the person has told about income and expenses.
struct Means {
  AffordabilityPack const* pack = nullptr;
  Household household;
};

/// The debtor's plans before this one.
struct PlanHistory {
  std::int32_t broken = 0;  // within the policy's months
};

/// How a proposal came about: pages have their own words for each.
enum class ProposalKind : std::uint8_t {
  kShort = 1,     // a quarter of the longest
  kMiddle = 2,    // half of the longest
  kLong = 3,      // as long as the policy lets it be
  kStepped = 4,   // begins lower
  kWished = 5,    // the instalment that the person named
  kAbility = 6,   // the instalment that the rules of affordability suggest
  kDeferred = 7,  // all at once, later
};
[[nodiscard]] std::string_view name_of(ProposalKind kind);

struct Proposal {
  ProposalKind kind = ProposalKind::kMiddle;
  Schedule schedule;
  std::vector<PolicyBreach> outside;  // empty: the person can agree alone
  // Of the largest instalment; nothing without means.
  std::optional<std::int64_t> left_to_live_on_minor;
  bool takes_what_is_lived_on = false;

  [[nodiscard]] base::Date last_date() const { return schedule.instalments.back().date; }
  [[nodiscard]] std::int64_t largest_minor() const;
};

struct Proposals {
  base::Date on;
  std::int64_t open_minor = 0;
  std::vector<Proposal> all;  // the shortest first; none where nothing is open
  std::optional<Affordability> affordability;
  std::optional<AffordabilityError> affordability_error;
};

/// `calendar` may be null.
[[nodiscard]] Proposals propose(Debts const& debts, Policy const& policy, law::Calendar const* calendar,
                                Wish const& wish, std::optional<Means> const& means, PlanHistory const& history,
                                base::Date on);

/// Why a plan that is agreed on `agreed` is outside the policy; empty if it is not. `total_minor` is what is owed then.
[[nodiscard]] std::vector<PolicyBreach> outside(Policy const& policy, std::span<Instalment const> instalments,
                                                base::Date agreed, std::int64_t total_minor,
                                                PlanHistory const& history);

/// The last day on which a plan that is agreed on `agreed` may end.
[[nodiscard]] base::Date longest_until(Policy const& policy, base::Date agreed);

}  // namespace arrangements

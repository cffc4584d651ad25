// That a person let the authority keep what they told about money and household: when, for how long, on which words of
// consent. The answers themselves are sealed, apart from this and from the journal, and go when this ends.
//
// A debtor has one at a time: new answers take the place of the old ones.
// Units: legal dates. Pure values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/identifiers.h"

namespace arrangements {

enum class StatementState : std::uint8_t {
  kKept = 1,
  kTakenBack = 2,  // by the person
  kExpired = 3     // its days were over
};

struct AbilityStatement {
  base::DebtorId id;  // whose
  StatementState state = StatementState::kKept;
  std::string consent;  // the version of the words that the person said yes to
  base::Date kept;
  base::Date until;  // the last day
  std::optional<base::Date> ended;

  [[nodiscard]] bool is_kept_on(base::Date day) const { return state == StatementState::kKept && day <= until; }
  friend bool operator==(AbilityStatement const&, AbilityStatement const&) = default;
};

/// The words that pages show now. Another version for other words: what was agreed to must be found again.
inline constexpr char kAbilityConsent[] = "ability-1";

/// For how long, unless the authority has decided otherwise, and the longest that it may.
struct AbilityPolicy {
  std::int32_t keep_days = 90;
};
inline constexpr std::int32_t kLongestAbilityDays = 365;
[[nodiscard]] inline bool is_usable(AbilityPolicy const& policy) {
  return policy.keep_days >= 1 && policy.keep_days <= kLongestAbilityDays;
}

}  // namespace arrangements

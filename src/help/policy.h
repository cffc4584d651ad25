// What an authority has decided about help: how long a pause for it may last at most, how gently it ends, and how old
// what the directory says may be.
//
// No law that we know names a number of days for any of this in the countries we have: all of it is practice, data of
// the authority, with defaults, and a warning wherever they are shown.
// Units: days. Pure.
#pragma once

#include <cstdint>

namespace help {

struct Policy {
  std::int32_t longest_days = 90;  // from the consent: a referral holds for so long, and ends then if nobody ended it
  std::int32_t soon_days = 7;      // so long before that, the business day tells staff
  std::int32_t fresh_days = 14;    // from the end of a referral until the course of the claims goes on
  std::int32_t stale_days = 180;   // an entry of the directory that was checked longer ago comes last
  friend bool operator==(Policy const&, Policy const&) = default;
};

/// A policy that nobody could live with: no day of pause, or years of it.
[[nodiscard]] bool is_usable(Policy const& policy);

}  // namespace help

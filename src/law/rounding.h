// Exact fractions of money, and rounding them once. No step on the way to a posted amount is rounded.
//
// Range: principal up to 10^15 minor units, rates up to 1,000 %, 200 years: below 2^127.
// Pure.
#pragma once

#include <cstdint>

namespace law {

__extension__ typedef __int128 Wide;

enum class Rounding : std::uint8_t {
  kHalfUp,  // to the nearest, a half away from zero
  kDown,    // towards zero
  kUp,      // away from zero
};

/// numerator / denominator, rounded. The denominator is above zero.
[[nodiscard]] constexpr std::int64_t round_quotient(Wide numerator, Wide denominator, Rounding rounding) {
  bool const negative = numerator < 0;
  Wide const magnitude = negative ? -numerator : numerator;
  Wide quotient = magnitude / denominator;
  Wide const rest = magnitude % denominator;
  if (rounding == Rounding::kUp && rest != 0) ++quotient;
  if (rounding == Rounding::kHalfUp && rest * 2 >= denominator) ++quotient;
  return static_cast<std::int64_t>(negative ? -quotient : quotient);
}

inline constexpr std::int64_t kBasisPointsInOne = 10'000;

/// `basis_points` of an amount, to a multiple of `unit_minor` (1: the minor unit; 100: whole kroner).
[[nodiscard]] constexpr std::int64_t share_of(std::int64_t minor, std::int64_t basis_points, std::int64_t unit_minor,
                                              Rounding rounding) {
  Wide const numerator = static_cast<Wide>(minor) * basis_points;
  return round_quotient(numerator, static_cast<Wide>(kBasisPointsInOne) * unit_minor, rounding) * unit_minor;
}

}  // namespace law

#include "apps/proportion_interval.h"

#include <algorithm>
#include <cmath>

namespace apps {

namespace {

constexpr double kNormal = 1.959963984540054;  // between minus this and this lie 95 % of a normal distribution

}  // namespace

Interval wilson(Proportion proportion) {
  if (proportion.of == 0) return {0, 1};
  auto const n = static_cast<double>(proportion.of);
  double const share = proportion.share();
  double const square = kNormal * kNormal;
  double const middle = (share + square / (2 * n)) / (1 + square / n);
  double const half = kNormal / (1 + square / n) * std::sqrt(share * (1 - share) / n + square / (4 * n * n));
  // At none and at all, rounding must not leave the end a hair off the share itself.
  return {proportion.count == 0 ? 0 : std::max(0.0, middle - half),
          proportion.count == proportion.of ? 1 : std::min(1.0, middle + half)};
}

Interval newcombe(Proportion first, Proportion second) {
  if (first.of == 0 || second.of == 0) return {-1, 1};
  Interval const a = wilson(first);
  Interval const b = wilson(second);
  double const difference = first.share() - second.share();
  return {difference - std::hypot(first.share() - a.low, b.high - second.share()),
          difference + std::hypot(a.high - first.share(), second.share() - b.low)};
}

}  // namespace apps

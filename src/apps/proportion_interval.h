// How sure one can be of a share that was counted, and of the difference between two: 95 % intervals.
//
// Sources: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927);
// R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17
// (1998), method 10: the hybrid of two Wilson intervals, without continuity correction.
// Pure. Floating point: for what is printed, never for money.
#pragma once

#include <cstdint>

namespace apps {

struct Proportion {
  std::int64_t count = 0;  // 0 to `of`
  std::int64_t of = 0;     // of none, nothing is known: the whole range
  [[nodiscard]] double share() const { return of == 0 ? 0 : static_cast<double>(count) / static_cast<double>(of); }
};

struct Interval {
  double low = 0;
  double high = 0;
  [[nodiscard]] bool holds(double value) const { return low <= value && value <= high; }
};

[[nodiscard]] Interval wilson(Proportion proportion);
/// Of the first share less the second.
[[nodiscard]] Interval newcombe(Proportion first, Proportion second);

}  // namespace apps

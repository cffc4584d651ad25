#include "reports/survival.h"

#include <algorithm>

namespace reports {

namespace {

constexpr std::int64_t kMillion = 1'000'000;
// What is left of everybody, in so many parts: fine enough that a million steps do not add up to one part per million.
constexpr std::int64_t kWhole = 1'000'000'000'000;

}  // namespace

std::optional<std::int64_t> median_time(std::vector<Observation> observations) {
  // What happened at a time happened before those who were last seen then were seen.
  std::ranges::sort(observations, [](Observation const& a, Observation const& b) {
    return a.time != b.time ? a.time < b.time : a.happened && !b.happened;
  });
  auto at_risk = static_cast<std::int64_t>(observations.size());
  __extension__ using Wide = __int128;
  std::int64_t left = kWhole;
  for (std::size_t i = 0; i < observations.size();) {
    std::int64_t const time = observations[i].time;
    std::int64_t happened = 0;
    std::int64_t gone = 0;
    for (; i < observations.size() && observations[i].time == time; ++i, ++gone) happened += observations[i].happened;
    // To the nearest part: what is exactly a half stays one.
    left = static_cast<std::int64_t>((Wide{left} * (at_risk - happened) * 2 + at_risk) / (Wide{at_risk} * 2));
    at_risk -= gone;
    if (happened > 0 && left * 2 <= kWhole + 2) return time;
  }
  return std::nullopt;
}

std::int64_t share_within(std::vector<Observation> const& observations, std::int64_t time) {
  if (observations.empty()) return 0;
  auto const within =
      std::ranges::count_if(observations, [&](Observation const& o) { return o.happened && o.time <= time; });
  return within * kMillion / static_cast<std::int64_t>(observations.size());
}

}  // namespace reports

// How long it takes until something happens, where it has not happened to everybody yet: Kaplan and Meier's estimate.
// The mean of those to whom it has happened is not shown as the answer: it leaves out whoever still has not paid.
//
// Source: E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958).
// Units: whole units of time (minutes, days) since each one's own beginning; shares in parts per million, rounded down.
// Pure; whole numbers only, so that the same data give the same figures everywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace reports {

struct Observation {
  std::int64_t time = 0;
  bool happened = true;  // false: had not happened by then, and was not looked at any longer
};

/// The first time at which at most half are left to whom it has not happened; nothing if more than half always are.
[[nodiscard]] std::optional<std::int64_t> median_time(std::vector<Observation> observations);

/// To how many of all, however long each was looked at, it had happened by `time`; zero of none.
[[nodiscard]] std::int64_t share_within(std::vector<Observation> const& observations, std::int64_t time);

}  // namespace reports

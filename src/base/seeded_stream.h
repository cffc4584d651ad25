// A seeded stream of numbers: the same seed and purpose give the same numbers on every machine. For synthetic data and
// simulation, never for secrets. One stream for each purpose, so that a new draw shifts nothing else.
//
// Source: SplitMix64 (Steele, Lea, Flood, 2014). Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace base {

class SeededStream {
 public:
  SeededStream(std::uint64_t seed, std::string_view purpose) : state_(seed) {
    for (char const c : purpose) state_ = mix(state_ ^ static_cast<unsigned char>(c)) + kStep;
  }

  std::uint64_t next() { return mix(state_ += kStep); }
  /// From 0 to `count` - 1. The bias of the remainder is below 2^-32 for any count of 32 bits.
  std::int64_t below(std::int64_t count) {
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(count));
  }
  std::int64_t between(std::int64_t first, std::int64_t last) { return first + below(last - first + 1); }
  /// True in `parts` of a thousand cases.
  bool chance_per_mille(std::int64_t parts) { return below(1000) < parts; }
  template <class T, std::size_t N>
  T const& pick(T const (&items)[N]) {
    return items[below(static_cast<std::int64_t>(N))];
  }

 private:
  static constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15ULL;
  static std::uint64_t mix(std::uint64_t value) {
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
  }

  std::uint64_t state_;
};

}  // namespace base

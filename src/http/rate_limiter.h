// How often somebody may do something: token buckets by key.
//
// Each key has a bucket of `burst` tokens that refills evenly, `per_hour` tokens an hour; a call takes one. Memory is
// bounded: when `max_keys` is reached, buckets that are full again are forgotten, and if none is, new keys share one
// common bucket (so an attacker with many addresses slows newcomers down, and never gets unlimited tries).
// Keys may be personal (an address): they are held as keyed hashes only, the key being new in each limiter.
// Pure in time: instants are arguments; a clock that goes back refills nothing.
// Thread safety: any thread may call; one lock inside.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.h"

namespace http {

struct RateRule {
  std::int64_t burst = 10;
  std::int64_t per_hour = 60;
  std::size_t max_keys = 100'000;
};

struct RateVerdict {
  bool allowed = false;
  std::int64_t retry_after_seconds = 0;  // for Retry-After; at least 1 when refused
};

class RateLimiter {
 public:
  /// `hash_key`: random bytes, so that nobody can choose colliding keys.
  RateLimiter(RateRule rule, std::string hash_key);

  [[nodiscard]] RateVerdict take(std::string_view key, base::Instant now);
  /// What take() would say, taking nothing: where only what fails is counted, asked before it is tried.
  [[nodiscard]] RateVerdict look(std::string_view key, base::Instant now) const;
  [[nodiscard]] std::size_t size() const;

 private:
  struct Bucket {
    std::int64_t parts = 0;  // of a token, see the source
    std::int64_t refilled_at = 0;
  };
  [[nodiscard]] std::uint64_t hash_of(std::string_view key) const;
  RateVerdict take_from(Bucket& bucket, base::Instant now) const;
  void refill(Bucket& bucket, base::Instant now) const;
  void forget_full(base::Instant now);

  RateRule rule_;
  std::string hash_key_;
  mutable std::mutex mutex_;
  std::unordered_map<std::uint64_t, Bucket> buckets_;
  Bucket common_;
  std::int64_t swept_at_;
};

}  // namespace http

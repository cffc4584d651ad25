#include "http/rate_limiter.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <limits>
#include <utility>

#include "base/digest.h"

namespace http {
namespace {

// A token is counted in parts, so that one microsecond refills `per_hour` parts without a fraction.
constexpr std::int64_t kPartsPerToken = 3'600'000'000;
constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
constexpr std::int64_t kMaxTokens = 1'000'000'000;

}  // namespace

RateLimiter::RateLimiter(RateRule rule, std::string hash_key)
    : rule_(rule), hash_key_(std::move(hash_key)), swept_at_(std::numeric_limits<std::int64_t>::min()) {
  rule_.burst = std::clamp<std::int64_t>(rule_.burst, 1, kMaxTokens);
  rule_.per_hour = std::clamp<std::int64_t>(rule_.per_hour, 1, kMaxTokens);
  common_.parts = rule_.burst * kPartsPerToken;
}

void RateLimiter::refill(Bucket& bucket, base::Instant now) const {
  std::int64_t const full = rule_.burst * kPartsPerToken;
  std::int64_t const elapsed = now.microseconds - bucket.refilled_at;
  if (elapsed <= 0) return;
  std::int64_t const missing = full - bucket.parts;
  std::int64_t const until_full = missing / rule_.per_hour + 1;
  bucket.parts = elapsed >= until_full ? full : bucket.parts + elapsed * rule_.per_hour;
  bucket.refilled_at = now.microseconds;
}

RateVerdict RateLimiter::take_from(Bucket& bucket, base::Instant now) const {
  refill(bucket, now);
  if (bucket.parts >= kPartsPerToken) {
    bucket.parts -= kPartsPerToken;
    return {true, 0};
  }
  std::int64_t const wait = (kPartsPerToken - bucket.parts + rule_.per_hour - 1) / rule_.per_hour;
  return {false, std::max<std::int64_t>(1, (wait + kMicrosecondsPerSecond - 1) / kMicrosecondsPerSecond)};
}

void RateLimiter::forget_full(base::Instant now) {
  // A sweep looks at every bucket: at most one a second, or the sweeping itself would be the attack.
  if (swept_at_ != std::numeric_limits<std::int64_t>::min() && now.microseconds - swept_at_ < kMicrosecondsPerSecond &&
      now.microseconds >= swept_at_) {
    return;
  }
  swept_at_ = now.microseconds;
  std::int64_t const full = rule_.burst * kPartsPerToken;
  for (auto entry = buckets_.begin(); entry != buckets_.end();) {
    refill(entry->second, now);
    entry = entry->second.parts >= full ? buckets_.erase(entry) : std::next(entry);
  }
}

std::uint64_t RateLimiter::hash_of(std::string_view key) const {
  base::Digest const digest = base::hmac_sha256(hash_key_, key);
  std::uint64_t hashed = 0;
  std::memcpy(&hashed, digest.data(), sizeof hashed);
  return hashed;
}

RateVerdict RateLimiter::look(std::string_view key, base::Instant now) const {
  std::uint64_t const hashed = hash_of(key);
  std::lock_guard const lock(mutex_);
  auto const found = buckets_.find(hashed);
  if (found == buckets_.end() && buckets_.size() < rule_.max_keys) return {true, 0};
  Bucket seen = found == buckets_.end() ? common_ : found->second;
  return take_from(seen, now);
}

RateVerdict RateLimiter::take(std::string_view key, base::Instant now) {
  std::uint64_t const hashed = hash_of(key);
  std::lock_guard const lock(mutex_);
  auto found = buckets_.find(hashed);
  if (found == buckets_.end()) {
    if (buckets_.size() >= rule_.max_keys) forget_full(now);
    if (buckets_.size() >= rule_.max_keys) return take_from(common_, now);
    found = buckets_.emplace(hashed, Bucket{rule_.burst * kPartsPerToken, now.microseconds}).first;
  }
  return take_from(found->second, now);
}

std::size_t RateLimiter::size() const {
  std::lock_guard const lock(mutex_);
  return buckets_.size();
}

}  // namespace http

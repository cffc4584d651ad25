#include "apps/janitor.h"

namespace apps {

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::size_t kAtATime = 200;

/// How long to wait before asking again about an attempt of this age.
std::int64_t pause_at_age(std::int64_t age) {
  if (age < 60 * kSecond) return 3 * kSecond;
  if (age < 600 * kSecond) return 15 * kSecond;
  return 120 * kSecond;
}

}  // namespace

void Janitor::run_once(base::Now now) {
  for (ports::StoredNotice const& notice : operations_.waiting_notices(authority_, kAtATime)) {
    (void)desk_.refresh(authority_, notice.reference, now);
    operations_.mark_processed(authority_, notice.id, now.instant);
  }
  std::map<base::AttemptId, base::Instant> still_open;
  for (payments::PaymentAttempt const& attempt : books_.reader()->open_attempts(authority_, kAtATime)) {
    auto const asked = asked_.find(attempt.id);
    std::int64_t const last = asked == asked_.end() ? attempt.started.microseconds : asked->second.microseconds;
    base::Instant& next = still_open[attempt.id];
    next = {last};
    std::int64_t const age = now.instant.microseconds - attempt.started.microseconds;
    if (now.instant.microseconds - last < pause_at_age(age)) continue;
    next = now.instant;
    (void)desk_.refresh(authority_, attempt.id, now);
  }
  asked_ = std::move(still_open);
  if (now.instant >= next_clearing_) clear_delivery_log(now.instant);
}

void Janitor::clear_delivery_log(base::Instant now) {
  constexpr std::int64_t kHour = 3'600 * kSecond;
  (void)operations_.forget_deliveries(authority_, {now.microseconds - delivery_log_days_ * 24 * kHour});
  next_clearing_ = {now.microseconds + kHour};
}

}  // namespace apps

#include "apps/janitor.h"

namespace apps {

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::size_t kAtATime = 200;
constexpr std::int64_t kNoticeTakenFor = 60 * kSecond;  // after that another process takes it up
constexpr std::int64_t kDutyLasts = 15 * kSecond;
constexpr std::int64_t kTryForDutyEvery = 5 * kSecond;

/// How long to wait before asking again about an attempt of this age.
std::int64_t pause_at_age(std::int64_t age) {
  if (age < 60 * kSecond) return 3 * kSecond;
  if (age < 600 * kSecond) return 15 * kSecond;
  return 120 * kSecond;
}

}  // namespace

void Janitor::run_once(base::Now now) {
  work_on_notices(now);
  if (is_on_duty(now.instant)) ask_about_attempts(now);
}

void Janitor::work_on_notices(base::Now now) {
  base::Instant const until{now.instant.microseconds + kNoticeTakenFor};
  for (ports::StoredNotice const& notice : operations_.take_notices(authority_, kAtATime, now.instant, until)) {
    if (!message_notices_(notice, now)) (void)desk_.refresh(authority_, notice.reference, now);
    operations_.mark_processed(authority_, notice.id, now.instant);
  }
}

bool Janitor::is_on_duty(base::Instant now) {
  // Kept while more than half of its time is left: an idle server writes seldom.
  if (on_duty_.microseconds - now.microseconds > kDutyLasts / 2) return true;
  if (now < next_try_) return false;
  base::Instant const until{now.microseconds + kDutyLasts};
  bool const taken = operations_.take_duty(authority_, "ask about attempts", name_, now, until);
  on_duty_ = taken ? until : base::Instant{};
  next_try_ = {now.microseconds + (taken ? 0 : kTryForDutyEvery)};
  return taken;
}

void Janitor::ask_about_attempts(base::Now now) {
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
  if (now.instant >= next_clearing_) clear_old(now.instant);
}

void Janitor::clear_old(base::Instant now) {
  constexpr std::int64_t kHour = 3'600 * kSecond;
  (void)operations_.forget_deliveries(authority_, {now.microseconds - delivery_log_days_ * 24 * kHour});
  (void)drafts_.clear(authority_, now);
  next_clearing_ = {now.microseconds + kHour};
}

}  // namespace apps

#include "http/source/webhook_dispatcher.h"

#include <algorithm>
#include <chrono>
#include <exception>

#include "http/source/retry_schedule.h"
#include "http/standard_webhooks.h"

namespace http::source {
namespace {

constexpr int kGone = 410;
constexpr std::size_t kEventsAtATime = 50;
constexpr std::size_t kTriesRemembered = 200;
constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;

using SteadyClock = std::chrono::steady_clock;

std::int64_t microseconds_since(SteadyClock::time_point began) {
  return std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - began).count();
}

base::Instant later(base::Instant instant, std::int64_t seconds) {
  return {instant.microseconds + seconds * kMicrosecondsPerSecond};
}

/// What a failed try makes of the endpoint.
void note_failure(ports::WebhookEndpoint& endpoint, ports::WebhookDelivery const& delivery,
                  std::optional<std::int64_t> retry_after) {
  ++endpoint.failures;
  auto const delay = retry_delay_seconds(endpoint.failures, delivery.event_id);
  if (delivery.status == kGone || !delay) {
    endpoint.disabled = delivery.tried;
    return;
  }
  endpoint.next_try = later(delivery.tried, std::max(*delay, retry_after.value_or(0)));
}

}  // namespace

/// Holds an endpoint for one thread.
class WebhookDispatcher::Busy {
 public:
  Busy(WebhookDispatcher& dispatcher, EndpointKey key) : dispatcher_(dispatcher), key_(key) {
    std::lock_guard const lock(dispatcher_.mutex_);
    held_ = dispatcher_.busy_.insert(key_).second;
  }
  ~Busy() {
    if (!held_) return;
    std::lock_guard const lock(dispatcher_.mutex_);
    dispatcher_.busy_.erase(key_);
  }
  Busy(Busy const&) = delete;
  Busy& operator=(Busy const&) = delete;
  [[nodiscard]] bool held() const { return held_; }

 private:
  WebhookDispatcher& dispatcher_;
  EndpointKey key_;
  bool held_ = false;
};

/// Holds an endpoint for this process.
class WebhookDispatcher::Taken {
 public:
  Taken(ports::Operations& operations, ports::WebhookEndpoint const& endpoint, base::Instant now, base::Instant until)
      : operations_(operations),
        authority_(endpoint.authority),
        id_(endpoint.id),
        held_(operations.take_endpoint(authority_, id_, now, until)) {}
  ~Taken() {
    if (!held_) return;
    try {
      operations_.give_back_endpoint(authority_, id_);
    } catch (std::exception const&) {
      // Then it is free when its time is over.
    }
  }
  Taken(Taken const&) = delete;
  Taken& operator=(Taken const&) = delete;
  [[nodiscard]] bool held() const { return held_; }

 private:
  ports::Operations& operations_;
  base::AuthorityId authority_;
  std::int64_t id_;
  bool held_;
};

std::size_t WebhookDispatcher::run_once(base::Instant now) {
  std::size_t calls = 0;
  std::exception_ptr first_error;
  std::vector<ports::Authority> const authorities = api_.books().reader()->authorities();
  for (ports::Authority const& authority : authorities) {
    AuthorityFacts const facts{authority.id, authority.code, authority.country, authority.currency};
    std::vector<ports::WebhookEndpoint> endpoints = api_.webhooks().all(authority.id);
    // Those that work come before those that may keep us waiting.
    std::ranges::sort(endpoints, {},
                      [](ports::WebhookEndpoint const& endpoint) { return std::pair(endpoint.failures, endpoint.id); });
    for (ports::WebhookEndpoint const& endpoint : endpoints) {
      if (endpoint.disabled || endpoint.next_try > now) continue;
      Busy const busy(*this, {authority.id.value, endpoint.id});
      if (!busy.held()) continue;
      try {
        if (!has_news(endpoint)) continue;
        Taken const taken(api_.operations(), endpoint, now, {now.microseconds + options_.taken_for_ms * 1'000});
        if (!taken.held()) continue;
        // Another thread may have served it since the list was read.
        auto const current = api_.webhooks().find({authority.id, endpoint.source}, endpoint.id);
        if (current && !current->disabled && current->next_try <= now) calls += serve(facts, *current);
      } catch (std::exception const&) {
        if (!first_error) first_error = std::current_exception();
      }
    }
  }
  if (first_error) std::rethrow_exception(first_error);
  return calls;
}

WebhookDispatcher::Progress WebhookDispatcher::load_progress(ports::WebhookEndpoint const& endpoint) {
  {
    std::lock_guard const lock(mutex_);
    auto const found = progress_.find({endpoint.authority.value, endpoint.id});
    if (found != progress_.end() && found->second.sealed_secret == endpoint.sealed_secret &&
        found->second.position.after_seq >= endpoint.after_seq) {
      return found->second;
    }
  }
  Progress progress{endpoint.sealed_secret, {endpoint.after_seq, 0}, {}};
  for (ports::WebhookDelivery const& delivery :
       api_.operations().deliveries(endpoint.authority, endpoint.id, kTriesRemembered)) {
    std::int64_t& tries = progress.tries[delivery.event_id];
    tries = std::max(tries, delivery.attempt);
  }
  return progress;
}

bool WebhookDispatcher::has_news(ports::WebhookEndpoint const& endpoint) {
  return api_.books().reader()->last_seq(endpoint.authority) > load_progress(endpoint).position.after_seq;
}

std::size_t WebhookDispatcher::serve(AuthorityFacts const& authority, ports::WebhookEndpoint const& endpoint) {
  Progress progress = load_progress(endpoint);
  SteadyClock::time_point const began = SteadyClock::now();
  FeedReaderOf const who{authority.id, authority.code, authority.currency, endpoint.source};
  auto const out_of_time = [&] { return microseconds_since(began) >= options_.max_run_ms * 1000; };
  std::size_t calls = 0;
  std::int64_t stored_seq = endpoint.after_seq;
  bool going_on = api_.books().reader()->last_seq(authority.id) > progress.position.after_seq;
  while (going_on) {
    // No reader is held while the other side is called.
    FeedPage const page =
        read_feed(*api_.books().reader(), api_.claims(), who, progress.position, {.max_events = kEventsAtATime});
    bool stopped = false;
    for (FeedEvent const& item : page.events) {
      ++calls;
      bool const taken = deliver(endpoint, item, progress);
      if (taken) stored_seq = item.after.after_seq;
      stopped = !taken || calls >= options_.max_deliveries || out_of_time();
      if (stopped) break;
    }
    if (!stopped) progress.position = page.next;
    going_on = !stopped && page.more && !out_of_time();
  }
  if (progress.position.after_seq - stored_seq >= options_.save_after_entries) {
    api_.webhooks().update(endpoint, nullptr, [&](ports::WebhookEndpoint& stored) {
      stored.after_seq = std::max(stored.after_seq, progress.position.after_seq);
    });
  }
  std::lock_guard const lock(mutex_);
  progress_[{endpoint.authority.value, endpoint.id}] = std::move(progress);
  return calls;
}

bool WebhookDispatcher::deliver(ports::WebhookEndpoint const& endpoint, FeedEvent const& item, Progress& progress) {
  ports::WebhookDelivery delivery;
  delivery.endpoint = endpoint.id;
  delivery.event_id = item.event.id;
  delivery.attempt = ++progress.tries[item.event.id];
  std::optional<std::int64_t> retry_after;
  SteadyClock::time_point const began = SteadyClock::now();
  delivery.status = call(endpoint, item.event, retry_after);
  delivery.microseconds = microseconds_since(began);
  delivery.tried = api_.clock().now();
  bool const taken = delivery.status >= 200 && delivery.status < 300;
  bool const there = api_.webhooks().update(endpoint, &delivery, [&](ports::WebhookEndpoint& stored) {
    if (!taken) return note_failure(stored, delivery, retry_after);
    stored.after_seq = std::max(stored.after_seq, item.after.after_seq);
    stored.failures = 0;
  });
  if (!taken || !there) return false;
  progress.position = item.after;
  progress.tries.erase(item.event.id);
  return true;
}

int WebhookDispatcher::call(ports::WebhookEndpoint const& endpoint, SourceEvent const& event,
                            std::optional<std::int64_t>& retry_after) {
  auto const secret = api_.webhooks().secret_of(endpoint);
  if (!secret) return 0;
  base::Instant const now = api_.clock().now();
  auto const signature = sign_webhook({&*secret, 1}, event.id, now, event.json);
  if (!signature) return 0;
  ports::HttpRequest request;
  request.method = ports::HttpMethod::kPost;
  request.url = endpoint.url;
  request.headers = {{"Content-Type", "application/cloudevents+json"},
                     {"User-Agent", "Fairdue"},
                     {"webhook-id", signature->id},
                     {"webhook-timestamp", signature->timestamp},
                     {"webhook-signature", signature->signature}};
  request.body = event.json;
  request.timeout_ms = options_.timeout_ms;
  auto const answer = client_.send(request);
  if (!answer) return 0;
  if (auto const field = answer->header("Retry-After")) retry_after = retry_after_seconds(*field, now);
  return answer->status;
}

}  // namespace http::source

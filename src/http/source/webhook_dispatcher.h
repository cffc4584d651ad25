// Sends source systems' events to their webhook endpoints, in order and at least once.
//
// Source: Standard Webhooks 1.0 for signing, retries and what an answer means; CloudEvents 1.0 for the content, one
//   event a call. The events are the feed's, made by the same code, and the id of an event is the same on every try:
//   receivers deduplicate by it. 2xx is success; anything else, redirects too, is failure; 410 disables; Retry-After is
//   respected. While the first event in line fails, the ones behind it wait.
// What has been delivered is stored by journal entry; after a crash the events of one entry may come again.
// The client must refuse addresses that lead inside, after resolving the name, and follow no redirect.
// Units: milliseconds, seconds.
// Thread safety: any number of threads may call run_once() at a time, and should: an endpoint is served by one of them,
//   so one that does not answer holds up one thread, not the other endpoints. Several processes may do so on one
//   database: an endpoint with news is taken in the store before it is served.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "http/source/source_api.h"
#include "http/source/source_feed.h"
#include "ports/http_client.h"

namespace http::source {

struct DispatcherOptions {
  std::size_t max_deliveries = 200;         // to one endpoint in one run
  std::int64_t max_run_ms = 10'000;         // for one endpoint in one run; a call that has begun is waited for
  int timeout_ms = 20'000;                  // for one call
  std::int64_t save_after_entries = 1'000;  // entries without news, after which the place is stored
  std::int64_t taken_for_ms = 45'000;       // an endpoint, by one process; longer than one run can last
};

class WebhookDispatcher {
 public:
  WebhookDispatcher(SourceApi& api, ports::HttpClient& client, DispatcherOptions options = {})
      : api_(api), client_(client), options_(options) {}

  /// Tries every endpoint that is due at `now`; how many calls were made. If something cannot be read or written, the
  /// other endpoints are served first and then the exception goes on.
  std::size_t run_once(base::Instant now);

 private:
  using EndpointKey = std::pair<std::int64_t, std::int64_t>;  // authority, endpoint

  /// Where an endpoint is, finer than what is stored.
  struct Progress {
    std::string sealed_secret;  // tells an endpoint from a later one with its number
    FeedPosition position;
    std::map<std::string, std::int64_t> tries;  // of events that are not delivered yet
  };
  class Busy;
  class Taken;

  [[nodiscard]] bool has_news(ports::WebhookEndpoint const& endpoint);
  std::size_t serve(AuthorityFacts const& authority, ports::WebhookEndpoint const& endpoint);
  /// True if it was taken.
  bool deliver(ports::WebhookEndpoint const& endpoint, FeedEvent const& item, Progress& progress);
  [[nodiscard]] int call(ports::WebhookEndpoint const& endpoint, SourceEvent const& event,
                         std::optional<std::int64_t>& retry_after);
  [[nodiscard]] Progress load_progress(ports::WebhookEndpoint const& endpoint);

  SourceApi& api_;
  ports::HttpClient& client_;
  DispatcherOptions options_;
  std::mutex mutex_;
  std::set<EndpointKey> busy_;
  std::map<EndpointKey, Progress> progress_;
};

}  // namespace http::source

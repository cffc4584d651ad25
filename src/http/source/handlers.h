// The handlers behind the routes of source_api.cc, one file for each group. Private to http/source.
#pragma once

#include "http/source/source_api.h"

namespace http::source {

inline constexpr std::size_t kMaxBatchItems = 1000;
inline constexpr std::int64_t kMaxEventsPerPage = 1000;

// claim_handlers.cc
[[nodiscard]] Response post_claim(SourceApi& api, SourceCaller const& caller, Request const& request);
[[nodiscard]] Response get_claim(SourceApi& api, SourceCaller const& caller, Request const& request);
/// ?reference=...: for references that cannot stand in a path, such as those with a slash.
[[nodiscard]] Response get_claim_by_query(SourceApi& api, SourceCaller const& caller, Request const& request);
[[nodiscard]] Response post_change(SourceApi& api, SourceCaller const& caller, Request const& request);
[[nodiscard]] Response post_reversal(SourceApi& api, SourceCaller const& caller, Request const& request);

// enquiry_handlers.cc
/// Those that wait for an answer about a claim of the source.
[[nodiscard]] Response get_enquiries(SourceApi& api, SourceCaller const& caller, Request const& request);
[[nodiscard]] Response get_enquiry(SourceApi& api, SourceCaller const& caller, Request const& request);
[[nodiscard]] Response post_enquiry_answer(SourceApi& api, SourceCaller const& caller, Request const& request);

// batch_handler.cc
[[nodiscard]] Response post_batch(SourceApi& api, SourceCaller const& caller, Request const& request);

// event_handler.cc
[[nodiscard]] Response get_events(SourceApi& api, SourceCaller const& caller, Request const& request);

// webhook_handlers.cc
[[nodiscard]] Response post_webhook(SourceApi& api, SourceCaller const& caller, Request const& request);
[[nodiscard]] Response get_webhooks(SourceApi& api, SourceCaller const& caller, Request const& request);
[[nodiscard]] Response delete_webhook(SourceApi& api, SourceCaller const& caller, Request const& request);
[[nodiscard]] Response get_deliveries(SourceApi& api, SourceCaller const& caller, Request const& request);
[[nodiscard]] Response post_retry(SourceApi& api, SourceCaller const& caller, Request const& request);

}  // namespace http::source

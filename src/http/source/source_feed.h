// The feed: everything that happened to one source's claims, in order, from a place in the journal onwards.
//
// The work of one call is bounded by what it may read as well as by what it may give: a source of few claims in a busy
// authority gets an empty page that has moved on rather than a call that never ends.
// Reads the books; throws std::runtime_error if an entry of the journal cannot be read (`fairdue verify` tells more).
#pragma once

#include <vector>

#include "engine/books_service.h"
#include "http/source/claim_directory.h"
#include "http/source/feed_position.h"
#include "http/source/source_events.h"

namespace http::source {

struct FeedReaderOf {
  base::AuthorityId authority;
  std::string_view authority_code;
  base::Currency currency;
  base::SourceId source;
};

struct FeedLimits {
  std::size_t max_events = 100;
  std::size_t max_entries = 20'000;
};

struct FeedEvent {
  SourceEvent event;
  FeedPosition after;  // where to go on once this event has been dealt with
};

struct FeedPage {
  std::vector<FeedEvent> events;
  FeedPosition next;
  bool more = false;  // there may be more already: ask again at once
};

[[nodiscard]] FeedPage read_feed(ports::BooksReader& reader, ClaimDirectory& directory, FeedReaderOf const& who,
                                 FeedPosition from, FeedLimits limits);

}  // namespace http::source

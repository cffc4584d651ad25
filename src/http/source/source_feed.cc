#include "http/source/source_feed.h"

#include <algorithm>
#include <stdexcept>

namespace http::source {
namespace {

// Entries read at a time: few at first, for a reader that is nearly up to date, more when nothing comes of them.
constexpr std::size_t kSmallestChunk = 32;
constexpr std::size_t kLargestChunk = 512;

class PageMaker {
 public:
  PageMaker(ports::BooksReader& reader, ClaimDirectory& directory, FeedReaderOf const& who, FeedPosition from,
            FeedLimits limits)
      : directory_(directory), who_(who), limits_(limits) {
    page_.next = from;
    name_claim_ = [&reader, &directory, authority = who.authority](base::ClaimId claim) {
      return directory.find(reader, authority, claim);
    };
  }

  [[nodiscard]] bool has_room() const { return page_.events.size() < limits_.max_events; }
  [[nodiscard]] FeedPosition next() const { return page_.next; }
  [[nodiscard]] FeedPage take() { return std::move(page_); }
  void note_more() { page_.more = true; }

  void add(ports::JournalEntry const& stored) {
    auto const entry = engine::decode_entry(stored.payload);
    if (!entry) throw std::runtime_error("journal entry " + std::to_string(stored.seq) + " cannot be read");
    learn_claims(*entry);
    EventContext const context{who_.authority_code, who_.currency, who_.source, stored.seq};
    std::vector<SourceEvent> told = events_for_source(context, *entry, name_claim_);
    auto const count = static_cast<std::int64_t>(told.size());
    for (std::int64_t i = page_.next.skip; i < count; ++i) {
      if (!has_room()) return;
      FeedPosition const after = i + 1 == count ? FeedPosition{stored.seq, 0} : FeedPosition{stored.seq - 1, i + 1};
      page_.events.push_back({std::move(told[static_cast<std::size_t>(i)]), after});
      page_.next = after;
    }
    page_.next = {stored.seq, 0};
  }

 private:
  /// What the journal says itself need not be looked up.
  void learn_claims(engine::Entry const& entry) {
    for (engine::Event const& event : entry.events) {
      auto const* const registered = std::get_if<engine::ClaimRegistered>(&event);
      if (registered == nullptr) continue;
      directory_.learn(who_.authority, registered->claim, {registered->source, registered->reference});
    }
  }

  ClaimDirectory& directory_;
  FeedReaderOf const& who_;
  FeedLimits limits_;
  NameClaim name_claim_;
  FeedPage page_;
};

}  // namespace

FeedPage read_feed(ports::BooksReader& reader, ClaimDirectory& directory, FeedReaderOf const& who, FeedPosition from,
                   FeedLimits limits) {
  PageMaker maker(reader, directory, who, from, limits);
  std::size_t entries_left = limits.max_entries;
  for (std::size_t size = kSmallestChunk;; size = std::min(2 * size, kLargestChunk)) {
    std::size_t const wanted = std::min(size, entries_left);
    if (wanted == 0 || !maker.has_room()) {
      if (reader.last_seq(who.authority) > maker.next().after_seq) maker.note_more();
      return maker.take();
    }
    std::vector<ports::JournalEntry> const chunk = reader.journal(who.authority, maker.next().after_seq, wanted);
    for (ports::JournalEntry const& stored : chunk) {
      if (!maker.has_room()) break;
      maker.add(stored);
    }
    if (chunk.size() < wanted && maker.has_room()) return maker.take();
    entries_left -= chunk.size();
  }
}

}  // namespace http::source

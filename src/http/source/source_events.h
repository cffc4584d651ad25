// What happened, as a source system may know it: one journal entry as CloudEvents about that source's claims.
//
// Source: CloudEvents 1.0, structured JSON. `id` is the authority's code, the entry's number and the place of the event
//   in it (and the claim, where one event concerns several): the same for every reader, try and version of the program.
//   Attributes hold nothing about a person: `subject` is the source's own reference for the claim.
// A payment over several claims gives one event for each claim, with that claim's share only; nobody learns of another
//   source's claims or of what else the payer owes.
// Units: minor units of the authority's currency.
// Pure but for `name_claim`, which may look into the books.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "engine/entry.h"
#include "http/source/claim_directory.h"

namespace http::source {

/// In a list of claims that one payment was meant for, no more are named: an event stays below 64 KiB.
inline constexpr std::size_t kMaxReferencesInEvent = 100;

struct SourceEvent {
  std::string id;
  std::string json;
};

/// For whom, and where in the journal.
struct EventContext {
  std::string_view authority_code;
  base::Currency currency;
  base::SourceId source;
  std::int64_t seq = 0;
};

using NameClaim = std::function<std::optional<ClaimName>(base::ClaimId)>;

/// In the order in which it happened.
[[nodiscard]] std::vector<SourceEvent> events_for_source(EventContext const& context, engine::Entry const& entry,
                                                         NameClaim const& name_claim);

}  // namespace http::source

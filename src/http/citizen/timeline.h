// One claim's story for the citizen, told from the journal's events: what happened, when, how much.
// Pure.
#pragma once

#include <vector>

#include "claims/claim.h"
#include "http/json_writer.h"
#include "ports/books.h"

namespace http::citizen {

/// Writes the items of the `timeline` array, oldest first.
void write_timeline(JsonWriter& json, claims::Claim const& claim, std::vector<ports::JournalEntry> const& history);

}  // namespace http::citizen

// The effect of an event on the state and on the ledger. No rules here: an event has happened, and both the engine
// (just after deciding) and the replay of the journal (years later) apply it with this same code.
#pragma once

#include <vector>

#include "engine/event.h"
#include "ledger/posting.h"
#include "ports/books.h"
#include "ports/working_set.h"

namespace engine {

/// Applies `event` to the entities in `state`. False if an entity it names is missing or an amount would leave its
/// bounds: then the journal and the state do not belong together. `seq` and `recorded`: the entry's number and day.
[[nodiscard]] bool evolve(ports::WorkingSet& state, Event const& event, std::int64_t seq, base::Date recorded);

/// The postings of `event`, in a fixed order, appended to `out`.
void append_postings(Event const& event, std::vector<ledger::Posting>& out);

/// The lines that `events` add to the histories of claims, sorted; none for a claim that entry `seq` registered.
/// `state` is the state after them.
[[nodiscard]] std::vector<ports::ClaimLine> claim_lines(std::vector<Event> const& events,
                                                        ports::WorkingSet const& state, std::int64_t seq);

}  // namespace engine

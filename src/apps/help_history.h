// Reads the journal once for what it tells of help (reports/help_history.h).
#pragma once

#include "engine/entry.h"
#include "ports/books_reader.h"
#include "reports/help_history.h"

namespace apps {

/// Adds what one entry tells. A fee counts as taken back by the help that the same entry begins.
void add_to(reports::HelpHistory& history, engine::Entry const& entry);

[[nodiscard]] reports::HelpHistory help_history(ports::BooksReader& books, base::AuthorityId authority);

}  // namespace apps

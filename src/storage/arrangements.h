// Arrangements in SQL: loading and writing; the lists are the Reader's.
// Private to the storage.
#pragma once

#include "ports/working_set.h"
#include "storage/connection.h"

namespace storage {

/// Those that are named, and those of the named debtors; each that has not ended with its debtor, its claims and
/// whoever is liable for those.
void load_arrangements(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                       ports::WorkingSet& into);

void write_arrangement(Connection& connection, base::AuthorityId authority,
                       arrangements::Arrangement const& arrangement);

}  // namespace storage

// Who is told what is owed, in SQL: loading and writing; the lists are the Reader's.
// Private to the storage.
#pragma once

#include "ports/books.h"
#include "storage/connection.h"

namespace storage {

/// Those that are named, and, if asked for, those of the named debtors.
void load_disclosures(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                      ports::WorkingSet& into);

void write_disclosure(Connection& connection, base::AuthorityId authority, claims::Disclosure const& row);

}  // namespace storage

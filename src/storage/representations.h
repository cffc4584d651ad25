// Who may act for whom, in SQL: loading and writing; the lists are the Reader's.
// Private to the storage.
#pragma once

#include "ports/books.h"
#include "storage/connection.h"

namespace storage {

/// Those that are named, and, if asked for, those of the named debtors.
void load_representations(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                          ports::WorkingSet& into);

void write_representation(Connection& connection, base::AuthorityId authority, claims::Representation const& row);

}  // namespace storage

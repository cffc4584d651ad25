// Direct debits in SQL: loading and writing; the lists are the Reader's.
// Private to the storage.
#pragma once

#include "ports/books.h"
#include "storage/connection.h"

namespace storage {

/// Mandates that are named with their debtors and collections, collections that are named with what they are about;
/// and, if asked for, those of the named debtors, by themselves.
void load_direct_debits(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                        ports::WorkingSet& into);

void write_mandate(Connection& connection, base::AuthorityId authority, payments::Mandate const& row);
void write_collection(Connection& connection, base::AuthorityId authority, payments::Collection const& row);

}  // namespace storage

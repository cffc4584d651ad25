// Ability statements in SQL: loading and writing; the lists are the Reader's.
// Private to the storage.
#pragma once

#include "ports/books.h"
#include "storage/connection.h"

namespace storage {

void load_ability_statements(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                             ports::WorkingSet& into);

/// The answers of one that is not kept any more are deleted.
void write_ability_statement(Connection& connection, base::AuthorityId authority,
                             arrangements::AbilityStatement const& row);
void write_ability_answers(Connection& connection, base::AuthorityId authority, ports::AbilityAnswers const& answers);

}  // namespace storage

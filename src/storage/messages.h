// Messages in SQL: loading, writing, and the lists that sending and pages ask for.
// Private to the storage.
#pragma once

#include "dunning/message.h"
#include "ports/working_set.h"
#include "storage/connection.h"

namespace storage {

void load_messages(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                   ports::WorkingSet& into);

/// `seq` is the entry that is being written: a message that it planned is new.
void write_message(Connection& connection, base::AuthorityId authority, dunning::Message const& message,
                   std::int64_t seq);

}  // namespace storage

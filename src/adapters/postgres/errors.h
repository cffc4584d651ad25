// What PostgreSQL and libpq say, as the errors that the books know.
#pragma once

#include <libpq-fe.h>

#include <string>

#include "storage/connection.h"

namespace adapters::postgres {

/// By SQLSTATE (PostgreSQL 15, Appendix A). The message names the state and the rule that was broken, never a value.
[[nodiscard]] storage::DatabaseError error_of(PGresult const* result, PGconn const* connection);

[[nodiscard]] storage::DatabaseError connection_lost();

/// "postgresql://host:port/name", without user and password: fit for messages. Throws DatabaseError, without the
/// address in it, if `url` is none that libpq understands.
[[nodiscard]] std::string name_of(std::string const& url);

}  // namespace adapters::postgres

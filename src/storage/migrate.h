// Brings the schema of a database up to date, step by step, in one transaction.
#pragma once

#include <string>
#include <vector>

#include "storage/connection.h"

namespace storage {

/// The names of the steps taken. Throws DatabaseError, also when a step that was taken before has since been edited.
std::vector<std::string> migrate(Connection& connection);

/// Throws DatabaseError if a step is missing.
void require_schema(Connection& connection);

}  // namespace storage

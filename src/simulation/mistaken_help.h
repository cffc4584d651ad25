// Mistakes about plans and enquiries, between the engine and the books.
#pragma once

#include <memory>

#include "simulation/mistake.h"

namespace simulation {

/// Null if the mistake is about something else. `books` must outlive what is returned.
[[nodiscard]] std::unique_ptr<ports::BooksTransaction> mistaken_help(ports::BooksTransaction& books, Mistake mistake);

}  // namespace simulation

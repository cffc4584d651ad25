// What commands share that a person gives and that stand in the journal under that person's code.
//
// On the command line whoever can run the program is believed. The same wish under the same key gets the same answer.
#pragma once

#include <string>

#include "engine/books_service.h"

namespace apps {

/// "clerk:AB". Throws CommandRefused unless `by` is a code.
[[nodiscard]] std::string clerk_actor(std::string const& by);
/// In the books of another authority: whose clerk it is stands with it.
[[nodiscard]] std::string clerk_of(std::string const& by, std::string const& authority);

/// Throws CommandRefused with what is wrong and what to do.
engine::Answer submit_for_clerk(engine::BooksService& books, engine::Submission submission, base::Now now);

}  // namespace apps

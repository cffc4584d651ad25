#include "apps/clerk_desk.h"

#include "apps/installation.h"
#include "apps/storage_commands.h"

namespace apps {

std::string clerk_actor(std::string const& by) {
  if (!is_code(by)) {
    throw CommandRefused("--by must be 1 to 32 letters, digits, '-' or '_': a code, not a name");
  }
  return std::string{engine::kClerkActor} + by;
}

std::string clerk_of(std::string const& by, std::string const& authority) { return clerk_actor(by) + "@" + authority; }

engine::Answer submit_for_clerk(engine::BooksService& books, engine::Submission submission, base::Now now) {
  auto outcome = books.submit_one(std::move(submission), now);
  if (outcome) return std::move(*outcome);
  if (outcome.error().refusal == engine::Refusal::kKeyReusedWithOtherContent) {
    throw CommandRefused(
        "this has been asked for before, on another day or with other words: look at what was done,"
        " or give another --key");
  }
  throw CommandRefused(std::string{engine::code_of(outcome.error().refusal)} + ": " +
                       std::string{engine::advice_for(outcome.error().refusal)});
}

}  // namespace apps

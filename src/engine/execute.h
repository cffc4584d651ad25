// From a submission to an answer: the one way into the books. Runs inside one transaction of a store and never waits
// for anything else.
//
// Idempotency: the caller's scope and key are permanent. The same key with the same content gives the first answer
// again, for ever; with other content it is refused. A refused submission uses no key.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "base/money.h"
#include "engine/apply.h"
#include "engine/entry.h"
#include "ports/books.h"

namespace engine {

/// One or several commands that are accepted together or not at all.
struct Submission {
  base::AuthorityId authority;
  std::string actor;                       // also the scope of the key: "source:3", "debtor:17", "system"
  std::string key;                         // 1 to 200 bytes
  std::optional<base::Currency> currency;  // if the caller named one
  std::vector<ports::Party> parties;
  std::vector<Command> commands;
  // The key is the reference of the claim that the first command registers, by the caller's own rule: then the claim
  // itself is what the key is found by. Only with RegisterClaim as the first command.
  bool key_is_reference = false;
  // One for each bank line that the commands record, in their order, or none at all: sealed, kept apart, and no part of
  // the content.
  std::vector<std::string> bank_details;
  // One for each command that has words, in their order: sealed, kept apart, and no part of the content.
  std::vector<std::string> enquiry_words;
  // Of a KeepAbility: sealed, kept apart, and no part of the content.
  std::string ability_answers;
};

enum class AnswerKind : std::uint8_t {
  kApplied = 1,   // done now
  kRepeated = 2,  // had been done; `entry` is what happened then
};

struct Answer {
  AnswerKind kind = AnswerKind::kApplied;
  std::int64_t seq = 0;
  Entry entry;
};

/// A refusal, and which of the submission's commands it is about.
struct CommandRefusal {
  Refusal refusal;
  std::size_t command = 0;
};

using Outcome = std::expected<Answer, CommandRefusal>;

/// What can be computed before a transaction is at hand (and on any thread).
struct Prepared {
  Submission submission;
  ports::ShortDigest key{};
  ports::ShortDigest input{};
  std::optional<ClaimKey> registers;  // the claim by which the entry is found, if it is
  ports::Needs needs;
};

[[nodiscard]] Prepared prepare(Submission submission);

/// The key under which an entry of `actor` is found.
[[nodiscard]] ports::ShortDigest entry_key(std::string_view actor, std::string_view key);

/// The key of the entry by which `actor` registered a claim whose reference was the submission's key. No key that a
/// caller can choose is equal to one of these.
[[nodiscard]] ports::ShortDigest registration_key(std::string_view actor, base::SourceId source,
                                                  std::string_view reference);

[[nodiscard]] Outcome execute(ports::BooksTransaction& transaction, Prepared const& prepared, base::Now now,
                              Rules const& rules);

/// What the answer's events say was made, for callers that need to tell it.
template <class Wanted>
[[nodiscard]] Wanted const* find_event(Answer const& answer) {
  for (Event const& event : answer.entry.events) {
    if (auto const* wanted = std::get_if<Wanted>(&event)) return wanted;
  }
  return nullptr;
}

}  // namespace engine

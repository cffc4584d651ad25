// The rules: a command applied to a working set gives events, or one refusal and nothing else.
//
// Deterministic and pure: the same working set, command and `now` give the same events, on any machine. After a
// refusal the working set may be half changed and must be thrown away; the store's copy has not been touched.
#pragma once

#include <expected>
#include <span>
#include <vector>

#include "base/date.h"
#include "engine/command.h"
#include "engine/event.h"
#include "engine/law_book.h"
#include "engine/refusal.h"
#include "payments/allocation.h"
#include "ports/working_set.h"

namespace engine {

/// A party of the submission: the debtor it is known as (zero: new), and its kind.
struct ResolvedParty {
  std::size_t same_as = 0;  // the first party of the submission that is the same person: itself, mostly
  base::DebtorId debtor;    // kept up to date only there
  claims::DebtorKind kind = claims::DebtorKind::kUnknown;
};

/// What a command is applied in. `parties` get their new identifiers here when a claim names them first.
struct Context {
  ports::WorkingSet& state;
  base::Now now;
  std::int64_t seq = 0;  // the number the entry will have
  std::span<ResolvedParty> parties;
  Rules const& rules;
  std::string const& actor;  // who sent the submission: where two people are needed, this is how they are told apart
};

/// The events of `command`, already applied to `context.state`.
[[nodiscard]] std::expected<std::vector<Event>, Refusal> apply(Context const& context, Command const& command);

/// What must be loaded before `apply`.
void append_needs(Command const& command, ports::Needs& needs);

}  // namespace engine

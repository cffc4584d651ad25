// A procedure explained to whoever owes: every step in order with its days, what one can do at it and what it costs,
// the most that it can cost and by which law, what interest does, and what stops it. Made from the procedure and the
// law as they are; change one of them and the text is another.
//
// What stops a step is what the engine lets a debtor choose (engine/debtor_choices.h).
// Units: minor units; legal dates. Pure.
#pragma once

#include <string>

#include "contact/message.h"
#include "dunning/procedure.h"
#include "law/pack.h"

namespace dunning {

struct Process {
  Procedure const& procedure;
  law::Pack const& pack;  // the one the procedure is made for
  base::Date on;
  std::string authority;  // its name
  std::string phone;      // may be empty
  std::string address;    // where one pays or gets help; empty: nothing leads there
};

/// The most that the step's letter may cost on that day: what the authority has decided, or the law's cap.
[[nodiscard]] std::int64_t highest_fee(Step const& step, law::Pack const& pack, base::Date on);
/// Of all steps together, each taken once.
[[nodiscard]] std::int64_t highest_cost(Procedure const& procedure, law::Pack const& pack, base::Date on);

/// As a message, so that every channel can write it. Names that the language lacks are in English.
[[nodiscard]] contact::Message explain(Process const& process, contact::Language language);

}  // namespace dunning

// What is wrong with a procedure, before it is ever run: steps that can never be taken, fees that the law forbids,
// deadlines shorter than the law's.
//
// Pure.
#pragma once

#include <string>
#include <vector>

#include "dunning/procedure.h"
#include "law/pack.h"

namespace dunning {

struct Finding {
  std::string step;     // its code; empty: about the procedure
  std::string message;  // what is wrong and what to do
  friend bool operator==(Finding const&, Finding const&) = default;
};

/// Nothing found: the procedure may be used with `pack` from `on` on. `pack` is the one that the procedure names.
[[nodiscard]] std::vector<Finding> check(Procedure const& procedure, law::Pack const& pack, base::Date on);

}  // namespace dunning

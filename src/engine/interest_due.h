// What an interest run would post on a claim, without posting it: for dry runs, and so that a run only submits claims
// that have something to be posted.
//
// Pure: the rules, the claim and its debtors say it all.
#pragma once

#include <expected>
#include <vector>

#include "engine/event.h"
#include "engine/law_book.h"
#include "engine/refusal.h"
#include "ports/working_set.h"

namespace engine {

/// The steps by which what stands posted becomes what the law gives up to and including `until`. `state` holds the
/// claim's liable debtors. Empty for a claim that is cancelled, has no law, or is right as it is.
[[nodiscard]] std::expected<std::vector<InterestStep>, Refusal> interest_due(ports::WorkingSet const& state,
                                                                             claims::Claim const& claim,
                                                                             Rules const& rules, base::Date until);

}  // namespace engine

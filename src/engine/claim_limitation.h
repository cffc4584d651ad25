// Until when a claim can be collected at all, as far as the books know.
//
// Counted from the due date by the period that the authority has chosen for the claim's type. What begins a period anew
// (an acknowledgement, a court's step) is not in the books in a form that a court would take for one, so none is
// counted: the day given is never later than the true one. A claim that has more time gets a type, or a period of its
// type, that says so. Units: legal dates. Pure.
#pragma once

#include <optional>

#include "claims/claim.h"
#include "engine/law_book.h"

namespace engine {

/// The last day; nothing where the claim's law has no such period.
[[nodiscard]] std::optional<base::Date> limitation_of(AppliedLaw const& law, claims::Claim const& claim);

/// Whether its time is over on `day`: then nothing is asked for by itself, and a person looks at it.
[[nodiscard]] bool is_limited(AppliedLaw const& law, claims::Claim const& claim, base::Date day);

}  // namespace engine

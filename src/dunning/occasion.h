// An occasion: days in the calendar on which people think of money anyway (the week of Black Friday, holiday pay), used
// to say a friendly word to those who are late. No step: nothing follows from it, it costs nothing, and it is no
// demand.
//
// Each debtor is told once within the days of an occasion, however often a business day is run. What has not left by
// the last of the days is not sent any more.
// Pure values.
#pragma once

#include <string>
#include <string_view>

#include "claims/claim.h"
#include "claims/debtor.h"
#include "dunning/message.h"
#include "dunning/procedure.h"

namespace dunning {

/// The days of the occasion that `on` is one of; null: none.
[[nodiscard]] OccasionDays const* days_at(Occasion const& occasion, base::Date on);

/// Whether the occasion is for whoever owes the claim: it is open, late, not stopped by anything, and large enough.
/// `stopped`: by a hold of the claim or its debtor, or because it is disputed.
[[nodiscard]] bool is_for(Occasion const& occasion, claims::Claim const& claim, claims::DebtorKind debtor, bool stopped,
                          base::Date on);

/// "occasion/black_friday/2026-11-23/2026-11-27": what such a message has in the place of a step.
[[nodiscard]] std::string occasion_step(Occasion const& occasion, OccasionDays const& days);
[[nodiscard]] bool is_of_occasion(Message const& message);
/// "black_friday" of such a step; empty of any other.
[[nodiscard]] std::string occasion_code(std::string_view step);

}  // namespace dunning

// The law as it stands for one claim in a working set: what stops, what may be charged.
// Private to the engine.
#pragma once

#include <vector>

#include "engine/decision.h"

namespace engine {

/// A business, if every liable debtor is one: a rule against businesses never touches a person.
[[nodiscard]] law::DebtorClass debtor_class(ports::WorkingSet const& state, claims::Claim const& claim);

/// Whether a hold on the claim, holds on every liable debtor, or one on a single debtor that counts for all, stop the
/// effect on `day`. `but_for`: as if there were none of this kind.
[[nodiscard]] bool is_stopped(ports::WorkingSet const& state, claims::Claim const& claim, base::Date day,
                              bool claims::HoldEffects::* effect,
                              std::optional<claims::HoldKind> but_for = std::nullopt);

/// The days on which no interest accrues: by holds, and while a collection authority had the claim.
[[nodiscard]] std::vector<law::Stop> interest_stops(ports::WorkingSet const& state, claims::Claim const& claim);

/// Everything that is to stand posted up to and including `until`; nothing to post if the pack gives no interest.
[[nodiscard]] std::expected<std::vector<law::Step>, Refusal> interest_of(ports::WorkingSet const& state,
                                                                         claims::Claim const& claim,
                                                                         AppliedLaw const& law, base::Date until);

/// The fee that `letter` may carry on `day`. `but_for`: as if there were no holds of this kind.
[[nodiscard]] std::expected<law::AllowedFee, Refusal> fee_of(ports::WorkingSet const& state, claims::Claim const& claim,
                                                             law::Pack const& pack, std::string const& letter,
                                                             base::Date day,
                                                             std::optional<claims::HoldKind> but_for = std::nullopt);

/// The highest cost by the size of the claim that may still be charged on `day`: zero if the pack has no such scale or
/// it has been charged, an error while the letter that must go before has not gone or its deadline has not passed.
[[nodiscard]] std::expected<std::int64_t, Refusal> collection_cost(ports::WorkingSet const& state,
                                                                   claims::Claim const& claim, law::Pack const& pack,
                                                                   base::Date day);

/// The collection cost that the letter named as its scale ("collection_cost") may charge on `day`: all that the scale
/// gives on the principal that is open then, less the fees charged before. Counted on what is open, it is never more
/// than the law allows, also if some was paid after the deadline. Refused while the claim is disputed.
[[nodiscard]] std::expected<law::AllowedFee, Refusal> cost_by_letter(ports::WorkingSet const& state,
                                                                     claims::Claim const& claim, law::Pack const& pack,
                                                                     std::string const& letter, base::Date day);

}  // namespace engine

// Who owes how much of a claim that several debtors are liable for.
//
// Jointly (the usual): each is liable for all of it, and what one pays, all have paid. By share: each owes its part.
//   - A share is a whole number of parts, of all parts together: 1 of 3. A debtor's part of an amount is rounded down
//     to the minor unit; what is left over is the first debtor's.
//   - The parts are of everything that is charged: principal, fees and interest.
//   - What a debtor pays counts for that debtor's own share first. What is more than the share (paid on purpose, or the
//     claim became smaller), and what somebody else has paid, counts for the other shares in their order.
//   - So the shares' open parts always add up to what is open on the claim.
//   - A new debtor in the place of one owes that one's share, and what that one has paid of it is paid.
// Pure.
#pragma once

#include <span>
#include <vector>

#include "claims/claim.h"

namespace claims {

/// All parts of a claim together are at most this.
inline constexpr std::int64_t kPartsLimit = 1'000'000;

/// An amount (not below zero) divided by shares: the sum of the result is the amount.
[[nodiscard]] std::vector<std::int64_t> divided(std::int64_t minor, std::span<Share const> shares);

/// What each liable debtor still owes by share, in the order of `liable`. Only for a claim with shares.
[[nodiscard]] std::vector<std::int64_t> open_by_share(Claim const& claim);

/// What can be asked of the debtor: all that is open, or what is open of the share. Zero for who is not liable.
[[nodiscard]] std::int64_t open_for(Claim const& claim, base::DebtorId debtor);

/// The claim as one debtor owes it: as it is if jointly. By share, its amounts and state are those of the share (what
/// is open in the order in which a payment covers it), and there are two shares: the debtor's own, and all others' as
/// one.
[[nodiscard]] Claim as_owed_by(Claim const& claim, base::DebtorId debtor);

/// A payer's money went to the claim; below zero: it left it. Needed of claims with shares only.
void note_paid(Claim& claim, base::DebtorId payer, std::int64_t minor);

}  // namespace claims

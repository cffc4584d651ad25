#include "claims/liability.h"

#include <algorithm>
#include <optional>

namespace claims {

namespace {

std::int64_t all_parts(std::span<Share const> shares) {
  std::int64_t sum = 0;
  for (Share const& share : shares) sum += share.parts;
  return sum;
}

std::optional<std::size_t> place_of(Claim const& claim, base::DebtorId debtor) {
  auto const found = std::ranges::find(claim.liable, debtor);
  if (found == claim.liable.end()) return std::nullopt;
  return static_cast<std::size_t>(found - claim.liable.begin());
}

/// Whose share a payer's money counts for first: the payer's own, or that of who came in the payer's place.
std::optional<std::size_t> share_of_payer(Claim const& claim, base::DebtorId payer) {
  if (auto const own = place_of(claim, payer)) return own;
  for (std::size_t i = 0; i < claim.shares.size(); ++i) {
    if (std::ranges::find(claim.shares[i].before, payer) != claim.shares[i].before.end()) return i;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::int64_t> divided(std::int64_t minor, std::span<Share const> shares) {
  std::int64_t const all = all_parts(shares);
  std::vector<std::int64_t> result;
  std::int64_t left = minor;
  for (Share const& share : shares) {
    // In two steps: the amount times the parts might not fit.
    result.push_back(minor / all * share.parts + minor % all * share.parts / all);
    left -= result.back();
  }
  if (!result.empty()) result.front() += left;
  return result;
}

std::vector<std::int64_t> open_by_share(Claim const& claim) {
  std::vector<std::int64_t> open = divided(claim.charged.total(), claim.shares);
  std::int64_t for_others = 0;
  for (PaidBy const& paid : claim.paid_by) {
    auto const place = share_of_payer(claim, paid.payer);
    std::int64_t const own = place ? std::min(paid.minor, open[*place]) : 0;
    if (place) open[*place] -= own;
    for_others += paid.minor - own;
  }
  for (std::int64_t& share : open) {
    std::int64_t const part = std::min(for_others, share);
    share -= part;
    for_others -= part;
  }
  return open;
}

std::int64_t open_for(Claim const& claim, base::DebtorId debtor) {
  auto const place = place_of(claim, debtor);
  if (!place) return 0;
  return claim.shares.empty() ? claim.open_minor() : open_by_share(claim)[*place];
}

Claim as_owed_by(Claim const& claim, base::DebtorId debtor) {
  auto const place = place_of(claim, debtor);
  if (claim.shares.empty() || !place) return claim;
  std::int64_t const charged = divided(claim.charged.total(), claim.shares)[*place];
  std::int64_t const open = open_by_share(claim)[*place];
  Claim own = claim;
  std::int64_t left = open;
  for (ledger::Component const c :
       {ledger::Component::kFee, ledger::Component::kInterest, ledger::Component::kPrincipal}) {
    own.open[c] = std::min(left, claim.open[c]);
    left -= own.open[c];
  }
  own.charged = own.open;
  own.charged[ledger::Component::kPrincipal] += charged - open;
  if (open == 0 && own.state == ClaimState::kOpen) own.state = ClaimState::kSettled;
  std::int64_t const others = all_parts(claim.shares) - claim.shares[*place].parts;
  own.shares = {claim.shares[*place], Share{others, {}}};
  own.paid_by.clear();
  return own;
}

void note_paid(Claim& claim, base::DebtorId payer, std::int64_t minor) {
  if (claim.shares.empty() || minor == 0) return;
  auto const at = std::ranges::lower_bound(claim.paid_by, payer, {}, &PaidBy::payer);
  if (at == claim.paid_by.end() || at->payer != payer) {
    claim.paid_by.insert(at, {payer, minor});
  } else if ((at->minor += minor) == 0) {
    claim.paid_by.erase(at);
  }
}

}  // namespace claims

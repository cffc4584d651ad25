#include "arrangements/arrangement.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

namespace arrangements {

namespace {

constexpr std::array<std::string_view, 5> kStates = {"requested", "in_force", "completed", "broken", "cancelled"};
constexpr std::array<std::string_view, 3> kStages = {"none", "reminded", "offered"};
constexpr std::array<std::string_view, 3> kChanges = {"move_date", "pause", "replan"};

/// What the arrangement can still ask for of one claim, and what was paid on it.
struct Account {
  std::int64_t paid_minor = 0;  // since the instalments were set
  std::int64_t open_minor = 0;
};

}  // namespace

std::string_view name_of(State state) { return kStates[static_cast<std::size_t>(state) - 1]; }
std::string_view name_of(Stage stage) { return kStages[static_cast<std::size_t>(stage)]; }
std::string_view name_of(Change change) { return kChanges[static_cast<std::size_t>(change) - 1]; }

std::optional<State> state_of(std::string_view name) {
  auto const found = std::ranges::find(kStates, name);
  if (found == kStates.end()) return std::nullopt;
  return static_cast<State>(found - kStates.begin() + 1);
}

std::int64_t Instalment::minor() const {
  return std::accumulate(parts.begin(), parts.end(), std::int64_t{0},
                         [](std::int64_t sum, Part const& part) { return sum + part.minor; });
}

std::int64_t Arrangement::total_minor() const {
  return std::accumulate(instalments.begin(), instalments.end(), std::int64_t{0},
                         [](std::int64_t sum, Instalment const& each) { return sum + each.minor(); });
}

bool Arrangement::has(base::ClaimId claim) const {
  return std::ranges::find(claims, claim, &ArrangedClaim::claim) != claims.end();
}

std::string hold_key(base::ArrangementId id) { return std::string{kHoldKeyStart} + std::to_string(id.value); }

std::optional<std::size_t> Standing::next() const {
  auto const found = std::ranges::find_if(left_minor, [](std::int64_t left) { return left > 0; });
  if (found == left_minor.end()) return std::nullopt;
  return static_cast<std::size_t>(found - left_minor.begin());
}

Standing standing_of(Arrangement const& arrangement, std::span<claims::Claim const* const> claims, base::Date day) {
  Standing standing;
  std::map<base::ClaimId, std::int64_t> wanted;  // what may still be asked for, or has been paid, of each claim
  for (ArrangedClaim const& arranged : arrangement.claims) {
    auto const found = std::ranges::find(claims, arranged.claim, [](claims::Claim const* claim) { return claim->id; });
    if (found == claims.end() || (*found)->state == claims::ClaimState::kCancelled) continue;
    claims::Claim const& claim = **found;
    if (std::ranges::find(claim.liable, arrangement.debtor) == claim.liable.end()) continue;
    std::int64_t const paid = claim.paid_minor() - arranged.paid_before_minor;
    std::int64_t const open = claim.disputed() ? 0 : claim.open_minor();
    standing.paid_minor += paid;
    standing.open_minor += open;
    wanted[arranged.claim] = std::max<std::int64_t>(0, paid + open);
  }
  standing.paid_minor = std::max<std::int64_t>(0, standing.paid_minor);

  std::int64_t paid = standing.paid_minor;
  std::int64_t open = standing.open_minor;
  for (Instalment const& instalment : arrangement.instalments) {
    std::int64_t left = 0;
    for (Part const& part : instalment.parts) {
      std::int64_t& room = wanted[part.claim];
      std::int64_t const asked = std::min(part.minor, room);
      room -= asked;
      left += asked;
    }
    std::int64_t const covered = std::min(left, paid);
    paid -= covered;
    left = std::min(left - covered, open);
    open -= left;
    standing.left_minor.push_back(left);
  }
  if (!standing.left_minor.empty()) standing.left_minor.back() += open;

  for (std::size_t i = 0; i < standing.left_minor.size(); ++i) {
    if (arrangement.instalments[i].date > day) break;
    standing.missing_minor += standing.left_minor[i];
    if (standing.left_minor[i] > 0 && !standing.missed) standing.missed = arrangement.instalments[i].date;
  }
  return standing;
}

std::vector<std::int64_t> still_to_pay(Arrangement const& arrangement, std::span<claims::Claim const* const> claims,
                                       base::Date day) {
  Standing const standing = standing_of(arrangement, claims, day);
  bool const is_whole = std::ranges::all_of(arrangement.claims, [&](ArrangedClaim const& arranged) {
    auto const found = std::ranges::find(claims, arranged.claim, [](claims::Claim const* claim) { return claim->id; });
    if (found == claims.end() || (*found)->state == claims::ClaimState::kCancelled || (*found)->disputed())
      return false;
    std::int64_t const paid = (*found)->paid_minor() - arranged.paid_before_minor;
    return paid + (*found)->open_minor() >= arranged.open_minor;
  });
  if (!is_whole || standing.open_minor == 0) return standing.left_minor;
  std::vector<std::int64_t> to_pay;
  std::int64_t paid = standing.paid_minor;
  for (std::size_t i = 0; i < arrangement.instalments.size(); ++i) {
    std::int64_t const agreed = arrangement.instalments[i].minor();
    std::int64_t const covered = std::min(agreed, paid);
    paid -= covered;
    // What nobody foresaw comes with the last one.
    to_pay.push_back(std::max(agreed - covered, standing.left_minor[i]));
  }
  return to_pay;
}

std::optional<base::Date> look_after(Arrangement const& arrangement, Standing const& standing) {
  std::optional<std::size_t> const next = standing.next();
  // All is paid, or what is left is in dispute: the last date is when to look again at the latest.
  base::Date const date = next ? arrangement.instalments[*next].date : arrangement.last_date();
  return base::Date{date.days + 1};
}

}  // namespace arrangements

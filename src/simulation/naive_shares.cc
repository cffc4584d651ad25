#include "simulation/naive_shares.h"

#include <algorithm>
#include <tuple>

#include "simulation/naive_law.h"

namespace simulation {

namespace {

constexpr std::size_t kPrincipal = 0;
constexpr std::size_t kFee = 1;
constexpr std::size_t kInterest = 2;

struct Followed {
  NaiveClaim claim;
  std::int64_t posted = 0;  // interest
};

std::int64_t sum_of(std::map<std::int32_t, std::int64_t> const& interest) {
  std::int64_t sum = 0;
  for (auto const& [day, minor] : interest) sum += minor;
  return sum;
}

void let_interest_run(NaiveBooks const& books, Followed& one, std::int32_t day) {
  std::int64_t const due = sum_of(naive_interest(books, one.claim, std::max(day, one.claim.run_through)));
  // What would have to be taken back and is paid already becomes somebody's credit: no matter of the plan.
  one.claim.charged[kInterest] += std::max(due - one.posted, -one.claim.open(kInterest));
  one.posted = due;
}

}  // namespace

NaiveShares naive_shares(NaiveBooks const& books, std::set<std::int64_t> const& claims,
                         std::vector<std::pair<std::int32_t, std::int64_t>> const& sizes) {
  std::map<std::int64_t, Followed> followed;
  // Fees and interest before principal; the earliest last payment day first, then the due date, then who came first;
  // of one claim the fee before the interest.
  std::vector<std::tuple<bool, std::int32_t, std::int32_t, std::int64_t, int, std::size_t>> order;
  for (std::int64_t const id : claims) {
    NaiveClaim const& claim = books.claims.at(id);
    followed[id] = {claim, sum_of(claim.interest)};
    for (std::size_t const component : {kFee, kInterest, kPrincipal}) {
      order.emplace_back(component == kPrincipal, claim.dates.last_payment_day.days, claim.dates.due.days, id,
                         component == kFee ? 0 : 1, component);
    }
  }
  std::ranges::sort(order);
  NaiveShares shares;
  for (auto const& [day, minor] : sizes) {
    for (auto& [id, one] : followed) let_interest_run(books, one, day);
    auto& parts = shares.parts.emplace_back();
    std::int64_t money = minor;
    for (auto const& place : order) {
      std::int64_t const id = std::get<3>(place);
      std::size_t const component = std::get<5>(place);
      NaiveClaim& claim = followed[id].claim;
      std::int64_t const part = std::min(money, claim.open(component));
      if (part <= 0) continue;
      money -= part;
      parts[id] += part;
      claim.paid[component] += part;
      if (component == kPrincipal) claim.principal.emplace_back(day, -part);
    }
    shares.over += money;
  }
  for (auto const& [id, one] : followed) shares.left += one.claim.open();
  return shares;
}

}  // namespace simulation

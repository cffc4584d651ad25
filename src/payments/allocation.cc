#include "payments/allocation.h"

#include <algorithm>
#include <array>

namespace payments {

namespace {

struct OpenItem {
  claims::Claim const* claim;
  ledger::Component component;
};

std::int64_t rank(OpenItem const& item, OrderKey key) {
  using ledger::Component;
  switch (key) {
    case OrderKey::kFeesAndInterestFirst:
      return item.component == Component::kPrincipal ? 1 : 0;
    case OrderKey::kLastPaymentDay:
      return item.claim->dates.last_payment_day.days;
    case OrderKey::kDue:
      return item.claim->dates.due.days;
    case OrderKey::kRegistration:
      return item.claim->id.value;
    case OrderKey::kFeeBeforeInterest:
      return item.component == Component::kFee ? 0 : item.component == Component::kInterest ? 1 : 2;
  }
  return 0;
}

constexpr std::array kWithinClaim = {ledger::Component::kFee, ledger::Component::kInterest,
                                     ledger::Component::kPrincipal};

void take(Spread& result, OpenItem const& item, std::int64_t at_most) {
  std::int64_t const part = std::min({item.claim->open[item.component], result.left_minor, at_most});
  if (part <= 0) return;
  result.allocations.push_back({item.claim->id, item.component, part});
  result.left_minor -= part;
}

bool takes_money(claims::Claim const& claim) { return claim.state != claims::ClaimState::kCancelled; }

}  // namespace

Spread spread(std::int64_t amount_minor, std::span<claims::Claim const* const> claims, std::span<Choice const> choices,
              AllocationOrder const& order, std::span<Cap const> caps) {
  Spread result{{}, amount_minor};
  for (Choice const& choice : choices) {
    auto const found = std::ranges::find(claims, choice.claim, [](claims::Claim const* c) { return c->id; });
    if (found == claims.end() || !takes_money(**found)) continue;
    std::int64_t const before = result.left_minor;
    std::int64_t const limit = choice.limit_minor.value_or(result.left_minor);
    for (ledger::Component const component : kWithinClaim) {
      take(result, {*found, component}, limit - (before - result.left_minor));
    }
  }
  if (!choices.empty()) return result;

  std::vector<OpenItem> items;
  for (claims::Claim const* claim : claims) {
    if (!takes_money(*claim)) continue;
    for (ledger::Component const component : ledger::kComponents) items.push_back({claim, component});
  }
  std::ranges::sort(items, [&](OpenItem const& a, OpenItem const& b) {
    for (OrderKey const key : order.keys) {
      std::int64_t const left = rank(a, key);
      std::int64_t const right = rank(b, key);
      if (left != right) return left < right;
    }
    return std::pair{a.claim->id, a.component} < std::pair{b.claim->id, b.component};
  });
  std::vector<Cap> room(caps.begin(), caps.end());
  for (OpenItem const& item : items) {
    auto const cap = std::ranges::find(room, item.claim->id, &Cap::claim);
    std::int64_t const before = result.left_minor;
    take(result, item, cap == room.end() ? before : cap->limit_minor);
    if (cap != room.end()) cap->limit_minor -= before - result.left_minor;
  }
  return result;
}

void change_allocation(Payment& payment, Allocation const& change) {
  auto const before = [](Allocation const& a, Allocation const& b) {
    return std::pair{a.claim, a.component} < std::pair{b.claim, b.component};
  };
  auto at = std::lower_bound(payment.allocations.begin(), payment.allocations.end(), change, before);
  if (at == payment.allocations.end() || at->claim != change.claim || at->component != change.component) {
    at = payment.allocations.insert(at, {change.claim, change.component, 0});
  }
  at->minor += change.minor;
  if (at->minor == 0) payment.allocations.erase(at);
}

}  // namespace payments

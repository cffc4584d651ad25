// How received money is spread over claims. The order is data: an authority's law pack may give another one.
//
// The payer's own choice always goes first and is exhausted by itself: money that a payer meant for some claims never
// moves on to others unasked; what is left of it is the payer's credit. Without a choice, the default order is: fees
// and interest before principal; the oldest last payment day first; then due date; then the order of registration.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "claims/claim.h"
#include "payments/payment.h"

namespace payments {

enum class OrderKey : std::uint8_t {
  kFeesAndInterestFirst = 1,  // 0 for fee and interest, 1 for principal
  kLastPaymentDay = 2,
  kDue = 3,
  kRegistration = 4,       // claim id
  kFeeBeforeInterest = 5,  // fee, interest, principal
};

struct AllocationOrder {
  std::vector<OrderKey> keys = {OrderKey::kFeesAndInterestFirst, OrderKey::kLastPaymentDay, OrderKey::kDue,
                                OrderKey::kRegistration, OrderKey::kFeeBeforeInterest};
};

/// A claim the payer points at; `limit_minor` bounds what may go to it.
struct Choice {
  base::ClaimId claim;
  std::optional<std::int64_t> limit_minor;
  friend bool operator==(Choice const&, Choice const&) = default;
};

struct Spread {
  std::vector<Allocation> allocations;
  std::int64_t left_minor = 0;
};

/// Of a claim not more than `limit_minor` may be covered: a payer's own share of it.
struct Cap {
  base::ClaimId claim;
  std::int64_t limit_minor = 0;
};

/// Spreads `amount_minor` over what is open on `claims`. With choices, only over the chosen claims, one after the
/// other as chosen, fees and interest before principal within each. Cancelled claims take nothing. `caps` hold without
/// choices only.
[[nodiscard]] Spread spread(std::int64_t amount_minor, std::span<claims::Claim const* const> claims,
                            std::span<Choice const> choices, AllocationOrder const& order,
                            std::span<Cap const> caps = {});

}  // namespace payments

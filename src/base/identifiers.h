// Identifiers: each kind is a type of its own, so that a debtor's is never taken for a claim's.
// All are positive whole numbers, unique within an authority, given out by the application (never by a database
// sequence). Zero means "none".
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace base {

template <class Tag>
struct Identifier {
  std::int64_t value = 0;
  friend constexpr auto operator<=>(Identifier const&, Identifier const&) = default;
  [[nodiscard]] constexpr explicit operator bool() const { return value != 0; }
};

using AuthorityId = Identifier<struct AuthorityTag>;  // unique in the installation
using SourceId = Identifier<struct SourceTag>;        // a department's system
using ClaimId = Identifier<struct ClaimTag>;
using DebtorId = Identifier<struct DebtorTag>;
using PaymentId = Identifier<struct PaymentTag>;
using AttemptId = Identifier<struct AttemptTag>;
using RefundId = Identifier<struct RefundTag>;
using BankLineId = Identifier<struct BankLineTag>;
using MessageId = Identifier<struct MessageTag>;
using ArrangementId = Identifier<struct ArrangementTag>;        // an agreed instalment plan
using EnquiryId = Identifier<struct EnquiryTag>;                // what somebody has told or asked
using ReferralId = Identifier<struct ReferralTag>;              // of somebody to those who help
using MandateId = Identifier<struct MandateTag>;                // that a debtor's account may be charged
using CollectionId = Identifier<struct CollectionTag>;          // of money from it, on one day
using DisclosureId = Identifier<struct DisclosureTag>;          // of what a debtor owes, to another authority
using RepresentationId = Identifier<struct RepresentationTag>;  // of a debtor by somebody who may act for them

}  // namespace base

template <class Tag>
struct std::hash<base::Identifier<Tag>> {
  std::size_t operator()(base::Identifier<Tag> id) const noexcept {
    return static_cast<std::size_t>(static_cast<std::uint64_t>(id.value) * 0x9E3779B97F4A7C15ULL);
  }
};

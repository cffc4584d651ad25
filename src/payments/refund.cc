#include "payments/refund.h"

namespace payments {

std::string_view name_of(RefundState state) {
  switch (state) {
    case RefundState::kProposed:
      return "proposed";
    case RefundState::kApproved:
      return "approved";
    case RefundState::kRejected:
      return "rejected";
  }
  return "";
}

std::int64_t RefundProposal::amount_minor() const {
  std::int64_t sum = 0;
  for (RefundedPart const& part : parts) sum += part.minor;
  return sum;
}

}  // namespace payments

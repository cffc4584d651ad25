// Rules for paying credit back: alone up to the authority's limit, above it by two people.
#include <algorithm>

#include "engine/decision.h"

namespace engine {

namespace {

using payments::RefundProposal;
using payments::RefundState;

/// The oldest credit goes back first.
std::expected<std::vector<RefundedPart>, Refusal> parts_of(Decision const& d, base::DebtorId id, std::int64_t minor) {
  claims::Debtor const* const debtor = d.state().debtors.find(id);
  if (debtor == nullptr) return std::unexpected(Refusal::kDebtorNotFound);
  if (debtor->credit_minor < minor) return std::unexpected(Refusal::kNotEnoughCredit);
  std::vector<RefundedPart> parts;
  d.state().payments.each([&](payments::Payment const& p) {
    std::int64_t const part = p.payer == id ? std::min(minor, p.credit_minor) : 0;
    if (part > 0) parts.push_back({p.id, part});
    minor -= part;
  });
  return parts;
}

bool needs_second_person(Decision const& d, std::int64_t minor) {
  auto const& limits = d.context().rules.refund_alone_up_to_minor;
  auto const limit = limits.find(d.state().authority);
  return limit != limits.end() && minor > limit->second;
}

void pay_back(Decision& d, CreditRefunded const& refund, std::int64_t minor) {
  d.emit(refund);
  if (refund.means == ledger::Means::kBank) expect_bank_line(d, refund.external_reference, -minor, refund.date);
}

/// A proposal that nobody has decided about.
std::expected<RefundProposal, Refusal> waiting(Decision const& d, base::RefundId id) {
  RefundProposal const* const refund = d.state().refunds.find(id);
  if (refund == nullptr) return std::unexpected(Refusal::kRefundNotFound);
  if (refund->state != RefundState::kProposed) return std::unexpected(Refusal::kRefundDecided);
  return *refund;
}

}  // namespace

Refused decide(Decision& d, RefundCredit const& c) {
  if (c.external_reference.size() > kTextLimit) return Refusal::kTextTooLong;
  if (Refused const refused = check_money(d, c.minor, c.date)) return refused;
  if (needs_second_person(d, c.minor)) return Refusal::kRefundNeedsSecondPerson;
  auto parts = parts_of(d, c.debtor, c.minor);
  if (!parts) return parts.error();
  pay_back(d, {c.debtor, std::move(*parts), c.means, c.external_reference, c.date}, c.minor);
  return std::nullopt;
}

Refused decide(Decision& d, ProposeRefund const& c) {
  if (c.external_reference.size() > kTextLimit) return Refusal::kTextTooLong;
  if (c.external_reference.empty()) return Refusal::kReferenceMissing;
  if (Refused const refused = check_money(d, c.minor, c.date)) return refused;
  auto parts = parts_of(d, c.debtor, c.minor);
  if (!parts) return parts.error();
  d.emit(RefundProposed{
      {d.new_id()}, c.debtor, std::move(*parts), c.means, c.external_reference, d.context().actor, c.date});
  return std::nullopt;
}

Refused decide(Decision& d, ApproveRefund const& c) {
  auto const refund = waiting(d, c.refund);
  if (!refund) return refund.error();
  if (refund->proposed_by == d.context().actor) return Refusal::kRefundBySamePerson;
  if (Refused const refused = check_money(d, c.minor, c.date)) return refused;
  if (c.minor != refund->amount_minor()) return Refusal::kRefundChanged;
  auto const parts = parts_of(d, refund->debtor, c.minor);
  if (!parts || *parts != refund->parts) return Refusal::kRefundChanged;
  d.emit(RefundApproved{refund->id, d.context().actor});
  pay_back(d, {refund->debtor, *parts, refund->means, refund->external_reference, c.date}, c.minor);
  return std::nullopt;
}

Refused decide(Decision& d, RejectRefund const& c) {
  if (c.reason.size() > kTextLimit) return Refusal::kTextTooLong;
  if (c.reason.empty()) return Refusal::kReasonMissing;
  auto const refund = waiting(d, c.refund);
  if (!refund) return refund.error();
  d.emit(RefundRejected{refund->id, d.context().actor, c.reason});
  return std::nullopt;
}

}  // namespace engine

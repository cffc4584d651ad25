#include "reports/funnel.h"

#include <algorithm>

#include "enquiries/enquiry.h"
#include "help/referral.h"
#include "payments/direct_debit.h"

namespace reports {

namespace {

using claims::Claim;
using claims::ClaimState;
using dunning::StepKind;

/// The furthest step that was taken before or on `day`.
std::optional<StepKind> furthest(Claim const& claim, KindOfStep const& kind_of, base::Date day) {
  std::optional<StepKind> result;
  for (claims::StepTaken const& taken : claim.course.steps) {
    if (taken.date > day) continue;
    std::optional<StepKind> const kind = kind_of(claim.course.procedure, taken.step);
    if (kind && *kind != StepKind::kPrompt && (!result || *kind > *result)) result = kind;
  }
  return result;
}

FunnelPart when_paid(Claim const& claim, KindOfStep const& kind_of) {
  auto const& changes = claim.accrual.principal;
  base::Date const paid = changes.empty() ? claim.dates.last_payment_day : changes.back().date;
  if (paid <= claim.dates.last_payment_day) return FunnelPart::kOnTime;
  if (!claim.accrual.absences.empty() && claim.accrual.absences.front().handed_over <= paid) {
    return FunnelPart::kToCollection;
  }
  std::optional<StepKind> const kind = furthest(claim, kind_of, paid);
  if (!kind) return FunnelPart::kLateBeforeReminder;
  if (*kind == StepKind::kHandOver) return FunnelPart::kToCollection;
  return *kind == StepKind::kNotice ? FunnelPart::kAfterNotice : FunnelPart::kAfterReminder;
}

}  // namespace

std::string_view name_of(FunnelPart part) {
  constexpr std::string_view kNames[] = {
      "on_time", "late_before_reminder", "after_reminder", "after_notice", "to_collection", "plan", "credited", "open"};
  return kNames[static_cast<std::size_t>(part)];
}

FunnelPart part_of(Claim const& claim, KindOfStep const& kind_of, base::Date today) {
  if (claim.state == ClaimState::kCancelled || claim.charged.total() == 0) return FunnelPart::kCredited;
  if (claim.state == ClaimState::kHandedOver) return FunnelPart::kToCollection;
  if (claim.state == ClaimState::kSettled) return when_paid(claim, kind_of);
  if (furthest(claim, kind_of, today) == StepKind::kHandOver) return FunnelPart::kToCollection;
  // Other waits stop what a plan stops, without being one: the days after an answer, a collection that is on its way.
  bool const plan = std::ranges::any_of(claim.holds, [&](claims::Hold const& hold) {
    bool const is_wait = hold.key.starts_with(enquiries::kKeyStart) || hold.key.starts_with(help::kKeyStart) ||
                         hold.key.starts_with(payments::kDirectDebitKeyStart);
    return hold.kind == claims::HoldKind::kPlanInForce && !is_wait && hold.covers(today);
  });
  return plan ? FunnelPart::kPlan : FunnelPart::kOpen;
}

Funnel funnel(ports::BooksReader& books, base::AuthorityId authority, base::Date first, base::Date last,
              KindOfStep const& kind_of, base::Date today, std::string_view type) {
  Funnel result;
  books.each_claim(authority, [&](Claim const& claim) {
    if (claim.dates.issued < first || claim.dates.issued > last) return;
    if (!type.empty() && claim.type != type) return;
    auto const part = static_cast<std::size_t>(part_of(claim, kind_of, today));
    ++result.claims[part];
    result.charged_minor[part] += claim.charged.total();
    ++result.total;
  });
  return result;
}

}  // namespace reports

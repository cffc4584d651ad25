#include "law/cost_scale.h"

#include <algorithm>

#include "law/day_arithmetic.h"

namespace law {

namespace {

/// In ten-thousandths of a minor unit.
Wide exact_cost(CostScale const& scale, std::int64_t principal_minor) {
  Wide sum = 0;
  std::int64_t below = 0;
  for (Band const& band : scale.bands) {
    bool const within = !band.up_to_minor || principal_minor <= *band.up_to_minor;
    if (scale.kind == ScaleKind::kAmountOfBand) {
      if (within) return static_cast<Wide>(band.value) * kBasisPointsInOne;
      continue;
    }
    std::int64_t const end = within ? principal_minor : *band.up_to_minor;
    sum += static_cast<Wide>(end - below) * band.value;
    if (within) return sum;
    below = end;
  }
  return sum;
}

}  // namespace

std::int64_t cost_of(CostScale const& scale, CostFacts const& facts) {
  if (facts.principal_minor <= 0) return 0;
  constexpr Wide kOne = kBasisPointsInOne;
  // The bounds are of the scale itself, before tax and factors.
  Wide exact = std::max(exact_cost(scale, facts.principal_minor), static_cast<Wide>(scale.minimum_minor) * kOne);
  if (scale.maximum_minor) exact = std::min(exact, static_cast<Wide>(*scale.maximum_minor) * kOne);
  exact *= facts.debtor == DebtorClass::kBusiness ? static_cast<Wide>(scale.business_factor) : kOne;
  exact *= facts.vat_deduction == VatDeduction::kNo ? static_cast<Wide>(scale.no_vat_deduction_factor) : kOne;
  return round_quotient(exact, kOne * kOne * kOne, scale.rounding);
}

std::optional<BandFault> find_fault(CostScale const& scale) {
  if (scale.bands.empty()) return BandFault{0, "has no bands"};
  std::int64_t below = 0;
  for (std::size_t i = 0; i < scale.bands.size(); ++i) {
    Band const& band = scale.bands[i];
    bool const last = i + 1 == scale.bands.size();
    if (last && band.up_to_minor) return BandFault{i, "is the last one and ends: amounts above it have no cost"};
    if (!last && !band.up_to_minor) return BandFault{i, "has no 'up_to' although another band follows"};
    if (last) break;
    if (*band.up_to_minor <= below) return BandFault{i, "does not end above the band before"};
    below = *band.up_to_minor;
  }
  return std::nullopt;
}

base::Date notice_deadline(Notice const& notice, Calendar const& calendar, NoticeFacts const& facts) {
  if (notice.from == DeadlineFrom::kSending) return add_days(facts.sent, notice.deadline_days);
  base::Date const assumed = add_open_days(calendar, facts.sent, notice.delivery_days, Purpose::kPublicHoliday);
  return add_days(facts.received.value_or(assumed), notice.deadline_days);
}

}  // namespace law

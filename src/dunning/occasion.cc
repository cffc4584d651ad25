#include "dunning/occasion.h"

#include <algorithm>

namespace dunning {

namespace {

constexpr std::string_view kStart = "occasion/";

}  // namespace

OccasionDays const* days_at(Occasion const& occasion, base::Date on) {
  auto const found = std::ranges::find_if(
      occasion.days, [&](OccasionDays const& days) { return days.first <= on && on <= days.last; });
  return found == occasion.days.end() ? nullptr : &*found;
}

bool is_for(Occasion const& occasion, claims::Claim const& claim, claims::DebtorKind debtor, bool stopped,
            base::Date on) {
  if (claim.state != claims::ClaimState::kOpen || stopped || on <= claim.dates.last_payment_day) return false;
  if (debtor == claims::DebtorKind::kUnknown) return false;
  bool const business = debtor == claims::DebtorKind::kCompany || debtor == claims::DebtorKind::kAuthority;
  if (occasion.audience == Audience::kPersons && business) return false;
  if (occasion.audience == Audience::kBusinesses && !business) return false;
  return claim.open_minor() > 0 && claim.open_minor() >= occasion.at_least_minor;
}

std::string occasion_step(Occasion const& occasion, OccasionDays const& days) {
  return std::string{kStart} + occasion.code + "/" + base::format_date(days.first) + "/" + base::format_date(days.last);
}

bool is_of_occasion(Message const& message) { return message.step.starts_with(kStart); }

std::string occasion_code(std::string_view step) {
  if (!step.starts_with(kStart)) return {};
  step.remove_prefix(kStart.size());
  return std::string{step.substr(0, step.find('/'))};
}

}  // namespace dunning

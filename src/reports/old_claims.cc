#include "reports/old_claims.h"

#include <algorithm>

namespace reports {

namespace {

constexpr std::size_t kPage = 2'000;

}  // namespace

OldClaims old_claims(ports::BooksReader& reader, base::AuthorityId authority, LastDayOf const& last_day_of,
                     base::Date today, std::int32_t within_days) {
  OldClaims found;
  base::ClaimId after;
  while (true) {
    std::vector<claims::Claim> const page = reader.open_claims(authority, after, kPage);
    if (page.empty()) break;
    after = page.back().id;
    for (claims::Claim const& claim : page) {
      if (claim.state != claims::ClaimState::kOpen || claim.open_minor() == 0) continue;
      auto const last = last_day_of(claim);
      if (!last) {
        ++found.without_a_law;
        continue;
      }
      if (last->days > today.days + within_days) continue;
      OldClaim one{claim.id, claim.reference, claim.type, claim.dates.due, *last, {}, claim.open_minor()};
      if (!claim.course.steps.empty()) one.first_step = claim.course.steps.front().date;
      (*last < today ? found.over : found.soon).push_back(std::move(one));
    }
  }
  for (std::vector<OldClaim>* each : {&found.over, &found.soon}) {
    std::ranges::sort(*each, {}, [](OldClaim const& one) { return std::pair{one.last_day, one.claim}; });
  }
  return found;
}

}  // namespace reports

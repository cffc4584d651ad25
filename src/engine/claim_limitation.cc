#include "engine/claim_limitation.h"

#include "law/limitation.h"

namespace engine {

std::optional<base::Date> limitation_of(AppliedLaw const& law, claims::Claim const& claim) {
  auto const last = law::limitation_date(law.pack->limitation, law.pack->interruptions, law.pack->calendar,
                                         {law.type->basis, claim.dates.due, {}});
  return last ? std::optional{*last} : std::nullopt;
}

bool is_limited(AppliedLaw const& law, claims::Claim const& claim, base::Date day) {
  auto const last = limitation_of(law, claim);
  return last && *last < day;
}

}  // namespace engine

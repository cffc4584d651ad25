// Claims whose time to be collected is over, or will be soon: to be looked at by a person before anything is asked for.
// Units: minor units; legal dates. Reads the books as they are now.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ports/books_reader.h"

namespace reports {

struct OldClaim {
  base::ClaimId claim;
  std::string reference;
  std::string type;
  base::Date due;
  base::Date last_day;                   // to collect it
  std::optional<base::Date> first_step;  // nothing was asked for yet: nothing
  std::int64_t open_minor = 0;
};

struct OldClaims {
  std::vector<OldClaim> over;      // by last day
  std::vector<OldClaim> soon;      // within the days asked about, and not over
  std::int64_t without_a_law = 0;  // open claims whose law has no period: nobody has looked at these
};

/// The last day on which a claim can be collected; nothing: its law does not say.
using LastDayOf = std::function<std::optional<base::Date>(claims::Claim const&)>;

/// Of what is open and here: what was handed over is another's to collect.
[[nodiscard]] OldClaims old_claims(ports::BooksReader& reader, base::AuthorityId authority,
                                   LastDayOf const& last_day_of, base::Date today, std::int32_t within_days);

}  // namespace reports

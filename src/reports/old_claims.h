// Claims whose time to be collected is over, or will be soon: to be looked at by a person before anything is asked for.
// Units: minor units; legal dates. Reads the books as they are now.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/law_book.h"
#include "ports/books_reader.h"

namespace reports {

struct OldClaim {
  base::ClaimId claim;
  std::string reference;
  std::string type;
  base::Date due;
  base::Date last_day;                   // to collect it; see engine::limitation_of
  std::optional<base::Date> first_step;  // nothing was asked for yet: nothing
  std::int64_t open_minor = 0;
};

struct OldClaims {
  std::vector<OldClaim> over;      // by last day
  std::vector<OldClaim> soon;      // within the days asked about, and not over
  std::int64_t without_a_law = 0;  // open claims whose law has no period: nobody has looked at these
};

/// Of what is open and here: what was handed over is another's to collect.
[[nodiscard]] OldClaims old_claims(ports::BooksReader& reader, engine::Rules const& rules, base::AuthorityId authority,
                                   base::Date today, std::int32_t within_days);

}  // namespace reports

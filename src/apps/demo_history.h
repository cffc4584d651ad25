// A year in the life of a synthetic Danish municipality: six departments, their claims, payments, objections and
// hand-overs, and its business days with their reminders. The same seed, number of debtors and last day give the same
// books, byte for byte.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/books_service.h"
#include "http/citizen/portal.h"
#include "ports/party_sealer.h"

namespace apps {

struct DemoPlan {
  std::uint64_t seed = 1;
  std::int64_t debtors = 2'000;
  base::Date last_day;  // the day before the demo opens
};

/// The first day of the municipality's procedure.
[[nodiscard]] base::Date procedure_begins(DemoPlan const& plan);

struct DemoCounts {
  std::int64_t claims = 0;
  std::int64_t payments = 0;
  std::int64_t messages = 0;
  std::int64_t submissions = 0;  // beside those of the business days
};

/// Fills an empty authority, by its rules. Throws std::logic_error if the books refuse something: the demo must know
/// the rules.
DemoCounts write_demo_history(engine::BooksService& books, engine::Rules const& rules, ports::PartySealer& sealer,
                              base::AuthorityId authority, DemoPlan const& plan);

/// The handful of people to log in as, with histories made for them.
[[nodiscard]] std::vector<http::citizen::DemoPersona> demo_personas();

}  // namespace apps

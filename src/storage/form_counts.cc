#include "storage/form_counts.h"

#include <algorithm>

#include "storage/store.h"

namespace storage {

void FormCounts::add(base::AuthorityId authority, std::span<ports::FormCount const> counts) {
  // In order: two processes that take the same rows never wait for each other in a circle.
  store_.write([&](Connection& c) {
    for (ports::FormCount const& each : counts) {
      c.run(
          "INSERT INTO form_count (authority_id, day, form, deed, field, code, n) VALUES ($1, $2, $3, $4, $5, $6, $7)"
          " ON CONFLICT (authority_id, day, form, deed, field, code) DO UPDATE SET n = form_count.n + excluded.n",
          authority.value, std::int64_t{each.day.days}, std::string_view{each.form},
          static_cast<std::int64_t>(each.deed), std::string_view{each.field}, std::string_view{each.code}, each.number);
    }
  });
}

std::vector<ports::FormCount> FormCounts::counts(base::AuthorityId authority, base::Date first, base::Date last) {
  auto const connection = store_.reading_connection();
  auto row = connection->query(
      "SELECT day, form, deed, field, code, n FROM form_count WHERE authority_id = $1 AND day >= $2 AND day <= $3"
      " ORDER BY day, form, deed, field, code",
      authority.value, std::int64_t{first.days}, std::int64_t{last.days});
  std::vector<ports::FormCount> all;
  while (row.step()) {
    all.push_back({{static_cast<std::int32_t>(row.integer(0))},
                   std::string{row.text(1)},
                   static_cast<ports::FormDeed>(row.integer(2)),
                   std::string{row.text(3)},
                   std::string{row.text(4)},
                   row.integer(5)});
  }
  std::ranges::sort(all);  // a database may order letters otherwise
  return all;
}

}  // namespace storage

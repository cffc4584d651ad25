#include "apps/old_claims_report.h"

#include <iostream>

#include "apps/report_stretch.h"
#include "engine/claim_limitation.h"
#include "reports/old_claims.h"

namespace apps {

namespace {

using reports::OldClaim;

void add(ReportTable& table, std::string const& state, std::vector<OldClaim> const& claims) {
  for (OldClaim const& each : claims) {
    table.rows.push_back({state, each.reference, each.type, base::format_date(each.due),
                          base::format_date(each.last_day),
                          each.first_step ? base::format_date(*each.first_step) : std::string{"no step of a procedure"},
                          Minor{each.open_minor}});
  }
}

}  // namespace

int run_report_limitation(OldClaimsArguments const& arguments, ReportFormat format) {
  auto const books = open_database(arguments.database);
  ports::Authority const authority = find_authority(*books, arguments.authority);
  base::Date const today = now_at(authority, adapters::system::SystemClock{}).date;
  auto const rules = read_rules({authority});
  auto const last_day_of = [&](claims::Claim const& claim) -> std::optional<base::Date> {
    auto const law = rules->law.find(authority.id, claim.type);
    return law ? engine::limitation_of(*law, claim) : std::nullopt;
  };
  reports::OldClaims const found = reports::old_claims(*books->reader(), authority.id, last_day_of, today,
                                                       static_cast<std::int32_t>(arguments.days));
  ReportTable table;
  table.head = {{"report", "limitation"},
                {"authority", authority.code},
                {"as_of", base::format_date(today)},
                {"until", base::format_date({today.days + static_cast<std::int32_t>(arguments.days)})},
                {"over", std::to_string(found.over.size())},
                {"soon", std::to_string(found.soon.size())},
                {"without_a_law", std::to_string(found.without_a_law)}};
  table.columns = {"state", "reference", "type", "due", "last_day", "first_step", "open"};
  add(table, "over", found.over);
  add(table, "soon", found.soon);
  std::int64_t open_minor = 0;
  for (std::vector<OldClaim> const* each : {&found.over, &found.soon}) {
    for (OldClaim const& one : *each) open_minor += one.open_minor;
  }
  std::string const none;
  table.total = {std::string{"total"}, none, none, none, none, none, Minor{open_minor}};
  std::cout << to_text(table, format);
  return 0;
}

}  // namespace apps

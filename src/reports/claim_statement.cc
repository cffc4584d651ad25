#include "reports/claim_statement.h"

#include <algorithm>

namespace reports {

ClaimStatement claim_statement(ports::BooksReader& books, base::AuthorityId authority, base::ClaimId claim,
                               ports::AsOf const& as_of) {
  std::vector<ports::PostingRow> rows = books.postings_of(authority, claim);
  std::erase_if(rows, [&](ports::PostingRow const& row) { return !as_of.sees(row.posting.value_date, row.recorded); });
  std::ranges::stable_sort(rows, {}, [](ports::PostingRow const& row) { return row.posting.value_date; });
  ClaimStatement statement;
  for (ports::PostingRow const& row : rows) {
    ledger::Posting const& posting = row.posting;
    bool const debited = posting.debit.kind == ledger::AccountKind::kReceivable && posting.debit.owner == claim.value;
    ledger::Account const& own = debited ? posting.debit : posting.credit;
    auto const component = static_cast<ledger::Component>(own.part);
    std::int64_t const minor = debited ? posting.minor : -posting.minor;
    statement.open[component] += minor;
    statement.lines.push_back(
        {row, component, debited ? posting.credit : posting.debit, minor, statement.open.total()});
  }
  return statement;
}

}  // namespace reports

// One claim's postings as of a day, with what was open after each: the claim's account as a bank would print it.
// Units: minor units. Reads only.
#pragma once

#include <vector>

#include "ports/books_reader.h"

namespace reports {

struct StatementLine {
  ports::PostingRow row;
  ledger::Component component = ledger::Component::kPrincipal;
  ledger::Account other;        // the account on the other side
  std::int64_t minor = 0;       // above zero: owed more; below: owed less
  std::int64_t open_minor = 0;  // after this line, all components
};

struct ClaimStatement {
  std::vector<StatementLine> lines;  // by value date, then in the order of the journal
  claims::Amounts open;
};

[[nodiscard]] ClaimStatement claim_statement(ports::BooksReader& books, base::AuthorityId authority,
                                             base::ClaimId claim, ports::AsOf const& as_of);

}  // namespace reports

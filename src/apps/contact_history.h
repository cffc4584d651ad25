// Reads the journal once for digital steps and for what reached the authority after them (reports/failure_demand.h).
//
// Who did it stands in each entry: "link:17" and "debtor:34" are people themselves, or who acts for them; "clerk:AB" is
// staff. What the books did by themselves, a source or an organisation that helps is neither.
#pragma once

#include <map>
#include <set>
#include <tuple>

#include "engine/entry.h"
#include "ports/books_reader.h"
#include "reports/failure_demand.h"

namespace apps {

class ContactReader {
 public:
  /// Entries in the order of the journal.
  void add(engine::Entry const& entry);
  [[nodiscard]] reports::ContactHistory take() { return std::move(history_); }

 private:
  class Visitor;

  /// A message that a step of the person brings with it belongs to that step: it is none of its own, or every call
  /// would be put down to a receipt.
  void leave_out_receipts(engine::Entry const& entry, base::DebtorId debtor);

  std::int64_t order_ = 0;
  reports::ContactHistory history_;
  std::map<base::MessageId, std::pair<base::DebtorId, std::string>> planned_;  // messages that have not been sent
  std::map<base::AttemptId, base::DebtorId> payers_;                           // of attempts that have not ended
  std::map<base::ArrangementId, base::DebtorId> plans_;
  std::set<std::tuple<base::DebtorId, base::Date, reports::ContactKind>> contacts_;  // one call may be several entries
};

[[nodiscard]] reports::ContactHistory contact_history(ports::BooksReader& books, base::AuthorityId authority);

}  // namespace apps

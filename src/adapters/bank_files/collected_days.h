// The money of direct debit on the bank statement. What a delivery has collected on one day comes as one sum, long
// after, or before, the answers that say of each collection that it was paid. What is taken back goes out again under
// its own reference.
//
// A sum is a delivery's only if nothing is left to chance: exactly what was collected, all collections of that day
// answered, not before it was paid nor long after, and either our own reference in it or a mark of the scheme (the
// bank's code for direct debits, or the creditor's number); and no other day of a delivery fits. All else waits for a
// person. Units: minor units. Reads only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/bank_files/line_detail.h"
#include "engine/command.h"
#include "payments/collection_reference.h"
#include "ports/books_reader.h"

namespace adapters::bank_files {

/// What is known of a sum on the bank account.
struct IncomingSum {
  std::int64_t amount_minor = 0;
  base::Date value_date;
  std::string batch;  // what the bank calls the batch; may be empty
  std::vector<LineDetail> details;
};

class CollectedDays {
 public:
  /// `marks`: numbers of the creditor by which the scheme names it on a statement.
  CollectedDays(ports::BooksReader& reader, base::AuthorityId authority, std::vector<std::string> const& marks);

  /// The payout that the sum is, which is then not found again; nothing if none or several.
  std::optional<engine::RecordPayout> take(IncomingSum const& sum);

 private:
  struct Day {
    payments::DeliveryDay which;
    base::Date first;  // on which something of it was paid, or its own day
    base::Date last;
    std::int64_t collected_minor = 0;
    bool answered = true;  // nothing is open any more
    std::vector<base::CollectionId> collections;
  };
  [[nodiscard]] bool names(IncomingSum const& sum, Day const& day) const;
  [[nodiscard]] bool is_marked(IncomingSum const& sum) const;

  std::vector<std::string> marks_;
  std::vector<Day> days_;  // whose money has not come
};

/// Of money that went out under the reference of a collection, what the books do with it; nothing if it is not exactly
/// what was collected then, or if somebody has to look at the payment.
struct TakenBack {
  engine::SettleCollection settle;
  engine::RecordPayout payout;  // below zero
};
[[nodiscard]] std::optional<TakenBack> taken_back(ports::BooksReader& reader, base::AuthorityId authority,
                                                  LineDetail const& detail, std::int64_t amount_minor,
                                                  base::Date value_date);

}  // namespace adapters::bank_files

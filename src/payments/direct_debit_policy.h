// What an authority has agreed on with the direct debit scheme, and when it tells and sends.
//
// The days are practice. The creditor's numbers come with the agreement with Betalingsservice; until they are set
// nobody can sign up. Deadlines for deliveries are counted in bank days before month end by Betalingsservice's general
// rules for creditors; the number of days is not known to us (unverified), so `send_bank_days` is a figure of the
// authority, with a warning wherever it is shown. A payment may lie at most 90 days ahead of its delivery (public
// implementations agree). Units: days. Pure.
#pragma once

#include <cstdint>

namespace payments {

struct DirectDebitPolicy {
  std::int64_t creditor_number = 0;  // eight digits; 0: no agreement, and nobody can sign up
  std::int64_t data_supplier = 0;    // eight digits: who delivers the files
  std::int32_t debtor_group = 1;     // five digits at most
  std::int32_t notice_days = 14;     // calendar days before the collection by which the debtor is told
  std::int32_t ahead_days = 35;      // and no earlier than so many days before
  std::int32_t send_bank_days = 8;   // bank days before the collection by which it must be sent
  std::int32_t fresh_days = 14;      // to pay by other means, where a collection came to nothing
  friend bool operator==(DirectDebitPolicy const&, DirectDebitPolicy const&) = default;

  [[nodiscard]] bool has_agreement() const { return creditor_number != 0; }
};

/// Not one by which nothing could ever be collected, or with numbers of another length.
[[nodiscard]] bool is_usable(DirectDebitPolicy const& policy);

}  // namespace payments

#include "payments/direct_debit_policy.h"

namespace payments {

namespace {

constexpr std::int64_t kEightDigits = 99'999'999;
constexpr std::int32_t kFiveDigits = 99'999;
constexpr std::int32_t kMostAhead = 90;

}  // namespace

bool is_usable(DirectDebitPolicy const& policy) {
  bool const numbers = policy.creditor_number >= 0 && policy.creditor_number <= kEightDigits &&
                       policy.data_supplier >= 0 && policy.data_supplier <= kEightDigits && policy.debtor_group >= 1 &&
                       policy.debtor_group <= kFiveDigits &&
                       (policy.creditor_number == 0) == (policy.data_supplier == 0);
  // Bank days are at most as far from the collection as twice their number in days, and a week of feasts.
  bool const days = policy.notice_days >= 1 && policy.send_bank_days >= 1 && policy.fresh_days >= 0 &&
                    policy.fresh_days <= kMostAhead && policy.ahead_days <= kMostAhead &&
                    policy.ahead_days >= policy.notice_days + 7 && policy.ahead_days >= 2 * policy.send_bank_days + 7;
  return numbers && days;
}

}  // namespace payments

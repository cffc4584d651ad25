// By which ways people pay, week by week: whether they take the new ones.
//
// New ways are those that a person chooses on a page of the authority: a wallet, a card, direct debit. The others are
// the bank transfer by a payment line, cash, and what a department was paid. Units: minor units; legal dates.
#pragma once

#include <array>
#include <map>

#include "ledger/account.h"
#include "ports/books_reader.h"

namespace reports {

inline constexpr std::array kWaysOfPaying = {ledger::Means::kMobilePay,   ledger::Means::kCard,
                                             ledger::Means::kDirectDebit, ledger::Means::kBank,
                                             ledger::Means::kCounter,     ledger::Means::kSource};
[[nodiscard]] constexpr bool is_new_way(ledger::Means means) {
  return means == ledger::Means::kMobilePay || means == ledger::Means::kCard || means == ledger::Means::kDirectDebit;
}

struct WaysOfPaying {
  std::array<std::int64_t, kWaysOfPaying.size()> payments{};  // in the order of kWaysOfPaying
  std::int64_t amount_minor = 0;

  [[nodiscard]] std::int64_t all() const;
  [[nodiscard]] std::int64_t by_new_ways() const;
};

/// The Monday of the week.
[[nodiscard]] base::Date week_of(base::Date day);

/// Payments with a value date in the days, without those taken back; by the Monday of their week, weeks without any
/// left out.
[[nodiscard]] std::map<base::Date, WaysOfPaying> ways_of_paying(ports::BooksReader& reader, base::AuthorityId authority,
                                                                base::Date from, base::Date to);

}  // namespace reports

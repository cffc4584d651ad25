#include "reports/trial_balance.h"

#include <algorithm>

namespace reports {

namespace {

using ledger::AccountKind;

std::string_view name_of_component(std::uint8_t part) {
  constexpr std::string_view kNames[] = {"principal", "fee", "interest"};
  return part < std::size(kNames) ? kNames[part] : std::string_view{"unknown"};
}

std::string_view name_of_means(std::uint8_t part) {
  constexpr std::string_view kNames[] = {"source", "mobilepay", "bank", "card", "counter", "direct_debit"};
  return part < std::size(kNames) ? kNames[part] : std::string_view{"unknown"};
}

void add(AccountMovements& movements, ledger::Posting const& posting) {
  movements[general_account(posting.debit)].debit_minor += posting.minor;
  movements[general_account(posting.credit)].credit_minor += posting.minor;
}

void add(AccountMovements& movements, AccountMovements const& more) {
  for (auto const& [account, movement] : more) {
    Movement& sum = movements[account];
    sum.debit_minor += movement.debit_minor;
    sum.credit_minor += movement.credit_minor;
  }
}

}  // namespace

GeneralAccount general_account(ledger::Account const& account) {
  bool const of_source = account.kind == AccountKind::kIncome || account.kind == AccountKind::kWrittenOff;
  return {account.kind, account.part, {of_source ? account.owner : 0}};
}

base::Date booking_day(ports::PostingRow const& row) { return std::max(row.posting.value_date, row.recorded.date); }

std::string code_of(GeneralAccount const& account, std::vector<ports::Source> const& sources) {
  auto const source = [&] {
    auto const found = std::ranges::find(sources, account.source, &ports::Source::id);
    return found != sources.end() ? found->code : std::to_string(account.source.value);
  };
  std::string const component{name_of_component(account.part)};
  switch (account.kind) {
    case AccountKind::kReceivable:
      return "receivable-" + component;
    case AccountKind::kDebtorCredit:
      return "debtor-credit";
    case AccountKind::kIncome:
      return "income-" + source() + "-" + component;
    case AccountKind::kWrittenOff:
      return "written-off-" + source() + "-" + component;
    case AccountKind::kMoney:
      return "money-" + std::string{name_of_means(account.part)};
    case AccountKind::kUnmatched:
      return "unmatched";
    case AccountKind::kCharges:
      return "charges-" + std::string{name_of_means(account.part)};
    case AccountKind::kOutside:
      return "outside";
  }
  return "unknown";
}

AccountMovements trial_balance(ports::BooksReader& books, base::AuthorityId authority, ports::AsOf const& as_of) {
  AccountMovements movements;
  books.each_posting(authority, as_of, [&](ports::PostingRow const& row) { add(movements, row.posting); });
  return movements;
}

Movement total_of(AccountMovements const& movements) {
  Movement total;
  for (auto const& [account, movement] : movements) {
    total.debit_minor += movement.debit_minor;
    total.credit_minor += movement.credit_minor;
  }
  return total;
}

GeneralLedger general_ledger(ports::BooksReader& books, base::AuthorityId authority, base::Date first,
                             base::Date last) {
  GeneralLedger result;
  books.each_posting(authority, {last, last}, [&](ports::PostingRow const& row) {
    base::Date const day = booking_day(row);
    add(day < first ? result.opening : result.days[day], row.posting);
  });
  result.closing = result.opening;
  for (auto const& [day, movements] : result.days) add(result.closing, movements);
  return result;
}

}  // namespace reports

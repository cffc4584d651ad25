// Accounts of the double-entry books. An account is named by what it is for, not by a number that must be looked up:
// kind, part and owner together are its key.
//
// Pure values.
#pragma once

#include <compare>
#include <cstdint>

#include "base/identifiers.h"

namespace ledger {

/// What a claim's amount is made of. Each has its own rules, so each has its own account.
enum class Component : std::uint8_t { kPrincipal = 0, kFee = 1, kInterest = 2 };
inline constexpr Component kComponents[] = {Component::kPrincipal, Component::kFee, Component::kInterest};

/// Through what door money came in or went out.
enum class Means : std::uint8_t { kSource = 0, kMobilePay = 1, kBank = 2, kCard = 3, kCounter = 4, kDirectDebit = 5 };

enum class AccountKind : std::uint8_t {
  kReceivable = 1,    // asset; owner: the claim; part: the component. What is owed on it now.
  kDebtorCredit = 2,  // liability; owner: the debtor. Money paid that belongs to the debtor until used or refunded.
  kIncome = 3,        // owner: the source (department); part: the component. What was charged, less what was let go.
  kWrittenOff = 5,    // expense; owner: the source; part: the component. Rightly charged, and let go.
  kMoney = 4,         // asset; part: the means. Money received, less money paid back.
  kUnmatched = 6,     // liability. Money on the bank account whose owner is not known yet.
  kCharges = 7,       // expense; part: the means. What the bank or a provider takes for its services.
  kOutside = 8,       // money on the bank account that is not the business of these books
};

inline constexpr AccountKind kAccountKinds[] = {
    AccountKind::kReceivable, AccountKind::kDebtorCredit, AccountKind::kIncome,  AccountKind::kMoney,
    AccountKind::kWrittenOff, AccountKind::kUnmatched,    AccountKind::kCharges, AccountKind::kOutside};

/// Accounts whose balance is kept by itself; the others' balances are those of claims and debtors.
[[nodiscard]] constexpr bool is_control(AccountKind kind) {
  return kind != AccountKind::kReceivable && kind != AccountKind::kDebtorCredit;
}

struct Account {
  AccountKind kind = AccountKind::kMoney;
  std::uint8_t part = 0;   // Component or Means, as the kind says; else 0
  std::int64_t owner = 0;  // an identifier's value, as the kind says; else 0
  friend constexpr auto operator<=>(Account const&, Account const&) = default;
};

[[nodiscard]] constexpr Account receivable(base::ClaimId claim, Component component) {
  return {AccountKind::kReceivable, static_cast<std::uint8_t>(component), claim.value};
}
[[nodiscard]] constexpr Account debtor_credit(base::DebtorId debtor) {
  return {AccountKind::kDebtorCredit, 0, debtor.value};
}
[[nodiscard]] constexpr Account income(base::SourceId source, Component component) {
  return {AccountKind::kIncome, static_cast<std::uint8_t>(component), source.value};
}
[[nodiscard]] constexpr Account written_off(base::SourceId source, Component component) {
  return {AccountKind::kWrittenOff, static_cast<std::uint8_t>(component), source.value};
}
[[nodiscard]] constexpr Account money(Means means) {
  return {AccountKind::kMoney, static_cast<std::uint8_t>(means), 0};
}

[[nodiscard]] constexpr Account unmatched() { return {AccountKind::kUnmatched, 0, 0}; }
[[nodiscard]] constexpr Account charges(Means means) {
  return {AccountKind::kCharges, static_cast<std::uint8_t>(means), 0};
}
[[nodiscard]] constexpr Account outside() { return {AccountKind::kOutside, 0, 0}; }

}  // namespace ledger

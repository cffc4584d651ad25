#include "ledger/balances.h"

#include "base/money.h"

namespace ledger {

std::int64_t* Balances::place(Account const& account) {
  auto const kind = static_cast<std::size_t>(account.kind);
  if (kind >= kKinds || account.part >= kParts || account.owner < 0) return nullptr;
  std::unique_ptr<Block>& block = blocks_[kind][account.owner / kOwners];
  if (!block) block = std::make_unique<Block>();
  return &(*block)[static_cast<std::size_t>(account.owner % kOwners) * kParts + account.part];
}

bool Balances::post(Posting const& posting) {
  if (posting.minor <= 0 || posting.debit == posting.credit) return false;
  std::int64_t* const debit = place(posting.debit);
  std::int64_t* const credit = place(posting.credit);
  if (debit == nullptr || credit == nullptr) return false;
  auto const up = base::add_minor(*debit, posting.minor);
  auto const down = base::add_minor(*credit, -posting.minor);
  if (!up || !down) return false;
  *debit = *up;
  *credit = *down;
  return true;
}

bool Balances::add(Account const& account, std::int64_t minor) {
  std::int64_t* const balance = place(account);
  auto const sum = balance == nullptr ? std::nullopt : base::add_minor(*balance, minor);
  if (!sum) return false;
  *balance = *sum;
  return true;
}

std::int64_t Balances::of(Account const& account) const {
  auto const kind = static_cast<std::size_t>(account.kind);
  if (kind >= kKinds || account.part >= kParts || account.owner < 0) return 0;
  auto const found = blocks_[kind].find(account.owner / kOwners);
  if (found == blocks_[kind].end()) return 0;
  return (*found->second)[static_cast<std::size_t>(account.owner % kOwners) * kParts + account.part];
}

std::int64_t Balances::total() const {
  std::int64_t sum = 0;
  for (AccountKind const kind : kAccountKinds) {
    each(kind, [&](std::int64_t, std::uint8_t, std::int64_t minor) { sum += minor; });
  }
  return sum;
}

}  // namespace ledger

// Balances by account (debits less credits; a debtor's credit and income are therefore negative here), for books with
// millions of accounts: the accounts of owners whose numbers lie close together share a block, so that adding to one is
// an array access, not a walk through a tree.
//
// Units: minor units, debits less credits. Order is always that of kind, owner, part. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>

#include "ledger/posting.h"

namespace ledger {

class Balances {
 public:
  /// False, and nothing is changed, if the posting's amount is not above zero, both accounts are one, an account cannot
  /// be (see kParts), or a balance would leave the range of money.
  [[nodiscard]] bool post(Posting const& posting);
  /// One side of a posting: false, and nothing is changed, if the account cannot be or the balance would leave the
  /// range of money.
  [[nodiscard]] bool add(Account const& account, std::int64_t minor);
  [[nodiscard]] std::int64_t of(Account const& account) const;
  /// The trial balance: zero, always. Kept as a check of the arithmetic, not of the caller.
  [[nodiscard]] std::int64_t total() const;

  /// Every account of this kind whose sum is not zero: `f(owner, part, minor)`, by owner, then part.
  template <class Function>
  void each(AccountKind kind, Function&& f) const {
    auto const& blocks = blocks_[static_cast<std::size_t>(kind) % kKinds];
    for (auto const& [number, block] : blocks) {
      for (std::size_t at = 0; at < block->size(); ++at) {
        std::int64_t const owner = number * kOwners + static_cast<std::int64_t>(at / kParts);
        if ((*block)[at] != 0) f(owner, static_cast<std::uint8_t>(at % kParts), (*block)[at]);
      }
    }
  }

 private:
  static constexpr std::size_t kKinds = 9;
  static constexpr std::size_t kParts = 8;
  static constexpr std::int64_t kOwners = 512;
  using Block = std::array<std::int64_t, kOwners * kParts>;

  /// Where the account's sum is; null if there can be none.
  std::int64_t* place(Account const& account);

  std::array<std::map<std::int64_t, std::unique_ptr<Block>>, kKinds> blocks_;
};

}  // namespace ledger

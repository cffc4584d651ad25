// A debtor: whoever owes. Name, national id and addresses are not here: they live in the vault, under the debtor's id.
#pragma once

#include <cstdint>
#include <vector>

#include "base/identifiers.h"
#include "claims/hold.h"

namespace claims {

enum class DebtorKind : std::uint8_t {
  kUnknown = 0,  // not yet known who owes (a fine on a vehicle); one such debtor for each claim
  kPerson = 1,
  kCompany = 2,
  kAuthority = 3,  // another public authority
};

struct Debtor {
  base::DebtorId id;
  DebtorKind kind = DebtorKind::kUnknown;
  std::int64_t credit_minor = 0;  // money the debtor has with us; never below zero
  std::vector<Hold> holds;        // on everything the debtor owes
  friend bool operator==(Debtor const&, Debtor const&) = default;
};

}  // namespace claims

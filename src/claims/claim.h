// A claim: one sum that one creditor authority demands on one ground, with its own reference at the system it came
// from. What is owed is kept as three amounts (principal, fees, interest), each charged and each open.
//
// Units: minor units of the authority's currency; legal dates.
// Pure values; how they change is in claims/life_cycle.h and in the engine's events.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/identifiers.h"
#include "claims/accrual.h"
#include "claims/course.h"
#include "claims/hold.h"
#include "ledger/account.h"

namespace claims {

/// One amount a component. Indexed by ledger::Component.
struct Amounts {
  std::array<std::int64_t, 3> minor{};
  [[nodiscard]] std::int64_t& operator[](ledger::Component c) { return minor[static_cast<std::size_t>(c)]; }
  [[nodiscard]] std::int64_t operator[](ledger::Component c) const { return minor[static_cast<std::size_t>(c)]; }
  [[nodiscard]] std::int64_t total() const { return minor[0] + minor[1] + minor[2]; }
  friend bool operator==(Amounts const&, Amounts const&) = default;
};

enum class ClaimState : std::uint8_t {
  kOpen = 1,        // something is owed, and the authority itself asks for it
  kSettled = 2,     // nothing is owed; it may be owed again if a payment is reversed or the claim is raised
  kHandedOver = 3,  // something is owed, and a collection authority asks for it
  kCancelled = 4,   // withdrawn by the creditor; the end
};

/// Two dates that are often mixed up: from `due` the sum is owed; `last_payment_day` is the last day to pay it without
/// being in arrears.
struct ClaimDates {
  std::optional<base::Date> period_first;
  std::optional<base::Date> period_last;
  base::Date issued;
  base::Date due;
  base::Date last_payment_day;
  friend bool operator==(ClaimDates const&, ClaimDates const&) = default;
};

/// A debtor's share of a claim: so many parts of all shares' parts together.
struct Share {
  std::int64_t parts = 1;
  std::vector<base::DebtorId> before;  // who owed this share before the one who owes it now
  friend bool operator==(Share const&, Share const&) = default;
};

/// What a payer's money covers of a claim.
struct PaidBy {
  base::DebtorId payer;
  std::int64_t minor = 0;
  friend bool operator==(PaidBy const&, PaidBy const&) = default;
};

struct Claim {
  base::ClaimId id;
  base::SourceId source;  // the system it came from, for ever
  base::SourceId owner;   // the department whose income it is; the source's, unless it was transferred
  std::string reference;  // unique within the source, for ever
  std::string type;       // a code of the authority's list, such as "library_fee"
  ClaimDates dates;
  std::vector<base::DebtorId> liable;  // at least one; the first is the one first named
  std::vector<Share> shares;           // of `liable`, in its order; none: all are liable for all of it
  std::vector<PaidBy> paid_by;         // with shares only: sorted by payer, no zero amounts
  ClaimState state = ClaimState::kOpen;
  Amounts charged;                           // what was demanded, as amended
  Amounts open;                              // what of it is still owed; never below zero, never above charged
  std::vector<std::string> open_objections;  // keys, sorted; while any is there, the claim is disputed
  std::vector<Hold> holds;                   // in the order in which they were placed
  Accrual accrual;
  Course course;
  std::int64_t registered_seq = 0;  // the journal entry that made it
  friend bool operator==(Claim const&, Claim const&) = default;

  [[nodiscard]] std::int64_t open_minor() const { return open.total(); }
  [[nodiscard]] std::int64_t paid_minor() const { return charged.total() - open.total(); }
  [[nodiscard]] bool disputed() const { return !open_objections.empty(); }
};

}  // namespace claims

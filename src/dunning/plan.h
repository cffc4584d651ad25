// What is due for a claim on a day: at most one step, and if none, when to look again.
//
// The rules that hold whatever a procedure says: one step a day for a claim; never a step before the deadline of the
// one before has passed; never two steps closer than the later one allows; nothing that a hold or an open objection
// stops; what is not open is left alone.
//
// Pure: the procedure, the claim and its debtors' situation say it all.
#pragma once

#include <optional>

#include "claims/claim.h"
#include "claims/debtor.h"
#include "dunning/procedure.h"
#include "law/pack.h"

namespace dunning {

/// A claim and what its debtors' situation means for it on the day.
struct ClaimFacts {
  claims::Claim const& claim;
  claims::DebtorKind debtor = claims::DebtorKind::kUnknown;  // of the one first liable
  bool usually_late = false;                                 // see usually_late() below
  bool escalation_stopped = false;                           // by a hold, or by an objection that nobody has decided
  bool contact_stopped = false;                              // by a hold
};

struct Planned {
  Step const* due = nullptr;               // to be taken on the day; null: none
  std::optional<base::Date> answer_until;  // with `due`: the deadline that the message gives
  std::optional<base::Date> next;          // the first day to look again; nothing: no step is to come
  bool held = false;                       // a step would have been due, and something stops it
};

/// From a step whose letter never left to the same step anew.
inline constexpr int kDaysToNextTry = 14;

/// `on` is the business day. A step whose letter never left (claims::kNotSent) has not been taken: it is taken anew two
/// weeks later at the earliest, so that nobody is charged and forgiven a fee day after day. Other steps in the claim's
/// course that the procedure does not have are taken for what was done before its first step.
[[nodiscard]] Planned plan(Procedure const& procedure, law::Pack const* pack, ClaimFacts const& facts, base::Date on);

/// The day on which a step whose claim has come as far as it has may be taken at the earliest.
[[nodiscard]] base::Date earliest_day(Step const& step, claims::Claim const& claim, law::Pack const* pack);

/// Whether somebody misses deadlines more often than not: of the claims settled in the two years before `on`, at least
/// two and more than half were paid after their last payment day. `claims` are all of the debtor's.
[[nodiscard]] bool usually_late(std::vector<claims::Claim const*> const& claims, base::Date on);

}  // namespace dunning

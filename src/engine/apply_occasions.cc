// Rules for occasions: a word to those who are late, on days of the calendar. What it may be said about is the same as
// for any message: nothing that is held, in dispute or in a plan.
#include <algorithm>

#include "dunning/occasion.h"
#include "engine/claim_law.h"
#include "engine/decision.h"

namespace engine {

namespace {

using claims::Claim;
using claims::HoldEffects;

dunning::Occasion const* occasion_of(Decision const& d, Claim const& claim, TellOfOccasion const& c) {
  auto const law = d.context().rules.law.find(d.state().authority, claim.type);
  if (!law || law->procedure == nullptr || law->procedure->code != c.procedure) return nullptr;
  auto const found = std::ranges::find(law->procedure->occasions, c.occasion, &dunning::Occasion::code);
  return found == law->procedure->occasions.end() ? nullptr : &*found;
}

bool is_stopped_now(Decision const& d, Claim const& claim, base::Date on) {
  return claim.disputed() || is_stopped(d.state(), claim, on, &HoldEffects::contact) ||
         is_stopped(d.state(), claim, on, &HoldEffects::escalation);
}

}  // namespace

Refused decide(Decision& d, TellOfOccasion const& c) {
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  claims::Debtor const* const debtor = d.state().debtors.find(c.debtor);
  if (debtor == nullptr) return Refusal::kDebtorNotFound;
  std::vector<base::ClaimId> about;
  dunning::Occasion const* occasion = nullptr;
  std::string identity;
  std::int64_t open = 0;
  d.state().claims.each([&](Claim const& claim) {
    // Who else is liable hears of it from the one first named, as with letters.
    if (claim.liable.front() != c.debtor) return;
    dunning::Occasion const* const its = occasion_of(d, claim, c);
    if (its == nullptr || !dunning::is_for(*its, claim, debtor->kind, is_stopped_now(d, claim, c.date), c.date)) return;
    occasion = its;
    identity = d.context().rules.law.find(d.state().authority, claim.type)->procedure->identity();
    about.push_back(claim.id);
    open += claim.open_minor();
  });
  dunning::OccasionDays const* const days = occasion == nullptr ? nullptr : dunning::days_at(*occasion, c.date);
  if (days == nullptr) return Refusal::kNotForOccasion;
  std::ranges::sort(about);
  // Until its last day it makes sense; later it is not sent any more.
  d.emit(MessagePlanned{{d.new_id()},
                        c.debtor,
                        identity,
                        dunning::occasion_step(*occasion, *days),
                        occasion->message,
                        std::move(about),
                        occasion->channels,
                        false,
                        c.date,
                        days->last,
                        open,
                        0});
  return std::nullopt;
}

}  // namespace engine

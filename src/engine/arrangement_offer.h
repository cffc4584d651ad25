// What instalments can be offered to a debtor, by the books, the law and the authority's policy as they are: the same
// answer for pages, for staff and for files.
//
// What was assumed is told by codes: `paid_on_dates` (every instalment on its date), `rates_known_today` (where the law
// lets interest run, by the rates that the packs have today), `no_interest` (the law lets none run, or no law is
// chosen).
// Talks to a reader only; changes nothing.
#pragma once

#include <memory>
#include <vector>

#include "arrangements/proposal.h"
#include "engine/law_book.h"
#include "engine/refusal.h"
#include "ports/books_reader.h"

namespace engine {

struct OfferWish {
  base::DebtorId debtor;
  std::vector<base::ClaimId> claims;  // none: all that the debtor owes
  arrangements::Wish wish;
  std::optional<arrangements::Means> means;
  base::Date on;      // today
  base::Date agreed;  // from when the plan would count: today, or an earlier day by a person
};

struct LeftOut {
  base::ClaimId claim;
  Refusal why = Refusal::kClaimSettled;
};

struct Offer {
  std::vector<base::ClaimId> claims;  // that the proposals are for
  std::vector<LeftOut> left_out;      // owed, or asked about, and not in them
  arrangements::Proposals proposals;
  arrangements::Policy policy;
  std::optional<base::ArrangementId> plan;  // of this debtor, not ended: nothing is proposed beside it
  std::vector<std::string> assumptions;
};

/// What proposals for a debtor are reckoned from. `debts` look at `state`, which must stay where it is.
struct PlanBasis {
  std::unique_ptr<ports::WorkingSet> state;
  std::vector<base::ClaimId> claims;
  std::vector<LeftOut> left_out;
  std::optional<base::ArrangementId> plan;  // of this debtor, not ended
  arrangements::Debts debts;
  arrangements::Policy policy;
  arrangements::PlanHistory history;
  law::Calendar const* calendar = nullptr;  // of the law of the first claim that has one
};
[[nodiscard]] PlanBasis plan_basis(ports::BooksReader& reader, Rules const& rules, base::AuthorityId authority,
                                   OfferWish const& wish);

[[nodiscard]] Offer offer_instalments(ports::BooksReader& reader, Rules const& rules, base::AuthorityId authority,
                                      OfferWish const& wish);

/// Other instalments for what is left of a plan.
[[nodiscard]] Offer offer_replan(ports::BooksReader& reader, Rules const& rules, base::AuthorityId authority,
                                 arrangements::Arrangement const& plan, OfferWish const& wish);

/// The codes of what proposals for these debts assume.
[[nodiscard]] std::vector<std::string> assumptions_of(arrangements::Debts const& debts, base::Date on);

/// How a plan stands at the end of `day`, with its claims as they are.
struct PlanView {
  arrangements::Arrangement plan;
  std::vector<claims::Claim> claims;
  arrangements::Standing standing;
};
[[nodiscard]] PlanView view_plan(ports::BooksReader& reader, base::AuthorityId authority,
                                 arrangements::Arrangement plan, base::Date day);

}  // namespace engine

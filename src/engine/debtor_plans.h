// Instalments that a debtor agrees on alone, through a safe link: proposals for its claims, the plan, and changes to it
// within the authority's policy. What lies outside becomes a request that a person decides about.
//
// A second click is the same plan: a debtor has one at a time.
// Units: minor units; legal dates. Talks to ports only. Thread safety: any thread may call, if `rules` may be.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/arrangement_offer.h"
#include "engine/books_service.h"
#include "ports/safe_link_store.h"

namespace engine {

class DebtorPlans {
 public:
  using RulesNow = std::function<std::shared_ptr<Rules const>()>;
  DebtorPlans(BooksService& books, RulesNow rules) : books_(books), rules_(std::move(rules)) {}

  /// The debtor's plan with none but the link's claims: the one that has not ended, else the last one there was.
  [[nodiscard]] std::optional<PlanView> find(ports::SafeLink const& link, base::Date day);

  /// Proposals for what is open of the link's claims.
  [[nodiscard]] Offer offer(ports::SafeLink const& link, base::Now now);

  /// Of those, at most three: within the policy if there are such.
  [[nodiscard]] static std::vector<arrangements::Proposal> shown(Offer const& offer);

  /// Agrees on a proposal, or asks a person to. Nothing if it was agreed on; a click that came second is too.
  [[nodiscard]] std::optional<Refusal> accept(ports::SafeLink const& link, arrangements::Proposal const& proposal,
                                              std::vector<base::ClaimId> const& claims, base::Now now);
  [[nodiscard]] std::optional<Refusal> move(ports::SafeLink const& link, base::Date from, base::Date to, base::Now now);
  [[nodiscard]] std::optional<Refusal> pause(ports::SafeLink const& link, base::Now now);

  /// What a payment of the next instalment covers.
  [[nodiscard]] std::vector<payments::Choice> next_payment(PlanView const& view);

  /// The days to which the next instalment may be moved by the debtor alone, in order; none if it may not.
  [[nodiscard]] std::vector<base::Date> days_to_move_to(PlanView const& view, base::AuthorityId authority,
                                                        base::Date today);
  [[nodiscard]] bool may_pause(PlanView const& view, base::AuthorityId authority, base::Date today);

 private:
  [[nodiscard]] std::optional<Refusal> change(ports::SafeLink const& link, ChangeArrangement change, base::Now now,
                                              std::string const& key);

  BooksService& books_;
  RulesNow rules_;
};

}  // namespace engine

// Instalments that a debtor agrees on alone, logged in or through a safe link: proposals for its claims, the plan, and
// changes to it within the authority's policy. What lies outside becomes a request that a person decides about.
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

/// Who asks, and about what.
struct PlanAsker {
  base::AuthorityId authority;
  base::DebtorId debtor;
  std::vector<base::ClaimId> claims;  // what else is owed is not told; none: it is the debtor, who may see all
  std::string actor;                  // as the journal names it
};
/// Who held the link is not known for sure, so the journal names the link and not the debtor.
[[nodiscard]] PlanAsker asker_of(ports::SafeLink const& link);

class DebtorPlans {
 public:
  using RulesNow = std::function<std::shared_ptr<Rules const>()>;
  DebtorPlans(BooksService& books, RulesNow rules) : books_(books), rules_(std::move(rules)) {}

  /// The debtor's plan with none but the claims asked about: the one that has not ended, else the last one there was.
  [[nodiscard]] std::optional<PlanView> find(PlanAsker const& asker, base::Date day);

  /// Where no plan runs: whether something is open that can be in one. Reckons no proposals.
  [[nodiscard]] bool may_ask(PlanAsker const& asker, base::Date day);

  /// Proposals for what is open of the claims. Without a payday, the first of the month: wages have come by then.
  [[nodiscard]] Offer offer(PlanAsker const& asker, arrangements::Wish wish, base::Now now);

  /// Of those, at most three: within the policy if there are such.
  [[nodiscard]] static std::vector<arrangements::Proposal> shown(Offer const& offer);

  /// Agrees on a proposal, or asks a person to. Nothing if it was agreed on; a click that came second is too.
  [[nodiscard]] std::optional<Refusal> accept(PlanAsker const& asker, arrangements::Proposal const& proposal,
                                              std::vector<base::ClaimId> const& claims, base::Now now);
  // With a key, the same key and wish are the same again, and the key with another wish is refused. Without one, a
  // second click is the first.
  /// The same for instalments of the debtor's choice, for everything that can be in a plan.
  [[nodiscard]] std::optional<Refusal> make(PlanAsker const& asker, std::vector<arrangements::Planned> instalments,
                                            base::Now now, std::string const& key);
  [[nodiscard]] std::optional<Refusal> move(PlanAsker const& asker, base::Date from, base::Date to, base::Now now,
                                            std::string const& key = {});
  [[nodiscard]] std::optional<Refusal> pause(PlanAsker const& asker, base::Now now, std::string const& key = {});

  /// What a payment of the next instalment covers.
  [[nodiscard]] std::vector<payments::Choice> next_payment(PlanView const& view);

  /// The days to which the next instalment may be moved by the debtor alone, in order; none if it may not.
  [[nodiscard]] std::vector<base::Date> days_to_move_to(PlanView const& view, base::AuthorityId authority,
                                                        base::Date today);
  [[nodiscard]] bool may_pause(PlanView const& view, base::AuthorityId authority, base::Date today);

 private:
  [[nodiscard]] std::optional<Refusal> change(PlanAsker const& asker, ChangeArrangement change, base::Now now,
                                              std::string const& key, std::string const& natural);

  BooksService& books_;
  RulesNow rules_;
};

}  // namespace engine

#include "engine/arrangement_offer.h"

#include <algorithm>

#include "engine/arrangement_debts.h"
#include "engine/decision.h"

namespace engine {

namespace {

using arrangements::Arrangement;

class Offerer {
 public:
  Offerer(ports::BooksReader& reader, Rules const& rules, base::AuthorityId authority, OfferWish const& wish)
      : reader_(reader), rules_(rules), wish_(wish) {
    state_->authority = authority;
    offer_.policy = rules.arrangement_policy(authority);
    offer_.proposals.on = wish.on;
  }

  /// `plan`: one whose own claims are planned anew.
  Offer run(Arrangement const* plan) {
    load(plan);
    if (offer_.plan && plan == nullptr) return std::move(offer_);
    arrangements::Debts const debts = debts_of(*state_, rules_, offer_.claims);
    arrangements::PlanHistory history;
    if (plan == nullptr) history = plan_history(plans_, offer_.policy, wish_.on);
    offer_.proposals =
        arrangements::propose(debts, offer_.policy, calendar(), wish_.wish, wish_.means, history, wish_.on);
    offer_.assumptions = assumptions_of(debts, wish_.on);
    return std::move(offer_);
  }

  PlanBasis basis() {
    load(nullptr);
    PlanBasis made;
    made.claims = offer_.claims;
    made.left_out = std::move(offer_.left_out);
    made.plan = offer_.plan;
    made.debts = debts_of(*state_, rules_, offer_.claims);
    made.policy = offer_.policy;
    made.history = plan_history(plans_, offer_.policy, wish_.on);
    made.calendar = calendar();
    made.state = std::move(state_);
    return made;
  }

 private:
  void load(Arrangement const* plan) {
    rows_ = reader_.arrangements_of(state_->authority, wish_.debtor);
    for (Arrangement const& each : rows_) {
      plans_.push_back(&each);
      if (arrangements::is_ended(each.state)) continue;
      PlanView const view = view_plan(reader_, state_->authority, each, wish_.on);
      std::vector<claims::Claim const*> claims;
      for (claims::Claim const& claim : view.claims) claims.push_back(&claim);
      if (each.state == arrangements::State::kRequested || !is_paid(each, claims)) offer_.plan = each.id;
    }
    std::vector<claims::Claim> all = reader_.claims_of(state_->authority, wish_.debtor);
    std::vector<base::ClaimId> wanted = wish_.claims;
    if (plan != nullptr) {
      for (arrangements::ArrangedClaim const& each : plan->claims) wanted.push_back(each.claim);
    }
    for (base::ClaimId const id : wanted) {
      bool const owed = std::ranges::any_of(all, [&](claims::Claim const& claim) { return claim.id == id; });
      if (!owed) offer_.left_out.push_back({id, Refusal::kClaimNotOfDebtor});
    }
    for (claims::Claim& claim : all) {
      bool const asked = std::ranges::find(wanted, claim.id) != wanted.end();
      if (!wanted.empty() && !asked) continue;
      add(std::move(claim), asked, plan != nullptr);
    }
  }

  void add(claims::Claim claim, bool asked, bool replans) {
    if (!replans) let_go(claim);
    std::optional<Refusal> why = why_not_in_plan(claim, wish_.debtor);
    if (!why && !replans && is_in_plan(claim, wish_.agreed)) why = Refusal::kPlanInForce;
    if (why) {
      // What is paid is no news, unless somebody asked about it.
      bool const over = *why == Refusal::kClaimSettled || *why == Refusal::kClaimCancelled;
      if (asked || !over) offer_.left_out.push_back({claim.id, *why});
      return;
    }
    for (base::DebtorId const id : claim.liable) {
      if (auto row = reader_.debtor(state_->authority, id)) state_->debtors.load(std::move(*row));
    }
    offer_.claims.push_back(claim.id);
    state_->claims.load(std::move(claim));
  }

  /// As the plan will leave the claim: without the fees of its first day and since, and with what had paid them counted
  /// anew. By the very rule that decides, so that what is offered adds up when it is agreed on.
  void let_go(claims::Claim& claim) const {
    if (fees_since(claim, wish_.agreed).empty()) return;
    ports::WorkingSet scratch;
    scratch.authority = state_->authority;
    for (base::DebtorId const id : claim.liable) {
      if (auto row = reader_.debtor(state_->authority, id)) scratch.debtors.load(std::move(*row));
      for (payments::Payment& payment : reader_.payments_of(state_->authority, id)) {
        bool const is_on_it =
            std::ranges::find(payment.allocations, claim.id, &payments::Allocation::claim) != payment.allocations.end();
        if (is_on_it) scratch.payments.load(std::move(payment));
      }
    }
    scratch.claims.load(claim);
    std::string const nobody;
    Context const context{scratch, {{}, wish_.on}, 0, {}, rules_, nobody};
    Decision decision{context};
    Refused const refused = waive_fees_since(decision, {claim.id}, wish_.agreed, "offer");
    if (!refused && decision.consistent()) {
      claim = *scratch.claims.find(claim.id);
    } else {
      let_go_plainly(claim);
    }
  }

  /// Where somebody who owes nothing of it has paid: what is freed is theirs, and counts on nothing here.
  void let_go_plainly(claims::Claim& claim) const {
    std::int64_t& open = claim.open[ledger::Component::kFee];
    for (LateFee const& fee : fees_since(claim, wish_.agreed)) {
      claim.charged[ledger::Component::kFee] -= fee.minor;
      open -= std::min(open, fee.minor);
    }
  }

  /// Of the law of the first claim that has one.
  [[nodiscard]] law::Calendar const* calendar() const {
    for (base::ClaimId const id : offer_.claims) {
      auto const law = rules_.law.find(state_->authority, state_->claims.find(id)->type);
      if (law) return &law->pack->calendar;
    }
    return nullptr;
  }

  ports::BooksReader& reader_;
  Rules const& rules_;
  OfferWish const& wish_;
  std::unique_ptr<ports::WorkingSet> state_ = std::make_unique<ports::WorkingSet>();
  std::vector<Arrangement> rows_;
  std::vector<Arrangement const*> plans_;
  Offer offer_;
};

}  // namespace

std::vector<std::string> assumptions_of(arrangements::Debts const& debts, base::Date on) {
  base::Date const far{on.days + 366};
  bool const runs = std::ranges::any_of(debts.claims, [&](claims::Claim const& claim) {
    return debts.interest(claim, far) > claims::sum_of(claim.accrual.interest);
  });
  return {"paid_on_dates", runs ? "rates_known_today" : "no_interest"};
}

Offer offer_instalments(ports::BooksReader& reader, Rules const& rules, base::AuthorityId authority,
                        OfferWish const& wish) {
  return Offerer{reader, rules, authority, wish}.run(nullptr);
}

PlanBasis plan_basis(ports::BooksReader& reader, Rules const& rules, base::AuthorityId authority,
                     OfferWish const& wish) {
  return Offerer{reader, rules, authority, wish}.basis();
}

Offer offer_replan(ports::BooksReader& reader, Rules const& rules, base::AuthorityId authority,
                   arrangements::Arrangement const& plan, OfferWish const& wish) {
  return Offerer{reader, rules, authority, wish}.run(&plan);
}

PlanView view_plan(ports::BooksReader& reader, base::AuthorityId authority, arrangements::Arrangement plan,
                   base::Date day) {
  PlanView view;
  view.plan = std::move(plan);
  std::vector<claims::Claim const*> rows;
  for (arrangements::ArrangedClaim const& each : view.plan.claims) {
    if (auto claim = reader.claim(authority, {each.claim, {}, {}})) view.claims.push_back(std::move(*claim));
  }
  for (claims::Claim const& claim : view.claims) rows.push_back(&claim);
  view.standing = arrangements::standing_of(view.plan, rows, day);
  return view;
}

}  // namespace engine

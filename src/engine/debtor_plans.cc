#include "engine/debtor_plans.h"

#include <algorithm>
#include <span>

#include "engine/arrangement_debts.h"
#include "payments/allocation.h"

namespace engine {

namespace {

using arrangements::Arrangement;
using arrangements::Proposal;
using arrangements::State;

constexpr std::size_t kShown = 3;
constexpr std::int32_t kFirstOfMonth = 1;  // wages and benefits have come by then

/// A plan with other claims as well would tell whoever holds a link what else is owed.
bool is_about(Arrangement const& plan, PlanAsker const& asker) {
  return asker.claims.empty() || std::ranges::all_of(plan.claims, [&](arrangements::ArrangedClaim const& each) {
           return std::ranges::find(asker.claims, each.claim) != asker.claims.end();
         });
}

std::string key_of(std::string const& key) { return "plan by " + key; }

}  // namespace

PlanAsker asker_of(ports::SafeLink const& link) {
  return {link.authority, link.debtor, link.claims, "link:" + std::to_string(link.id)};
}

std::optional<PlanView> DebtorPlans::find(PlanAsker const& asker, base::Date day) {
  auto const reader = books_.reader();
  std::optional<Arrangement> found;
  for (Arrangement& each : reader->arrangements_of(asker.authority, asker.debtor)) {
    if (is_about(each, asker)) found = std::move(each);
  }
  if (!found) return std::nullopt;
  return view_plan(*reader, asker.authority, std::move(*found), day);
}

bool DebtorPlans::may_ask(PlanAsker const& asker, base::Date day) {
  return std::ranges::any_of(
      books_.reader()->claims_of(asker.authority, asker.debtor), [&](claims::Claim const& claim) {
        bool const is_asked_about =
            asker.claims.empty() || std::ranges::find(asker.claims, claim.id) != asker.claims.end();
        return is_asked_about && !why_not_in_plan(claim, asker.debtor) && !is_in_plan(claim, day);
      });
}

Offer DebtorPlans::offer(PlanAsker const& asker, arrangements::Wish wish, base::Now now) {
  if (!wish.payday) wish.payday = kFirstOfMonth;
  if (!wish.first) wish.first = base::Date{now.date.days + 1};
  std::shared_ptr<Rules const> const rules = rules_();
  return offer_instalments(*books_.reader(), *rules, asker.authority,
                           {asker.debtor, asker.claims, wish, {}, now.date, now.date});
}

std::vector<Proposal> DebtorPlans::shown(Offer const& offer) {
  std::vector<Proposal> chosen;
  for (bool const within : {true, false}) {
    for (Proposal const& each : offer.proposals.all) {
      // The short, the middle and the long one: who has little needs the small instalments of the long one.
      bool const plain = each.kind != arrangements::ProposalKind::kStepped;
      if (plain && chosen.size() < kShown && each.outside.empty() == within) chosen.push_back(each);
    }
    if (!chosen.empty()) break;
  }
  return chosen;
}

std::optional<Refusal> DebtorPlans::accept(PlanAsker const& asker, Proposal const& proposal,
                                           std::vector<base::ClaimId> const& claims, base::Now now) {
  std::size_t const before = books_.reader()->arrangements_of(asker.authority, asker.debtor).size();
  MakeArrangement wish{asker.debtor, claims, {}, PlanMode::kOrRequest, {}, now.date};
  for (arrangements::Instalment const& each : proposal.schedule.instalments) {
    wish.instalments.push_back({each.date, each.minor()});
  }
  Outcome const outcome = books_.submit_one(
      {asker.authority, asker.actor, "plan " + std::to_string(before + 1), {}, {}, {std::move(wish)}}, now);
  if (outcome) return std::nullopt;
  // The other click of a double click was faster.
  auto const made = find(asker, now.date);
  if (made && !arrangements::is_ended(made->plan.state)) return std::nullopt;
  return outcome.error().refusal;
}

std::optional<Refusal> DebtorPlans::make(PlanAsker const& asker, std::vector<arrangements::Planned> instalments,
                                         base::Now now, std::string const& key) {
  MakeArrangement wish{asker.debtor, {}, std::move(instalments), PlanMode::kOrRequest, {}, now.date};
  auto const stored = books_.reader()->find_entry(asker.authority, entry_key(asker.actor, key_of(key)));
  auto const entry = stored ? decode_entry(stored->payload) : std::nullopt;
  ArrangementMade const* made = nullptr;
  for (Event const& event : entry ? std::span<Event const>{entry->events} : std::span<Event const>{}) {
    if (auto const* found = std::get_if<ArrangementMade>(&event)) made = found;
  }
  if (made != nullptr) {
    // Sent again: it is about the claims that it was about then.
    wish.date = made->date;
    for (arrangements::ArrangedClaim const& each : made->claims) wish.claims.push_back(each.claim);
  } else {
    Offer const now_owed = offer(asker, {}, now);
    if (now_owed.plan) return Refusal::kPlanInForce;
    wish.claims = now_owed.claims;
  }
  Outcome const outcome =
      books_.submit_one({asker.authority, asker.actor, key_of(key), {}, {}, {std::move(wish)}}, now);
  return outcome ? std::nullopt : std::optional{outcome.error().refusal};
}

std::optional<Refusal> DebtorPlans::change(PlanAsker const& asker, ChangeArrangement change, base::Now now,
                                           std::string const& key, std::string const& natural) {
  auto const view = find(asker, now.date);
  if (!view) return Refusal::kPlanNotFound;
  change.arrangement = view->plan.id;
  change.date = now.date;
  Outcome const outcome =
      books_.submit_one({asker.authority,
                         asker.actor,
                         key.empty() ? "plan " + std::to_string(view->plan.id.value) + " " + natural : key_of(key),
                         {},
                         {},
                         {std::move(change)}},
                        now);
  return outcome ? std::nullopt : std::optional{outcome.error().refusal};
}

std::optional<Refusal> DebtorPlans::move(PlanAsker const& asker, base::Date from, base::Date to, base::Now now,
                                         std::string const& key) {
  ChangeArrangement wish;
  wish.change = arrangements::Change::kMoveDate;
  wish.from = from;
  wish.to = to;
  return change(asker, wish, now, key, "move " + base::format_date(from) + " " + base::format_date(to));
}

std::optional<Refusal> DebtorPlans::pause(PlanAsker const& asker, base::Now now, std::string const& key) {
  ChangeArrangement wish;
  wish.change = arrangements::Change::kPause;
  auto const view = find(asker, now.date);
  // A second click is the same pause; another one is another wish.
  std::int32_t const number = view ? view->plan.pauses : 0;
  return change(asker, wish, now, key, "pause " + base::format_date(now.date) + " " + std::to_string(number));
}

std::vector<payments::Choice> DebtorPlans::next_payment(PlanView const& view) {
  std::vector<payments::Choice> choices;
  auto const next = view.standing.next();
  if (!next) return choices;
  std::vector<claims::Claim const*> rows;
  for (claims::Claim const& claim : view.claims) {
    bool const is_asked = claim.state == claims::ClaimState::kOpen && !claim.disputed() && claim.open_minor() > 0;
    if (is_asked) rows.push_back(&claim);
  }
  // What is missing of earlier instalments is the first of them; the order is the one in which parts were reckoned.
  std::int64_t rest = view.standing.left_minor[*next];
  auto const add = [&](base::ClaimId id, std::int64_t wanted) {
    auto const row = std::ranges::find(rows, id, [](claims::Claim const* claim) { return claim->id; });
    if (row == rows.end()) return;
    auto known = std::ranges::find(choices, id, &payments::Choice::claim);
    std::int64_t const taken = known == choices.end() ? 0 : *known->limit_minor;
    std::int64_t const minor = std::min({wanted, rest, (*row)->open_minor() - taken});
    if (minor <= 0) return;
    if (known == choices.end()) known = choices.insert(choices.end(), {id, 0});
    *known->limit_minor += minor;
    rest -= minor;
  };
  for (arrangements::Part const& part : view.plan.instalments[*next].parts) add(part.claim, part.minor);
  for (claims::Claim const* const claim : rows) add(claim->id, rest);
  return choices;
}

std::vector<base::Date> DebtorPlans::days_to_move_to(PlanView const& view, base::AuthorityId authority,
                                                     base::Date today) {
  std::vector<base::Date> days;
  std::shared_ptr<Rules const> const rules = rules_();
  arrangements::Policy const policy = rules->arrangement_policy(authority);
  auto const next = view.standing.next();
  Arrangement const& plan = view.plan;
  if (!next || plan.state != State::kInForce || plan.moves >= policy.moves) return days;
  base::Date const from = plan.instalments[*next].date;
  bool const is_last = *next + 1 == plan.instalments.size();
  base::Date const first = std::max(base::Date{from.days - policy.move_days}, base::Date{today.days + 1});
  base::Date const bound = is_last ? arrangements::longest_until(policy, plan.agreed)
                                   : base::Date{plan.instalments[*next + 1].date.days - 1};
  for (base::Date day = first; day.days <= from.days + policy.move_days && day <= bound; ++day.days) {
    bool const after_last = *next == 0 || day > plan.instalments[*next - 1].date;
    if (day != from && after_last) days.push_back(day);
  }
  return days;
}

bool DebtorPlans::may_pause(PlanView const& view, base::AuthorityId authority, base::Date today) {
  std::shared_ptr<Rules const> const rules = rules_();
  Arrangement const& plan = view.plan;
  if (plan.state != State::kInForce || plan.pauses >= rules->arrangement_policy(authority).pauses) return false;
  for (std::size_t i = 0; i < plan.instalments.size(); ++i) {
    if (plan.instalments[i].date >= today && view.standing.left_minor[i] > 0) return true;
  }
  return false;
}

}  // namespace engine

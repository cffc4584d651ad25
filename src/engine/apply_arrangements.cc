// Rules for arrangements: agreeing on instalments, asking a person to, changing, ending.
#include <algorithm>
#include <set>

#include "engine/arrangement_debts.h"
#include "engine/decision.h"
#include "engine/receipt.h"
#include "law/day_arithmetic.h"

namespace engine {

namespace {

using arrangements::Arrangement;
using arrangements::Change;
using arrangements::Planned;
using arrangements::PolicyBreach;
using arrangements::Schedule;
using arrangements::Standing;
using arrangements::State;

constexpr char const* kReason = "instalment_plan";

arrangements::Policy policy_of(Decision const& d) { return d.context().rules.arrangement_policy(d.state().authority); }

Refused check_text(std::string const& reason, PlanMode mode) {
  if (reason.size() > kTextLimit) return Refusal::kTextTooLong;
  if (mode == PlanMode::kByPerson && reason.empty()) return Refusal::kReasonMissing;
  return std::nullopt;
}

Refused check_dates(std::vector<Planned> const& planned, base::Date first) {
  if (planned.empty()) return Refusal::kNothingChosen;
  if (planned.size() > static_cast<std::size_t>(arrangements::kMostInstalments)) return Refusal::kPlanDates;
  for (std::size_t i = 0; i < planned.size(); ++i) {
    if (planned[i].minor <= 0) return Refusal::kAmountNotPositive;
    if (!base::in_money_range(planned[i].minor)) return Refusal::kAmountOutOfRange;
    if (planned[i].date < (i == 0 ? first : base::Date{planned[i - 1].date.days + 1})) return Refusal::kPlanDates;
  }
  return std::nullopt;
}

Refusal refusal_of(PolicyBreach breach) {
  switch (breach) {
    case PolicyBreach::kInstalmentTooSmall:
      return Refusal::kPlanInstalmentTooSmall;
    case PolicyBreach::kTooLong:
      return Refusal::kPlanTooLong;
    case PolicyBreach::kTotalTooLarge:
      return Refusal::kPlanTotalTooLarge;
    case PolicyBreach::kTooManyBroken:
      return Refusal::kPlanTooManyBroken;
    case PolicyBreach::kFirstTooLate:
      return Refusal::kPlanFirstTooLate;
  }
  return Refusal::kPlanTooLong;
}

/// What the sizes cover, if they pay exactly what is owed.
std::expected<Schedule, Refusal> schedule(Decision const& d, std::vector<base::ClaimId> const& claims,
                                          std::vector<Planned> const& planned) {
  arrangements::Debts const debts = debts_of(d.state(), d.context().rules, claims);
  Schedule made = arrangements::schedule_of(debts, planned);
  if (made.left_minor != 0 || made.over_minor != 0) return std::unexpected(Refusal::kPlanDoesNotAddUp);
  return made;
}

base::Date day_after(base::Date date) { return {date.days + 1}; }

void place_holds(Decision& d, std::vector<base::ClaimId> const& claims, std::string const& key,
                 std::string const& reason, base::Date first, std::optional<base::Date> last) {
  for (base::ClaimId const id : claims) {
    d.emit(HoldPlaced{id, {}, {key, claims::HoldKind::kPlanInForce, reason, first, last}});
  }
}

std::string request_key(base::ArrangementId id) { return arrangements::hold_key(id) + ":request"; }

/// The course of the claims goes on after `last`.
void end_holds(Decision& d, Arrangement const& arrangement, base::Date last) {
  for (arrangements::ArrangedClaim const& each : arrangement.claims) {
    for (std::string const& key : {arrangements::hold_key(arrangement.id), request_key(arrangement.id)}) {
      claims::Claim const* const claim = d.state().claims.find(each.claim);
      claims::Hold const* const hold = claim == nullptr ? nullptr : claims::find_hold(claim->holds, key);
      if (hold == nullptr || (hold->last && *hold->last <= last)) continue;
      d.emit(HoldEnded{each.claim, {}, key, std::max(last, hold->first)});
    }
  }
}

Standing standing(Decision const& d, Arrangement const& arrangement, base::Date day) {
  return arrangements::standing_of(arrangement, claims_in(d.state(), arrangement), day);
}

bool is_paid(Decision const& d, Arrangement const& arrangement) {
  return engine::is_paid(arrangement, claims_in(d.state(), arrangement));
}

void end(Decision& d, base::ArrangementId id, State state, std::string reason, base::Date date) {
  Arrangement const arrangement = *d.state().arrangements.find(id);
  std::int64_t const open = standing(d, arrangement, date).open_minor;
  d.emit(ArrangementEnded{id, state, open, std::move(reason), date});
  end_holds(d, arrangement, date);
}

/// What was agreed on, in writing, to the one whose plan it is. Asks for nothing and carries no fee.
void tell_agreement(Decision& d, base::ArrangementId id, std::string step, base::Date on) {
  Arrangement const& plan = *d.state().arrangements.find(id);
  claims::Debtor const* const debtor = d.state().debtors.find(plan.debtor);
  if (debtor == nullptr || debtor->kind == claims::DebtorKind::kUnknown) return;
  // About the whole plan, so that a link in the message opens it.
  std::vector<base::ClaimId> about;
  for (claims::Claim const* const claim : claims_in(d.state(), plan)) {
    bool const is_liable = std::ranges::find(claim->liable, plan.debtor) != claim->liable.end();
    if (is_liable) about.push_back(claim->id);
  }
  // Where no law is chosen there is no country, and so no texts.
  auto const under_law = std::ranges::find_if(about, [&](base::ClaimId claim) {
    return d.context().rules.law.find(d.state().authority, d.state().claims.find(claim)->type).has_value();
  });
  if (under_law == about.end()) return;
  std::string content = country_template(d, *under_law, "plan_agreed");
  d.emit(MessagePlanned{{d.new_id()},
                        plan.debtor,
                        arrangements::hold_key(id),
                        std::move(step),
                        std::move(content),
                        std::move(about),
                        {dunning::Channel::kDigitalPost, dunning::Channel::kLetter},
                        false,
                        on,
                        {},
                        standing(d, plan, on).open_minor,
                        0});
}

/// All plans of the debtor; one that has been paid without anybody having looked is completed first.
std::vector<Arrangement const*> plans_of(Decision& d, base::DebtorId debtor) {
  std::vector<base::ArrangementId> paid;
  d.state().arrangements.each([&](Arrangement const& each) {
    if (each.debtor == debtor && each.state == State::kInForce && is_paid(d, each)) paid.push_back(each.id);
  });
  for (base::ArrangementId const id : paid) end(d, id, State::kCompleted, "paid", d.context().now.date);
  std::vector<Arrangement const*> plans;
  d.state().arrangements.each([&](Arrangement const& each) {
    if (each.debtor == debtor) plans.push_back(&each);
  });
  return plans;
}

Refused check_claims(Decision const& d, std::vector<base::ClaimId> const& ids, base::DebtorId debtor, base::Date date) {
  if (ids.empty() || std::set(ids.begin(), ids.end()).size() != ids.size()) return Refusal::kNothingChosen;
  for (base::ClaimId const id : ids) {
    auto const claim = d.find({id, {}, {}});
    if (!claim) return claim.error();
    if (auto const why = why_not_in_plan(**claim, debtor)) return *why;
    if (date < (*claim)->dates.issued) return Refusal::kBeforeClaimExisted;
  }
  return std::nullopt;
}

std::vector<base::ClaimId> ids_of(std::vector<arrangements::ArrangedClaim> const& claims) {
  std::vector<base::ClaimId> ids;
  for (arrangements::ArrangedClaim const& each : claims) ids.push_back(each.claim);
  return ids;
}

std::vector<Planned> sizes_of(std::vector<arrangements::Instalment> const& instalments) {
  std::vector<Planned> planned;
  for (arrangements::Instalment const& each : instalments) planned.push_back({each.date, each.minor()});
  return planned;
}

std::expected<Arrangement const*, Refusal> in_state(Decision const& d, base::ArrangementId id, State state) {
  Arrangement const* const found = d.state().arrangements.find(id);
  if (found == nullptr) return std::unexpected(Refusal::kPlanNotFound);
  if (found->state == state) return found;
  return std::unexpected(state == State::kRequested ? Refusal::kPlanNotRequested : Refusal::kPlanNotInForce);
}

/// Whether a person has decided that day that something happens although somebody is vulnerable.
bool was_decided_on(claims::Claim const& claim, base::Date day) {
  return std::ranges::any_of(claim.course.steps, [&](claims::StepTaken const& taken) {
    return taken.date == day && taken.step.starts_with(claims::kDecided);
  });
}

}  // namespace

std::vector<base::ClaimId> owed_by(Decision const& d, base::DebtorId debtor) {
  std::vector<base::ClaimId> owed;
  d.state().claims.each([&](claims::Claim const& claim) {
    if (claim.state == claims::ClaimState::kCancelled) return;
    if (std::ranges::find(claim.liable, debtor) != claim.liable.end()) owed.push_back(claim.id);
  });
  return owed;
}

Refused waive_fees_since(Decision& d, std::vector<base::ClaimId> const& ids, base::Date since,
                         std::string const& reason, DecidedFees decided) {
  for (base::ClaimId const id : ids) {
    claims::Claim const* const claim = d.state().claims.find(id);
    if (claim == nullptr) continue;
    auto const stays = [&](base::Date letter) {
      return decided == DecidedFees::kStay && was_decided_on(*claim, letter);
    };
    for (LateFee const& fee : fees_since(*claim, since, stays)) {
      std::int64_t const paid = fee.minor - d.state().claims.find(id)->open[ledger::Component::kFee];
      std::vector<PaymentPart> const freed = d.parts_to_free(id, ledger::Component::kFee, paid);
      if (Refused const refused = decide(d, WaiveFee{{id, {}, {}}, fee.minor, reason, fee.date})) return refused;
      d.emit(LetterFeesLetGo{id, fee.date, fee.minor});
      count_again(d, freed);
    }
  }
  return std::nullopt;
}

std::string country_template(Decision const& d, base::ClaimId claim, std::string const& name) {
  auto const law = d.context().rules.law.find(d.state().authority, d.state().claims.find(claim)->type);
  if (!law) return name;
  std::string const& pack = law->pack->code;  // "dk/public"
  return pack.substr(0, pack.find('/')) + "/" + name;
}

Refused decide(Decision& d, MakeArrangement const& c) {
  base::Date const today = d.context().now.date;
  if (Refused const refused = check_text(c.reason, c.mode)) return refused;
  if (c.date > today) return Refusal::kDateInFuture;
  if (c.date < today && c.mode != PlanMode::kByPerson) return Refusal::kPlanBackDated;
  if (d.state().debtors.find(c.debtor) == nullptr) return Refusal::kDebtorNotFound;
  if (Refused const refused = check_claims(d, c.claims, c.debtor, c.date)) return refused;
  std::vector<Arrangement const*> const plans = plans_of(d, c.debtor);
  bool const has_plan =
      std::ranges::any_of(plans, [](Arrangement const* each) { return !arrangements::is_ended(each->state); });
  bool const in_plan =
      std::ranges::any_of(c.claims, [&](base::ClaimId id) { return is_in_plan(*d.state().claims.find(id), c.date); });
  if (has_plan || in_plan) return Refusal::kPlanInForce;
  if (Refused const refused = check_dates(c.instalments, today)) return refused;

  arrangements::Policy const policy = policy_of(d);
  arrangements::PlanHistory const history = plan_history(plans, policy, today);
  if (Refused const refused = waive_fees_since(d, c.claims, c.date, kReason)) return refused;
  // What a plan from an earlier day lets go may be all that was open.
  if (Refused const refused = check_claims(d, c.claims, c.debtor, c.date)) return refused;
  std::int64_t open = 0;
  for (base::ClaimId const id : c.claims) open += d.state().claims.find(id)->open_minor();
  auto made = schedule(d, c.claims, c.instalments);
  if (!made) return made.error();
  auto outside = arrangements::outside(policy, made->instalments, c.date, open, history);
  if (!outside.empty() && c.mode == PlanMode::kByPolicy) return refusal_of(outside.front());

  base::ArrangementId const id{d.new_id()};
  bool const requested = !outside.empty() && c.mode == PlanMode::kOrRequest;
  std::optional<base::Date> next;
  if (!requested) next = day_after(made->instalments.front().date);
  d.emit(ArrangementMade{id, c.debtor, requested ? State::kRequested : State::kInForce, arranged(d.state(), c.claims),
                         std::move(made->instalments), std::move(outside), c.reason, c.date, next});
  if (requested) {
    base::Date const last{c.date.days + policy.request_days};
    place_holds(d, c.claims, request_key(id), "instalments_requested", c.date, last);
  } else {
    place_holds(d, c.claims, arrangements::hold_key(id), kReason, c.date, std::nullopt);
    tell_agreement(d, id, std::string{dunning::kAgreedStep}, today);
  }
  return std::nullopt;
}

Refused decide(Decision& d, AcceptArrangement const& c) {
  if (Refused const refused = check_text(c.reason, PlanMode::kByPerson)) return refused;
  if (c.date != d.context().now.date)
    return c.date > d.context().now.date ? Refusal::kDateInFuture : Refusal::kPlanBackDated;
  auto const found = in_state(d, c.arrangement, State::kRequested);
  if (!found) return found.error();
  Arrangement const request = **found;
  std::vector<base::ClaimId> const ids = ids_of(request.claims);
  if (Refused const refused = check_claims(d, ids, request.debtor, c.date)) return refused;
  std::vector<Planned> const planned = sizes_of(request.instalments);
  if (Refused const refused = check_dates(planned, c.date)) return refused;
  auto made = schedule(d, ids, planned);
  if (!made) return made.error();
  base::Date const next = day_after(made->instalments.front().date);
  d.emit(
      ArrangementAccepted{request.id, arranged(d.state(), ids), std::move(made->instalments), c.reason, c.date, next});
  // Until today the request had a hold of its own; what was charged after that ran out, stays.
  place_holds(d, ids, arrangements::hold_key(request.id), kReason, c.date, std::nullopt);
  tell_agreement(d, request.id, std::string{dunning::kAgreedStep}, c.date);
  return std::nullopt;
}

namespace {

using Changed = std::expected<std::vector<arrangements::Instalment>, Refusal>;

Changed move_date(Arrangement const& arrangement, Standing const& now, arrangements::Policy const& policy,
                  ChangeArrangement const& c, base::Date today) {
  std::vector<arrangements::Instalment> instalments = arrangement.instalments;
  auto const at = std::ranges::find(instalments, c.from, &arrangements::Instalment::date);
  if (at == instalments.end()) return std::unexpected(Refusal::kPlanDates);
  if (now.left_minor[static_cast<std::size_t>(at - instalments.begin())] == 0) {
    return std::unexpected(Refusal::kPlanInstalmentPaid);
  }
  bool const after_last = at != instalments.begin() && c.to <= std::prev(at)->date;
  bool const before_next = std::next(at) != instalments.end() && c.to >= std::next(at)->date;
  if (c.to < today || after_last || before_next || c.to == c.from) return std::unexpected(Refusal::kPlanDates);
  bool const within = arrangement.moves < policy.moves && std::abs(c.to.days - c.from.days) <= policy.move_days &&
                      (c.to < c.from || c.to <= arrangements::longest_until(policy, arrangement.agreed));
  if (!within && c.mode != PlanMode::kByPerson) return std::unexpected(Refusal::kPlanChangeOutsidePolicy);
  at->date = c.to;
  return instalments;
}

Changed pause(Arrangement const& arrangement, Standing const& now, arrangements::Policy const& policy,
              ChangeArrangement const& c, base::Date today) {
  std::vector<arrangements::Instalment> instalments = arrangement.instalments;
  std::size_t at = 0;
  while (at < instalments.size() && (instalments[at].date < today || now.left_minor[at] == 0)) ++at;
  if (at == instalments.size()) return std::unexpected(Refusal::kPlanInstalmentPaid);
  if (arrangement.pauses >= policy.pauses && c.mode != PlanMode::kByPerson) {
    return std::unexpected(Refusal::kPlanChangeOutsidePolicy);
  }
  // Each takes the date of the one after it: so a payday stays a payday. A pause may go beyond the longest duration.
  base::Date const added = law::add_months(instalments.back().date, 1);
  for (std::size_t i = at; i + 1 < instalments.size(); ++i) instalments[i].date = instalments[i + 1].date;
  instalments.back().date = added;
  return instalments;
}

Changed replan(Decision const& d, Arrangement const& arrangement, arrangements::Policy const& policy,
               ChangeArrangement const& c, std::vector<base::ClaimId> const& ids, base::Date today) {
  if (Refused const refused = check_dates(c.instalments, today)) return std::unexpected(*refused);
  auto made = schedule(d, ids, c.instalments);
  if (!made) return std::unexpected(made.error());
  bool const within =
      arrangement.replans < policy.replans && arrangements::outside(policy, made->instalments, today, 0, {}).empty();
  if (!within && c.mode != PlanMode::kByPerson) return std::unexpected(Refusal::kPlanChangeOutsidePolicy);
  return std::move(made->instalments);
}

}  // namespace

Refused decide(Decision& d, ChangeArrangement const& c) {
  base::Date const today = d.context().now.date;
  if (Refused const refused = check_text(c.reason, c.mode)) return refused;
  if (c.date != today) return c.date > today ? Refusal::kDateInFuture : Refusal::kPlanBackDated;
  auto const found = in_state(d, c.arrangement, State::kInForce);
  if (!found) return found.error();
  Arrangement const arrangement = **found;
  arrangements::Policy const policy = policy_of(d);
  Standing const now = standing(d, arrangement, today);
  if (now.open_minor == 0) return Refusal::kPlanInstalmentPaid;

  std::vector<arrangements::ArrangedClaim> claims = arrangement.claims;
  Changed instalments = std::unexpected(Refusal::kPlanDates);
  switch (c.change) {
    case Change::kMoveDate:
      instalments = move_date(arrangement, now, policy, c, today);
      break;
    case Change::kPause:
      instalments = pause(arrangement, now, policy, c, today);
      break;
    case Change::kReplan: {
      std::vector<base::ClaimId> ids = ids_of(arrangement.claims);
      std::erase_if(ids, [&](base::ClaimId id) {
        claims::Claim const* const claim = d.state().claims.find(id);
        return claim == nullptr || why_not_in_plan(*claim, arrangement.debtor).has_value();
      });
      instalments = replan(d, arrangement, policy, c, ids, today);
      // A claim that is settled or disputed stays a part of the plan; what was paid before counts for the past.
      claims = arranged(d.state(), ids_of(arrangement.claims));
      break;
    }
  }
  if (!instalments) return instalments.error();
  Arrangement changed = arrangement;
  changed.claims = claims;
  changed.instalments = *instalments;
  Standing const after = standing(d, changed, today);
  std::optional<base::Date> next = arrangements::look_after(changed, after);
  if (next && *next <= today) next = day_after(today);
  d.emit(
      ArrangementChanged{arrangement.id, c.change, std::move(claims), std::move(*instalments), c.reason, c.date, next});
  std::int32_t const changes = arrangement.moves + arrangement.pauses + arrangement.replans + 1;
  tell_agreement(d, arrangement.id, dunning::changed_step(changes), today);
  return std::nullopt;
}

Refused decide(Decision& d, CancelArrangement const& c) {
  if (Refused const refused = check_text(c.reason, PlanMode::kByPerson)) return refused;
  if (c.date != d.context().now.date)
    return c.date > d.context().now.date ? Refusal::kDateInFuture : Refusal::kPlanBackDated;
  Arrangement const* const found = d.state().arrangements.find(c.arrangement);
  if (found == nullptr) return Refusal::kPlanNotFound;
  if (arrangements::is_ended(found->state)) return Refusal::kPlanNotInForce;
  bool const paid = found->state == State::kInForce && is_paid(d, *found);
  end(d, c.arrangement, paid ? State::kCompleted : State::kCancelled, c.reason, c.date);
  return std::nullopt;
}

namespace {

/// Looks at one arrangement on a business day.
class Follower {
 public:
  Follower(Decision& d, base::Date on) : d_(d), on_(on), policy_(policy_of(d)) {}

  void follow(base::ArrangementId id) {
    Arrangement const* const found = d_.state().arrangements.find(id);
    if (found == nullptr || found->state != State::kInForce || !found->look_from || *found->look_from > on_) return;
    Arrangement const arrangement = *found;
    if (is_paid(d_, arrangement)) return end(d_, id, State::kCompleted, "paid", on_);
    // The whole day of an instalment is there to pay it.
    Standing const now = standing(d_, arrangement, base::Date{on_.days - 1});
    // Whoever is being helped is asked for nothing: what was missed is looked at when that has ended.
    if (now.missed && is_being_helped(arrangement.debtor)) return;
    if (now.missed) return missed(arrangement, now);
    base::Date const next = std::max(arrangements::look_after(arrangement, now).value_or(on_), day_after(on_));
    if (arrangement.look_from != next) d_.emit(ArrangementLookedAt{id, next});
  }

 private:
  [[nodiscard]] bool is_being_helped(base::DebtorId id) const {
    claims::Debtor const* const debtor = d_.state().debtors.find(id);
    return debtor != nullptr && std::ranges::any_of(debtor->holds, [&](claims::Hold const& hold) {
             return hold.key.starts_with(help::kKeyStart) && hold.covers(on_);
           });
  }
  void missed(Arrangement const& arrangement, Standing const& now) {
    using arrangements::Stage;
    // Each stage has its days from when it was really reached: a day that was not run takes nothing from anybody.
    if (arrangement.stage == Stage::kNone || arrangement.stage_for != *now.missed) {
      return reach(arrangement, now, Stage::kReminded, policy_.grace_days);
    }
    std::int32_t const days = arrangement.stage == Stage::kReminded ? policy_.grace_days : policy_.offer_days;
    base::Date const until{arrangement.stage_on.days + days};
    if (on_ < until) return;
    if (arrangement.stage == Stage::kReminded) {
      reach(arrangement, now, Stage::kOffered, policy_.offer_days);
    } else {
      end(d_, arrangement.id, State::kBroken, "instalment_missed", on_);
    }
  }

  void reach(Arrangement const& arrangement, Standing const& now, arrangements::Stage stage, std::int32_t days) {
    base::Date const next{on_.days + std::max(1, days)};
    d_.emit(ArrangementMissed{arrangement.id, stage, *now.missed, now.missing_minor, on_, next});
    tell(arrangement, now, stage, next);
  }

  /// A message without a fee, to the one whose plan it is.
  void tell(Arrangement const& arrangement, Standing const& now, arrangements::Stage stage, base::Date answer_until) {
    // About the whole plan, so that a link in the message opens it.
    std::vector<base::ClaimId> about;
    bool asks = false;
    for (claims::Claim const* const claim : claims_in(d_.state(), arrangement)) {
      if (std::ranges::find(claim->liable, arrangement.debtor) == claim->liable.end()) continue;
      about.push_back(claim->id);
      asks |= !why_not_in_plan(*claim, arrangement.debtor).has_value();
    }
    if (!asks) return;
    bool const reminder = stage == arrangements::Stage::kReminded;
    d_.emit(MessagePlanned{{d_.new_id()},
                           arrangement.debtor,
                           arrangements::hold_key(arrangement.id),
                           reminder ? "reminder" : "offer",
                           country_template(d_, about.front(), reminder ? "plan_reminder" : "plan_offer"),
                           std::move(about),
                           {dunning::Channel::kDigitalPost, dunning::Channel::kLetter},
                           false,
                           on_,
                           answer_until,
                           now.missing_minor,
                           0});
  }

  Decision& d_;
  base::Date on_;
  arrangements::Policy policy_;
};

}  // namespace

Refused decide(Decision& d, FollowArrangements const& c) {
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  Follower follower{d, c.date};
  for (base::ArrangementId const id : c.arrangements) follower.follow(id);
  return std::nullopt;
}

}  // namespace engine

#include "engine/claim_law.h"

#include <algorithm>

namespace engine {

namespace {

using claims::Claim;
using claims::Hold;
using claims::HoldEffects;
using law::Stop;

claims::Debtor const* debtor_of(ports::WorkingSet const& state, base::DebtorId id) { return state.debtors.find(id); }

std::vector<Stop> stops_of(std::vector<Hold> const& holds) {
  std::vector<Stop> stops;
  for (Hold const& hold : holds) {
    if (claims::effects_of(hold.kind).interest) stops.push_back({hold.first, hold.last});
  }
  return stops;
}

/// The days that are in both.
std::vector<Stop> common(std::vector<Stop> const& left, std::vector<Stop> const& right) {
  std::vector<Stop> result;
  for (Stop const& a : left) {
    for (Stop const& b : right) {
      Stop both{std::max(a.first, b.first), a.last};
      if (b.last && (!both.last || *b.last < *both.last)) both.last = b.last;
      if (!both.last || both.first <= *both.last) result.push_back(both);
    }
  }
  return result;
}

constexpr base::Date day_before(base::Date day) { return {day.days - 1}; }

Refusal refusal_of(law::FeeRefusal refusal) {
  switch (refusal) {
    case law::FeeRefusal::kNoSuchFee:
      return Refusal::kFeeNotInLaw;
    case law::FeeRefusal::kOtherDebtors:
      return Refusal::kFeeForOtherDebtors;
    case law::FeeRefusal::kNotInForce:
      return Refusal::kFeeNotInForce;
    case law::FeeRefusal::kDisputed:
      return Refusal::kFeeOnDisputedClaim;
    case law::FeeRefusal::kTooMany:
      return Refusal::kFeeTooMany;
    case law::FeeRefusal::kLetterMissing:
      return Refusal::kFeeLetterMissing;
    case law::FeeRefusal::kTooEarly:
      return Refusal::kFeeTooEarly;
    case law::FeeRefusal::kOtherFeeTaken:
      return Refusal::kFeeExcludedByOther;
  }
  return Refusal::kFeeNotInLaw;
}

}  // namespace

law::DebtorClass debtor_class(ports::WorkingSet const& state, Claim const& claim) {
  bool const all = std::ranges::all_of(claim.liable, [&](base::DebtorId const id) {
    claims::Debtor const* const debtor = debtor_of(state, id);
    return debtor != nullptr &&
           (debtor->kind == claims::DebtorKind::kCompany || debtor->kind == claims::DebtorKind::kAuthority);
  });
  return all ? law::DebtorClass::kBusiness : law::DebtorClass::kConsumer;
}

bool is_stopped(ports::WorkingSet const& state, Claim const& claim, base::Date day, bool HoldEffects::* effect,
                std::optional<claims::HoldKind> but_for) {
  if (claims::any_stops(claim.holds, day, effect, but_for)) return true;
  bool all = true;
  for (base::DebtorId const id : claim.liable) {
    claims::Debtor const* const debtor = debtor_of(state, id);
    if (debtor != nullptr && claims::any_stops_for_all(debtor->holds, day, effect, but_for)) return true;
    all &= debtor != nullptr && claims::any_stops(debtor->holds, day, effect, but_for);
  }
  return all;
}

std::vector<Stop> interest_stops(ports::WorkingSet const& state, Claim const& claim) {
  std::vector<Stop> stops = stops_of(claim.holds);
  std::vector<Stop> shared;
  for (std::size_t i = 0; i < claim.liable.size(); ++i) {
    claims::Debtor const* const debtor = debtor_of(state, claim.liable[i]);
    std::vector<Stop> const own = debtor == nullptr ? std::vector<Stop>{} : stops_of(debtor->holds);
    shared = i == 0 ? own : common(shared, own);
  }
  stops.insert(stops.end(), shared.begin(), shared.end());
  for (claims::Absence const& absence : claim.accrual.absences) {
    if (!absence.recalled) {
      stops.push_back({absence.handed_over, std::nullopt, law::AtStop::kPostUpToThen});
    } else if (*absence.recalled > absence.handed_over) {
      // From the day of the recall on the claim is the authority's again.
      stops.push_back({absence.handed_over, day_before(*absence.recalled), law::AtStop::kPostUpToThen});
    }
  }
  return stops;
}

std::expected<std::vector<law::Step>, Refusal> interest_of(ports::WorkingSet const& state, Claim const& claim,
                                                           AppliedLaw const& applied, base::Date until) {
  law::InterestRule const* const rule = law::interest_rule(*applied.pack, debtor_class(state, claim));
  if (rule == nullptr) return std::vector<law::Step>{};
  std::optional<base::Date> from = claim.dates.due;
  if (applied.pack->interest_start) {
    law::StartFacts facts{claim.dates.due, applied.type->due_agreed, std::nullopt};
    for (claims::Letter const& letter : claim.accrual.letters) {
      if (!facts.demand_sent || letter.date < *facts.demand_sent) facts.demand_sent = letter.date;
    }
    from = law::counts_from(*applied.pack->interest_start, facts);
  }
  if (!from) return std::vector<law::Step>{};

  std::vector<law::AmountChange> principal;
  principal.reserve(claim.accrual.principal.size() + 1);
  std::int64_t const at_first = claim.open[ledger::Component::kPrincipal] - claims::sum_of(claim.accrual.principal);
  // The claim itself stands before every change, also before one that was dated before the claim was issued.
  base::Date first = std::min(claim.dates.issued, *from);
  if (!claim.accrual.principal.empty()) first = std::min(first, claim.accrual.principal.front().date);
  principal.push_back({first, at_first});
  for (claims::DatedChange const& change : claim.accrual.principal) principal.push_back({change.date, change.minor});
  std::vector<law::AmountChange> paid;
  for (claims::DatedChange const& change : claim.accrual.interest_paid) paid.push_back({change.date, change.minor});

  std::vector<Stop> stops = interest_stops(state, claim);
  // The years before the authority chose this law were its source's to charge.
  if (applied.type->interest_from) stops.push_back({base::Date{}, day_before(*applied.type->interest_from)});
  std::optional<base::Date> gone;
  auto const& absences = claim.accrual.absences;
  if (!absences.empty() && !absences.back().recalled) gone = absences.back().handed_over;
  law::InterestCase const asked{*from, std::max(*from, claim.dates.last_payment_day), principal, paid, stops, gone};
  auto steps = law::interest_steps(*rule, asked, until, law::CloseLastDay::kNo);
  if (!steps) {
    return std::unexpected(steps.error().error == law::InterestError::kNoRate ? Refusal::kNoInterestRate
                                                                              : Refusal::kAmountOutOfRange);
  }
  return std::move(*steps);
}

std::expected<law::AllowedFee, Refusal> fee_of(ports::WorkingSet const& state, Claim const& claim,
                                               law::Pack const& pack, std::string const& letter, base::Date day,
                                               std::optional<claims::HoldKind> but_for) {
  if (is_stopped(state, claim, day, &HoldEffects::fees, but_for)) return std::unexpected(Refusal::kFeeOnHold);
  std::vector<law::SentLetter> sent;
  for (claims::Letter const& past : claim.accrual.letters) sent.push_back({past.letter, past.date, past.fee_minor});
  law::FeeFacts const facts{day, claim.dates.last_payment_day, debtor_class(state, claim), claim.disputed(), sent};
  auto allowed = law::assess_fee(pack.fees, letter, pack.calendar, facts);
  if (!allowed) return std::unexpected(refusal_of(allowed.error().refusal));
  return std::move(*allowed);
}

namespace {

/// What the scale still gives on `day`: what has been charged as fees is a part of it. Not below zero.
std::expected<std::int64_t, Refusal> cost_by(law::CostScale const& scale, Claim const& claim, law::Pack const& pack,
                                             law::DebtorClass debtor, base::Date day) {
  if (!scale.after_letter.empty()) {
    std::optional<base::Date> deadline;
    law::Notice const* const notice = law::notice_rule(pack, scale.after_letter);
    for (claims::Letter const& letter : claim.accrual.letters) {
      if (letter.letter != scale.after_letter) continue;
      base::Date const last = notice != nullptr ? law::notice_deadline(*notice, pack.calendar, {letter.date, {}})
                                                : base::Date{letter.date.days + scale.days_after_letter};
      deadline = deadline ? std::min(*deadline, last) : last;
    }
    if (!deadline) return std::unexpected(Refusal::kFeeLetterMissing);
    if (day <= *deadline) return std::unexpected(Refusal::kFeeTooEarly);
  }
  std::int64_t const cost = law::cost_of(scale, {claim.open[ledger::Component::kPrincipal], debtor});
  return std::max<std::int64_t>(0, cost - claim.charged[ledger::Component::kFee]);
}

/// What only a firm may charge is not the authority's.
bool is_ours(law::CostScale const& scale) { return scale.collector != law::Collector::kFirm; }

}  // namespace

std::expected<std::int64_t, Refusal> collection_cost(ports::WorkingSet const& state, Claim const& claim,
                                                     law::Pack const& pack, base::Date day) {
  law::DebtorClass const debtor = debtor_class(state, claim);
  std::int64_t highest = 0;
  std::optional<Refusal> why_not;
  for (law::CostScale const& scale : pack.scales) {
    if (!law::applies_to(scale.applies, debtor) || !is_ours(scale) || !scale.rule.in_force(day)) continue;
    auto const cost = cost_by(scale, claim, pack, debtor, day);
    if (!cost) why_not = cost.error();
    highest = std::max(highest, cost.value_or(0));
  }
  if (highest == 0 && why_not) return std::unexpected(*why_not);
  return highest;
}

std::expected<law::AllowedFee, Refusal> cost_by_letter(ports::WorkingSet const& state, Claim const& claim,
                                                       law::Pack const& pack, std::string const& letter,
                                                       base::Date day) {
  auto const scale = std::ranges::find_if(
      pack.scales, [&](law::CostScale const& each) { return each.rule.code == letter && is_ours(each); });
  if (scale == pack.scales.end()) return std::unexpected(Refusal::kFeeNotInLaw);
  law::DebtorClass const debtor = debtor_class(state, claim);
  if (!law::applies_to(scale->applies, debtor)) return std::unexpected(Refusal::kFeeForOtherDebtors);
  if (!scale->rule.in_force(day)) return std::unexpected(Refusal::kFeeNotInForce);
  if (is_stopped(state, claim, day, &HoldEffects::fees)) return std::unexpected(Refusal::kFeeOnHold);
  if (claim.disputed()) return std::unexpected(Refusal::kFeeOnDisputedClaim);
  auto const cost = cost_by(*scale, claim, pack, debtor, day);
  if (!cost) return std::unexpected(cost.error());
  if (*cost == 0) return std::unexpected(Refusal::kFeeTooMany);
  return law::AllowedFee{*cost, scale->rule.code, {}};
}

}  // namespace engine

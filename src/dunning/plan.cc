#include "dunning/plan.h"

#include <algorithm>

#include "law/calendar.h"
#include "law/cost_scale.h"

namespace dunning {

namespace {

using claims::Claim;
using claims::StepTaken;

constexpr int kTwoYears = 730;

base::Date later(base::Date date, int days) { return {date.days + days}; }

/// The latest step of this procedure that was taken; null: none.
StepTaken const* last_taken(Procedure const& procedure, Claim const& claim) {
  for (auto taken = claim.course.steps.rbegin(); taken != claim.course.steps.rend(); ++taken) {
    if (procedure.find(taken->step) != nullptr) return &*taken;
  }
  return nullptr;
}

/// Where in the procedure the claim stands: the first step that may still be taken.
std::size_t first_open_step(Procedure const& procedure, Claim const& claim) {
  std::size_t first = 0;
  for (StepTaken const& taken : claim.course.steps) {
    for (std::size_t i = 0; i < procedure.steps.size(); ++i) {
      if (procedure.steps[i].code == taken.step) first = std::max(first, i + 1);
    }
  }
  return first;
}

base::Date anchor_day(Step const& step, Claim const& claim, StepTaken const* before) {
  if (!step.after_step.empty()) before = claim.course.find(step.after_step);
  switch (step.anchor) {
    case Anchor::kDue:
      return claim.dates.due;
    case Anchor::kLastPaymentDay:
      return claim.dates.last_payment_day;
    case Anchor::kStep:
      return before != nullptr ? before->date : claim.dates.last_payment_day;
    case Anchor::kDeadline:
      if (before == nullptr) return claim.dates.last_payment_day;
      return before->answer_until.value_or(before->date);
  }
  return claim.dates.last_payment_day;
}

base::Date day_of(Step const& step, Claim const& claim, StepTaken const* before, law::Pack const* pack) {
  base::Date day = later(anchor_day(step, claim, before), step.days);
  // What asks for money that is late comes after the last day to pay it, whatever the days say.
  if (step.kind != StepKind::kPrompt) day = std::max(day, later(claim.dates.last_payment_day, 1));
  if (before != nullptr) {
    day = std::max(day, later(before->date, std::max(1, step.days_apart)));
    if (before->answer_until && step.kind != StepKind::kPrompt) day = std::max(day, later(*before->answer_until, 1));
  }
  if (StepTaken const* const lost = claim.course.find(std::string{claims::kNotSent} + step.code)) {
    day = std::max(day, later(lost->date, kDaysToNextTry));
  }
  if (step.on == Days::kWorkingDays && pack != nullptr) {
    day = law::move_to_open(pack->calendar, day, law::Purpose::kPublicHoliday);
  }
  return day;
}

bool is_for(Step const& step, ClaimFacts const& facts) {
  bool const business = facts.debtor == claims::DebtorKind::kCompany || facts.debtor == claims::DebtorKind::kAuthority;
  switch (step.audience) {
    case Audience::kEverybody:
      break;
    case Audience::kUsuallyLate:
      if (!facts.usually_late) return false;
      break;
    case Audience::kPersons:
      if (business) return false;
      break;
    case Audience::kBusinesses:
      if (!business) return false;
      break;
  }
  return facts.claim.open_minor() >= step.at_least_minor;
}

/// Too late to make sense, on `day`.
bool has_passed(Step const& step, Claim const& claim, StepTaken const* before, base::Date day) {
  return step.until_days && day > later(anchor_day(step, claim, before), *step.until_days);
}

std::optional<base::Date> deadline_of(Step const& step, law::Pack const* pack, base::Date on) {
  std::optional<base::Date> until;
  if (step.answer_days > 0) until = later(on, step.answer_days);
  law::Notice const* const notice =
      pack == nullptr || step.letter.empty() ? nullptr : law::notice_rule(*pack, step.letter);
  if (notice != nullptr) {
    base::Date const least = law::notice_deadline(*notice, pack->calendar, {on, {}});
    until = until ? std::max(*until, least) : least;
  }
  return until;
}

}  // namespace

base::Date earliest_day(Step const& step, Claim const& claim, law::Pack const* pack) {
  return day_of(step, claim, claim.course.steps.empty() ? nullptr : &claim.course.steps.back(), pack);
}

Planned plan(Procedure const& procedure, law::Pack const* pack, ClaimFacts const& facts, base::Date on) {
  Claim const& claim = facts.claim;
  if (claim.state != claims::ClaimState::kOpen) return {};
  StepTaken const* const before = last_taken(procedure, claim);
  for (std::size_t i = first_open_step(procedure, claim); i < procedure.steps.size(); ++i) {
    Step const& step = procedure.steps[i];
    if (!step.after_step.empty() && claim.course.find(step.after_step) == nullptr) continue;
    base::Date const day = day_of(step, claim, before, pack);
    base::Date const taken_on = std::max(day, on);
    if (has_passed(step, claim, before, taken_on)) continue;
    // Whom it is for is known only on its day: the debtor's situation changes.
    if (day > on) return {nullptr, std::nullopt, day, false};
    if (!is_for(step, facts)) continue;
    bool const stopped = facts.contact_stopped || (facts.escalation_stopped && step.kind != StepKind::kPrompt);
    if (stopped) return {nullptr, std::nullopt, on, true};
    if (step.on == Days::kWorkingDays && pack != nullptr) {
      base::Date const open = law::move_to_open(pack->calendar, on, law::Purpose::kPublicHoliday);
      if (open != on) return {nullptr, std::nullopt, open, false};
    }
    return {&step, deadline_of(step, pack, on), std::nullopt, false};
  }
  return {};
}

bool usually_late(std::vector<Claim const*> const& claims, base::Date on) {
  int late = 0;
  int settled = 0;
  for (Claim const* claim : claims) {
    if (claim->state != claims::ClaimState::kSettled || claim->accrual.principal.empty()) continue;
    base::Date const last_change = claim->accrual.principal.back().date;
    if (last_change > on || last_change < later(on, -kTwoYears)) continue;
    ++settled;
    late += last_change > claim->dates.last_payment_day;
  }
  return late >= 2 && late * 2 > settled;
}

}  // namespace dunning

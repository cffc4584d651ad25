#include "tests/faults/naive_interest.h"

#include <chrono>

namespace tests {

namespace {

constexpr int kForEver = 1'000'000;
constexpr int kBeforeAll = -1;

std::chrono::year_month_day calendar(int day) { return std::chrono::sys_days{std::chrono::days{day}}; }

int day_of(int year, unsigned month, unsigned day) {
  auto const y = std::chrono::year{year};
  auto const last = unsigned{(y / std::chrono::month{month} / std::chrono::last).day()};
  auto const date = y / std::chrono::month{month} / std::chrono::day{std::min(day, last)};
  return static_cast<int>(std::chrono::sys_days{date}.time_since_epoch().count());
}

bool stops_interest(claims::HoldKind kind) {
  using enum claims::HoldKind;
  return kind == kBreathingSpace || kind == kBankruptcy || kind == kDeceasedEstate || kind == kTechnical;
}

std::int64_t open_before(std::map<int, std::int64_t> const& changes, int day) {
  std::int64_t sum = 0;
  for (auto const& [date, minor] : changes) sum += date < day ? minor : 0;
  return sum;
}

/// Hundredths of a per cent a year, Danish civil claims: the reference rate and 8.
std::int64_t civil_rate(int day) {
  if (day < day_of(2025, 7, 1)) return 1075;
  return day < day_of(2026, 7, 1) ? 975 : 1000;
}

}  // namespace

void NaiveInterest::change(base::ClaimId claim, ledger::Component component, base::Date date, std::int64_t minor) {
  if (component == ledger::Component::kPrincipal) claims_[claim].principal[date.days] += minor;
}

void NaiveInterest::free(std::vector<engine::PaymentPart> const& parts, base::Date date, std::int64_t sign) {
  for (auto const& part : parts)
    change(part.allocation.claim, part.allocation.component, date, sign * part.allocation.minor);
}

void NaiveInterest::add(engine::Event const& event) {
  using namespace engine;
  if (auto const* e = std::get_if<ClaimRegistered>(&event)) {
    Facts& facts = claims_[e->claim];
    facts.civil = e->type == "rent";
    facts.due = e->dates.due.days;
    facts.last_payment_day = e->dates.last_payment_day.days;
    facts.liable = e->liable;
    facts.principal[kBeforeAll] = e->amounts[ledger::Component::kPrincipal];
    return;
  }
  if (auto const* e = std::get_if<AmountChanged>(&event)) {
    change(e->claim, e->component, e->date, e->delta_minor);
    free(e->freed, e->date, 1);
    return;
  }
  if (auto const* e = std::get_if<ClaimCancelled>(&event)) {
    claims_[e->claim].cancelled = true;
    return;
  }
  if (auto const* e = std::get_if<PaymentRecorded>(&event)) {
    for (auto const& part : e->allocations) change(part.claim, part.component, e->value_date, -part.minor);
    return;
  }
  if (auto const* e = std::get_if<CreditApplied>(&event)) {
    free(e->parts, e->date, -1);
    return;
  }
  if (auto const* e = std::get_if<PaymentReversed>(&event)) {
    for (auto const& part : e->allocations) change(part.claim, part.component, e->date, part.minor);
    return;
  }
  if (auto const* e = std::get_if<ClaimWrittenDown>(&event)) {
    change(e->claim, ledger::Component::kPrincipal, e->date, -e->amounts[ledger::Component::kPrincipal]);
    return;
  }
  if (auto const* e = std::get_if<ClaimHandedOver>(&event)) {
    claims_[e->claim].absences.emplace_back(e->date.days, std::nullopt);
    return;
  }
  if (auto const* e = std::get_if<ClaimRecalled>(&event)) {
    claims_[e->claim].absences.back().second = e->date.days;
    return;
  }
  if (auto const* e = std::get_if<ClaimStateChanged>(&event)) {
    // Paid while it was away: it comes back by itself, the day after its principal last changed.
    Facts& facts = claims_[e->claim];
    bool const paid_away = e->from == claims::ClaimState::kHandedOver && e->to == claims::ClaimState::kSettled;
    if (!paid_away || facts.absences.empty() || facts.absences.back().second) return;
    int const last = facts.principal.empty() ? kBeforeAll : facts.principal.rbegin()->first;
    facts.absences.back().second = std::max(facts.absences.back().first, last + 1);
    return;
  }
  if (auto const* e = std::get_if<HoldPlaced>(&event)) {
    auto& holds = e->claim ? claims_[e->claim].holds : debtor_holds_[e->debtor];
    holds.push_back(
        {e->hold.key, stops_interest(e->hold.kind), e->hold.first.days, e->hold.last ? e->hold.last->days : kForEver});
    return;
  }
  if (auto const* e = std::get_if<HoldEnded>(&event)) {
    auto& holds = e->claim ? claims_[e->claim].holds : debtor_holds_[e->debtor];
    for (Span& hold : holds) {
      if (hold.key == e->key) hold.last = e->last.days;
    }
    std::erase_if(holds, [](Span const& hold) { return hold.last < hold.first; });
    return;
  }
  if (auto const* e = std::get_if<DebtorChanged>(&event)) {
    for (base::DebtorId& debtor : claims_[e->claim].liable) {
      if (debtor == e->from) debtor = e->to;
    }
    return;
  }
  if (auto const* e = std::get_if<InterestPosted>(&event)) {
    for (InterestStep const& step : e->steps) claims_[e->claim].posted[step.date.days] += step.minor;
  }
}

bool NaiveInterest::stopped(Facts const& facts, int day) const {
  auto const holds = [&](std::vector<Span> const& spans) {
    for (Span const& span : spans) {
      if (span.interest && span.first <= day && day <= span.last) return true;
    }
    return false;
  };
  if (holds(facts.holds)) return true;
  for (auto const& [gone, back] : facts.absences) {
    if (gone <= day && (!back || day < *back)) return true;
  }
  for (base::DebtorId const debtor : facts.liable) {
    auto const found = debtor_holds_.find(debtor);
    if (found == debtor_holds_.end() || !holds(found->second)) return false;
  }
  return true;
}

bool NaiveInterest::fees_on_hold(base::ClaimId claim, int day) const {
  Facts const& facts = claims_.at(claim);
  auto const holds = [&](std::vector<Span> const& spans) {
    for (Span const& span : spans) {
      if (span.first <= day && day <= span.last) return true;
    }
    return false;
  };
  if (holds(facts.holds)) return true;
  for (base::DebtorId const debtor : facts.liable) {
    auto const found = debtor_holds_.find(debtor);
    if (found == debtor_holds_.end() || !holds(found->second)) return false;
  }
  return true;
}

std::map<int, std::int64_t> NaiveInterest::monthly(Facts const& facts, int until) const {
  std::map<int, std::int64_t> result;
  auto const first = calendar(facts.due + 1);
  for (int month = 0;; ++month) {
    int const months = int{first.year()} * 12 + static_cast<int>(unsigned{first.month()}) - 1 + month;
    int const day = day_of(months / 12, static_cast<unsigned>(months % 12) + 1, unsigned{first.day()});
    int const posted = std::max(day, facts.last_payment_day + 1);
    bool const gone = !facts.absences.empty() && !facts.absences.back().second && posted >= facts.absences.back().first;
    if (posted > until || gone) return result;
    std::int64_t const open = open_before(facts.principal, posted);
    if (open > 0 && !stopped(facts, day) && (open + 50) / 100 > 0) result[posted] += (open + 50) / 100;
  }
}

std::map<int, std::int64_t> NaiveInterest::daily(Facts const& facts, int until) const {
  std::map<int, std::int64_t> result;
  __extension__ typedef __int128 Wide;
  constexpr Wide kWhole = Wide{365} * 366 * 10'000;
  Wide sum = 0;
  std::int64_t posted = 0;
  for (int day = facts.due + 1; day <= until; ++day) {
    // With the collector nothing is posted any more, also not what ran up before a last payment day that is later.
    if (!facts.absences.empty() && !facts.absences.back().second && day >= facts.absences.back().first) break;
    auto const as_seen = [&](int seen) {
      return std::max<std::int64_t>(0, open_before(facts.principal, std::max(seen, facts.last_payment_day + 1)));
    };
    bool const leap = calendar(day).year().is_leap();
    if (!stopped(facts, day)) sum += Wide{as_seen(day)} * civil_rate(day) * (leap ? 365 : 366);
    bool post = unsigned{calendar(day + 1).day()} == 1 || (as_seen(day) > 0 && as_seen(day + 1) == 0);
    for (auto const& [gone, back] : facts.absences) post |= day + 1 == gone;
    if (!post || day <= facts.last_payment_day) continue;
    auto const total = static_cast<std::int64_t>((2 * sum + kWhole) / (2 * kWhole));
    if (total != posted) result[day] = total - posted;
    posted = total;
  }
  return result;
}

std::map<int, std::int64_t> NaiveInterest::expected(base::ClaimId claim, base::Date until) const {
  Facts const& facts = claims_.at(claim);
  if (facts.cancelled) return posted(claim);
  return facts.civil ? daily(facts, until.days) : monthly(facts, until.days);
}

std::map<int, std::int64_t> NaiveInterest::posted(base::ClaimId claim) const {
  std::map<int, std::int64_t> result;
  for (auto const& [day, minor] : claims_.at(claim).posted) {
    if (minor != 0) result[day] = minor;
  }
  return result;
}

std::vector<base::ClaimId> NaiveInterest::claims() const {
  std::vector<base::ClaimId> ids;
  for (auto const& [id, facts] : claims_) ids.push_back(id);
  return ids;
}

}  // namespace tests

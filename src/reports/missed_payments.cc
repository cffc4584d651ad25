#include "reports/missed_payments.h"

#include <algorithm>

namespace reports {

namespace {

using claims::Claim;

std::int64_t principal_at(Claim const& claim, base::Date day) {
  std::int64_t open = claim.open[ledger::Component::kPrincipal];
  for (claims::DatedChange const& change : claim.accrual.principal) {
    if (change.date > day) open -= change.minor;
  }
  return open;
}

}  // namespace

std::optional<MissedPayment> missed_payment(Claim const& claim, base::Date today) {
  base::Date const last = claim.dates.last_payment_day;
  if (last >= today || claim.state == claims::ClaimState::kCancelled || claim.charged.total() == 0) return std::nullopt;
  if (principal_at(claim, last) <= 0) return std::nullopt;
  MissedPayment missed{{last.days + 1}, std::nullopt, std::nullopt};
  if (claims::any_stops(claim.holds, missed.day, &claims::HoldEffects::escalation)) return std::nullopt;
  auto const& changes = claim.accrual.principal;
  if (claim.open[ledger::Component::kPrincipal] == 0 && !changes.empty()) missed.paid = changes.back().date;
  for (claims::StepTaken const& taken : claim.course.steps) {
    if (claims::is_mark(taken.step) || taken.date < missed.day) continue;
    if (!missed.reminded || taken.date < *missed.reminded) missed.reminded = taken.date;
  }
  return missed;
}

MissedPayments missed_payments(ports::BooksReader& books, base::AuthorityId authority, base::Date today) {
  MissedPayments all;
  books.each_claim(authority, [&](Claim const& claim) {
    auto const missed = missed_payment(claim, today);
    if (!missed) return;
    for (base::DebtorId const debtor : claim.liable) all[debtor].push_back(*missed);
  });
  MissedPayments people;
  books.each_debtor(authority, [&](claims::Debtor const& debtor) {
    if (debtor.kind != claims::DebtorKind::kPerson) return;
    auto const found = all.find(debtor.id);
    if (found == all.end()) return;
    std::erase_if(found->second, [&](MissedPayment const& each) {
      return claims::any_stops(debtor.holds, each.day, &claims::HoldEffects::escalation);
    });
    if (found->second.empty()) return;
    std::ranges::sort(found->second, {}, &MissedPayment::day);
    people.emplace_hint(people.end(), debtor.id, std::move(found->second));
  });
  return people;
}

std::optional<base::Date> end_of_first_arrears(std::vector<MissedPayment> const& missed) {
  std::optional<base::Date> end = missed.front().paid;
  for (MissedPayment const& each : missed) {
    if (!end || each.day > *end) break;
    end = each.paid ? std::optional{std::max(*end, *each.paid)} : std::nullopt;
  }
  return end;
}

}  // namespace reports

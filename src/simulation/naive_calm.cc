#include "simulation/naive_calm.h"

#include <algorithm>

#include "simulation/naive_law.h"

namespace simulation {

namespace {

std::string number(std::int64_t value) { return std::to_string(value); }

/// A receipt, a word on some days, or what belongs to a plan, an enquiry, a referral or a direct debit: none is a step.
bool asks_for_money(engine::MessagePlanned const& e) {
  if (e.step == "upcoming" || e.step.starts_with("receipt/") || e.step.starts_with("occasion/")) return false;
  return !e.procedure.starts_with("arrangement:") && !e.procedure.starts_with("enquiry:") &&
         !e.procedure.starts_with("direct_debit:") && !e.procedure.starts_with("referral:");
}

}  // namespace

void NaiveCalm::begin_days(std::string const& key, std::set<std::int64_t> const& claims, std::int32_t first,
                           std::optional<std::int32_t> last) {
  for (std::int64_t const claim : claims) {
    days_[claim].push_back({key, first, last});
    ++left_alone_;
    if (first > today_) continue;
    auto const [late, is_new] = late_.try_emplace(claim, first);
    late->second = std::min(late->second, first);
  }
}

void NaiveCalm::end_days(std::string const& key, std::int32_t last) {
  for (auto& [claim, all] : days_) {
    for (Days& days : all) {
      if (days.key == key && (!days.last || *days.last > last)) days.last = last;
    }
  }
}

void NaiveCalm::begin_debtor_days(std::string const& key, std::int64_t debtor, std::int32_t first) {
  debtor_days_[debtor].push_back({key, first, std::nullopt});
  ++left_alone_;
  if (first > today_) return;
  for (auto const& [id, claim] : books_.claims) {
    if (claim.liable != std::vector{debtor}) continue;
    auto const [late, is_new] = late_.try_emplace(id, first);
    late->second = std::min(late->second, first);
  }
}

void NaiveCalm::end_debtor_days(std::string const& key, std::int32_t last) {
  for (auto& [debtor, all] : debtor_days_) {
    for (Days& days : all) {
      if (days.key == key) days.last = last;
    }
  }
}

bool NaiveCalm::is_debtor_left_alone(std::int64_t debtor, std::int32_t day) const {
  auto const found = debtor_days_.find(debtor);
  return found != debtor_days_.end() && std::ranges::any_of(found->second, [&](Days const& days) {
           return days.first <= day && (!days.last || day <= *days.last);
         });
}

void NaiveCalm::marked_late(std::int64_t claim, std::int32_t since) {
  auto const [late, is_new] = marked_late_.try_emplace(claim, since);
  late->second = std::min(late->second, since);
}

std::string NaiveCalm::why(std::int64_t claim, std::int32_t day, std::string_view but) const {
  auto const covering = [&](auto const& by, std::int64_t id) -> std::string {
    auto const found = by.find(id);
    if (found == by.end()) return {};
    for (Days const& days : found->second) {
      if (days.key != but && days.first <= day && (!days.last || day <= *days.last)) return days.key;
    }
    return {};
  };
  std::string own = covering(days_, claim);
  auto const row = books_.claims.find(claim);
  bool const is_alone = row != books_.claims.end() && row->second.liable.size() == 1;
  return own.empty() && is_alone ? covering(debtor_days_, row->second.liable.front()) : own;
}

void NaiveCalm::begin(engine::Entry const& entry, std::vector<engine::Command> const&) {
  today_ = entry.date.days;
  waived_.clear();
  late_.clear();
  marked_late_.clear();
}

void NaiveCalm::check(std::int64_t claim, std::int32_t day, std::string const& what) {
  std::string const key = why(claim, day);
  expect(key.empty(), "claim " + number(claim) + ": " + what + " on " + base::format_date({day}) +
                          ", when it is left alone by " + key);
}

void NaiveCalm::letter(engine::LetterRecorded const& e) {
  if (e.letter.fee_minor != 0) check(e.claim.value, e.letter.date.days, "a fee");
}

void NaiveCalm::amount(engine::AmountChanged const& e) {
  if (e.component != ledger::Component::kFee) return;
  if (e.cause == engine::AmountCause::kFeeWaived) waived_[e.claim.value] -= e.delta_minor;
  if (e.delta_minor <= 0) return;
  other_fees_[e.claim.value] += e.delta_minor;
  // Of what no law is known about, the department decides.
  auto const claim = books_.claims.find(e.claim.value);
  bool const has_law = claim != books_.claims.end() && claim->second.type != kFreeType;
  if (e.cause == engine::AmountCause::kFeeAdded && has_law) check(e.claim.value, e.date.days, "a fee of a department");
}

void NaiveCalm::planned(engine::MessagePlanned const& e) {
  if (!asks_for_money(e)) return;
  for (base::ClaimId const claim : e.claims) check(claim.value, e.date.days, "the message " + e.step);
}

void NaiveCalm::see(engine::Event const& event) {
  if (auto const* registered = std::get_if<engine::ClaimRegistered>(&event)) {
    other_fees_[registered->claim.value] += registered->amounts[ledger::Component::kFee];
  } else if (auto const* letter_sent = std::get_if<engine::LetterRecorded>(&event)) {
    letter(*letter_sent);
  } else if (auto const* changed = std::get_if<engine::AmountChanged>(&event)) {
    amount(*changed);
  } else if (auto const* taken = std::get_if<engine::CourseStepTaken>(&event)) {
    // Before the last payment day anybody may be told that there is one: nothing follows from it.
    if (taken->step.step != "upcoming") check(taken->claim.value, taken->step.date.days, taken->step.step);
  } else if (auto const* away = std::get_if<engine::ClaimHandedOver>(&event)) {
    check(away->claim.value, away->date.days, "a hand-over");
  } else if (auto const* message = std::get_if<engine::MessagePlanned>(&event)) {
    planned(*message);
  }
}

/// What letters brought since the day is gone, unless it was before; and no other fee with it.
void NaiveCalm::check_let_go(std::int64_t id, std::int32_t since, bool decided_stay) {
  auto const found = books_.claims.find(id);
  if (found == books_.claims.end() || found->second.cancelled) return;
  NaiveClaim const& claim = found->second;
  std::int64_t may_stay = other_fees_[id];
  std::map<std::int32_t, std::int64_t> since_then;  // by day
  for (claims::Letter const& letter : claim.letters) {
    if (letter.date.days < since || (decided_stay && books_.decided_on(id, letter.date.days))) {
      may_stay += letter.fee_minor;
    } else {
      since_then[letter.date.days] += letter.fee_minor;
    }
  }
  std::int64_t may_go = 0;
  for (auto const& [day, minor] : since_then) {
    std::int64_t& before = taken_back_[id][day];
    if (minor <= before) continue;
    may_go += minor - before;
    before = minor;
    ++fees_let_go_;
  }
  std::string const name = "claim " + number(id) + ", left alone since " + base::format_date({since}) + ": ";
  expect(claim.charged[1] <= may_stay, name + "fees of " + number(claim.charged[1]) + " stay, " + number(may_stay) +
                                           " at most were charged otherwise");
  expect(waived_[id] <= may_go,
         name + number(waived_[id]) + " of fees are let go, and letters since then brought " + number(may_go));
}

void NaiveCalm::end() {
  for (auto const& [claim, since] : late_) check_let_go(claim, since, false);
  for (auto const& [claim, since] : marked_late_) check_let_go(claim, since, true);
}

}  // namespace simulation

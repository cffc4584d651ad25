// Steps, deadlines and fees, as somebody with the procedure on paper and a calendar would check them.
#include "simulation/naive_dunning.h"

#include <algorithm>

#include "simulation/naive_calendar.h"
#include "simulation/naive_holds.h"

namespace simulation {

namespace {

constexpr std::int64_t kReminderFeeMinor = 25'000;
constexpr std::int32_t kQuietDays = 21;  // nothing has happened for so long: what is due has been due on working days
constexpr std::int32_t kTwoYears = 730;
constexpr std::int32_t kFortnight = 14;  // from a letter that never left to the next try

/// The municipal procedure, as printed: what asks for money that is late.
struct Demand {
  std::string_view step;
  std::string_view before;       // the step that must have gone before; empty: none
  std::int32_t days;             // after the deadline of that one; else after the last payment day
  std::int32_t days_apart;       // from that one
  std::int64_t at_least_minor;   // must be open
  std::int32_t answer_days;      // the least deadline given; 0: none
  bool has_text_message_beside;  // where there is a number
};
constexpr Demand kDemands[] = {{"reminder", "", 10, 0, 5'000, 10, true},
                               {"final_notice", "reminder", 5, 10, 10'000, 14, true},
                               {"hand_over", "final_notice", 3, 1, 10'000, 0, false}};

Demand const* demand(std::string_view step) {
  auto const found = std::ranges::find(kDemands, step, &Demand::step);
  return found == std::end(kDemands) ? nullptr : found;
}

std::string number(std::int64_t value) { return std::to_string(value); }
std::string words_of(std::int32_t day) { return base::format_date({day}); }

bool is_away(NaiveClaim const& claim) { return !claim.absences.empty() && !claim.absences.back().recalled; }

}  // namespace

void NaiveDunning::expect(bool is_so, std::string const& complaint) {
  if (!is_so) complaints.push_back(complaint);
}

void NaiveDunning::begin(engine::Entry const& entry) {
  now_ = {};
  now_.actor = entry.actor;
  now_.day = entry.date.days;
  now_.minute = static_cast<int>(entry.recorded.microseconds / 60'000'000 % 1'440);
}

void NaiveDunning::see(engine::Event const& event) {
  touch(event);
  if (auto const* e = std::get_if<engine::CourseStepTaken>(&event)) return step_taken(*e);
  if (auto const* e = std::get_if<engine::LetterRecorded>(&event)) return letter(*e);
  if (auto const* e = std::get_if<engine::MessagePlanned>(&event)) return planned(*e);
  if (auto const* e = std::get_if<engine::MessageAdvanced>(&event)) return advanced(*e);
  if (auto const* e = std::get_if<engine::PaymentRecorded>(&event)) return paid(*e);
  if (auto const* e = std::get_if<engine::AmountChanged>(&event)) return waived(*e);
  if (auto const* e = std::get_if<engine::BusinessDayEnded>(&event)) {
    expect(days_ended_.insert(e->date.days).second, "the business day " + words_of(e->date.days) + " ended twice");
  }
}

/// Remembers when anything happened that decides about steps.
void NaiveDunning::touch(engine::Event const& event) {
  using namespace engine;
  auto const touch_parts = [&](auto const& parts) {
    for (auto const& part : parts) claim_touched_[part.claim.value] = now_.day;
  };
  auto const touch_freed = [&](std::vector<PaymentPart> const& parts) {
    for (PaymentPart const& part : parts) claim_touched_[part.allocation.claim.value] = now_.day;
  };
  if (auto const* paid = std::get_if<PaymentRecorded>(&event)) touch_parts(paid->allocations);
  if (auto const* reversed = std::get_if<PaymentReversed>(&event)) touch_parts(reversed->allocations);
  if (auto const* applied = std::get_if<CreditApplied>(&event)) touch_freed(applied->parts);
  std::visit(
      [&](auto const& e) {
        using E = std::decay_t<decltype(e)>;
        constexpr bool is_course =
            std::is_same_v<E, CoursePlanned> || std::is_same_v<E, CourseStepTaken> || std::is_same_v<E, InterestPosted>;
        if constexpr (!is_course && requires { e.claim; }) claim_touched_[e.claim.value] = now_.day;
        if constexpr (std::is_same_v<E, HoldPlaced> || std::is_same_v<E, HoldEnded> || std::is_same_v<E, DebtorAdded>) {
          debtor_touched_[e.debtor.value] = now_.day;
        }
      },
      event);
}

void NaiveDunning::letter(engine::LetterRecorded const& e) {
  auto const decided = books_.decided_on(e.claim.value, e.letter.date.days);
  bool const is_of_course = now_.actor == "business_day" || (decided && decided->fee);
  if (e.letter.fee_minor == 0 || !is_of_course) return;
  ++fees_;
  std::string const name = "claim " + number(e.claim.value) + ": ";
  expect(e.letter.fee_minor == kReminderFeeMinor, name + "a fee of " + number(e.letter.fee_minor));
  expect(now_.fees.try_emplace(e.claim.value, e.letter.fee_minor).second, name + "two fees at once");
}

bool NaiveDunning::is_stopped(NaiveClaim const& claim, std::int32_t day, bool only_contact) const {
  if (any_covers(claim.holds, day, only_contact)) return true;
  return !claim.liable.empty() && std::ranges::all_of(claim.liable, [&](std::int64_t debtor) {
    auto const found = books_.debtors.find(debtor);
    return found != books_.debtors.end() && any_covers(found->second.holds, day, only_contact);
  });
}

bool NaiveDunning::is_protected(NaiveClaim const& claim, std::int32_t day) const {
  return std::ranges::any_of(claim.liable, [&](std::int64_t debtor) {
    auto const found = books_.debtors.find(debtor);
    return found != books_.debtors.end() && protects_on(found->second.holds, day);
  });
}

bool NaiveDunning::is_stopped_though_decided(NaiveClaim const& claim, std::int32_t day) const {
  if (any_other_covers(claim.holds, day)) return true;
  return !claim.liable.empty() && std::ranges::all_of(claim.liable, [&](std::int64_t debtor) {
    auto const found = books_.debtors.find(debtor);
    return found != books_.debtors.end() && any_other_covers(found->second.holds, day);
  });
}

/// More often late than not, over the settled claims of two years, and twice at least.
bool NaiveDunning::is_usually_late(std::int64_t debtor, std::int32_t day) const {
  int late = 0;
  int settled = 0;
  for (auto const& [id, claim] : books_.claims) {
    if (claim.liable.empty() || claim.liable.front() != debtor) continue;
    if (claim.cancelled || claim.open() != 0 || claim.principal.empty()) continue;
    std::int32_t last = claim.principal.front().first;
    for (auto const& [on, minor] : claim.principal) last = std::max(last, on);
    if (last > day || last < day - kTwoYears) continue;
    ++settled;
    late += last > claim.dates.last_payment_day.days;
  }
  return late >= 2 && late > settled - late;
}

std::string NaiveDunning::fault_of_step(NaiveClaim const& claim, Courses const& taken,
                                        engine::CourseStepTaken const& e) const {
  std::int32_t const day = e.step.date.days;
  std::int32_t const last_payment_day = claim.dates.last_payment_day.days;
  Demand const* const wanted = demand(e.step.step);
  if (auto const same = taken.find(e.step.step); same != taken.end()) {
    bool const is_letter = wanted != nullptr && wanted->answer_days > 0;
    if (!is_letter || may_have_left(e.claim.value, same->second.letters)) return "a second time";
    if (day < same->second.day + kFortnight) return "anew too soon after the one that never left";
  }
  if (claim.liable.empty() || claim.liable.front() != e.debtor.value) return "in another one's case";
  if (claim.cancelled || claim.open() == 0) return "although nothing is owed";
  if (is_away(claim)) return "although a collection authority has it";
  if (e.step.step == "upcoming") {
    if (day > last_payment_day - 1 || day < last_payment_day - 3) return "not in the three days before the last";
    if (!is_usually_late(e.debtor.value, day)) return "to somebody who pays in time";
    return is_stopped(claim, day, true) ? "although a hold stops it" : "";
  }
  if (wanted == nullptr) return "which the procedure does not have";
  std::int32_t earliest = last_payment_day + wanted->days;
  if (!wanted->before.empty()) {
    auto const before = taken.find(wanted->before);
    if (before == taken.end()) return "without the " + std::string{wanted->before} + " before it";
    if (!may_have_left(e.claim.value, before->second.letters)) {
      return "although the " + std::string{wanted->before} + " before it never left";
    }
    std::int32_t const deadline = before->second.deadline.value_or(before->second.day);
    if (day <= deadline) return "before the deadline " + words_of(deadline) + " has passed";
    earliest = std::max(deadline + wanted->days, before->second.day + wanted->days_apart);
  }
  if (day < earliest) return "on " + words_of(day) + ", before " + words_of(earliest);
  if (!naive_is_working_day(day)) return "on " + words_of(day) + ", no working day";
  if (!claim.objections.empty()) return "although the claim is disputed";
  auto const decided = books_.decided_on(e.claim.value, day);
  bool const stopped = decided && decided->steps.contains(e.step.step)
                           ? is_stopped_though_decided(claim, day)
                           : is_stopped(claim, day, false) || is_protected(claim, day);
  if (stopped) return "although a hold stops it";
  auto const fee = now_.fees.find(e.claim.value);
  std::int64_t const open = claim.open() - (fee == now_.fees.end() ? 0 : fee->second);
  if (open < wanted->at_least_minor) return "for " + number(open) + " open";
  bool const gives_time =
      wanted->answer_days == 0 || (e.step.answer_until && e.step.answer_until->days >= day + wanted->answer_days);
  return gives_time ? "" : "with too short a deadline";
}

void NaiveDunning::step_taken(engine::CourseStepTaken const& e) {
  ++steps_taken_;
  std::string const name = "claim " + number(e.claim.value) + ": " + e.step.step + " ";
  expect(now_.steps.try_emplace(e.claim.value, e.step.step).second, name + "is the second step on one day");
  bool const is_decided = books_.decided_on(e.claim.value, e.step.date.days).has_value();
  expect(is_decided || !days_ended_.contains(e.step.date.days), name + "is taken on a day that has ended");
  Courses& taken = courses_[e.claim.value];
  auto const claim = books_.claims.find(e.claim.value);
  std::string const fault = claim == books_.claims.end() ? "of nobody's claim" : fault_of_step(claim->second, taken, e);
  expect(fault.empty(), name + fault);
  Taken step{e.step.date.days, std::nullopt, {}};
  if (e.step.answer_until) step.deadline = e.step.answer_until->days;
  taken.insert_or_assign(e.step.step, step);
}

bool NaiveDunning::may_have_left(std::int64_t claim, std::vector<std::int64_t> const& letters) const {
  return letters.empty() || std::ranges::any_of(letters, [&](std::int64_t id) {
           NaiveMessage const& message = messages_.at(id);
           using enum dunning::MessageState;
           if (message.state == kTooLate || message.state == kFailed || message.state == kUnreachable) return false;
           // Nobody has seen it: what it would have said was settled when it was tried.
           if (message.deliveries.empty()) return !message.spoken_of || message.spoken_of->contains(claim);
           return std::ranges::any_of(message.deliveries, [&](NaiveDelivery const& each) {
             return std::ranges::count(each.claims, claim) > 0;
           });
         });
}

void NaiveDunning::waived(engine::AmountChanged const& e) {
  if (e.component != ledger::Component::kFee || e.delta_minor >= 0) return;
  if (now_.actor == "message_sender") now_.waived[e.claim.value] -= e.delta_minor;
  for (FeeCharged& fee : fees_charged_[e.claim.value]) fee.waived -= e.delta_minor;
}

/// Who got no letter owes no fee for it; who got one owes it still.
void NaiveDunning::check_fees() {
  for (std::int64_t const id : now_.ended) {
    NaiveClaim const& claim = books_.claims.at(id);
    auto& fees = fees_charged_[id];
    std::int64_t lost = 0;
    std::erase_if(fees, [&](FeeCharged const& fee) {
      if (may_have_left(id, fee.letters)) return false;
      // All that may have gone by then is gone: withdrawn, or waived for another reason.
      bool const stands = !claim.cancelled && fee.waived < fee.minor && claim.charged[1] > 0;
      expect(!stands, "claim " + number(id) + ": a fee of " + number(fee.minor) + " for a letter that never left");
      lost += fee.minor;
      ++fees_of_letters_not_sent_;
      return true;
    });
    auto const given = now_.waived.find(id);
    if (given == now_.waived.end()) continue;
    expect(given->second <= lost, "claim " + number(id) + ": a fee is waived whose letter may have left");
    now_.waived.erase(given);
  }
  for (auto const& [id, minor] : now_.waived) {
    // A letter that leaves does not speak of this claim any more: what is delivered will show it.
    bool is_left_out = false;
    for (std::int64_t const message : now_.leaving) is_left_out |= messages_.at(message).left_out.insert(id).second;
    expect(is_left_out, "claim " + number(id) + ": a fee is waived and no letter has come to its end");
  }
}

/// Money that has come in lately from somebody who owes, and not into a department's own till.
void NaiveDunning::paid(engine::PaymentRecorded const& e) {
  constexpr std::int32_t kLately = 14;
  if (e.means == ledger::Means::kSource || e.value_date.days < now_.day - kLately) return;
  auto const payer = books_.debtors.find(e.payer.value);
  if (payer == books_.debtors.end() || payer->second.kind == claims::DebtorKind::kUnknown) return;
  for (payments::Allocation const& part : e.allocations) {
    NaiveClaim const& claim = books_.claims.at(part.claim.value);
    bool const is_own = std::ranges::count(claim.liable, e.payer.value) > 0;
    if (is_own && (!under_procedure_ || under_procedure_(claim))) {
      now_.receipts_due[e.payment.value].insert(part.claim.value);
    }
  }
}

void NaiveDunning::check_receipts() {
  for (std::int64_t const id : now_.messages) {
    NaiveMessage const& message = messages_.at(id);
    if (message.receipted == 0) continue;
    std::string const name = "message " + number(id) + " " + message.step;
    auto const due = now_.receipts_due.find(message.receipted);
    if (due == now_.receipts_due.end()) {
      expect(false, name + " is for no payment, or for one that has its receipt");
      continue;
    }
    bool const same = due->second == std::set<std::int64_t>(message.claims.begin(), message.claims.end());
    expect(same && books_.payments.at(message.receipted).payer == message.debtor && message.fee_minor == 0,
           name + " is not what was paid");
    now_.receipts_due.erase(due);
  }
  for (auto const& [payment, claims] : now_.receipts_due) {
    expect(false, "payment " + number(payment) + " has no receipt");
  }
}

/// Everything that belongs together has come in one entry: a step, its messages to all who are liable, its fee.
void NaiveDunning::end() {
  check_receipts();
  check_fees();
  std::map<std::int64_t, std::int64_t> fees_told;  // by claim: on a letter that is planned
  std::set<std::tuple<std::int64_t, std::int64_t, bool>> written;
  for (std::int64_t const id : now_.messages) {
    NaiveMessage const& message = messages_.at(id);
    if (message.receipted != 0) continue;
    std::string const name = "message " + number(id) + " " + message.step;
    if (message.occasion) {
      check_occasion(name, message);
      continue;
    }
    if (!message.plan.empty() || !message.enquiry.empty()) {
      expect(message.fee_minor == 0 && !message.claims.empty(), name + " costs something, or is about nothing");
      continue;
    }
    std::int64_t fee = 0;
    for (std::int64_t const claim : message.claims) {
      auto const step = now_.steps.find(claim);
      expect(step != now_.steps.end() && step->second == message.step, name + " without its step");
      expect(written.emplace(claim, message.debtor, message.beside).second, name + " is planned twice");
      auto const brought = now_.fees.find(claim);
      if (brought != now_.fees.end()) fee += fees_told[claim] = brought->second;
      if (!message.beside) courses_[claim][message.step].letters.push_back(id);
    }
    expect(fee == message.fee_minor, name + " speaks of another fee than it brings");
    expect(fee <= kReminderFeeMinor, name + " brings a fee twice");
  }
  for (auto const& [claim, fee] : now_.fees) {
    auto const step = now_.steps.find(claim);
    expect(fees_told.contains(claim) && step != now_.steps.end() && step->second == "reminder",
           "claim " + number(claim) + ": a fee without its letter");
    if (step != now_.steps.end()) fees_charged_[claim].push_back({fee, 0, courses_[claim][step->second].letters});
  }
  for (auto const& [id, step] : now_.steps) {
    Demand const* const wanted = demand(step);
    bool const has_beside = wanted != nullptr && wanted->has_text_message_beside;
    for (std::int64_t const debtor : books_.claims.at(id).liable) {
      bool const all = written.contains({id, debtor, false}) && (!has_beside || written.contains({id, debtor, true}));
      expect(all, "claim " + number(id) + ": " + step + " without a message to debtor " + number(debtor));
    }
  }
}

bool NaiveDunning::was_quiet(std::int64_t id, NaiveClaim const& claim, std::int32_t since) const {
  auto const touched = claim_touched_.find(id);
  if (touched != claim_touched_.end() && touched->second >= since) return false;
  auto const held_since = [&](std::vector<claims::Hold> const& holds) {
    return std::ranges::any_of(holds, [&](claims::Hold const& hold) { return !hold.last || hold.last->days >= since; });
  };
  if (held_since(claim.holds)) return false;
  return std::ranges::none_of(claim.liable, [&](std::int64_t debtor) {
    auto const own = debtor_touched_.find(debtor);
    if (own != debtor_touched_.end() && own->second >= since) return true;
    auto const found = books_.debtors.find(debtor);
    return found != books_.debtors.end() && held_since(found->second.holds);
  });
}

void NaiveDunning::expect_nothing_forgotten(std::int32_t day) {
  std::int32_t const since = day - kQuietDays;
  for (auto const& [id, claim] : books_.claims) {
    if (under_procedure_ && !under_procedure_(claim)) continue;
    if (claim.cancelled || claim.liable.empty() || is_away(claim) || !claim.objections.empty()) continue;
    auto const debtor = books_.debtors.find(claim.liable.front());
    if (debtor == books_.debtors.end() || debtor->second.kind == claims::DebtorKind::kUnknown) continue;
    if (!was_quiet(id, claim, since)) continue;
    Courses const& taken = courses_[id];
    auto const has_left = [&](Courses::const_iterator step) {
      return step != taken.end() && may_have_left(id, step->second.letters);
    };
    // The interest may have come in the last days.
    std::int64_t const open = claim.open(0) + claim.open(1);
    for (Demand const& wanted : kDemands) {
      auto const own = taken.find(wanted.step);
      bool const is_letter = wanted.answer_days > 0;
      if (own != taken.end() && (!is_letter || has_left(own))) continue;
      if (open < wanted.at_least_minor) break;
      std::int32_t earliest = claim.dates.last_payment_day.days + wanted.days;
      if (!wanted.before.empty()) {
        auto const before = taken.find(wanted.before);
        if (!has_left(before)) break;
        earliest = before->second.deadline.value_or(before->second.day) + std::max(wanted.days, wanted.days_apart);
      }
      if (own != taken.end()) earliest = std::max(earliest, own->second.day + kFortnight);
      expect(earliest > since, "claim " + number(id) + ": " + std::string{wanted.step} + " is forgotten, due from " +
                                   words_of(earliest) + ", and now it is " + words_of(day));
      break;
    }
  }
}

}  // namespace simulation

// What the days bring for plans: missed, reminded, broken, completed. The other half of naive_plans.h.
#include <algorithm>

#include "simulation/naive_plans.h"

namespace simulation {

namespace {

using arrangements::Stage;
using arrangements::State;

constexpr std::int32_t kGraceDays = 7;  // from the friendly word to another offer
constexpr std::int32_t kOfferDays = 7;  // from there to the end
constexpr char const* kActor = "business_day";

std::string number(std::int64_t value) { return std::to_string(value); }
std::string words_of(std::int32_t day) { return base::format_date({day}); }
std::string key_of(std::int64_t plan) { return "arrangement:" + number(plan); }

/// The claims that an event is about, where it can change what is missing of a plan.
std::set<std::int64_t> claims_of(engine::Event const& event) {
  std::set<std::int64_t> claims;
  auto const freed = [&](std::vector<engine::PaymentPart> const& parts) {
    for (engine::PaymentPart const& part : parts) claims.insert(part.allocation.claim.value);
  };
  if (auto const* paid = std::get_if<engine::PaymentRecorded>(&event)) {
    for (payments::Allocation const& part : paid->allocations) claims.insert(part.claim.value);
  } else if (auto const* reversed = std::get_if<engine::PaymentReversed>(&event)) {
    for (payments::Allocation const& part : reversed->allocations) claims.insert(part.claim.value);
  } else if (auto const* applied = std::get_if<engine::CreditApplied>(&event)) {
    freed(applied->parts);
  }
  std::visit(
      [&](auto const& e) {
        using E = std::decay_t<decltype(e)>;
        constexpr bool is_course = std::is_same_v<E, engine::CoursePlanned> || std::is_same_v<E, engine::HoldPlaced> ||
                                   std::is_same_v<E, engine::HoldEnded>;
        if constexpr (!is_course && requires { e.claim; }) claims.insert(e.claim.value);
      },
      event);
  return claims;
}

}  // namespace

void NaivePlans::touch(engine::Event const& event) {
  std::set<std::int64_t> const claims = claims_of(event);
  if (claims.empty()) return;
  for (auto& [id, plan] : plans_) {
    if (plan.state != State::kInForce) continue;
    plan.touched |= std::ranges::any_of(plan.claims, [&](auto const& each) { return claims.contains(each.first); });
  }
}

/// Payments count by whatever way they came, in the order of the dates; nothing is asked for that is not open.
NaiveStanding NaivePlans::standing(NaivePlan const& plan, std::int32_t day) const {
  NaiveStanding standing;
  std::map<std::int64_t, std::int64_t> at_most;  // of each claim, paid already or still open
  std::int64_t paid = 0;
  for (auto const& [id, arranged] : plan.claims) {
    NaiveClaim const& claim = books_.claims.at(id);
    if (claim.cancelled || std::ranges::count(claim.liable, plan.debtor) == 0) continue;
    std::int64_t const since = claim.paid[0] + claim.paid[1] + claim.paid[2] - arranged.paid_before;
    std::int64_t const open = claim.objections.empty() ? claim.open() : 0;
    paid += since;
    standing.open += open;
    at_most[id] = std::max<std::int64_t>(0, since + open);
  }
  paid = std::max<std::int64_t>(0, paid);
  std::int64_t open = standing.open;
  for (NaiveInstalment const& each : plan.instalments) {
    std::int64_t asked = 0;
    for (auto const& [claim, minor] : each.parts) {
      std::int64_t const part = std::min(minor, at_most[claim]);
      at_most[claim] -= part;
      asked += part;
    }
    std::int64_t const covered = std::min(asked, paid);
    paid -= covered;
    standing.left.push_back(std::min(asked - covered, open));
    open -= standing.left.back();
  }
  if (!standing.left.empty()) standing.left.back() += open;
  for (std::size_t i = 0; i < plan.instalments.size() && plan.instalments[i].day <= day; ++i) {
    standing.missing += standing.left[i];
    if (standing.left[i] > 0 && !standing.missed) standing.missed = plan.instalments[i].day;
  }
  return standing;
}

void NaivePlans::missed(engine::ArrangementMissed const& e) {
  std::string const name = "plan " + number(e.arrangement.value);
  NaivePlan* const plan = find(e.arrangement, State::kInForce, "missed");
  if (plan == nullptr) return;
  expect(actor_ == kActor, name + " is found missed by " + actor_);
  expect(!calm_.is_debtor_left_alone(plan->debtor, e.date.days), name + " is asked for while its debtor is helped");
  NaiveStanding const own = standing(*plan, e.date.days - 1);
  expect(own.missed == e.missed.days && own.missing == e.missing_minor,
         name + " lacks " + number(own.missing) + ", and " + number(e.missing_minor) + " since " +
             words_of(e.missed.days) + " is said to be missing");
  bool const same = plan->stage_for == e.missed.days;
  if (e.stage == Stage::kReminded) {
    ++counts_.reminded;
    expect(plan->stage == Stage::kNone || !same, name + " is reminded of " + words_of(e.missed.days) + " again");
  } else {
    ++counts_.offered;
    expect(plan->stage == Stage::kReminded && same, name + " is offered another without a reminder before");
    expect(e.date.days >= plan->stage_on + kGraceDays, name + " has no days of grace");
  }
  plan->stage = e.stage;
  plan->stage_for = e.missed.days;
  plan->stage_on = e.date.days;
  // Who is left alone for another reason, or disputes it all, need not be written to.
  bool const asks =
      std::ranges::any_of(plan->claims, [&](auto const& each) { return why_not(each.first, plan->debtor).empty(); });
  told_[e.arrangement.value] -= asks ? 1 : 0;
}

void NaivePlans::looked_at(engine::ArrangementLookedAt const& e) {
  NaivePlan* const plan = find(e.arrangement, State::kInForce, "looked at");
  if (plan == nullptr || standing(*plan, today_ - 1).missed) return;
  // What was missing has come: should it be missing again, it all begins anew.
  plan->stage = Stage::kNone;
  plan->stage_for = plan->stage_on = 0;
}

void NaivePlans::ended(engine::ArrangementEnded const& e) {
  std::string const name = "plan " + number(e.arrangement.value);
  auto const found = plans_.find(e.arrangement.value);
  if (found == plans_.end() || arrangements::is_ended(found->second.state)) {
    return expect(false, name + " ends and does not run");
  }
  NaivePlan& plan = found->second;
  NaiveStanding const own = standing(plan, e.date.days - 1);
  if (e.state == State::kCompleted) {
    ++counts_.completed;
    for (auto const& [id, each] : plan.claims) {
      NaiveClaim const& claim = books_.claims.at(id);
      bool const is_owed = !claim.cancelled && claim.open() > 0 && std::ranges::count(claim.liable, plan.debtor) > 0;
      expect(!is_owed, name + " is completed, and claim " + number(id) + " is owed");
    }
  } else if (e.state == State::kBroken) {
    ++counts_.broken;
    expect(actor_ == kActor && plan.state == State::kInForce, name + " is broken by somebody");
    expect(own.missed && plan.stage == Stage::kOffered && plan.stage_for == *own.missed,
           name + " is broken without a reminder and an offer of another");
    expect(e.date.days >= plan.stage_on + kOfferDays, name + " is broken without time to answer");
  } else {
    ++counts_.cancelled;
    expect(actor_ != kActor, name + " is cancelled by nobody");
  }
  expect(e.open_minor == own.open, name + " ends with another sum open");
  plan.state = e.state;
  plan.ended = e.date.days;
  seen_.insert(found->first);
  calm_.end_days(key_of(found->first), e.date.days);
  calm_.end_days(key_of(found->first) + ":request", e.date.days);
}

void NaivePlans::planned(engine::MessagePlanned const& e) {
  constexpr std::string_view kStart = "arrangement:";
  if (!e.procedure.starts_with(kStart)) return;
  std::int64_t const id = std::stoll(e.procedure.substr(kStart.size()));
  ++told_[id];
  auto const found = plans_.find(id);
  bool const is_own = found != plans_.end() && found->second.debtor == e.debtor.value;
  expect(is_own && e.fee_minor == 0, "plan " + number(id) + ": a message to somebody else, or with a fee");
  // What was agreed on, or changed, is told once, with all that is open.
  if (e.step == "agreed" || e.step.starts_with("changed/")) {
    letters_[e.message.value] = id;
    bool const is_all = is_own && e.amount_minor == standing(found->second, e.date.days).open;
    return expect(is_all, "plan " + number(id) + ": its letter is about another sum than is open");
  }
  messages_[e.message.value] = {id, e.date.days};
  bool const is_said = is_own && e.amount_minor == standing(found->second, e.date.days - 1).missing;
  expect(is_said, "plan " + number(id) + ": a message about another sum than is missing");
}

/// Who has paid meanwhile is not reminded.
void NaivePlans::leaving(engine::MessageAdvanced const& e) {
  if (e.to != dunning::MessageState::kSending) return;
  if (auto const letter = letters_.find(e.message.value); letter != letters_.end()) {
    bool const runs = plans_.at(letter->second).state == State::kInForce;
    return expect(runs, "plan " + number(letter->second) + " is told of, and has ended");
  }
  auto const found = messages_.find(e.message.value);
  if (found == messages_.end()) return;
  NaivePlan const& plan = plans_.at(found->second.first);
  bool const missing = plan.state == State::kInForce && standing(plan, found->second.second - 1).missing > 0;
  expect(missing, "plan " + number(found->second.first) + ": a reminder leaves, and nothing is missing");
}

/// Nothing has happened since it was last looked at, and what was missed by then is not noticed.
void NaivePlans::day_ended(std::int32_t day) {
  for (auto const& [id, plan] : plans_) {
    // What was agreed or changed today is looked at tomorrow.
    if (plan.state != State::kInForce || plan.touched || plan.set_on >= day) continue;
    // Whoever is being helped is asked for nothing: it is looked at when that has ended.
    if (calm_.is_debtor_left_alone(plan.debtor, day)) continue;
    NaiveStanding const own = standing(plan, day - 1);
    if (!own.missed) continue;
    bool const noticed = plan.stage != Stage::kNone && plan.stage_for == *own.missed;
    std::int32_t const until = plan.stage_on + (plan.stage == Stage::kReminded ? kGraceDays : kOfferDays);
    expect(noticed && day < until, "plan " + number(id) + ": what was missed on " + words_of(*own.missed) +
                                       " is forgotten on " + words_of(day));
  }
}

void NaivePlans::check_holds(std::string const& name, std::int64_t id, NaivePlan const& plan) {
  for (auto const& [claim, each] : plan.claims) {
    auto const& holds = books_.claims.at(claim).holds;
    auto const own = std::ranges::find(holds, key_of(id), &claims::Hold::key);
    bool const runs = own != holds.end() && !own->last;
    if (plan.state == State::kInForce) {
      expect(runs, name + " does not hold claim " + number(claim));
    } else {
      expect(!runs, name + " still holds claim " + number(claim));
    }
  }
}

void NaivePlans::end() {
  for (std::int64_t const id : seen_) check_holds("plan " + number(id), id, plans_.at(id));
  for (auto const& [id, messages] : told_) {
    expect(messages == 0, "plan " + number(id) + " has " + (messages < 0 ? "a message too few" : "a message too many"));
  }
}

void NaivePlans::compare(ports::BooksReader& books, base::AuthorityId authority) {
  std::size_t rows = 0;
  books.each_arrangement(authority, [&](arrangements::Arrangement const& row) {
    ++rows;
    std::string const name = "plan " + number(row.id.value);
    auto const found = plans_.find(row.id.value);
    if (found == plans_.end()) return expect(false, name + " was made by nobody");
    NaivePlan const& own = found->second;
    expect(row.state == own.state && row.debtor.value == own.debtor && row.agreed.days == own.agreed,
           name + " is in another state than by the events");
    expect(row.moves == own.moves && row.pauses == own.pauses && row.replans == own.replans,
           name + " was changed more or less often than by the events");
    bool same = row.instalments.size() == own.instalments.size() && row.claims.size() == own.claims.size();
    for (std::size_t i = 0; same && i < own.instalments.size(); ++i) {
      std::map<std::int64_t, std::int64_t> parts;
      for (arrangements::Part const& part : row.instalments[i].parts) parts[part.claim.value] += part.minor;
      same = row.instalments[i].date.days == own.instalments[i].day && parts == own.instalments[i].parts;
    }
    expect(same, name + " has other instalments than by the events");
    check_holds(name, row.id.value, own);
  });
  expect(rows == plans_.size(), "plans that were made are missing");
}

}  // namespace simulation

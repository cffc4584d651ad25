#include "simulation/naive_plans.h"

#include <algorithm>
#include <chrono>

#include "simulation/naive_law.h"
#include "simulation/naive_shares.h"

namespace simulation {

namespace {

using arrangements::PolicyBreach;
using arrangements::Stage;
using arrangements::State;

// The policy of an authority that has said nothing.
constexpr std::int64_t kSmallestMinor = 10'000;
constexpr std::int64_t kLargestTotalMinor = 5'000'000;
constexpr int kLongestMonths = 24;
constexpr std::int32_t kFirstWithinDays = 45;
constexpr int kBrokenPlans = 1;
constexpr int kMoves = 2;
constexpr std::int32_t kMoveDays = 14;
constexpr int kPauses = 1;
constexpr int kReplans = 1;
constexpr std::int32_t kRequestDays = 14;

std::string number(std::int64_t value) { return std::to_string(value); }
std::string words_of(std::int32_t day) { return base::format_date({day}); }
std::string key_of(std::int64_t plan) { return "arrangement:" + number(plan); }
std::string request_key_of(std::int64_t plan) { return key_of(plan) + ":request"; }

bool is_away(NaiveClaim const& claim) { return !claim.absences.empty() && !claim.absences.back().recalled; }

/// The same day of another month, or that month's last.
std::int32_t months_later(std::int32_t day, int months) {
  std::chrono::year_month_day const date{std::chrono::sys_days{std::chrono::days{day}}};
  std::chrono::year_month_day then = date + std::chrono::months{months};
  if (!then.ok()) then = then.year() / then.month() / std::chrono::last;
  return static_cast<std::int32_t>(std::chrono::sys_days{then}.time_since_epoch().count());
}

std::set<std::int64_t> keys_of(std::map<std::int64_t, NaiveArranged> const& claims) {
  std::set<std::int64_t> keys;
  for (auto const& [id, each] : claims) keys.insert(id);
  return keys;
}

engine::PlanMode mode_of(std::vector<engine::Command> const& commands) {
  for (engine::Command const& command : commands) {
    if (auto const* make = std::get_if<engine::MakeArrangement>(&command)) return make->mode;
    if (auto const* change = std::get_if<engine::ChangeArrangement>(&command)) return change->mode;
  }
  return engine::PlanMode::kByPolicy;
}

}  // namespace

std::int64_t NaiveInstalment::minor() const {
  std::int64_t sum = 0;
  for (auto const& [claim, part] : parts) sum += part;
  return sum;
}

void NaivePlans::begin(engine::Entry const& entry, std::vector<engine::Command> const& commands) {
  today_ = entry.date.days;
  actor_ = entry.actor;
  mode_ = mode_of(commands);
  seen_.clear();
  told_.clear();
}

void NaivePlans::see(engine::Event const& event) {
  touch(event);
  if (auto const* e = std::get_if<engine::ArrangementMade>(&event)) return made(*e);
  if (auto const* e = std::get_if<engine::ArrangementAccepted>(&event)) return accepted(*e);
  if (auto const* e = std::get_if<engine::ArrangementChanged>(&event)) return changed(*e);
  if (auto const* e = std::get_if<engine::ArrangementMissed>(&event)) return missed(*e);
  if (auto const* e = std::get_if<engine::ArrangementLookedAt>(&event)) return looked_at(*e);
  if (auto const* e = std::get_if<engine::ArrangementEnded>(&event)) return ended(*e);
  if (auto const* e = std::get_if<engine::MessagePlanned>(&event)) return planned(*e);
  if (auto const* e = std::get_if<engine::MessageAdvanced>(&event)) return leaving(*e);
  if (auto const* e = std::get_if<engine::BusinessDayEnded>(&event)) return day_ended(e->date.days);
}

NaivePlan* NaivePlans::find(base::ArrangementId id, State state, std::string const& what) {
  auto const found = plans_.find(id.value);
  bool const is_so = found != plans_.end() && found->second.state == state;
  expect(is_so, "plan " + number(id.value) + " is " + what + " and is not one that can be");
  if (!is_so) return nullptr;
  seen_.insert(id.value);
  found->second.touched = false;
  return &found->second;
}

std::string NaivePlans::why_not(std::int64_t id, std::int64_t debtor) const {
  auto const found = books_.claims.find(id);
  if (found == books_.claims.end()) return "is nobody's";
  NaiveClaim const& claim = found->second;
  if (claim.cancelled || claim.open() == 0) return "is not owed";
  if (is_away(claim)) return "is with a collection authority";
  if (std::ranges::count(claim.liable, debtor) == 0) return "is another one's";
  if (!claim.objections.empty()) return "is disputed";
  return claim.parts.empty() ? "" : "is owed by shares";
}

void NaivePlans::take_over(NaivePlan& plan, std::string const& name,
                           std::vector<arrangements::ArrangedClaim> const& claims,
                           std::vector<arrangements::Instalment> const& instalments) {
  plan.set_on = today_;
  plan.claims.clear();
  plan.instalments.clear();
  for (arrangements::ArrangedClaim const& each : claims) {
    NaiveClaim const& own = books_.claims.at(each.claim.value);
    plan.claims[each.claim.value] = {own.paid[0] + own.paid[1] + own.paid[2], own.open()};
    bool const is_so = plan.claims[each.claim.value].paid_before == each.paid_before_minor;
    expect(is_so && own.open() == each.open_minor, name + " notes another sum of claim " + number(each.claim.value));
  }
  for (arrangements::Instalment const& each : instalments) {
    NaiveInstalment& own = plan.instalments.emplace_back();
    own.day = each.date.days;
    for (arrangements::Part const& part : each.parts) {
      bool const is_new = own.parts.try_emplace(part.claim.value, part.minor).second;
      expect(is_new && part.minor > 0, name + " has an empty share, or two of one claim");
    }
  }
}

void NaivePlans::check_shares(std::string const& name, NaivePlan const& plan, std::set<std::int64_t> const& claims) {
  std::vector<std::pair<std::int32_t, std::int64_t>> sizes;
  for (NaiveInstalment const& each : plan.instalments) sizes.emplace_back(each.day, each.minor());
  NaiveShares const own = naive_shares(books_, claims, sizes);
  expect(own.left == 0 && own.over == 0,
         name + " does not add up: " + number(own.left) + " are left, " + number(own.over) + " too much");
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (own.parts[i] == plan.instalments[i].parts) continue;
    std::string shares;
    for (auto const& [claim, minor] : own.parts[i]) {
      auto const found = plan.instalments[i].parts.find(claim);
      std::int64_t const said = found == plan.instalments[i].parts.end() ? 0 : found->second;
      if (said != minor) shares += "; claim " + number(claim) + " " + number(said) + ", not " + number(minor);
    }
    return expect(false, name + ": other shares of the instalment of " + words_of(sizes[i].first) + shares);
  }
}

void NaivePlans::check_dates(std::string const& name, NaivePlan const& plan, std::int32_t first) {
  std::int32_t before = first - 1;
  for (NaiveInstalment const& each : plan.instalments) {
    expect(each.day > before && each.minor() > 0, name + " has an instalment too early, or for nothing");
    before = each.day;
  }
  expect(!plan.instalments.empty(), name + " has no instalments");
}

std::vector<PolicyBreach> NaivePlans::outside(NaivePlan const& plan, std::int32_t agreed, std::int64_t open,
                                              int broken) const {
  std::vector<PolicyBreach> found;
  auto const but_the_last = std::span{plan.instalments}.first(plan.instalments.size() - 1);
  if (std::ranges::any_of(but_the_last, [](NaiveInstalment const& each) { return each.minor() < kSmallestMinor; })) {
    found.push_back(PolicyBreach::kInstalmentTooSmall);
  }
  if (plan.instalments.back().day > months_later(agreed, kLongestMonths)) found.push_back(PolicyBreach::kTooLong);
  if (open > kLargestTotalMinor) found.push_back(PolicyBreach::kTotalTooLarge);
  if (broken > kBrokenPlans) found.push_back(PolicyBreach::kTooManyBroken);
  if (plan.instalments.front().day > agreed + kFirstWithinDays) found.push_back(PolicyBreach::kFirstTooLate);
  return found;
}

int NaivePlans::broken_before(std::int64_t debtor) const {
  return static_cast<int>(std::ranges::count_if(plans_, [&](auto const& row) {
    NaivePlan const& plan = row.second;
    return plan.debtor == debtor && plan.state == State::kBroken && *plan.ended >= months_later(today_, -24);
  }));
}

bool NaivePlans::has_letter(NaivePlan const& plan) const {
  auto const debtor = books_.debtors.find(plan.debtor);
  bool const is_known = debtor != books_.debtors.end() && debtor->second.kind != claims::DebtorKind::kUnknown;
  return is_known && std::ranges::any_of(plan.claims, [&](auto const& each) {
           NaiveClaim const& claim = books_.claims.at(each.first);
           return claim.type != kFreeType && std::ranges::count(claim.liable, plan.debtor) > 0;
         });
}

void NaivePlans::made(engine::ArrangementMade const& e) {
  std::string const name = "plan " + number(e.arrangement.value);
  for (auto const& [id, other] : plans_) {
    bool const is_over = other.debtor != e.debtor.value || arrangements::is_ended(other.state);
    expect(is_over, name + " is made beside plan " + number(id));
  }
  auto const [at, is_new] = plans_.try_emplace(e.arrangement.value);
  expect(is_new, name + " is made twice");
  NaivePlan& plan = at->second;
  seen_.insert(at->first);
  plan.debtor = e.debtor.value;
  plan.state = e.state;
  plan.agreed = e.date.days;
  std::int64_t open = 0;
  for (arrangements::ArrangedClaim const& each : e.claims) {
    std::string const fault = why_not(each.claim.value, plan.debtor);
    expect(fault.empty(), name + ": claim " + number(each.claim.value) + " " + fault);
    open += each.open_minor;
  }
  take_over(plan, name, e.claims, e.instalments);
  if (plan.instalments.empty()) return expect(false, name + " has no instalments");
  check_dates(name, plan, today_);
  check_shares(name, plan, keys_of(plan.claims));
  auto const wanted = outside(plan, plan.agreed, open, broken_before(plan.debtor));
  expect(wanted == e.outside, name + " is outside the policy in other ways than is said");
  bool const waits = !wanted.empty() && mode_ == engine::PlanMode::kOrRequest;
  expect(wanted.empty() || mode_ != engine::PlanMode::kByPolicy, name + " is outside the policy, and nobody decided");
  expect(plan.state == (waits ? State::kRequested : State::kInForce), name + " waits for a person, or should");
  expect(plan.agreed == today_ || (plan.agreed < today_ && mode_ == engine::PlanMode::kByPerson),
         name + " counts from another day than today");
  ++(waits ? counts_.requested : counts_.made);
  counts_.by_person += mode_ == engine::PlanMode::kByPerson;
  counts_.back_dated += plan.agreed < today_;
  if (waits) {
    calm_.begin_days(request_key_of(at->first), keys_of(plan.claims), plan.agreed, plan.agreed + kRequestDays);
  } else {
    calm_.begin_days(key_of(at->first), keys_of(plan.claims), plan.agreed, std::nullopt);
    if (has_letter(plan)) --told_[at->first];
  }
}

void NaivePlans::accepted(engine::ArrangementAccepted const& e) {
  std::string const name = "plan " + number(e.arrangement.value);
  NaivePlan* const plan = find(e.arrangement, State::kRequested, "agreed to");
  if (plan == nullptr) return;
  ++counts_.accepted;
  plan->state = State::kInForce;
  take_over(*plan, name, e.claims, e.instalments);
  for (auto const& [id, each] : plan->claims) {
    std::string const fault = why_not(id, plan->debtor);
    expect(fault.empty(), name + ": claim " + number(id) + " " + fault);
  }
  check_dates(name, *plan, today_);
  check_shares(name, *plan, keys_of(plan->claims));
  calm_.begin_days(key_of(e.arrangement.value), keys_of(plan->claims), today_, std::nullopt);
  if (has_letter(*plan)) --told_[e.arrangement.value];
}

void NaivePlans::changed(engine::ArrangementChanged const& e) {
  std::string const name = "plan " + number(e.arrangement.value);
  NaivePlan* const plan = find(e.arrangement, State::kInForce, "changed");
  if (plan == nullptr) return;
  NaivePlan const before = *plan;
  if (has_letter(*plan)) --told_[e.arrangement.value];
  plan->instalments.clear();
  if (e.change == arrangements::Change::kReplan) {
    take_over(*plan, name, e.claims, e.instalments);
    std::set<std::int64_t> asked = keys_of(plan->claims);
    std::erase_if(asked, [&](std::int64_t id) { return !why_not(id, plan->debtor).empty(); });
    check_dates(name, *plan, today_);
    check_shares(name, *plan, asked);
  } else {
    NaivePlan said;
    take_over(said, name, {}, e.instalments);
    plan->instalments = std::move(said.instalments);
    plan->set_on = today_;
  }
  if (plan->instalments.empty()) return expect(false, name + " has no instalments any more");
  check_change(name, before, *plan, e.change);
  plan->stage = Stage::kNone;
  plan->stage_for = plan->stage_on = 0;
  ++(e.change == arrangements::Change::kMoveDate ? plan->moves
     : e.change == arrangements::Change::kPause  ? plan->pauses
                                                 : plan->replans);
  ++(e.change == arrangements::Change::kReplan ? counts_.replanned : counts_.changed);
}

void NaivePlans::check_change(std::string const& name, NaivePlan const& before, NaivePlan const& after,
                              arrangements::Change change) {
  bool const by_person = mode_ == engine::PlanMode::kByPerson;
  if (change == arrangements::Change::kReplan) {
    bool const within = before.replans < kReplans && outside(after, today_, 0, 0).empty();
    return expect(within || by_person, name + " is planned anew outside the policy, and nobody decided");
  }
  std::vector<std::int32_t> wanted;
  for (NaiveInstalment const& each : before.instalments) wanted.push_back(each.day);
  std::size_t moved = 0;
  bool const same_count = before.instalments.size() == after.instalments.size();
  expect(same_count, name + " has more or fewer instalments than before");
  for (std::size_t i = 0; same_count && i < wanted.size(); ++i) {
    expect(before.instalments[i].parts == after.instalments[i].parts, name + " has other shares after another date");
    moved += before.instalments[i].day != after.instalments[i].day;
  }
  check_dates(name, after, after.instalments.front().day);
  if (change == arrangements::Change::kPause) {
    return expect(before.pauses < kPauses || by_person, name + " pauses too often, and nobody decided");
  }
  expect(moved == 1, name + " has " + number(static_cast<std::int64_t>(moved)) + " dates moved, not one");
  for (std::size_t i = 0; same_count && i < wanted.size(); ++i) {
    std::int32_t const to = after.instalments[i].day;
    if (to == wanted[i]) continue;
    bool const far = std::abs(to - wanted[i]) > kMoveDays;
    bool const within = before.moves < kMoves && !far && (to < wanted[i] || to <= months_later(before.agreed, 24));
    expect(to >= today_ && (within || by_person), name + " has a date moved too far, and nobody decided");
  }
}

}  // namespace simulation

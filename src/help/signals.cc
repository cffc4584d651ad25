#include "help/signals.h"

#include <algorithm>

namespace help {

namespace {

constexpr std::int32_t kMostDays = 1'095;
constexpr std::int32_t kMostTimes = 100;

bool is_days(std::int32_t days) { return days >= 1 && days <= kMostDays; }
bool is_times(std::int32_t times) { return times >= 1 && times <= kMostTimes; }

/// Those of the last `days` up to and including `today`, in order.
std::vector<base::Date> within(std::vector<base::Date> dates, std::int32_t days, base::Date today) {
  std::erase_if(dates, [&](base::Date date) { return date > today || date.days <= today.days - days; });
  std::ranges::sort(dates);
  return dates;
}

std::string times(std::size_t count, std::string const& one, std::string const& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

class Rules {
 public:
  Rules(SignalFacts const& facts, SignalPolicy const& policy, base::Date today)
      : facts_(facts), policy_(policy), today_(today) {}

  std::vector<ShownSignal> apply() {
    asked_for_help();
    plan_broken();
    many_new_arrears();
    more_time();
    small_long();
    return std::move(shown_);
  }

 private:
  void asked_for_help() {
    auto const asked = within(facts_.help_asked, policy_.asked_days, today_);
    if (asked.empty()) return;
    show(Signal::kAskedForHelp, asked.front(), Suggestion::kRefer, std::nullopt,
         "asked for help " + times(asked.size(), "time", "times") + " in " + std::to_string(policy_.asked_days) +
             " days, last on " + base::format_date(asked.back()));
  }
  void plan_broken() {
    auto const broken = within(facts_.plans_broken, policy_.broken_days, today_);
    if (!is_enough(broken, policy_.broken_plans)) return;
    show(Signal::kPlanBroken, nth(broken, policy_.broken_plans), Suggestion::kTalk, Need::kDebtAdvice,
         times(broken.size(), "plan was", "plans were") + " broken in " + std::to_string(policy_.broken_days) +
             " days, last on " + base::format_date(broken.back()));
  }
  void many_new_arrears() {
    auto const fresh = within(facts_.arrears, policy_.new_arrears_days, today_);
    if (!is_enough(fresh, policy_.new_arrears)) return;
    show(Signal::kManyNewArrears, nth(fresh, policy_.new_arrears), Suggestion::kProposePlan, Need::kBudget,
         times(fresh.size(), "claim", "claims") + " came into arrears in " + std::to_string(policy_.new_arrears_days) +
             " days");
  }
  void more_time() {
    auto const asked = within(facts_.deferrals, policy_.deferral_days, today_);
    if (!is_enough(asked, policy_.deferrals)) return;
    show(Signal::kMoreTime, nth(asked, policy_.deferrals), Suggestion::kProposePlan, Need::kBudget,
         "asked for more time " + times(asked.size(), "time", "times") + " in " +
             std::to_string(policy_.deferral_days) + " days");
  }
  void small_long() {
    if (!facts_.open_since || facts_.open_minor <= 0 || facts_.open_minor > policy_.small_open_minor) return;
    base::Date const shows_from{facts_.open_since->days + policy_.small_open_days};
    if (shows_from > today_) return;
    show(Signal::kSmallLong, shows_from, Suggestion::kTalk, std::nullopt,
         "little is owed, and it has been open for " + std::to_string(today_.days - facts_.open_since->days) + " days");
  }

  static bool is_enough(std::vector<base::Date> const& dates, std::int32_t count) {
    return dates.size() >= static_cast<std::size_t>(count);
  }
  /// The day on which there were enough of them.
  static base::Date nth(std::vector<base::Date> const& dates, std::int32_t count) {
    return dates[static_cast<std::size_t>(count) - 1];
  }
  void show(Signal signal, base::Date since, Suggestion suggestion, std::optional<Need> need, std::string because) {
    shown_.push_back({signal, since, std::move(because), suggestion, need});
  }

  SignalFacts const& facts_;
  SignalPolicy const& policy_;
  base::Date today_;
  std::vector<ShownSignal> shown_;
};

}  // namespace

bool is_usable(SignalPolicy const& policy) {
  return is_times(policy.new_arrears) && is_days(policy.new_arrears_days) && is_times(policy.broken_plans) &&
         is_days(policy.broken_days) && policy.small_open_minor >= 0 && is_days(policy.small_open_days) &&
         is_times(policy.deferrals) && is_days(policy.deferral_days) && is_days(policy.asked_days);
}

std::string_view name_of(Signal signal) {
  constexpr std::string_view kNames[] = {"asked_for_help", "plan_broken", "many_new_arrears", "more_time",
                                         "small_long"};
  return kNames[static_cast<std::size_t>(signal)];
}

std::string_view name_of(Suggestion suggestion) {
  constexpr std::string_view kNames[] = {"talk_to_a_person", "propose_a_plan", "suggest_a_referral"};
  return kNames[static_cast<std::size_t>(suggestion)];
}

std::vector<ShownSignal> signals_of(SignalFacts const& facts, SignalPolicy const& policy, base::Date today) {
  return Rules{facts, policy, today}.apply();
}

}  // namespace help

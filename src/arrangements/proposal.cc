#include "arrangements/proposal.h"

#include <algorithm>
#include <array>

#include "law/day_arithmetic.h"

namespace arrangements {

namespace {

constexpr std::int64_t kWholeUnit = 100;  // sizes are whole kroner or euro
constexpr int kAtLeast = 3;
constexpr int kFortnights = 26;

constexpr std::array<std::string_view, 7> kKinds = {"short",  "middle",  "long",    "stepped",
                                                    "wished", "ability", "deferred"};

class Proposer {
 public:
  Proposer(Debts const& debts, Policy const& policy, law::Calendar const* calendar, Wish const& wish,
           std::optional<Means> const& means, PlanHistory const& history, base::Date on)
      : debts_(debts), policy_(policy), wish_(wish), means_(means), history_(history), on_(on) {
    found_.on = on;
    found_.open_minor = debts.open_minor();
    // A month ahead, or the next payday after a week: the next time that there is money.
    base::Date const soon = wish.payday ? base::Date{on.days + 7} : law::add_months(on, 1);
    base::Date const first = std::max(wish.first.value_or(soon), base::Date{on.days + 1});
    base::Date const until = longest_until(policy, on);
    dates_ = monthly_dates(first, wish.payday, static_cast<std::size_t>(policy.longest_months) + 1, calendar);
    while (dates_.size() > 1 && dates_.back() > until) dates_.pop_back();
    beyond_ = monthly_dates(first, wish.payday, kMostInstalments, calendar);
  }

  Proposals run(law::Calendar const* calendar) {
    if (found_.open_minor <= 0) return std::move(found_);
    assess();
    std::size_t const most = longest();
    if (wish_.instalment_minor) by_size(ProposalKind::kWished, *wish_.instalment_minor);
    if (found_.affordability) by_size(ProposalKind::kAbility, found_.affordability->suggested_minor.value_or(0));
    by_count(ProposalKind::kShort, std::max<std::size_t>(1, most / 4), Shape::kEqual);
    by_count(ProposalKind::kMiddle, std::max<std::size_t>(1, (most + 1) / 2), Shape::kEqual);
    by_count(ProposalKind::kLong, most, Shape::kEqual);
    // The lower step, four fifths of an equal one, must not be below the smallest.
    auto const steps = static_cast<std::size_t>(found_.open_minor * 4 / (5 * policy_.smallest_instalment_minor));
    std::size_t const half = std::min({(most + 1) / 2, steps, dates_.size()});
    if (half >= 4) by_count(ProposalKind::kStepped, half, Shape::kStepped);
    // A small sum: all of it at once, some weeks later or earlier.
    for (int fortnight = 1; fortnight <= kFortnights && found_.all.size() < kAtLeast; ++fortnight) {
      once(dates_.front().days + 14 * fortnight, calendar);
      if (found_.all.size() < kAtLeast) once(dates_.front().days - 14 * fortnight, calendar);
    }
    std::ranges::stable_sort(found_.all, {}, &Proposal::last_date);
    return std::move(found_);
  }

 private:
  void assess() {
    if (!means_) return;
    auto assessed = assess_affordability(*means_->pack, means_->household, on_);
    if (assessed) {
      found_.affordability = std::move(*assessed);
    } else {
      found_.affordability_error = assessed.error();
    }
  }

  /// As many instalments as fit: none below the smallest, none after the last day.
  [[nodiscard]] std::size_t longest() const {
    auto const by_size = static_cast<std::size_t>(found_.open_minor / policy_.smallest_instalment_minor);
    return std::clamp<std::size_t>(by_size, 1, dates_.size());
  }

  void by_count(ProposalKind kind, std::size_t count, Shape shape) {
    add(kind, sizes_for(debts_, std::span{dates_}.first(std::min(count, dates_.size())), shape, kWholeUnit));
  }
  /// All at once on the first bank day from `day` on, if the policy and the wish let it be then.
  void once(std::int32_t day, law::Calendar const* calendar) {
    if (day <= on_.days || (wish_.first && base::Date{day} < *wish_.first)) return;
    auto const dates = monthly_dates({day}, std::nullopt, 1, calendar);
    if (dates.front().days > on_.days + policy_.first_within_days) return;
    add(ProposalKind::kDeferred, sizes_for(debts_, dates, Shape::kEqual, kWholeUnit));
  }
  void by_size(ProposalKind kind, std::int64_t size) {
    if (size > 0) add(kind, sizes_of(debts_, beyond_, size));
  }

  void add(ProposalKind kind, std::vector<Planned> const& planned) {
    if (planned.empty()) return;
    Proposal made{kind, schedule_of(debts_, planned), {}, {}, false};
    bool const known = std::ranges::any_of(
        found_.all, [&](Proposal const& other) { return other.schedule.instalments == made.schedule.instalments; });
    if (known) return;
    made.outside = outside(policy_, made.schedule.instalments, on_, found_.open_minor, history_);
    if (found_.affordability) {
      auto const after = assess_affordability(*means_->pack, means_->household, on_, made.largest_minor());
      if (after) {
        made.left_to_live_on_minor = after->left_to_live_on_minor;
        made.takes_what_is_lived_on = after->left_to_live_on_minor < after->minimum_to_live_on_minor;
      } else {
        made.takes_what_is_lived_on = true;  // more than any income that the pack can count with
      }
    }
    found_.all.push_back(std::move(made));
  }

  Debts const& debts_;
  Policy const& policy_;
  Wish const& wish_;
  std::optional<Means> const& means_;
  PlanHistory const& history_;
  base::Date on_;
  std::vector<base::Date> dates_;   // within the policy
  std::vector<base::Date> beyond_;  // as many as there may ever be
  Proposals found_;
};

}  // namespace

std::string_view name_of(ProposalKind kind) { return kKinds[static_cast<std::size_t>(kind) - 1]; }

std::int64_t Proposal::largest_minor() const {
  std::int64_t largest = 0;
  for (Instalment const& each : schedule.instalments) largest = std::max(largest, each.minor());
  return largest;
}

Proposals propose(Debts const& debts, Policy const& policy, law::Calendar const* calendar, Wish const& wish,
                  std::optional<Means> const& means, PlanHistory const& history, base::Date on) {
  return Proposer{debts, policy, calendar, wish, means, history, on}.run(calendar);
}

base::Date longest_until(Policy const& policy, base::Date agreed) {
  return law::add_months(agreed, policy.longest_months);
}

std::vector<PolicyBreach> outside(Policy const& policy, std::span<Instalment const> instalments, base::Date agreed,
                                  std::int64_t total_minor, PlanHistory const& history) {
  std::vector<PolicyBreach> found;
  for (std::size_t i = 0; i + 1 < instalments.size(); ++i) {
    if (instalments[i].minor() >= policy.smallest_instalment_minor) continue;
    found.push_back(PolicyBreach::kInstalmentTooSmall);
    break;
  }
  if (!instalments.empty() && instalments.back().date > longest_until(policy, agreed)) {
    found.push_back(PolicyBreach::kTooLong);
  }
  if (total_minor > policy.largest_total_minor) found.push_back(PolicyBreach::kTotalTooLarge);
  if (history.broken > policy.broken_plans) found.push_back(PolicyBreach::kTooManyBroken);
  if (!instalments.empty() && instalments.front().date.days > agreed.days + policy.first_within_days) {
    found.push_back(PolicyBreach::kFirstTooLate);
  }
  return found;
}

}  // namespace arrangements

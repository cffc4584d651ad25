#include "arrangements/joint_proposal.h"

#include <algorithm>
#include <array>
#include <map>

#include "law/day_arithmetic.h"

namespace arrangements {

namespace {

constexpr std::int64_t kWholeUnit = 100;  // sizes are whole kroner or euro
constexpr int kAtLeast = 3;
constexpr int kFortnights = 26;

std::size_t count_for(Side const& side, std::size_t wanted) {
  auto const by_size = static_cast<std::size_t>(side.debts->open_minor() / side.policy.smallest_instalment_minor);
  return std::clamp<std::size_t>(by_size, 1, wanted);
}

class JointProposer {
 public:
  JointProposer(std::span<Side const> sides, law::Calendar const* calendar, Wish const& wish,
                std::optional<Means> const& means, base::Date on)
      : sides_(sides), calendar_(calendar), wish_(wish), means_(means), on_(on) {
    found_.on = on;
    for (Side const& side : sides) found_.open_minor += side.debts->open_minor();
    base::Date const soon = wish.payday ? base::Date{on.days + 7} : law::add_months(on, 1);
    base::Date const first = std::max(wish.first.value_or(soon), base::Date{on.days + 1});
    dates_ = monthly_dates(first, wish.payday, kMostInstalments, calendar);
    // As long as every creditor lets it be.
    for (Side const& side : sides) {
      if (side.debts->open_minor() == 0) continue;
      base::Date const until = longest_until(side.policy, on);
      auto const within = static_cast<std::size_t>(std::ranges::upper_bound(dates_, until) - dates_.begin());
      allowed_ = std::min({allowed_, std::max<std::size_t>(1, within)});
    }
  }

  JointProposals run() {
    if (found_.open_minor <= 0) return std::move(found_);
    assess();
    std::size_t const most = longest();
    if (wish_.instalment_minor) by_size(ProposalKind::kWished, *wish_.instalment_minor);
    if (found_.affordability) by_size(ProposalKind::kAbility, found_.affordability->suggested_minor.value_or(0));
    by_count(ProposalKind::kShort, std::max<std::size_t>(1, most / 4), Shape::kEqual);
    by_count(ProposalKind::kMiddle, std::max<std::size_t>(1, (most + 1) / 2), Shape::kEqual);
    by_count(ProposalKind::kLong, most, Shape::kEqual);
    if ((most + 1) / 2 >= 4) by_count(ProposalKind::kStepped, (most + 1) / 2, Shape::kStepped);
    for (int fortnight = 1; fortnight <= kFortnights && found_.all.size() < kAtLeast; ++fortnight) {
      once(dates_.front().days + 14 * fortnight);
      if (found_.all.size() < kAtLeast) once(dates_.front().days - 14 * fortnight);
    }
    std::ranges::stable_sort(found_.all, {}, &JointProposal::last_date);
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

  [[nodiscard]] std::size_t longest() const {
    std::size_t most = 1;
    for (Side const& side : sides_) most = std::max(most, count_for(side, allowed_));
    return most;
  }

  /// Each side in so many instalments, or in as many as its policy lets it be.
  void by_count(ProposalKind kind, std::size_t count, Shape shape) {
    add(kind, [&](Side const& side) {
      std::size_t const own = count_for(side, count);
      // The lower step, four fifths of an equal one, must not be below the smallest.
      bool const too_low =
          shape == Shape::kStepped &&
          side.debts->open_minor() * 4 / 5 < side.policy.smallest_instalment_minor * static_cast<std::int64_t>(own);
      return Part{own, too_low ? Shape::kEqual : shape};
    });
  }

  /// The fewest instalments of which no day asks for more than `size` together: first of those who do not yield, then
  /// of those who do.
  void by_size(ProposalKind kind, std::int64_t size) {
    if (size <= 0) return;
    std::array<std::size_t, 2> counts{1, 1};
    std::optional<JointProposal> made;
    for (std::size_t const group : {std::size_t{0}, std::size_t{1}}) {
      std::int64_t open_minor = 0;
      for (Side const& side : sides_) open_minor += waits(side) == (group == 1) ? side.debts->open_minor() : 0;
      if (open_minor == 0) continue;
      auto const at_least = static_cast<std::size_t>((open_minor + size - 1) / size);
      // Rounding up to whole units and interest make a few more of them.
      std::size_t const at_most = std::min(dates_.size() / 2, at_least + at_least / 2 + sides_.size() + 12);
      for (counts[group] = at_least; counts[group] <= at_most; ++counts[group]) {
        made = proposal(kind, [&](Side const& side) { return Part{counts[waits(side) ? 1 : 0], Shape::kEqual}; });
        if (largest_of(*made, group == 1) <= size) break;
      }
      if (counts[group] > at_most) return;
    }
    if (made) keep(std::move(*made));
  }

  [[nodiscard]] std::int64_t largest_of(JointProposal const& made, bool waiting) const {
    JointProposal part;
    for (std::size_t i = 0; i < sides_.size(); ++i) {
      if (waits(sides_[i]) == waiting) part.schedules.push_back(made.schedules[i]);
    }
    return part.largest_minor();
  }

  void once(std::int32_t day) {
    if (day <= on_.days || (wish_.first && base::Date{day} < *wish_.first)) return;
    auto const dates = monthly_dates({day}, std::nullopt, 1, calendar_);
    bool const is_soon = std::ranges::all_of(sides_, [&](Side const& side) {
      return side.debts->open_minor() == 0 || dates.front().days <= on_.days + side.policy.first_within_days;
    });
    if (!is_soon) return;
    // With somebody who waits for the others there is no one day for all.
    if (std::ranges::any_of(sides_, [&](Side const& side) { return waits(side); })) return;
    keep(made_of(ProposalKind::kDeferred,
                 [&](Side const& side) { return sizes_for(*side.debts, dates, Shape::kEqual, kWholeUnit); }));
  }

  /// In how many instalments, and how they grow.
  struct Part {
    std::size_t count = 1;
    Shape shape = Shape::kEqual;
  };

  /// Whether the side waits for others who are owed something.
  [[nodiscard]] bool waits(Side const& side) const {
    return side.yields && std::ranges::any_of(
                              sides_, [](Side const& other) { return !other.yields && other.debts->open_minor() > 0; });
  }

  template <class Parts>
  JointProposal proposal(ProposalKind kind, Parts const& parts) const {
    std::size_t before = 0;  // instalments until the others are paid
    for (Side const& side : sides_) {
      if (!waits(side) && side.debts->open_minor() > 0) before = std::max(before, parts(side).count);
    }
    return made_of(kind, [&](Side const& side) {
      Part const part = parts(side);
      std::span const days = std::span{dates_}.subspan(waits(side) ? std::min(before, dates_.size() / 2) : 0);
      return sizes_for(*side.debts, days.first(std::min(part.count, days.size())), part.shape, kWholeUnit);
    });
  }

  template <class Sizes>
  JointProposal made_of(ProposalKind kind, Sizes const& sizes) const {
    JointProposal made;
    made.kind = kind;
    for (Side const& side : sides_) {
      if (side.debts->open_minor() == 0) {
        made.schedules.emplace_back();
        made.outside.emplace_back();
        continue;
      }
      made.schedules.push_back(schedule_of(*side.debts, sizes(side)));
      made.outside.push_back(
          outside(side.policy, made.schedules.back().instalments, on_, side.debts->open_minor(), side.history));
    }
    return made;
  }

  template <class Parts>
  void add(ProposalKind kind, Parts const& parts) {
    keep(proposal(kind, parts));
  }

  void keep(JointProposal made) {
    auto const instalments = [](JointProposal const& one) {
      std::vector<std::vector<Instalment>> all;
      for (Schedule const& each : one.schedules) all.push_back(each.instalments);
      return all;
    };
    bool const known = std::ranges::any_of(
        found_.all, [&](JointProposal const& other) { return instalments(other) == instalments(made); });
    if (known) return;
    if (found_.affordability) {
      auto const after = assess_affordability(*means_->pack, means_->household, on_, made.largest_minor());
      // An error: more than any income that the pack can count with.
      made.takes_what_is_lived_on = !after || after->left_to_live_on_minor < after->minimum_to_live_on_minor;
      if (after) made.left_to_live_on_minor = after->left_to_live_on_minor;
    }
    found_.all.push_back(std::move(made));
  }

  std::span<Side const> sides_;
  law::Calendar const* calendar_;
  Wish const& wish_;
  std::optional<Means> const& means_;
  base::Date on_;
  std::vector<base::Date> dates_;
  std::size_t allowed_ = kMostInstalments;  // of `dates_`, within every policy
  JointProposals found_;
};

}  // namespace

std::vector<Planned> JointProposal::days() const {
  std::map<base::Date, std::int64_t> by_day;
  for (Schedule const& each : schedules) {
    for (Instalment const& one : each.instalments) by_day[one.date] += one.minor();
  }
  std::vector<Planned> all;
  for (auto const& [date, minor] : by_day) all.push_back({date, minor});
  return all;
}

std::int64_t JointProposal::largest_minor() const {
  std::int64_t largest = 0;
  for (Planned const& each : days()) largest = std::max(largest, each.minor);
  return largest;
}

std::int64_t JointProposal::total_minor() const {
  std::int64_t sum = 0;
  for (Schedule const& each : schedules) sum += each.total_minor();
  return sum;
}

base::Date JointProposal::last_date() const {
  base::Date last;
  for (Schedule const& each : schedules) {
    if (!each.instalments.empty()) last = std::max(last, each.instalments.back().date);
  }
  return last;
}

bool JointProposal::is_within_policies() const {
  return std::ranges::all_of(outside, [](std::vector<PolicyBreach> const& each) { return each.empty(); });
}

JointProposals propose_jointly(std::span<Side const> sides, law::Calendar const* calendar, Wish const& wish,
                               std::optional<Means> const& means, base::Date on) {
  return JointProposer{sides, calendar, wish, means, on}.run();
}

}  // namespace arrangements

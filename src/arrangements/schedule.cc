#include "arrangements/schedule.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace arrangements {

namespace {

using ledger::Component;

/// What the last instalment takes while its size is not known.
constexpr std::int64_t kEverything = base::kMoneyLimitMinor;
constexpr int kRounds = 120;

/// The claims on their way through the plan.
class Course {
 public:
  explicit Course(Debts const& debts) : debts_(debts), claims_(debts.claims) {
    for (claims::Claim const& claim : claims_) posted_.push_back(claims::sum_of(claim.accrual.interest));
  }

  /// Adds the interest up to `until`; what it comes to.
  std::int64_t post(base::Date until) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < claims_.size(); ++i) {
      claims::Claim& claim = claims_[i];
      std::int64_t const stands = debts_.interest(claim, until);
      // Interest to be taken back is not more than what is open here: what was paid of it becomes credit.
      std::int64_t const change = std::max(stands - posted_[i], -claim.open[Component::kInterest]);
      claim.charged[Component::kInterest] += change;
      claim.open[Component::kInterest] += change;
      posted_[i] = stands;
      sum += change;
    }
    return sum;
  }

  /// What the amount covers, and of which claim.
  Instalment pay(base::Date date, std::int64_t minor) {
    std::vector<claims::Claim const*> rows;
    for (claims::Claim const& claim : claims_) rows.push_back(&claim);
    payments::Spread const spread = payments::spread(minor, rows, {}, debts_.order);
    Instalment made{date, {}};
    for (claims::Claim& claim : claims_) {
      std::int64_t sum = 0;
      for (payments::Allocation const& part : spread.allocations) {
        if (part.claim != claim.id) continue;
        claim.open[part.component] -= part.minor;
        sum += part.minor;
        if (part.component == Component::kPrincipal) {
          claims::add_change(claim.accrual.principal, {date, -part.minor});
        }
        if (part.component == Component::kInterest) {
          claims::add_change(claim.accrual.interest_paid, {date, -part.minor});
        }
      }
      if (sum > 0) made.parts.push_back({claim.id, sum});
    }
    return made;
  }

  [[nodiscard]] std::int64_t open_minor() const {
    std::int64_t sum = 0;
    for (claims::Claim const& claim : claims_) sum += claim.open_minor();
    return sum;
  }

 private:
  Debts const& debts_;
  std::vector<claims::Claim> claims_;
  std::vector<std::int64_t> posted_;
};

/// Parts of the whole that each instalment is.
std::vector<std::int64_t> weights_of(Shape shape, std::size_t count) {
  std::vector<std::int64_t> weights(count, 1);
  if (shape == Shape::kStepped) {
    for (std::size_t i = 0; i < count; ++i) weights[i] = i < count / 2 ? 2 : 3;
  }
  return weights;
}

std::int64_t rounded_up(std::int64_t minor, std::int64_t unit) { return (minor + unit - 1) / unit * unit; }

std::vector<Planned> sizes_in(Schedule const& schedule) {
  std::vector<Planned> planned;
  for (Instalment const& each : schedule.instalments) planned.push_back({each.date, each.minor()});
  return planned;
}

}  // namespace

std::string_view name_of(Shape shape) { return shape == Shape::kEqual ? "equal" : "stepped"; }

std::int64_t Debts::open_minor() const {
  return std::accumulate(claims.begin(), claims.end(), std::int64_t{0},
                         [](std::int64_t sum, claims::Claim const& claim) { return sum + claim.open_minor(); });
}

std::int64_t Schedule::total_minor() const {
  return std::accumulate(instalments.begin(), instalments.end(), std::int64_t{0},
                         [](std::int64_t sum, Instalment const& each) { return sum + each.minor(); });
}

Schedule schedule_of(Debts const& debts, std::span<Planned const> planned) {
  Course course{debts};
  Schedule schedule;
  for (Planned const& each : planned) {
    schedule.interest_minor += course.post(each.date);
    Instalment made = course.pay(each.date, each.minor);
    schedule.over_minor += each.minor - made.minor();
    if (!made.parts.empty()) schedule.instalments.push_back(std::move(made));
    if (course.open_minor() == 0) {
      // Days that bear interest although all is paid on the last of them.
      schedule.interest_after_minor = course.post(each.date);
      for (std::size_t rest = static_cast<std::size_t>(&each - planned.data()) + 1; rest < planned.size(); ++rest) {
        schedule.over_minor += planned[rest].minor;
      }
      return schedule;
    }
  }
  schedule.left_minor = course.open_minor();
  return schedule;
}

std::vector<Planned> sizes_for(Debts const& debts, std::span<base::Date const> dates, Shape shape,
                               std::int64_t unit_minor) {
  if (dates.empty()) return {};
  std::vector<std::int64_t> const weights = weights_of(shape, dates.size());
  std::int64_t const parts = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  std::int64_t part = debts.open_minor() / parts;
  std::vector<Planned> planned;
  // Each round adds what the interest of the round before left over; it ends when the last one is none too large.
  for (int round = 0; round < kRounds; ++round) {
    planned.clear();
    for (std::size_t i = 0; i < dates.size(); ++i) {
      bool const last = i + 1 == dates.size();
      planned.push_back({dates[i], last ? kEverything : rounded_up(part * weights[i], unit_minor)});
    }
    std::vector<Planned> const made = sizes_in(schedule_of(debts, planned));
    bool const all_used = made.size() == dates.size();
    std::int64_t const full = rounded_up(part * weights.back(), unit_minor);
    if (!all_used || made.back().minor <= full) return made;
    part += (made.back().minor - full + parts - 1) / parts;
  }
  return sizes_in(schedule_of(debts, planned));
}

std::vector<Planned> sizes_of(Debts const& debts, std::span<base::Date const> dates, std::int64_t size_minor) {
  std::vector<Planned> planned;
  for (base::Date const date : dates) planned.push_back({date, size_minor});
  Schedule const schedule = schedule_of(debts, planned);
  return schedule.left_minor == 0 ? sizes_in(schedule) : std::vector<Planned>{};
}

}  // namespace arrangements

#include "law/cost_course.h"

#include <algorithm>

#include "law/day_arithmetic.h"

namespace law {

namespace {

/// Long enough ago that no first letter is too early.
constexpr int kLongOverdueDays = 60;

bool sends(std::optional<Collector> const& needed, Collector collector) { return !needed || *needed == collector; }

class Course {
 public:
  Course(Pack const& pack, CourseFacts const& facts) : pack_(pack), facts_(facts), day_(facts.first_letter) {}

  std::expected<std::vector<Step>, CourseFault> run() {
    for (Fee const& fee : pack_.fees) {
      if (!applies_to(fee.applies, facts_.cost.debtor) || !sends(fee.collector, facts_.collector)) continue;
      for (int i = 0; i < fee.in_course; ++i) {
        if (!add_letter(fee)) return std::unexpected(CourseFault{CourseError::kNotInForce, fee.rule.code});
      }
    }
    for (CostScale const& scale : pack_.scales) {
      if (!applies_to(scale.applies, facts_.cost.debtor) || !sends(scale.collector, facts_.collector)) continue;
      if (!add_cost(scale)) return std::unexpected(CourseFault{CourseError::kNotInForce, scale.rule.code});
    }
    return std::move(steps_);
  }

 private:
  /// False if the rule has no amount for the day.
  bool add_letter(Fee const& fee) {
    FeeFacts asked{day_, add_days(facts_.first_letter, -kLongOverdueDays), facts_.cost.debtor, false, letters_};
    auto allowed = assess_fee(pack_.fees, fee.letter, pack_.calendar, asked);
    if (!allowed && allowed.error().refusal == FeeRefusal::kTooEarly) {
      asked.on = *allowed.error().earliest;
      allowed = assess_fee(pack_.fees, fee.letter, pack_.calendar, asked);
    }
    if (!allowed) return allowed.error().refusal != FeeRefusal::kNotInForce;
    day_ = asked.on;
    letters_.push_back({fee.letter, day_, allowed->minor});
    steps_.push_back({day_, allowed->minor, allowed->rule});
    return true;
  }

  bool add_cost(CostScale const& scale) {
    base::Date const date = scale.after_letter.empty() ? day_ : day_after(scale);
    if (!scale.rule.in_force(date)) return false;
    std::int64_t minor = cost_of(scale, facts_.cost);
    for (CostScale const& other : pack_.scales) {
      if (other.rule.code == scale.replaces) minor -= cost_of(other, facts_.cost);
    }
    if (!scale.letter.empty()) letters_.push_back({scale.letter, date, minor});
    steps_.push_back({date, minor, scale.rule.code});
    return true;
  }

  /// The first day after the deadline of the letter that must go before; that letter is the course's first one if it
  /// carries no fee, and taken as received on its day.
  [[nodiscard]] base::Date day_after(CostScale const& scale) const {
    auto const sent = std::ranges::find(letters_, scale.after_letter, &SentLetter::letter);
    base::Date const date = sent == letters_.end() ? facts_.first_letter : sent->date;
    Notice const* notice = notice_rule(pack_, scale.after_letter);
    if (scale.days_after_letter > 0 || notice == nullptr) return add_days(date, scale.days_after_letter);
    return add_days(notice_deadline(*notice, pack_.calendar, {date, date}), 1);
  }

  Pack const& pack_;
  CourseFacts const& facts_;
  base::Date day_;
  std::vector<SentLetter> letters_;
  std::vector<Step> steps_;
};

}  // namespace

std::expected<std::vector<Step>, CourseFault> cost_steps(Pack const& pack, CourseFacts const& facts) {
  if (facts.cost.principal_minor <= 0) return std::unexpected(CourseFault{CourseError::kNothingToPay, {}});
  return Course{pack, facts}.run();
}

}  // namespace law

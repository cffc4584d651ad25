// How far a claim has come in its procedure: the steps that were taken, and when there is something to look at next.
// Kept with the claim, so that a business day reads only claims that have something due.
//
// Units: legal dates. Pure values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace claims {

struct StepTaken {
  std::string step;  // the code in the procedure
  base::Date date;
  std::optional<base::Date> answer_until;  // the deadline that its message gave; nothing follows before it has passed
  friend bool operator==(StepTaken const&, StepTaken const&) = default;
  static void visit(auto& self, auto&& f) { f(self.step), f(self.date), f(self.answer_until); }
};

/// What stands in a course in the place of a step whose letter never left: the step has not been taken.
/// "not_sent/reminder".
inline constexpr std::string_view kNotSent = "not_sent/";

/// What stands in a course before a step that only a person's decision has let happen: "decided/final_notice". With the
/// step `kHandOverDecided`: a person has decided that the claim may be handed over.
inline constexpr std::string_view kDecided = "decided/";
inline constexpr std::string_view kHandOverDecided = "decided/=hand_over";

/// Whether this is no step, but one of the above.
[[nodiscard]] inline bool is_mark(std::string_view step) {
  return step.starts_with(kNotSent) || step.starts_with(kDecided);
}

struct Course {
  // Which procedure, and which version of it, `next` was reckoned by: "dk/municipal@3f9a1c0b27de". Empty: by none yet.
  std::string procedure;
  std::vector<StepTaken> steps;    // in the order in which they were taken
  std::optional<base::Date> next;  // the first day on which another may be due; nothing: none is to come
  // The course, or the state that decides whether it is looked at, has changed since the claim was loaded: only then
  // does a store write it and its place in the index. No part of what a course is.
  bool to_be_written = false;
  friend bool operator==(Course const& a, Course const& b) {
    return a.procedure == b.procedure && a.steps == b.steps && a.next == b.next;
  }
  static void visit(auto& self, auto&& f) { f(self.procedure), f(self.steps), f(self.next); }

  /// The day from which a business day has to look at the claim, if it is open: day zero if none ever has.
  [[nodiscard]] std::optional<base::Date> look_from() const { return procedure.empty() ? base::Date{} : next; }
  [[nodiscard]] StepTaken const* find(std::string_view step) const {
    for (StepTaken const& taken : steps) {
      if (taken.step == step) return &taken;
    }
    return nullptr;
  }
  /// Whether a person has decided that this step be taken on this day.
  [[nodiscard]] bool was_decided(std::string_view step, base::Date day) const {
    for (StepTaken const& taken : steps) {
      if (taken.date == day && taken.step.starts_with(kDecided) && taken.step.substr(kDecided.size()) == step)
        return true;
    }
    return false;
  }
};

}  // namespace claims

// The ordinary course of a claim that stays unpaid, and what it may cost at most: a calculator to check a letter with.
//
// The first letter goes on a day that is given; each following one on the first day on which its fee is allowed. The
// engine does not use this: it asks assess_fee for each letter when it is sent.
// Units: minor units; legal dates. Pure.
#pragma once

#include <expected>
#include <vector>

#include "law/pack.h"

namespace law {

struct CourseFacts {
  CostFacts cost;
  Collector collector = Collector::kCreditor;  // who sends the last demand
  base::Date first_letter;
};

enum class CourseError : std::uint8_t {
  kNothingToPay,  // the principal is not above zero
  kNotInForce,    // a scale or a fee has no amount for the day it would fall on; `rule` says which
};
struct CourseFault {
  CourseError error = CourseError::kNothingToPay;
  std::string rule;
};

[[nodiscard]] std::expected<std::vector<Step>, CourseFault> cost_steps(Pack const& pack, CourseFacts const& facts);

}  // namespace law

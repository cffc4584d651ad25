// When a block of a template is for a recipient: a rule over the message's values.
//
//   claim_count > 1          fee present and interest absent          amount >= 500.00          ground is day_care
//
// Amounts are compared in the currency's units with two decimals, counts as whole numbers. A missing amount or count is
// zero; a text is a certain word, present or absent; a date only present or absent.
// Pure.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "contact/field.h"

namespace contact {

struct Comparison {
  enum class Sign : std::uint8_t { kLess, kAtMost, kEqual, kUnequal, kAtLeast, kMore, kPresent, kAbsent, kIs };
  Field field = Field::kAmount;
  Sign sign = Sign::kPresent;
  std::int64_t value = 0;
  std::string word{};  // of kIs
};

struct Condition {
  std::string name;        // part of the recorded variant
  bool otherwise = false;  // the block for those of whom the rule does not hold
  std::vector<Comparison> all;
};

/// An error is a message without file and line.
[[nodiscard]] std::expected<std::vector<Comparison>, std::string> read_comparisons(std::string_view text);
[[nodiscard]] bool holds(Condition const& condition, Values const& values);

}  // namespace contact

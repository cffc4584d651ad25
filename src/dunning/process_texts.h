// The sentences of which the explanation of a procedure is put together, in every language. No figure stands in them:
// what is in braces comes from the procedure and the law.
// Pure.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "contact/language.h"

namespace dunning {

struct ProcessTexts {
  std::string_view title, action, lead, made_from;
  std::string_view all_fees, interest;  // labels of the figures
  std::string_view no_fees, no_interest, a_month, a_year;
  std::string_view one_day, days, before, on_day, after;
  std::array<std::string_view, 4> anchors;  // by Anchor
  std::string_view working_days;
  std::array<std::string_view, 4> audience;  // by Audience; everybody: nothing is said
  std::string_view too_little;
  std::string_view first_channel, next_channel, beside;
  std::array<std::string_view, 4> channels;  // by Channel
  std::string_view fee, no_fee, deadline;
  std::array<std::string_view, 4> can_do;  // by StepKind
  std::string_view cost_title, cost, cost_none, one_letter, law_costs, law_costs_between, after_hand_over;
  std::string_view interest_title, interest_monthly, interest_daily, interest_in_time;
  std::string_view stop_title;
  std::array<std::string_view, 5> stops;
  std::string_view help_title, help;
};

[[nodiscard]] ProcessTexts const& process_texts(contact::Language language);

/// `text` with each "{name}" replaced.
[[nodiscard]] std::string filled(std::string_view text,
                                 std::initializer_list<std::pair<std::string_view, std::string_view>> values);

}  // namespace dunning

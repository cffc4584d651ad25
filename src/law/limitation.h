// When a claim can no longer be collected (limitation), and what begins the period anew.
//
// The date given is the day on which the period is over: a period of 3 years from 15 January 2023 is over on
//   15 January 2026, and that is also the last day to interrupt it. Whether the day itself still counts is left open by
//   what was read; taking it as the last day is the choice, and nobody should wait for it.
// Units: whole years; legal dates. Pure.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "law/calendar.h"
#include "law/rule.h"

namespace law {

/// A period, chosen by what the claim rests on.
struct LimitationPeriod {
  Rule rule;
  std::string basis;  // "ordinary", "acknowledged_in_writing", ...
  int years = 0;
  bool moves_to_open_day = false;  // a last day that is closed for deadlines moves to the next open one
};

/// An act that begins the period anew from its day, by the rule that says so.
struct Interruption {
  Rule rule;
  std::string act;         // "acknowledgement", "legal_step", ...
  bool interrupts = true;  // false: named because people think it does
};

struct DatedAct {
  std::string act;
  base::Date date;
};

struct LimitationFacts {
  std::string_view basis;
  base::Date counts_from;          // the earliest day on which payment could be demanded
  std::span<DatedAct const> acts;  // in any order
};

enum class LimitationError : std::uint8_t { kNoSuchBasis, kNoSuchAct };

/// An act after the period was over revives nothing and is passed over.
[[nodiscard]] std::expected<base::Date, LimitationError> limitation_date(std::span<LimitationPeriod const> periods,
                                                                         std::span<Interruption const> interruptions,
                                                                         Calendar const& calendar,
                                                                         LimitationFacts const& facts);

}  // namespace law

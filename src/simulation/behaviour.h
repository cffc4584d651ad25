// What people do about a claim, as a model: which share of them pays in time, late, after which letter, or never, and
// what a message or a link changes about it. Made up on purpose: whatever is put in here must come out of the reports.
//
// The shares of the funnel are those that one large company has told of its invoices (29 % in time, half of the rest
// before a reminder, 10 % at a reminder or notice, 2.7 % to collection); it left 22.8 % unexplained, which are divided
// here among plans, withdrawals and objections. That division, the split of the 10 %, and what a message or a link
// does are assumptions of the model: no study stands behind them.
//
// Units: parts per thousand for what is put in, parts per million for what follows from it. Deterministic: a claim's
// draws come from the seed and its reference alone, so that nobody's fate depends on anybody else's.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "reports/funnel.h"

namespace simulation {

using Shares = std::array<std::int64_t, reports::kFunnelParts>;  // by reports::FunnelPart

struct Behaviour {
  Shares outcomes_per_mille = {290, 355, 70, 30, 27, 80, 60, 88};  // what people do if nothing is tried: together 1,000
  std::int64_t usually_late_per_mille = 600;       // have paid two earlier claims late; whatever they do with this one
  std::int64_t moved_by_upcoming_per_mille = 300;  // of those reminded before the day who would pay late before a
                                                   // reminder: pay in time instead
  std::int64_t moved_by_link_per_mille = 500;      // of those who would go to collection: pay after the notice instead
};

/// What is tried out on a claim.
struct Tried {
  bool upcoming_message = false;  // before the last payment day, to those who usually miss it
  bool link_at_notice = false;    // a way to pay at once, in the notice
};

/// What somebody is going to do about one claim, as far as it depends on nobody else. Days are counted from whatever
/// the person waits for.
struct Intention {
  reports::FunnelPart outcome = reports::FunnelPart::kOnTime;
  bool usually_late = false;
  bool moved_by_upcoming = false;
  bool moved_by_link = false;
  int issued_after = 0;     // 0-27: since the first day of issue
  int days_early = 0;       // 0-20: before the last payment day
  int days_late = 1;        // 1-9: after it; no reminder comes earlier
  int days_to_act = 1;      // 1-10: after a message has been planned
  int withdrawn_after = 0;  // -10 to 7: days after the last payment day
  std::int64_t principal_minor = 0;
};

[[nodiscard]] Intention intention_of(Behaviour const& model, std::uint64_t seed, std::string const& reference);

/// Whether a claim is in the arm of `trial` that gets what is tried out: one of two, by a keyed hash of its reference.
[[nodiscard]] bool is_treated(std::uint64_t seed, std::string const& trial, std::string const& reference);

/// The shares that must be expected of claims with which this is tried out; parts per million, together 1,000,000.
[[nodiscard]] Shares put_in(Behaviour const& model, Tried tried);

}  // namespace simulation

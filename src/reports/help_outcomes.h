// Whether help helps: plans and how they went, how soon people are helped, whether they get into arrears again,
// referrals and their outcomes, fees taken back, and the authority's own duties that it has not kept.
//
// Definitions that the figures follow word for word:
//   plan_kept(d)  "plans with no missed instalment for d days / plans made"; beside it requests that were refused and
//                 the time to answer them
//   prevention    "share of debtors with a second late claim within 365 days"
//   times         median by Kaplan and Meier, with those who are still waiting as far as they have been seen
//   privacy       cells below five people are not shown (reports/small_cells.h)
// The others have no such definition; what was chosen stands at each of them.
//
// What cannot be known yet is never counted as good: a figure about so many days counts those alone who have had so
// many days by `today`, and `too_early` says how many have not.
// It says what happened to whom, not that help was why: nobody was helped or left alone by lot.
// As the books are now. Six months are 182 days, twelve are 365. Units: legal dates; minor units.
#pragma once

#include <array>
#include <map>

#include "reports/duties.h"
#include "reports/help_history.h"
#include "reports/known_share.h"
#include "reports/missed_payments.h"
#include "reports/signs_of_need.h"
#include "reports/stretch.h"
#include "reports/survival.h"

namespace reports {

inline constexpr std::array<std::int32_t, 2> kMonths{182, 365};  // six and twelve, in days

/// Plans, by the day on which they were agreed.
struct PlanOutcomes {
  Cell made;
  std::array<Cell, 4> by_state;  // in force, completed, broken, cancelled: each plan is in one
  Cell replanned;                // at least once a date was moved, a pause made or other instalments set
  std::array<KnownShare, 2> kept;
  Cell instalments_due;      // by their own day, which is over
  Cell instalments_in_time;  // a business day found neither them unpaid, nor one before them that still was
};

/// Plans that a person had to decide about, by the day on which they were asked for.
struct RequestOutcomes {
  Cell asked;
  std::array<Cell, 3> by_answer;  // agreed, not agreed, waiting: each request is in one
  Cell late;                      // answered, or waiting, for longer than the authority's own days
  std::vector<Observation> days;  // to the answer
};

/// People, by the day on which they missed a payment for the first time. A helpful contact is the first day from then
/// on, while something was in arrears, on which a plan was agreed, help by an organisation was agreed to, a promise was
/// taken, an enquiry was answered, or a mark was set so that nothing happens by itself. A reminder is none.
struct FirstHelp {
  Cell missed;
  std::array<Cell, 3> by_outcome;  // helped, paid without, waiting: each of them is in one
  Cell before_reminder;            // helped before the first step after the missed payment, or without any
  std::vector<Observation> days;   // those who paid without are seen as far as the day on which they had
  KnownShare second_late;          // another payment missed within 365 days after the first
};

/// People whose help has come to an end, and who missed a payment on a later day.
struct AgainInArrears {
  std::array<KnownShare, 2> after_plan;      // a plan of theirs was completed
  std::array<KnownShare, 2> after_referral;  // a referral of theirs ended with "helped"
};

/// Referrals, by the day of the consent.
struct ReferralOutcomes {
  Cell made;
  std::map<help::Outcome, Cell> by_outcome;  // none: still open
  std::vector<Observation> days_to_told;     // until the organisation was told; those that ended before, as far as that
};

/// People, by the first of the days on which a sign of need began to show (reports/signs_of_need.h), and what was
/// offered within kSignDays from there.
struct SignOutcomes {
  Cell shown;
  KnownShare referred;  // agreed to a referral, or had one that was open
  KnownShare helped;    // had a helpful contact, as of a first missed payment
};
inline constexpr std::int32_t kSignDays = 28;

/// Fees that had been charged and were let go by help, by the day on which that was recorded. Letters that never were
/// written, because things stood still, are not in it: nobody knows which of them would have been.
struct FeesAvoided {
  std::array<Cell, 4> fees;  // by Relief
  std::array<std::int64_t, 4> minor{};
  Cell steps_without_fee;  // claims for which a person let a step be taken without the fee that its letter may carry
};

struct OwnDuties {
  Cell enquiries;
  Cell late;  // answered late, or open and beyond the authority's own deadline
};

struct HelpOutcomes {
  PlanOutcomes plans;
  RequestOutcomes requests;
  FirstHelp first_help;
  AgainInArrears again;
  ReferralOutcomes referrals;
  SignOutcomes signs;
  FeesAvoided avoided;
  OwnDuties duties;
};

struct OwnRules {
  std::int32_t request_days = 0;  // in which the authority has promised itself to decide about a plan
  help::SignalPolicy signals;     // what it takes for a sign of need
};

[[nodiscard]] HelpOutcomes help_outcomes(ports::BooksReader& books, base::AuthorityId authority,
                                         HelpHistory const& history, Stretch stretch, base::Date today,
                                         OwnRules const& rules);

}  // namespace reports

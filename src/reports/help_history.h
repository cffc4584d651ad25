// What the journal tells of help, and the rows of the books do not: how each plan has gone, which fees help has taken
// back, and which steps a person has decided about. Whoever reads the journal fills it; the figures are
// reports/help_outcomes.h.
//
// Units: legal dates; minor units. Pure values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "arrangements/arrangement.h"

namespace reports {

/// An instalment was missed, and so was every one after it until a business day found nothing missing.
struct Behind {
  base::Date since;                 // the missed instalment's day
  std::optional<base::Date> until;  // nothing: it was so to the end, or still is
};

struct PlanHistory {
  base::DebtorId debtor;
  std::optional<base::Date> asked;   // it lay outside the policy: a person had to decide
  std::optional<base::Date> agreed;  // nothing: it never was
  std::optional<base::Date> missed;  // the date of the first instalment that a business day found unpaid
  std::set<base::Date> due;          // the days of its instalments, those before a change as they were then
  std::vector<Behind> behind;
  std::int32_t changes = 0;  // dates moved, pauses, other instalments
  std::optional<base::Date> ended;
  arrangements::State state = arrangements::State::kRequested;
};

/// By what a fee was taken back.
enum class Relief : std::uint8_t { kPlan, kEnquiry, kReferral, kVulnerable };

struct FeeTakenBack {
  base::Date recorded;
  Relief by = Relief::kPlan;
  base::DebtorId debtor;
  std::int64_t minor = 0;
};

/// For one claim of somebody marked as vulnerable a person has let the next step be taken.
struct DecidedStep {
  base::Date date;
  base::DebtorId debtor;
  bool fee = false;  // with the fee that the law allows
};

struct HelpHistory {
  std::map<base::ArrangementId, PlanHistory> plans;
  std::vector<FeeTakenBack> fees;
  std::vector<DecidedStep> steps;
};

}  // namespace reports

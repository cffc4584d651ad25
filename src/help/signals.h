// Signs that somebody may need help: what the books show about how it has gone, as sentences with the numbers that
// were used, and what to offer.
//
// Kept apart from money on purpose. What goes in holds no income, no amount paid and no probability that anybody pays;
// "small" is of what is asked for, so that long-lasting arrears of little sums are seen at all. Nothing is added up: a
// sign is there or it is not, and there is no score. It says who to talk to first, never what to charge or when. No law
// that we know names any of the thresholds: they are the authority's own (SignalPolicy), with defaults of our choice.
// Words of an enquiry are not read: that somebody has asked for help is a kind, not a text.
// Units: legal dates; days. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "help/need.h"

namespace help {

/// What must be there for a sign. The defaults are our choice.
struct SignalPolicy {
  std::int32_t new_arrears = 3;              // claims newly in arrears ...
  std::int32_t new_arrears_days = 90;        // ... in so many days
  std::int32_t broken_plans = 1;             // plans broken ...
  std::int32_t broken_days = 365;            // ... in so many days
  std::int64_t small_open_minor = 1'000'00;  // arrears of at most so much, all together ...
  std::int32_t small_open_days = 180;        // ... for so long
  std::int32_t deferrals = 2;                // times that somebody asked for more time ...
  std::int32_t deferral_days = 180;          // ... in so many days
  std::int32_t asked_days = 90;              // a call for help counts for so long
  friend bool operator==(SignalPolicy const&, SignalPolicy const&) = default;
};

/// A policy that nobody could live with: a sign that everybody shows, or that counts for years.
[[nodiscard]] bool is_usable(SignalPolicy const& policy);

enum class Signal : std::uint8_t {
  kAskedForHelp,    // in their own words: an enquiry of the kind "help"
  kPlanBroken,      // could not be kept
  kManyNewArrears,  // several claims in a short time
  kMoreTime,        // asked for again and again
  kSmallLong,       // little is asked for, and it stays open
};
/// "asked_for_help", "plan_broken" ...
[[nodiscard]] std::string_view name_of(Signal signal);

/// What to offer. Nobody is made to take it.
enum class Suggestion : std::uint8_t {
  kTalk,         // a person calls
  kProposePlan,  // instalments that can be kept
  kRefer,        // to an organisation of the directory, with consent
};
[[nodiscard]] std::string_view name_of(Suggestion suggestion);

/// What the rules may know of somebody, and nothing else.
struct SignalFacts {
  std::vector<base::Date> arrears;  // the day of each claim in arrears now, or lately: the day after its last day
  std::vector<base::Date> plans_broken;
  std::vector<base::Date> deferrals;     // the days on which more time was asked for
  std::vector<base::Date> help_asked;    // the days on which help was asked for
  std::int64_t open_minor = 0;           // asked for now, of what is in arrears
  std::optional<base::Date> open_since;  // the oldest of it
};

struct ShownSignal {
  Signal signal = Signal::kAskedForHelp;
  base::Date since;     // the day from which it shows
  std::string because;  // a plain sentence with the numbers, English
  Suggestion suggestion = Suggestion::kTalk;
  std::optional<Need> need;  // what to ask about, if they want help: nobody knows it before they have said
};

/// In the order of the list above; none: there is no sign. Facts of days after `today` are not looked at.
[[nodiscard]] std::vector<ShownSignal> signals_of(SignalFacts const& facts, SignalPolicy const& policy,
                                                  base::Date today);

}  // namespace help

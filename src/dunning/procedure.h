// A procedure: what is done about a claim that is not paid, step by step, as data. The law pack decides what a step may
// cost and which deadline it must give; the procedure decides when an authority reaches out, how, and in which order.
//
// A procedure never changes once read; any number of threads may ask one.
// Units: minor units; calendar days; legal dates. Pure values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace dunning {

enum class StepKind : std::uint8_t {
  kPrompt = 1,    // a help to remember; nothing follows from it, and it may come before the last payment day
  kReminder = 2,  // late: asks for the money
  kNotice = 3,    // the last warning, with a deadline after which somebody else takes over
  kHandOver = 4,  // ready to be handed over: a person or the source does it; the debtor is told
};

/// What a step's days are counted from.
enum class Anchor : std::uint8_t {
  kDue = 1,             // the day from which the sum is owed
  kLastPaymentDay = 2,  // the last day to pay in time
  kStep = 3,            // the step that `after_step` names, or the one that was taken before this
  kDeadline = 4,        // the deadline which that step gave; the step itself if it gave none
};

/// For whom a step is. Everybody else goes on to the next.
enum class Audience : std::uint8_t { kEverybody = 1, kUsuallyLate = 2, kPersons = 3, kBusinesses = 4 };

/// On which days a step may be taken; one that falls on another waits for the next.
enum class Days : std::uint8_t { kAny = 1, kWorkingDays = 2 };

enum class Channel : std::uint8_t { kDigitalPost = 1, kLetter = 2, kSms = 3, kEmail = 4 };
inline constexpr Channel kChannels[] = {Channel::kDigitalPost, Channel::kLetter, Channel::kSms, Channel::kEmail};

struct Step {
  std::string code;  // unique in the procedure; never used for something else later: courses name it
  std::map<std::string, std::string> titles;  // by language: what citizens are told the step is
  StepKind kind = StepKind::kReminder;
  Anchor anchor = Anchor::kLastPaymentDay;
  std::string after_step;         // only after this one was taken; empty: whether or not any was
  int days = 0;                   // after the anchor; below zero: before it
  std::optional<int> until_days;  // after the anchor: later than that it makes no sense any more, and is left out
  int days_apart = 0;             // from the step that was taken before, at least
  Days on = Days::kAny;
  Audience audience = Audience::kEverybody;
  std::int64_t at_least_minor = 0;  // left out where less is open
  std::string letter;               // the law pack's name of the letter this is; empty: no letter of the law
  bool fee = false;                 // asks for the fee that the law allows such a letter; none allowed: none taken
  std::string message;              // the template; empty: nobody is written to
  std::vector<Channel> channels;    // the first by which the debtor can be reached
  std::vector<Channel> beside;      // and by these as well, where the debtor can be
  int answer_days = 0;              // the deadline the message gives; the law's if that is longer; 0: none
  bool together = true;             // one message for all claims of a debtor that are at this step
};

/// What a payer gets in hand: no step, since nothing follows from it, and no demand.
struct ReceiptRule {
  std::string message;            // the template; empty: no receipts are sent
  std::vector<Channel> channels;  // the first by which the payer can be reached
};

/// From the first day to the last, both included.
struct OccasionDays {
  base::Date first;
  base::Date last;
};

/// Days on which those who are late are told something, whatever step they are at: occasion.h.
struct Occasion {
  std::string code;                           // "black_friday": unique in the procedure, never used for something else
  std::map<std::string, std::string> titles;  // by language
  std::vector<OccasionDays> days;             // in order; they do not overlap
  std::string message;                        // the template
  std::vector<Channel> channels;              // the first by which the debtor can be reached
  Audience audience = Audience::kEverybody;   // not kUsuallyLate
  std::int64_t at_least_minor = 0;            // left out where less is open
};

struct Procedure {
  std::string code;                          // "dk/municipal"
  std::string version;                       // the first twelve hexadecimal digits of the digest of its text
  std::map<std::string, std::string> names;  // by language
  std::string pack;                          // the law pack it is made for
  std::string reviewed_by;                   // the second person, who has read it
  std::optional<base::Date> reviewed_on;
  std::vector<Step> steps;  // in the order in which they may be taken
  ReceiptRule receipt;      // for every payment that covers something of such a claim
  std::vector<Occasion> occasions;

  [[nodiscard]] std::string identity() const { return code + "@" + version; }
  [[nodiscard]] Step const* find(std::string_view step) const;
};

[[nodiscard]] std::string_view name_of(StepKind kind);
[[nodiscard]] std::string_view name_of(Anchor anchor);
[[nodiscard]] std::string_view name_of(Audience audience);
[[nodiscard]] std::string_view name_of(Days days);
[[nodiscard]] std::string_view name_of(Channel channel);
[[nodiscard]] std::optional<StepKind> step_kind(std::string_view name);
[[nodiscard]] std::optional<Anchor> anchor(std::string_view name);
[[nodiscard]] std::optional<Audience> audience(std::string_view name);
[[nodiscard]] std::optional<Days> days(std::string_view name);
[[nodiscard]] std::optional<Channel> channel(std::string_view name);

}  // namespace dunning

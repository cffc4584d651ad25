// A law pack: everything the law says about collecting one type of claim, chosen by the claim's type and never by its
// debtor. Filled from the cited files under law/ (adapters/law_files); this is only what they say, and how to ask.
//
// A pack and its parts never change once read; any number of threads may ask one.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "law/calendar.h"
#include "law/cost_scale.h"
#include "law/fees.h"
#include "law/interest.h"
#include "law/limitation.h"
#include "law/rule.h"

namespace law {

/// The order in which money covers what is open. The same words as payments::OrderKey, which lies above the law.
enum class OrderKey : std::uint8_t {
  kFeesAndInterestFirst,
  kLastPaymentDay,
  kDue,
  kRegistration,
  kFeeBeforeInterest,
};

struct AllocationRule {
  Rule rule;
  std::vector<OrderKey> keys;
};

/// Whether a last payment day that is no bank day moves.
struct DueShift {
  Rule rule;
  bool to_next_bank_day = false;
};

/// What must have happened before a claim may be handed over.
struct Requirement {
  Rule rule;
  std::string requirement;  // a code that the program checks, such as "notice_to_each_debtor"
};

struct Pack {
  std::string code;     // "dk/public"
  std::string name;     // in plain words
  std::string regime;   // which claims it is for
  std::string country;  // two letters
  base::Currency currency;
  std::string handed_over_to;  // who takes the claim over
  Calendar calendar;
  std::vector<InterestRule> interest;
  std::optional<InterestStart> interest_start;
  std::vector<Fee> fees;
  std::vector<Notice> notices;
  std::vector<CostScale> scales;
  std::optional<AllocationRule> allocation;
  std::optional<DueShift> due_shift;
  std::vector<LimitationPeriod> limitation;
  std::vector<Interruption> interruptions;
  std::vector<Requirement> requirements;
};

/// Every rule, in the order in which a person reads them.
[[nodiscard]] std::vector<Rule const*> all_rules(Pack const& pack);
/// For what an installation confirms; nothing if there is no such rule.
[[nodiscard]] Rule* find_rule(Pack& pack, std::string_view code);
[[nodiscard]] Rule const* find_rule(Pack const& pack, std::string_view code);

/// What a person should look at before the pack is relied on, as of a date: rules and values that nobody has read in
/// their source and nobody has confirmed, council decisions that are not named, reviews that have passed.
struct Warning {
  std::string rule;  // its code
  std::string message;
};
[[nodiscard]] std::vector<Warning> warnings(Pack const& pack, base::Date on);

/// The interest rule for a kind of debtor; nothing if the pack has none.
[[nodiscard]] InterestRule const* interest_rule(Pack const& pack, DebtorClass debtor);
/// The notice rule of a letter.
[[nodiscard]] Notice const* notice_rule(Pack const& pack, std::string_view letter);

}  // namespace law

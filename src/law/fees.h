// Fees for letters: what one may cost, how many there may be, how far apart, and how early the first.
//
// A fee is a share of a rate that changes by date (Norway), or an amount with a cap by date (Denmark) below which the
// authority's council, or the creditor, decides. A letter is never forbidden here; only its fee is.
// Units: minor units; calendar days; legal dates.
// Pure.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "law/calendar.h"
#include "law/dated_table.h"
#include "law/rounding.h"
#include "law/rule.h"

namespace law {

enum class WhenDisputed : std::uint8_t {
  kAllowed,
  kFirstOnly,  // the first letter's fee stands, further ones are barred
  kNever,
};

/// Who sends the letters: the creditor itself, or a firm that collects for it.
enum class Collector : std::uint8_t { kCreditor, kFirm };

struct Fee {
  Rule rule;
  std::string letter;  // the letter it is for, such as "reminder"
  Applies applies = Applies::kEverybody;
  DatedTable amounts;                         // caps in minor units, or shares in basis points of `share_of`
  std::optional<DatedTable> share_of;         // what the share is of
  std::int64_t round_to_minor = 1;            // a share is rounded half up to a multiple of this
  std::optional<std::int64_t> decided_minor;  // what the authority takes; nothing: the cap
  int at_most = 0;                            // so many fees of this rule for one claim; 0: no such limit
  std::string group;                          // rules with the same group share `group_at_most`
  int group_at_most = 0;
  int days_apart = 0;           // from the letter before with a fee of this rule or group, to this one
  int days_after_last_day = 1;  // from the last payment day to this letter, at least
  bool after_bank_day = false;  // and not before the bank day after the last payment day has begun
  std::string after_letter;     // this letter must have gone before; may be empty
  int days_after_letter = 0;    // and so long ago
  int answer_days = 0;          // the deadline that the letter must give, from its date; 0: none is set
  WhenDisputed when_disputed = WhenDisputed::kNever;
  bool one_for_all_claims_in_letter = false;
  bool instead_of_letters = false;     // once this is charged, no other fee may be
  int in_course = 1;                   // how many the ordinary course has that cost_steps lists
  std::optional<Collector> collector;  // only if that is who sends the last demand; nothing: either
};

/// A letter that went out, with or without a fee.
struct SentLetter {
  std::string letter;
  base::Date date;
  std::int64_t fee_minor = 0;
};

struct FeeFacts {
  base::Date on;  // the day the letter is sent
  base::Date last_payment_day;
  DebtorClass debtor = DebtorClass::kConsumer;
  bool disputed = false;
  std::span<SentLetter const> letters;  // on this claim, in any order
};

enum class FeeRefusal : std::uint8_t {
  kNoSuchFee,
  kOtherDebtors,  // the rule is not about this kind of debtor
  kNotInForce,    // no amount for that date
  kDisputed,
  kTooMany,
  kLetterMissing,  // the letter that must go before has not
  kTooEarly,       // `earliest` says when
  kOtherFeeTaken,  // a fee that stands instead of this one was charged
};

struct RefusedFee {
  FeeRefusal refusal = FeeRefusal::kNoSuchFee;
  std::optional<base::Date> earliest;  // for kTooEarly
};

struct AllowedFee {
  std::int64_t minor = 0;
  std::string rule;                        // its code
  std::optional<base::Date> answer_until;  // the last day of the deadline that the letter must give
};

/// The most that may be taken on a date, or what was decided if that is less; nothing if there is no amount then.
[[nodiscard]] std::optional<std::int64_t> fee_on(Fee const& fee, base::Date date);
/// The cap itself.
[[nodiscard]] std::optional<std::int64_t> cap_on(Fee const& fee, base::Date date);

/// Whether the letter may carry its fee. `fees` are all fees of the pack.
[[nodiscard]] std::expected<AllowedFee, RefusedFee> assess_fee(std::span<Fee const> fees, std::string_view letter,
                                                               Calendar const& calendar, FeeFacts const& facts);

/// The first day on which `amount_minor` would break the cap, from `from` on; nothing if none does.
[[nodiscard]] std::optional<base::Date> first_day_above_cap(Fee const& fee, std::int64_t amount_minor, base::Date from);

}  // namespace law

#include "law/fees.h"

#include <algorithm>

#include "law/day_arithmetic.h"

namespace law {

namespace {

Fee const* find_fee(std::span<Fee const> fees, std::string_view letter, DebtorClass debtor, bool& known) {
  for (Fee const& fee : fees) {
    if (fee.letter != letter) continue;
    known = true;
    if (applies_to(fee.applies, debtor)) return &fee;
  }
  return nullptr;
}

Fee const* fee_of(std::span<Fee const> fees, SentLetter const& sent) {
  auto const found = std::ranges::find(fees, sent.letter, &Fee::letter);
  return found == fees.end() ? nullptr : &*found;
}

bool shares_limit(Fee const& fee, Fee const& other) {
  return fee.letter == other.letter || (!fee.group.empty() && fee.group == other.group);
}

struct Before {
  int same = 0;
  int group = 0;
  std::optional<base::Date> last;      // with a fee of this rule or group
  std::optional<base::Date> required;  // the latest letter of the kind that must go before
  bool other_instead = false;
};

Before look_back(std::span<Fee const> fees, Fee const& fee, FeeFacts const& facts) {
  Before before;
  for (SentLetter const& sent : facts.letters) {
    if (sent.letter == fee.after_letter) before.required = std::max(before.required.value_or(sent.date), sent.date);
    Fee const* other = fee_of(fees, sent);
    if (sent.fee_minor <= 0 || other == nullptr) continue;
    bool const same = other->letter == fee.letter;
    if (!same && (other->instead_of_letters || fee.instead_of_letters)) before.other_instead = true;
    if (same) ++before.same;
    if (!shares_limit(fee, *other)) continue;
    ++before.group;
    before.last = std::max(before.last.value_or(sent.date), sent.date);
  }
  return before;
}

base::Date earliest(Fee const& fee, Before const& before, Calendar const& calendar, base::Date last_payment_day) {
  base::Date day = add_days(last_payment_day, fee.days_after_last_day);
  if (fee.after_bank_day) {
    // Money paid on the last day arrives on a bank day; a letter before that would ask for what is on its way.
    base::Date const bank_day = move_to_open(calendar, last_payment_day, Purpose::kBank);
    day = std::max(day, add_days(bank_day, 1));
  }
  if (before.last) day = std::max(day, add_days(*before.last, fee.days_apart));
  if (before.required) day = std::max(day, add_days(*before.required, fee.days_after_letter));
  return day;
}

bool barred_by_dispute(Fee const& fee, Before const& before) {
  return fee.when_disputed == WhenDisputed::kNever ||
         (fee.when_disputed == WhenDisputed::kFirstOnly && before.same > 0);
}

}  // namespace

std::optional<std::int64_t> cap_on(Fee const& fee, base::Date date) {
  DatedValue const* amount = row_on(fee.amounts, date);
  if (amount == nullptr || !fee.rule.in_force(date)) return std::nullopt;
  if (!fee.share_of) return amount->value;
  DatedValue const* whole = row_on(*fee.share_of, date);
  if (whole == nullptr) return std::nullopt;
  return share_of(whole->value, amount->value, fee.round_to_minor, Rounding::kHalfUp);
}

std::optional<std::int64_t> fee_on(Fee const& fee, base::Date date) {
  std::optional<std::int64_t> const cap = cap_on(fee, date);
  if (!cap || !fee.decided_minor) return cap;
  return std::min(*cap, *fee.decided_minor);
}

std::expected<AllowedFee, RefusedFee> assess_fee(std::span<Fee const> fees, std::string_view letter,
                                                 Calendar const& calendar, FeeFacts const& facts) {
  using enum FeeRefusal;
  bool known = false;
  Fee const* fee = find_fee(fees, letter, facts.debtor, known);
  if (fee == nullptr) return std::unexpected(RefusedFee{known ? kOtherDebtors : kNoSuchFee, {}});
  std::optional<std::int64_t> const minor = fee_on(*fee, facts.on);
  if (!minor) return std::unexpected(RefusedFee{kNotInForce, {}});
  Before const before = look_back(fees, *fee, facts);
  if (before.other_instead) return std::unexpected(RefusedFee{kOtherFeeTaken, {}});
  if (facts.disputed && barred_by_dispute(*fee, before)) return std::unexpected(RefusedFee{kDisputed, {}});
  bool const too_many = (fee->at_most > 0 && before.same >= fee->at_most) ||
                        (fee->group_at_most > 0 && before.group >= fee->group_at_most);
  if (too_many) return std::unexpected(RefusedFee{kTooMany, {}});
  if (!fee->after_letter.empty() && !before.required) return std::unexpected(RefusedFee{kLetterMissing, {}});
  base::Date const first = earliest(*fee, before, calendar, facts.last_payment_day);
  if (facts.on < first) return std::unexpected(RefusedFee{kTooEarly, first});
  AllowedFee allowed{*minor, fee->rule.code, {}};
  if (fee->answer_days > 0) allowed.answer_until = add_days(facts.on, fee->answer_days);
  return allowed;
}

std::optional<base::Date> first_day_above_cap(Fee const& fee, std::int64_t amount_minor, base::Date from) {
  std::vector<base::Date> days{std::max(from, fee.rule.in_force_from)};
  for (DatedTable const* table : {&fee.amounts, fee.share_of ? &*fee.share_of : nullptr}) {
    if (table == nullptr) continue;
    for (DatedValue const& row : table->rows) {
      if (row.from > from) days.push_back(row.from);
    }
  }
  std::ranges::sort(days);
  for (base::Date const day : days) {
    std::optional<std::int64_t> const cap = cap_on(fee, day);
    if (cap && amount_minor > *cap) return day;
  }
  return std::nullopt;
}

}  // namespace law

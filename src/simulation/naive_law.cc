#include "simulation/naive_law.h"

#include <algorithm>
#include <chrono>

#include "simulation/naive_holds.h"

namespace simulation {

namespace {

using claims::Hold;
using claims::HoldKind;

std::chrono::year_month_day calendar_day(std::int32_t day) {
  return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{day}}};
}

bool is_last_of_month(std::int32_t day) { return calendar_day(day).month() != calendar_day(day + 1).month(); }

bool stops_interest(HoldKind kind) {
  return kind == HoldKind::kBreathingSpace || kind == HoldKind::kBankruptcy || kind == HoldKind::kDeceasedEstate ||
         kind == HoldKind::kTechnical;
}

bool is_held(std::vector<Hold> const& holds, std::int32_t day, bool interest) {
  for (Hold const& hold : holds) {
    bool const that_day = hold.first.days <= day && (!hold.last || day <= hold.last->days);
    if (that_day && (!interest || stops_interest(hold.kind))) return true;  // every hold stops fees
  }
  return false;
}

/// On the claim itself, or on every one who is liable.
bool is_held(NaiveBooks const& books, NaiveClaim const& claim, std::int32_t day, bool interest) {
  if (is_held(claim.holds, day, interest)) return true;
  bool all = true;
  for (std::int64_t const debtor : claim.liable) {
    auto const found = books.debtors.find(debtor);
    bool const is_known = found != books.debtors.end();
    // Whoever is vulnerable keeps the fees from those who owe with them.
    if (!interest && is_known && protects_on(found->second.holds, day)) return true;
    all = all && is_known && is_held(found->second.holds, day, interest);
  }
  return all;
}

/// As is_held, for fees; a person may have decided that there is one for somebody vulnerable.
bool is_held_for_fee(NaiveBooks const& books, std::int64_t id, NaiveClaim const& claim, std::int32_t day) {
  auto const decided = books.decided_on(id, day);
  if (!decided || !decided->fee) return is_held(books, claim, day, false);
  if (any_other_covers(claim.holds, day)) return true;
  return std::ranges::all_of(claim.liable, [&](std::int64_t debtor) {
    auto const found = books.debtors.find(debtor);
    return found != books.debtors.end() && any_other_covers(found->second.holds, day);
  });
}

bool is_away(NaiveClaim const& claim, std::int32_t day) {
  for (NaiveAbsence const& absence : claim.absences) {
    if (absence.handed_over <= day && (!absence.recalled || day < *absence.recalled)) return true;
  }
  return false;
}

bool is_business(NaiveBooks const& books, NaiveClaim const& claim) {
  for (std::int64_t const debtor : claim.liable) {
    auto const found = books.debtors.find(debtor);
    if (found == books.debtors.end()) return false;
    if (found->second.kind != claims::DebtorKind::kCompany && found->second.kind != claims::DebtorKind::kAuthority) {
      return false;
    }
  }
  return true;
}

/// Renteloven section 5: Nationalbanken's rate of 1 January and 1 July and 8 points, in hundredths of a percent.
std::int64_t civil_rate(std::int32_t day) {
  auto const date = calendar_day(day);
  int const year = static_cast<int>(date.year());
  bool const first_half = date.month() <= std::chrono::June;
  switch (year) {
    case 2019:
    case 2020:
      return 805;
    case 2021:
      return first_half ? 805 : 765;
    case 2022:
      return 755;
    case 2023:
      return first_half ? 990 : 1125;
    case 2024:
      return first_half ? 1175 : 1150;
    case 2025:
      return first_half ? 1075 : 975;
    default:
      return year == 2026 && first_half ? 975 : 1000;
  }
}

/// What is owed of the principal after all changes dated before `day`, changes asked for in rising order of day.
class PrincipalByDay {
 public:
  explicit PrincipalByDay(NaiveClaim const& claim) : changes_(claim.principal), open_(claim.first_principal) {
    std::ranges::sort(changes_);
  }
  std::int64_t before(std::int32_t day) {
    while (next_ < changes_.size() && changes_[next_].first < day) open_ += changes_[next_++].second;
    return std::max<std::int64_t>(0, open_);
  }

 private:
  std::vector<std::pair<std::int32_t, std::int64_t>> changes_;
  std::size_t next_ = 0;
  std::int64_t open_;
};

struct Frame {
  std::int32_t from;              // the day after is the first that counts
  std::int32_t last_payment_day;  // nothing is posted up to it
  std::int32_t through;
  std::optional<std::int32_t> gone;  // with a collection authority since, for good so far
};

/// Gebyrloven section 3: 1 per cent for each commenced month, on the day after the due date and that day of each month.
std::map<std::int32_t, std::int64_t> public_interest(NaiveBooks const& books, NaiveClaim const& claim, Frame const& f) {
  std::map<std::int32_t, std::int64_t> posted;
  PrincipalByDay principal{claim};
  auto const wanted = calendar_day(f.from + 1).day();
  for (std::int32_t day = f.from + 1;; ++day) {
    std::int32_t const shown_on = std::max(day, f.last_payment_day + 1);
    if (shown_on > f.through || (f.gone && shown_on >= *f.gone)) return posted;
    auto const date = calendar_day(day);
    bool const begins_month = date.day() == wanted || (date.day() < wanted && is_last_of_month(day));
    if (!begins_month || is_held(books, claim, day, true) || is_away(claim, day)) continue;
    std::int64_t const charge = (principal.before(shown_on) + 50) / 100;
    if (charge > 0) posted[shown_on] += charge;
  }
}

/// Renteloven section 5, a day at a time: shown at each month's end, when the principal is paid, and at the hand-over.
std::map<std::int32_t, std::int64_t> civil_interest(NaiveBooks const& books, NaiveClaim const& claim, Frame const& f) {
  std::map<std::int32_t, std::int64_t> posted;
  PrincipalByDay today{claim};
  PrincipalByDay tomorrow{claim};
  constexpr std::int64_t kParts = std::int64_t{365} * 366 * 10'000;
  std::int64_t parts = 0;
  std::int64_t shown = 0;
  std::int32_t const last = f.gone ? std::min(f.through, *f.gone - 1) : f.through;
  for (std::int32_t day = f.from + 1; day <= last; ++day) {
    std::int64_t const owed = today.before(std::max(day, f.last_payment_day + 1));
    if (owed > 0 && !is_held(books, claim, day, true) && !is_away(claim, day)) {
      parts += owed * civil_rate(day) * (calendar_day(day).year().is_leap() ? 365 : 366);
    }
    bool const is_paid = owed > 0 && tomorrow.before(std::max(day + 1, f.last_payment_day + 1)) == 0;
    bool const is_handed_over = std::ranges::any_of(claim.absences, [&](NaiveAbsence const& absence) {
      return absence.handed_over == day + 1 && (!absence.recalled || *absence.recalled > absence.handed_over);
    });
    bool const is_shown = is_last_of_month(day) || is_paid || is_handed_over;
    if (!is_shown || day <= f.last_payment_day) continue;
    std::int64_t const total = (2 * parts + kParts) / (2 * kParts);
    if (total != shown) posted[day] += total - shown;
    shown = total;
  }
  return posted;
}

struct NaiveFee {
  std::int64_t minor = 0;
  std::int64_t at_most = 0;  // 0: no limit
  bool first_although_disputed = false;
  bool after_reminder = false;
  bool businesses_only = false;
};

std::optional<NaiveFee> naive_fee(std::string const& type, std::string const& letter) {
  if (type == kPublicType && letter == "reminder") return NaiveFee{25'000, 0};
  if (type == kPublicType && letter == "enforcement_notice") return NaiveFee{45'000, 1, false, true};
  if (type == kPublicType || type == kFreeType) return std::nullopt;
  if (letter == "reminder") return NaiveFee{10'000, 3, true};
  if (letter == "collection_letter") return NaiveFee{10'000, 1, false, true};
  if (letter == "compensation") return NaiveFee{31'000, 1, false, false, true};
  return std::nullopt;
}

}  // namespace

std::map<std::int32_t, std::int64_t> naive_interest(NaiveBooks const& books, NaiveClaim const& claim,
                                                    std::int32_t through) {
  if (claim.type == kFreeType) return {};
  Frame frame{claim.dates.due.days, 0, through, std::nullopt};
  if (claim.type == kInvoiceType) {
    if (claim.letters.empty()) return {};  // nobody has asked for interest yet
    std::int32_t first = claim.letters.front().date.days;
    for (claims::Letter const& letter : claim.letters) first = std::min(first, letter.date.days);
    frame.from = std::max(frame.from, first + 30);
  }
  frame.last_payment_day = std::max(frame.from, claim.dates.last_payment_day.days);
  if (!claim.absences.empty() && !claim.absences.back().recalled) frame.gone = claim.absences.back().handed_over;
  return claim.type == kPublicType ? public_interest(books, claim, frame) : civil_interest(books, claim, frame);
}

std::optional<std::string> naive_fee_fault(NaiveBooks const& books, std::int64_t id, claims::Letter const& letter) {
  NaiveClaim const& claim = books.claims.at(id);
  auto const fee = naive_fee(claim.type, letter.letter);
  if (!fee) return "a fee that no act gives";
  if (letter.fee_minor != fee->minor) return "a fee of another size than the act's";
  if (letter.date <= claim.dates.last_payment_day) return "a fee before the last payment day is over";
  if (is_held_for_fee(books, id, claim, letter.date.days)) return "a fee during a hold";
  if (is_away(claim, letter.date.days) && claim.absences.back().recalled == std::nullopt && claim.open() > 0) {
    return "a fee while a collection authority has the claim";
  }
  if (fee->businesses_only && !is_business(books, claim)) return "a business's fee on a person";
  std::int64_t same = 0;
  bool reminded = false;
  for (claims::Letter const& before : claim.letters) {
    if (before.letter == "reminder" && letter.date.days - before.date.days >= 10) reminded = true;
    if (before.letter != letter.letter || before.fee_minor == 0) continue;
    ++same;
    if (letter.letter == "reminder" && letter.date.days - before.date.days < 10) return "fees less than ten days apart";
  }
  if (fee->at_most > 0 && same >= fee->at_most) return "a fee too many";
  if (fee->after_reminder && !reminded) return "a fee for a letter that no reminder went before";
  if (!claim.objections.empty() && !(fee->first_although_disputed && same == 0)) return "a fee on a disputed claim";
  return std::nullopt;
}

std::optional<std::string> naive_added_fee_fault(NaiveBooks const& books, NaiveClaim const& claim, std::int64_t minor,
                                                 std::int32_t day) {
  if (claim.type == kFreeType) return std::nullopt;
  if (is_held(books, claim, day, false)) return "a fee during a hold";
  std::int64_t const highest = claim.type == kPublicType ? 45'000 : is_business(books, claim) ? 31'000 : 10'000;
  return minor > highest ? std::optional<std::string>{"a fee above every cap"} : std::nullopt;
}

}  // namespace simulation

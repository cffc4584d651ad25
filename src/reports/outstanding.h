// The books as of a day: what every claim and every account came to, by the postings that were dated up to that day and
// known by then. Whatever is back-dated afterwards changes nothing, unless later knowledge is asked for.
//
// Left out on purpose: what the claims' rows say now. A row knows only today's amounts; the postings know every day's.
// A claim's type and last payment day never change. Who owed it on the day follows from the recorded changes of debtor;
// the kind that is shown is that of the debtor who was named first.
// Units: minor units. Reads only; no state between calls.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>

#include "claims/debtor.h"
#include "ports/books_reader.h"

namespace reports {

/// How long a claim has been in arrears: days after the last payment day.
enum class AgeBand : std::uint8_t {
  kNotYetDue = 0,  // the last payment day has not passed
  k1To30 = 1,
  k31To60 = 2,
  k61To90 = 3,
  k91To180 = 4,
  k181To365 = 5,
  kOver365 = 6,
};
inline constexpr std::size_t kAgeBands = 7;

[[nodiscard]] AgeBand age_band(base::Date last_payment_day, base::Date on);
/// "not_yet_due", "1-30" ... "over_365".
[[nodiscard]] std::string_view name_of(AgeBand band);
/// "person", "company", "authority", "unknown".
[[nodiscard]] std::string_view name_of(claims::DebtorKind kind);
/// "principal", "fee", "interest".
[[nodiscard]] std::string_view name_of(ledger::Component component);

struct OutstandingKey {
  std::string type;
  claims::DebtorKind debtor = claims::DebtorKind::kUnknown;
  AgeBand band = AgeBand::kNotYetDue;
  friend auto operator<=>(OutstandingKey const&, OutstandingKey const&) = default;
};

struct OutstandingCell {
  claims::Amounts open;
  std::int64_t claims = 0;  // with anything open
};

struct Outstanding {
  std::map<OutstandingKey, OutstandingCell> cells;  // only where something is open
  claims::Amounts total;
  std::int64_t claims = 0;
};

/// What claims' amounts and a control sum disagree about. The books are damaged then: `fairdue verify` says where.
struct ReportFailure {
  std::string what;
};

/// What was owed on the day. A claim that was paid before it was charged is below zero here, as it is in the accounts.
[[nodiscard]] std::expected<Outstanding, ReportFailure> outstanding(ports::BooksReader& books,
                                                                    base::AuthorityId authority,
                                                                    ports::AsOf const& as_of);

}  // namespace reports

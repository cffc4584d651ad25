#include "reports/outstanding.h"

#include <algorithm>

#include "base/money.h"
#include "ledger/balances.h"

namespace reports {

namespace {

using ledger::AccountKind;
using ledger::Component;

/// Which debtor was the first of a claim's liable on the day.
class DebtorChanges {
 public:
  DebtorChanges(ports::BooksReader& books, base::AuthorityId authority, ports::AsOf const& as_of) : as_of_(as_of) {
    books.each_debtor_change(authority, [&](ports::DebtorChangeRow const& row) { rows_.push_back(row); });
    std::ranges::stable_sort(rows_, {}, [](ports::DebtorChangeRow const& row) { return row.change.claim; });
  }

  /// `now` is the first of the liable by all changes there are: they are taken back, and made again as far as the day
  /// saw them. No claim has a debtor twice, so a debtor tells the place in the list.
  [[nodiscard]] base::DebtorId first_liable(base::ClaimId claim, base::DebtorId now) const {
    auto const rows =
        std::ranges::equal_range(rows_, claim, {}, [](ports::DebtorChangeRow const& row) { return row.change.claim; });
    base::DebtorId first = now;
    for (auto at = rows.end(); at != rows.begin();) {
      --at;
      if (at->change.to == first) first = at->change.from;
    }
    for (ports::DebtorChangeRow const& row : rows) {
      if (row.change.from == first && as_of_.sees(row.change.date, row.recorded)) first = row.change.to;
    }
    return first;
  }

 private:
  ports::AsOf const& as_of_;
  std::vector<ports::DebtorChangeRow> rows_;
};

/// The kinds of debtors, sorted by number.
class DebtorKinds {
 public:
  DebtorKinds(ports::BooksReader& books, base::AuthorityId authority) {
    books.each_debtor(authority, [&](claims::Debtor const& debtor) { kinds_.emplace_back(debtor.id, debtor.kind); });
  }
  [[nodiscard]] claims::DebtorKind of(base::DebtorId debtor) const {
    auto const found = std::ranges::lower_bound(kinds_, debtor, {}, [](auto const& row) { return row.first; });
    return found != kinds_.end() && found->first == debtor ? found->second : claims::DebtorKind::kUnknown;
  }

 private:
  std::vector<std::pair<base::DebtorId, claims::DebtorKind>> kinds_;
};

/// One cell for each band of a type and kind; found again without a walk when the next claim is of the same.
struct Row {
  std::array<OutstandingCell, kAgeBands> bands;
};

}  // namespace

AgeBand age_band(base::Date last_payment_day, base::Date on) {
  constexpr std::pair<int, AgeBand> kUpTo[] = {{0, AgeBand::kNotYetDue}, {30, AgeBand::k1To30},
                                               {60, AgeBand::k31To60},   {90, AgeBand::k61To90},
                                               {180, AgeBand::k91To180}, {365, AgeBand::k181To365}};
  for (auto const& [days, band] : kUpTo) {
    if (on.days - last_payment_day.days <= days) return band;
  }
  return AgeBand::kOver365;
}

std::string_view name_of(AgeBand band) {
  static constexpr std::string_view kNames[kAgeBands] = {"not_yet_due", "1-30",    "31-60",   "61-90",
                                                         "91-180",      "181-365", "over_365"};
  return kNames[static_cast<std::size_t>(band)];
}

std::string_view name_of(claims::DebtorKind kind) {
  switch (kind) {
    case claims::DebtorKind::kPerson:
      return "person";
    case claims::DebtorKind::kCompany:
      return "company";
    case claims::DebtorKind::kAuthority:
      return "authority";
    case claims::DebtorKind::kUnknown:
      break;
  }
  return "unknown";
}

std::string_view name_of(ledger::Component component) {
  switch (component) {
    case Component::kFee:
      return "fee";
    case Component::kInterest:
      return "interest";
    case Component::kPrincipal:
      break;
  }
  return "principal";
}

std::expected<Outstanding, ReportFailure> outstanding(ports::BooksReader& books, base::AuthorityId authority,
                                                      ports::AsOf const& as_of) {
  ledger::Balances balances;
  bool postable = true;
  books.each_receivable_change(authority, as_of, [&](ports::ReceivableChange const& change) {
    postable &= balances.add(ledger::receivable(change.claim, change.component), change.minor);
  });
  if (!postable) return std::unexpected(ReportFailure{"a posting cannot be: its amount or account is impossible"});

  Outstanding result;
  DebtorChanges const changes{books, authority, as_of};
  DebtorKinds const kinds{books, authority};
  std::map<std::string, std::array<Row, 4>, std::less<>> by_type;
  books.each_claim_head(authority, [&](ports::ClaimHead const& head) {
    claims::Amounts open;
    bool any = false;
    for (Component const c : ledger::kComponents) {
      open[c] = balances.of(ledger::receivable(head.id, c));
      any |= open[c] != 0;
    }
    if (!any) return;
    auto type = by_type.find(head.type);
    if (type == by_type.end()) type = by_type.try_emplace(std::string{head.type}).first;
    auto const kind = static_cast<std::size_t>(kinds.of(changes.first_liable(head.id, head.debtor)));
    OutstandingCell& cell =
        type->second[kind].bands[static_cast<std::size_t>(age_band(head.last_payment_day, as_of.day))];
    for (Component const c : ledger::kComponents) cell.open[c] += open[c];
    ++cell.claims;
  });
  for (auto const& [type, rows] : by_type) {
    for (std::size_t kind = 0; kind < rows.size(); ++kind) {
      for (std::size_t band = 0; band < kAgeBands; ++band) {
        OutstandingCell const& cell = rows[kind].bands[band];
        if (cell.claims == 0) continue;
        for (Component const c : ledger::kComponents) result.total[c] += cell.open[c];
        result.claims += cell.claims;
        result.cells.emplace(OutstandingKey{type, static_cast<claims::DebtorKind>(kind), static_cast<AgeBand>(band)},
                             cell);
      }
    }
  }
  std::int64_t const control = books.receivables_minor(authority, as_of);
  if (control != result.total.total()) {
    return std::unexpected(ReportFailure{"the claims add up to " + base::format_amount(result.total.total()) +
                                         ", the receivables of the ledger to " + base::format_amount(control)});
  }
  return result;
}

}  // namespace reports

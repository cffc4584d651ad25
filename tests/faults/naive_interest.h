// What the Danish packs give in interest, computed a second time the slow way: day by day from the events of one claim,
// with the rates written down here. Shares no code with the engine's rules or the packs.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "engine/event.h"

namespace tests {

class NaiveInterest {
 public:
  /// Takes the events of one entry, in order.
  void add(engine::Event const& event);

  /// What is to stand posted for each day up to and including `until`.
  [[nodiscard]] std::map<int, std::int64_t> expected(base::ClaimId claim, base::Date until) const;
  /// What the events say stands posted; days on which it is nothing are left out.
  [[nodiscard]] std::map<int, std::int64_t> posted(base::ClaimId claim) const;
  [[nodiscard]] std::vector<base::ClaimId> claims() const;
  /// Whether no fee may be charged on the claim that day, because of a hold.
  [[nodiscard]] bool fees_on_hold(base::ClaimId claim, int day) const;

 private:
  struct Span {
    std::string key;
    bool interest = false;
    int first = 0;
    int last = 0;
  };
  struct Facts {
    bool civil = false;
    bool cancelled = false;
    int due = 0;
    int last_payment_day = 0;
    std::vector<base::DebtorId> liable;
    std::map<int, std::int64_t> principal;  // changes by day; the claim itself at a day before all others
    std::map<int, std::int64_t> posted;
    std::vector<std::pair<int, std::optional<int>>> absences;
    std::vector<Span> holds;
  };

  void free(std::vector<engine::PaymentPart> const& parts, base::Date date, std::int64_t sign);
  void change(base::ClaimId claim, ledger::Component component, base::Date date, std::int64_t minor);
  [[nodiscard]] bool stopped(Facts const& facts, int day) const;
  [[nodiscard]] std::map<int, std::int64_t> monthly(Facts const& facts, int until) const;
  [[nodiscard]] std::map<int, std::int64_t> daily(Facts const& facts, int until) const;

  std::map<base::ClaimId, Facts> claims_;
  std::map<base::DebtorId, std::vector<Span>> debtor_holds_;
};

}  // namespace tests

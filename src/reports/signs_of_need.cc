#include "reports/signs_of_need.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "reports/missed_payments.h"

namespace reports {

namespace {

/// What is known of each debtor, put together row by row.
class Gathering {
 public:
  explicit Gathering(base::Date today) : today_(today) {}

  void add(claims::Claim const& claim) {
    auto const missed = missed_payment(claim, today_);
    if (!missed) return;
    for (base::DebtorId const debtor : claim.liable) {
      help::SignalFacts& facts = known_[debtor].facts;
      facts.arrears.push_back(missed->day);
      if (claim.state != claims::ClaimState::kOpen || missed->paid) continue;
      facts.open_minor += claim.open_minor();
      facts.open_since = facts.open_since ? std::min(*facts.open_since, missed->day) : missed->day;
    }
  }
  void add(arrangements::Arrangement const& plan) {
    if (plan.state == arrangements::State::kBroken && plan.ended) {
      known_[plan.debtor].facts.plans_broken.push_back(*plan.ended);
    }
    if (!arrangements::is_ended(plan.state)) known_[plan.debtor].helped_by.plan = true;
  }
  void add(enquiries::Enquiry const& enquiry) {
    help::SignalFacts& facts = known_[enquiry.debtor].facts;
    if (enquiry.state == enquiries::State::kWithdrawn) return;
    if (enquiry.kind == enquiries::Kind::kDeferral) facts.deferrals.push_back(enquiry.received);
    if (enquiry.kind == enquiries::Kind::kHelp) facts.help_asked.push_back(enquiry.received);
  }
  void add(help::Referral const& referral) {
    if (help::is_open(referral.state)) known_[referral.debtor].helped_by.referral = true;
  }
  /// To be called last: what a debtor's own holds have kept from being missed is taken out.
  [[nodiscard]] std::optional<SignsOfNeed> shown_by(claims::Debtor const& debtor, help::SignalPolicy const& policy) {
    if (debtor.kind != claims::DebtorKind::kPerson) return std::nullopt;
    SignsOfNeed shown{debtor.id, {}, {}};
    shown.helped_by.mark = claims::any_covers(debtor.holds, claims::HoldKind::kVulnerable, today_);
    auto const found = known_.find(debtor.id);
    if (found == known_.end()) return shown;
    Known& known = found->second;
    std::erase_if(known.facts.arrears, [&](base::Date day) {
      return claims::any_stops(debtor.holds, day, &claims::HoldEffects::escalation);
    });
    shown.signals = help::signals_of(known.facts, policy, today_);
    shown.helped_by.plan = known.helped_by.plan;
    shown.helped_by.referral = known.helped_by.referral;
    return shown;
  }

 private:
  struct Known {
    help::SignalFacts facts;
    HelpedBy helped_by;
  };
  base::Date today_;
  std::map<base::DebtorId, Known> known_;
};

}  // namespace

std::vector<SignsOfNeed> signs_of_need(ports::BooksReader& books, base::AuthorityId authority,
                                       help::SignalPolicy const& policy, base::Date today) {
  Gathering gathering{today};
  auto const add = [&](auto const& row) { gathering.add(row); };
  books.each_claim(authority, add);
  books.each_arrangement(authority, add);
  books.each_enquiry(authority, add);
  books.each_referral(authority, add);
  std::vector<SignsOfNeed> all;
  books.each_debtor(authority, [&](claims::Debtor const& debtor) {
    auto shown = gathering.shown_by(debtor, policy);
    if (shown && !shown->signals.empty()) all.push_back(std::move(*shown));
  });
  std::ranges::sort(all, {}, [](SignsOfNeed const& each) {
    return std::tuple{each.signals.front().signal, each.signals.front().since, each.debtor};
  });
  return all;
}

std::optional<SignsOfNeed> signs_of_one(ports::BooksReader& books, base::AuthorityId authority, base::DebtorId debtor,
                                        help::SignalPolicy const& policy, base::Date today) {
  auto const found = books.debtor(authority, debtor);
  if (!found) return std::nullopt;
  Gathering gathering{today};
  for (auto const& row : books.claims_of(authority, debtor)) gathering.add(row);
  for (auto const& row : books.arrangements_of(authority, debtor)) gathering.add(row);
  for (auto const& row : books.enquiries_of(authority, debtor)) gathering.add(row);
  for (auto const& row : books.referrals_of(authority, debtor)) gathering.add(row);
  return gathering.shown_by(*found, policy);
}

}  // namespace reports

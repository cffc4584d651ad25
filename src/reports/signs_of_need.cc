#include "reports/signs_of_need.h"

#include <algorithm>
#include <map>
#include <set>
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
  /// The first day of the stretch on which a sign of theirs began to show. To be called last, as shown_by.
  [[nodiscard]] std::optional<base::Date> began(claims::Debtor const& debtor, help::SignalPolicy const& policy,
                                                Stretch stretch) {
    auto const found = known_.find(debtor.id);
    if (debtor.kind != claims::DebtorKind::kPerson || found == known_.end()) return std::nullopt;
    help::SignalFacts& facts = found->second.facts;
    leave_out_held(facts, debtor);
    // A sign begins with one of its facts, or when what is little has been open for long enough.
    std::set<base::Date> days;
    for (auto const* dates : {&facts.arrears, &facts.plans_broken, &facts.deferrals, &facts.help_asked}) {
      days.insert(dates->begin(), dates->end());
    }
    if (facts.open_since) days.insert({facts.open_since->days + policy.small_open_days});
    for (base::Date const day : days) {
      if (!stretch.holds(day) || today_ < day) continue;
      auto const shown = help::signals_of(facts, policy, day);
      if (std::ranges::find(shown, day, &help::ShownSignal::since) != shown.end()) return day;
    }
    return std::nullopt;
  }
  /// To be called last: what a debtor's own holds have kept from being missed is taken out.
  [[nodiscard]] std::optional<SignsOfNeed> shown_by(claims::Debtor const& debtor, help::SignalPolicy const& policy) {
    if (debtor.kind != claims::DebtorKind::kPerson) return std::nullopt;
    SignsOfNeed shown{debtor.id, {}, {}};
    shown.helped_by.mark = claims::any_covers(debtor.holds, claims::HoldKind::kVulnerable, today_);
    auto const found = known_.find(debtor.id);
    if (found == known_.end()) return shown;
    Known& known = found->second;
    leave_out_held(known.facts, debtor);
    shown.signals = help::signals_of(known.facts, policy, today_);
    shown.helped_by.plan = known.helped_by.plan;
    shown.helped_by.referral = known.helped_by.referral;
    return shown;
  }

 private:
  static void leave_out_held(help::SignalFacts& facts, claims::Debtor const& debtor) {
    std::erase_if(facts.arrears, [&](base::Date day) {
      return claims::any_stops(debtor.holds, day, &claims::HoldEffects::escalation);
    });
  }
  struct Known {
    help::SignalFacts facts;
    HelpedBy helped_by;
  };
  base::Date today_;
  std::map<base::DebtorId, Known> known_;
};

Gathering gather(ports::BooksReader& books, base::AuthorityId authority, base::Date today) {
  Gathering gathering{today};
  auto const add = [&](auto const& row) { gathering.add(row); };
  books.each_claim(authority, add);
  books.each_arrangement(authority, add);
  books.each_enquiry(authority, add);
  books.each_referral(authority, add);
  return gathering;
}

}  // namespace

std::vector<BeganToShow> began_to_show(ports::BooksReader& books, base::AuthorityId authority,
                                       help::SignalPolicy const& policy, Stretch stretch, base::Date today) {
  Gathering gathering = gather(books, authority, today);
  std::vector<BeganToShow> all;
  books.each_debtor(authority, [&](claims::Debtor const& debtor) {
    if (auto const day = gathering.began(debtor, policy, stretch)) all.push_back({debtor.id, *day});
  });
  return all;
}

std::vector<SignsOfNeed> signs_of_need(ports::BooksReader& books, base::AuthorityId authority,
                                       help::SignalPolicy const& policy, base::Date today) {
  Gathering gathering = gather(books, authority, today);
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

#include "apps/help_history.h"

namespace apps {

namespace {

using namespace engine;
using reports::HelpHistory;
using reports::PlanHistory;
using reports::Relief;

struct Begun {
  Relief by = Relief::kPlan;
  base::DebtorId debtor;
};

/// The help that an entry begins, if it begins any.
std::optional<Begun> begun_by(Entry const& entry) {
  for (Event const& event : entry.events) {
    if (auto const* plan = std::get_if<ArrangementMade>(&event)) return Begun{Relief::kPlan, plan->debtor};
    if (auto const* enquiry = std::get_if<EnquiryReceived>(&event)) return Begun{Relief::kEnquiry, enquiry->debtor};
    if (auto const* referral = std::get_if<ReferralMade>(&event)) return Begun{Relief::kReferral, referral->debtor};
    auto const* placed = std::get_if<HoldPlaced>(&event);
    if (placed != nullptr && placed->debtor && placed->hold.kind == claims::HoldKind::kVulnerable) {
      return Begun{Relief::kVulnerable, placed->debtor};
    }
  }
  return std::nullopt;
}

void put_days(PlanHistory& plan, std::vector<arrangements::Instalment> const& instalments) {
  for (arrangements::Instalment const& each : instalments) plan.due.insert(each.date);
}

void found_paid(PlanHistory& plan, base::Date day) {
  if (!plan.behind.empty() && !plan.behind.back().until) plan.behind.back().until = day;
}

class Reader {
 public:
  Reader(HelpHistory& history, Entry const& entry) : history_(history), entry_(entry), begun_(begun_by(entry)) {}

  void operator()(ArrangementMade const& e) const {
    PlanHistory& plan = history_.plans[e.arrangement];
    plan.debtor = e.debtor;
    plan.state = e.state;
    (e.state == arrangements::State::kRequested ? plan.asked : plan.agreed) = e.date;
    put_days(plan, e.instalments);
  }
  void operator()(ArrangementAccepted const& e) const {
    PlanHistory& plan = history_.plans[e.arrangement];
    plan.state = arrangements::State::kInForce;
    plan.agreed = e.date;
    plan.due.clear();
    put_days(plan, e.instalments);
  }
  void operator()(ArrangementChanged const& e) const {
    PlanHistory& plan = history_.plans[e.arrangement];
    ++plan.changes;
    // What was past stays as it was; the day of the change was still there to pay.
    plan.due.erase(plan.due.lower_bound(e.date), plan.due.end());
    put_days(plan, e.instalments);
    found_paid(plan, e.date);
  }
  void operator()(ArrangementLookedAt const& e) const { found_paid(history_.plans[e.arrangement], entry_.date); }
  void operator()(ArrangementMissed const& e) const {
    PlanHistory& plan = history_.plans[e.arrangement];
    if (!plan.missed || e.missed < *plan.missed) plan.missed = e.missed;
    if (plan.behind.empty() || plan.behind.back().until) plan.behind.push_back({e.missed, std::nullopt});
  }
  void operator()(ArrangementEnded const& e) const {
    PlanHistory& plan = history_.plans[e.arrangement];
    plan.state = e.state;
    plan.ended = e.date;
  }
  void operator()(AmountChanged const& e) const {
    if (e.cause != AmountCause::kFeeWaived || !begun_) return;
    history_.fees.push_back({entry_.date, begun_->by, begun_->debtor, -e.delta_minor});
  }
  void operator()(StepDecided const& e) const {
    if (e.step == claims::kHandOverDecided.substr(claims::kDecided.size())) return;
    for (std::size_t i = 0; i < e.claims.size(); ++i) history_.steps.push_back({e.date, e.debtor, e.fee});
  }
  void operator()(auto const&) const {}

 private:
  HelpHistory& history_;
  Entry const& entry_;
  std::optional<Begun> begun_;
};

}  // namespace

void add_to(HelpHistory& history, Entry const& entry) {
  Reader const reader{history, entry};
  for (Event const& event : entry.events) std::visit(reader, event);
}

HelpHistory help_history(ports::BooksReader& books, base::AuthorityId authority) {
  HelpHistory history;
  books.each_entry(authority, [&](ports::JournalEntry const& stored) {
    if (auto const entry = decode_entry(stored.payload)) add_to(history, *entry);
  });
  return history;
}

}  // namespace apps

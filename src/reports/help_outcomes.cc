#include "reports/help_outcomes.h"

#include <algorithm>

namespace reports {

namespace {

using arrangements::State;

/// The days on which something helpful happened, by person.
using Contacts = std::map<base::DebtorId, std::vector<base::Date>>;
/// The first day in the stretch on which help of a person had come to an end.
using Ends = std::map<base::DebtorId, base::Date>;

base::Date after(base::Date day, std::int32_t days) { return {day.days + days}; }

void note_first(Ends& ends, base::DebtorId debtor, base::Date day) {
  auto const [at, added] = ends.try_emplace(debtor, day);
  if (!added) at->second = std::min(at->second, day);
}

class Counter {
 public:
  Counter(ports::BooksReader& books, base::AuthorityId authority, HelpHistory const& history, Stretch stretch,
          base::Date today, OwnRules const& rules)
      : books_(books), authority_(authority), history_(history), stretch_(stretch), today_(today), rules_(rules) {}

  HelpOutcomes count() {
    for (auto const& [id, plan] : history_.plans) {
      count_plan(plan);
      count_instalments(plan);
      count_request(plan);
    }
    count_referrals();
    count_enquiries();
    count_marks();
    count_people();
    count_signs();
    count_fees();
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool has_had(base::Date since, std::int32_t days) const { return after(since, days) <= today_; }

  void count_plan(PlanHistory const& plan) {
    if (!plan.agreed) return;
    contacts_[plan.debtor].push_back(*plan.agreed);
    if (plan.state == State::kCompleted && plan.ended && stretch_.holds(*plan.ended)) {
      note_first(completed_, plan.debtor, *plan.ended);
    }
    if (!stretch_.holds(*plan.agreed)) return;
    PlanOutcomes& plans = out_.plans;
    plans.made.add(plan.debtor);
    plans.by_state[static_cast<std::size_t>(plan.state) - static_cast<std::size_t>(State::kInForce)].add(plan.debtor);
    if (plan.changes > 0) plans.replanned.add(plan.debtor);
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
      base::Date const end = after(*plan.agreed, kMonths[i]);
      bool const missed = plan.missed && *plan.missed <= end;
      // Whoever gave a plan up has not kept it, though nothing of it was missed.
      bool const given_up = plan.state == State::kCancelled && plan.ended && *plan.ended <= end;
      plans.kept[i].count(plan.debtor, has_had(*plan.agreed, kMonths[i]), !missed && !given_up);
    }
  }

  void count_instalments(PlanHistory const& plan) {
    if (!plan.agreed) return;
    for (base::Date const day : plan.due) {
      bool const fell_due = !plan.ended || day <= *plan.ended || plan.state == State::kCompleted;
      if (!fell_due || day >= today_ || !stretch_.holds(day)) continue;
      out_.plans.instalments_due.add(plan.debtor);
      bool const behind = std::ranges::any_of(
          plan.behind, [&](Behind const& each) { return each.since <= day && (!each.until || day < *each.until); });
      if (!behind) out_.plans.instalments_in_time.add(plan.debtor);
    }
  }

  void count_request(PlanHistory const& plan) {
    if (!plan.asked || !stretch_.holds(*plan.asked)) return;
    RequestOutcomes& requests = out_.requests;
    requests.asked.add(plan.debtor);
    std::optional<base::Date> const answered = plan.agreed ? plan.agreed : plan.ended;
    requests.by_answer[plan.agreed ? 0 : answered ? 1 : 2].add(plan.debtor);
    std::int32_t const days = answered.value_or(today_).days - plan.asked->days;
    requests.days.push_back({days, answered.has_value()});
    if (days > rules_.request_days) requests.late.add(plan.debtor);
  }

  void count_referrals() {
    books_.each_referral(authority_, [&](help::Referral const& referral) {
      referrals_[referral.debtor].push_back({referral.consented, referral.ended});
      contacts_[referral.debtor].push_back(referral.consented);
      if (referral.outcome == help::Outcome::kHelped && referral.ended && stretch_.holds(*referral.ended)) {
        note_first(helped_, referral.debtor, *referral.ended);
      }
      if (!stretch_.holds(referral.consented)) return;
      out_.referrals.made.add(referral.debtor);
      out_.referrals.by_outcome[referral.outcome].add(referral.debtor);
      base::Date const seen = referral.sent.value_or(referral.ended.value_or(today_));
      out_.referrals.days_to_told.push_back({seen.days - referral.consented.days, referral.sent.has_value()});
    });
  }

  void count_enquiries() {
    books_.each_enquiry(authority_, [&](enquiries::Enquiry const& enquiry) {
      if (enquiry.kind == enquiries::Kind::kPromise && enquiry.state != enquiries::State::kWithdrawn) {
        contacts_[enquiry.debtor].push_back(enquiry.received);
      }
      if (enquiry.state == enquiries::State::kAnswered && enquiry.ended) {
        contacts_[enquiry.debtor].push_back(*enquiry.ended);
      }
      if (!stretch_.holds(enquiry.received)) return;
      out_.duties.enquiries.add(enquiry.debtor);
      DutyCounts one;
      count_duty(one, enquiry, today_);
      if (one.answered_late + one.open_late > 0) out_.duties.late.add(enquiry.debtor);
    });
  }

  void count_marks() {
    books_.each_debtor(authority_, [&](claims::Debtor const& debtor) {
      for (claims::Hold const& hold : debtor.holds) {
        if (hold.kind == claims::HoldKind::kVulnerable) contacts_[debtor.id].push_back(hold.first);
      }
    });
  }

  void count_people() {
    MissedPayments const people = missed_payments(books_, authority_, today_);
    for (auto const& [debtor, missed] : people) {
      if (stretch_.holds(missed.front().day)) count_first_help(debtor, missed);
    }
    auto const again = [&](Ends const& ends, std::array<KnownShare, 2>& shares) {
      for (auto const& [debtor, end] : ends) {
        auto const found = people.find(debtor);
        for (std::size_t i = 0; i < kMonths.size(); ++i) {
          bool const is_again = found != people.end() && missed_within(found->second, end, kMonths[i]);
          shares[i].count(debtor, has_had(end, kMonths[i]), is_again);
        }
      }
    };
    again(completed_, out_.again.after_plan);
    again(helped_, out_.again.after_referral);
  }

  static bool missed_within(std::vector<MissedPayment> const& missed, base::Date since, std::int32_t days) {
    return std::ranges::any_of(
        missed, [&](MissedPayment const& each) { return each.day > since && each.day <= after(since, days); });
  }

  void count_first_help(base::DebtorId debtor, std::vector<MissedPayment> const& missed) {
    FirstHelp& first = out_.first_help;
    base::Date const start = missed.front().day;
    std::optional<base::Date> const end = end_of_first_arrears(missed);
    std::optional<base::Date> contact;
    if (auto const found = contacts_.find(debtor); found != contacts_.end()) {
      for (base::Date const day : found->second) {
        if (day < start || (end && day > *end)) continue;
        contact = contact ? std::min(*contact, day) : day;
      }
    }
    first.missed.add(debtor);
    first.by_outcome[contact ? 0 : end ? 1 : 2].add(debtor);
    base::Date const seen = contact ? *contact : end ? *end : today_;
    first.days.push_back({seen.days - start.days, contact.has_value()});
    if (contact && (!missed.front().reminded || *contact < *missed.front().reminded)) first.before_reminder.add(debtor);
    first.second_late.count(debtor, has_had(start, kMonths[1]), missed_within(missed, start, kMonths[1]));
  }

  void count_signs() {
    for (BeganToShow const& sign : began_to_show(books_, authority_, rules_.signals, stretch_, today_)) {
      base::Date const end = after(sign.day, kSignDays);
      bool const is_known = end < today_;
      auto const had = [&](auto const& of_people, auto const& is_in) {
        auto const found = of_people.find(sign.debtor);
        return found != of_people.end() && std::ranges::any_of(found->second, is_in);
      };
      bool const referred = had(referrals_, [&](OfReferral const& each) {
        return each.consented <= end && (!each.ended || sign.day <= *each.ended);
      });
      bool const helped = had(contacts_, [&](base::Date day) { return sign.day <= day && day <= end; });
      out_.signs.shown.add(sign.debtor);
      out_.signs.referred.count(sign.debtor, is_known, referred);
      out_.signs.helped.count(sign.debtor, is_known, referred || helped);
    }
  }

  void count_fees() {
    for (FeeTakenBack const& fee : history_.fees) {
      if (!stretch_.holds(fee.recorded)) continue;
      out_.avoided.fees[static_cast<std::size_t>(fee.by)].add(fee.debtor);
      out_.avoided.minor[static_cast<std::size_t>(fee.by)] += fee.minor;
    }
    for (DecidedStep const& step : history_.steps) {
      if (!step.fee && stretch_.holds(step.date)) out_.avoided.steps_without_fee.add(step.debtor);
    }
  }

  ports::BooksReader& books_;
  base::AuthorityId authority_;
  HelpHistory const& history_;
  Stretch stretch_;
  base::Date today_;
  OwnRules const& rules_;
  HelpOutcomes out_;
  struct OfReferral {
    base::Date consented;
    std::optional<base::Date> ended;
  };
  Contacts contacts_;
  std::map<base::DebtorId, std::vector<OfReferral>> referrals_;
  Ends completed_;
  Ends helped_;
};

}  // namespace

HelpOutcomes help_outcomes(ports::BooksReader& books, base::AuthorityId authority, HelpHistory const& history,
                           Stretch stretch, base::Date today, OwnRules const& rules) {
  return Counter{books, authority, history, stretch, today, rules}.count();
}

}  // namespace reports

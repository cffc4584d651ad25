#include "apps/help_figures.h"

#include "apps/figure_rows.h"

namespace apps {

namespace {

using reports::Cell;

void add_plans(FigureRows& rows, reports::PlanOutcomes const& plans) {
  rows.whole("plans_made", plans.made, "plans that came into force in these days");
  rows.parts({{"plans_in_force", plans.by_state[0], "of them, how many still run"},
              {"plans_completed", plans.by_state[1], "of them, how many are paid to the end"},
              {"plans_broken", plans.by_state[2], "of them, how many ended because an instalment stayed unpaid"},
              {"plans_cancelled", plans.by_state[3], "of them, how many the person or the authority gave up"}},
             plans.made);
  rows.part("plans_replanned", plans.replanned, plans.made,
            "of them, how many got another date, a pause or other instalments at least once");
  rows.known("plans_kept_6_months", plans.kept[0],
             "plans with no missed instalment for 182 days / plans made; a plan that was given up is not kept");
  rows.known("plans_kept_12_months", plans.kept[1],
             "plans with no missed instalment for 365 days / plans made; a plan that was given up is not kept");
  rows.whole("instalments_due", plans.instalments_due,
             "instalments of agreed plans whose day was in these days and is over; those of a plan that had ended "
             "before are none, unless it was paid to the end");
  rows.part("instalments_in_time", plans.instalments_in_time, plans.instalments_due,
            "of them, how many no business day found unpaid, nor behind an earlier one that was");
}

void add_requests(FigureRows& rows, reports::RequestOutcomes const& requests) {
  rows.whole("plan_requests", requests.asked, "plans asked for in these days that a person had to decide about");
  rows.parts({{"plan_requests_agreed", requests.by_answer[0], "of them, how many were agreed to"},
              {"plan_requests_not_agreed", requests.by_answer[1], "of them, how many were refused or taken back"},
              {"plan_requests_waiting", requests.by_answer[2], "of them, how many have no answer yet"}},
             requests.asked);
  rows.median("plan_request_days", requests.days, requests.asked,
              "days until half of them had an answer; those that wait are counted as far as today");
}

void add_first_help(FigureRows& rows, reports::FirstHelp const& first) {
  rows.whole("first_missed", first.missed, "people who missed a payment for the first time in these days");
  rows.parts({{"first_helped", first.by_outcome[0],
               "of them, how many had a plan, agreed to help by an organisation, had a promise taken, an enquiry "
               "answered, or were marked so that nothing happens by itself, while they were in arrears"},
              {"first_paid_without", first.by_outcome[1], "of them, how many paid without any of that"},
              {"first_waiting", first.by_outcome[2], "of them, how many are in arrears and have had none of that"}},
             first.missed);
  rows.median("first_help_days", first.days, first.missed,
              "days from the first missed payment until half of them had been helped; those who paid without help "
              "and those who wait are counted as far as that");
  rows.part("first_helped_before_reminder", first.before_reminder, first.by_outcome[0],
            "of those helped, how many before anybody had reminded them");
  rows.known("second_late_365_days", first.second_late,
             "share of debtors with a second late claim within 365 days of the first");
}

void add_again(FigureRows& rows, reports::AgainInArrears const& again) {
  rows.known("again_6_months_after_plan", again.after_plan[0],
             "people who completed a plan in these days and missed another payment within 182 days");
  rows.known("again_12_months_after_plan", again.after_plan[1],
             "people who completed a plan in these days and missed another payment within 365 days");
  rows.known("again_6_months_after_referral", again.after_referral[0],
             "people whose referral ended as helped in these days and who missed another payment within 182 days");
  rows.known("again_12_months_after_referral", again.after_referral[1],
             "people whose referral ended as helped in these days and who missed another payment within 365 days");
}

void add_referrals(FigureRows& rows, reports::ReferralOutcomes const& referrals) {
  rows.whole("referrals_made", referrals.made, "referrals that people agreed to in these days");
  using help::Outcome;
  std::pair<Outcome, char const*> const known[] = {
      {Outcome::kNone, "of them, how many are open"},
      {Outcome::kHelped, "of them, how many ended with help"},
      {Outcome::kNotReached, "of them, how many ended because nobody reached the person"},
      {Outcome::kWithdrawn, "of them, how many ended because the person did not agree any more"},
      {Outcome::kElsewhere, "of them, how many were passed on to somebody else"},
      {Outcome::kDeclined, "of them, how many the organisation could not take"},
      {Outcome::kExpired, "of them, how many nobody ended before the longest time had passed: a duty not kept"}};
  std::vector<FigureRows::Named> parts;
  for (auto const& [outcome, means] : known) {
    auto const found = referrals.by_outcome.find(outcome);
    std::string const name = outcome == Outcome::kNone ? "open" : std::string{help::name_of(outcome)};
    parts.push_back({"referrals_" + name, found == referrals.by_outcome.end() ? Cell{} : found->second, means});
  }
  rows.parts(parts, referrals.made);
  rows.median("referral_days_to_told", referrals.days_to_told, referrals.made,
              "days from the consent until half of the organisations had been told");
}

void add_signs(FigureRows& rows, reports::SignOutcomes const& signs) {
  rows.whole("signs_shown", signs.shown, "people who began to show a sign that they may need help in these days");
  rows.known("signs_referred_28_days", signs.referred,
             "share of them who agreed to a referral within 28 days, or had one that was open");
  rows.known("signs_helped_28_days", signs.helped,
             "share of them who had a helpful contact within 28 days: a plan, a referral, a promise taken, an enquiry "
             "answered, or a mark");
}

void add_avoided(FigureRows& rows, reports::FeesAvoided const& avoided) {
  constexpr std::array kBy = {"plan", "enquiry", "referral", "mark"};
  constexpr std::array kMeans = {
      "fees that had been charged and were let go in these days because a plan was agreed from an earlier day",
      "fees that had been charged and were let go in these days because an enquiry had come on an earlier day",
      "fees that had been charged and were let go in these days because of a referral",
      "fees that had been charged and were let go in these days because of a mark as vulnerable"};
  for (std::size_t i = 0; i < kBy.size(); ++i) {
    rows.amount(std::string{"fees_let_go_by_"} + kBy[i], avoided.fees[i], avoided.minor[i], kMeans[i]);
  }
  rows.whole("steps_without_fee", avoided.steps_without_fee,
             "claims of vulnerable people for which a person let the next step be taken without its fee in these days; "
             "letters that were never written because things stood still are not counted: nobody knows which");
}

void add_duties(FigureRows& rows, reports::HelpOutcomes const& outcomes) {
  rows.whole("enquiries_received", outcomes.duties.enquiries, "enquiries that came in these days");
  rows.part("enquiries_late", outcomes.duties.late, outcomes.duties.enquiries,
            "of them, how many were answered after the authority's own deadline, or are still open beyond it");
  rows.part("plan_requests_late", outcomes.requests.late, outcomes.requests.asked,
            "plans asked for in these days that were decided, or still wait, after the authority's own days");
}

}  // namespace

std::vector<std::vector<ReportCell>> help_rows(reports::HelpOutcomes const& outcomes) {
  FigureRows rows;
  add_plans(rows, outcomes.plans);
  add_requests(rows, outcomes.requests);
  add_first_help(rows, outcomes.first_help);
  add_again(rows, outcomes.again);
  add_referrals(rows, outcomes.referrals);
  add_signs(rows, outcomes.signs);
  add_avoided(rows, outcomes.avoided);
  add_duties(rows, outcomes);
  return rows.take();
}

}  // namespace apps

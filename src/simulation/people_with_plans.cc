#include "simulation/people_with_plans.h"

#include <algorithm>

#include "engine/debtor_plans.h"
#include "simulation/faulty_books.h"

namespace simulation {

namespace {

using arrangements::Arrangement;
using arrangements::Change;
using arrangements::State;
using engine::PlanMode;

constexpr std::size_t kMostPlans = 1'000;

std::vector<arrangements::Planned> sizes_of(arrangements::Proposal const& proposal) {
  std::vector<arrangements::Planned> sizes;
  for (arrangements::Instalment const& each : proposal.schedule.instalments) {
    sizes.push_back({each.date, each.minor()});
  }
  return sizes;
}

}  // namespace

PeopleWithPlans::PeopleWithPlans(StrandOrder order)
    : order_(std::move(order)), stream_(order_.seed, order_.purpose + "plans") {}

engine::Submission PeopleWithPlans::submission(std::string const& actor, engine::Command command) {
  return {order_.authority, actor, "p" + std::to_string(++next_key_), {}, {}, {std::move(command)}};
}

arrangements::Wish PeopleWithPlans::wish(base::Date today) {
  arrangements::Wish wish;
  wish.first = base::Date{today.days + 1 + static_cast<std::int32_t>(stream_.below(30))};
  if (stream_.chance_per_mille(300)) wish.payday = static_cast<std::int32_t>(stream_.between(1, 28));
  if (stream_.chance_per_mille(300)) wish.instalment_minor = stream_.between(50, 600) * 100;
  return wish;
}

std::vector<engine::Submission> PeopleWithPlans::of_the_day(ports::BooksReader& books,
                                                            std::vector<base::DebtorId> const& debtors,
                                                            base::Date today) {
  made_.clear();
  if (stream_.chance_per_mille(90)) {
    if (auto const* const debtor = any_of(stream_, debtors)) ask(books, *debtor, today);
  }
  for (Arrangement const& each : books.arrangements_in(order_.authority, State::kRequested, {}, kMostPlans)) {
    if (stream_.chance_per_mille(120)) decide(each, today);
  }
  for (Arrangement const& each : books.arrangements_in(order_.authority, State::kInForce, {}, kMostPlans)) {
    live(books, each, today);
  }
  return std::move(made_);
}

/// With a caseworker, who may decide what the policy does not cover, and type in today what came by post last week.
void PeopleWithPlans::ask(ports::BooksReader& books, base::DebtorId debtor, base::Date today) {
  engine::OfferWish asked{debtor, {}, wish(today), {}, today, today};
  bool const by_person = stream_.chance_per_mille(600);
  if (by_person && stream_.chance_per_mille(500))
    asked.agreed.days -= static_cast<std::int32_t>(stream_.between(1, 25));
  engine::Offer const offer = engine::offer_instalments(books, *order_.rules, order_.authority, asked);
  auto const* const proposal = any_of(stream_, offer.proposals.all);
  if (proposal == nullptr) return;
  engine::MakeArrangement c{debtor, offer.claims, sizes_of(*proposal), PlanMode::kOrRequest, {}, asked.agreed};
  if (by_person) {
    c.mode = PlanMode::kByPerson;
    c.reason = "agreed";
  }
  if (stream_.chance_per_mille(40)) ++c.instalments.front().minor;          // does not add up
  if (stream_.chance_per_mille(20)) c.instalments.front().date.days -= 60;  // or lies in the past
  if (stream_.chance_per_mille(20)) c.mode = PlanMode::kByPolicy;           // perhaps not within it
  made_.push_back(submission("clerk:anna", std::move(c)));
}

void PeopleWithPlans::decide(Arrangement const& request, base::Date today) {
  if (stream_.chance_per_mille(250)) {
    return made_.push_back(
        submission("clerk:bent", engine::CancelArrangement{request.id, "cannot be agreed to", today}));
  }
  made_.push_back(submission("clerk:bent", engine::AcceptArrangement{request.id, "fits", today}));
}

void PeopleWithPlans::live(ports::BooksReader& books, Arrangement const& plan, base::Date today) {
  engine::PlanView const view = engine::view_plan(books, order_.authority, plan, today);
  bool const keeps = keeps_.try_emplace(plan.id, stream_.chance_per_mille(700)).first->second;
  if (view.standing.missing_minor > 0) {
    if (stream_.chance_per_mille(keeps ? 550 : 25)) pay(view, today);
  } else if (stream_.chance_per_mille(8)) {
    pay(view, today);  // ahead
  }
  if (stream_.chance_per_mille(12)) change(books, view, today);
}

/// What is missing, more, or less; meant for the plan's claims or for nothing; a day or two on its way.
void PeopleWithPlans::pay(engine::PlanView const& view, base::Date today) {
  engine::RecordPayment c;
  c.payer = view.plan.debtor;
  c.minor = view.standing.missing_minor;
  auto const next = view.standing.next();
  if (c.minor == 0 && next) c.minor = view.standing.left_minor[*next];
  if (c.minor == 0) return;
  if (stream_.chance_per_mille(100)) c.minor += stream_.between(1, 40'000);
  if (stream_.chance_per_mille(60)) c.minor = stream_.between(1, c.minor);
  c.value_date = {today.days - static_cast<std::int32_t>(stream_.below(3))};
  c.means = stream_.chance_per_mille(700) ? ledger::Means::kBank : ledger::Means::kCounter;
  if (stream_.chance_per_mille(600)) {
    for (arrangements::ArrangedClaim const& each : view.plan.claims) c.chosen.push_back({{each.claim, {}, {}}, {}});
  }
  made_.push_back(submission("system", std::move(c)));
}

void PeopleWithPlans::change(ports::BooksReader& books, engine::PlanView const& view, base::Date today) {
  Arrangement const& plan = view.plan;
  if (stream_.chance_per_mille(100)) {
    return made_.push_back(submission("clerk:anna", engine::CancelArrangement{plan.id, "asked for", today}));
  }
  engine::ChangeArrangement c{plan.id, Change::kPause, {}, {}, {}, PlanMode::kByPolicy, {}, today};
  if (stream_.chance_per_mille(400)) {
    c.mode = PlanMode::kByPerson;
    c.reason = "illness";
  }
  if (stream_.chance_per_mille(350)) {
    c.change = Change::kReplan;
    engine::OfferWish const wanted{plan.debtor, {}, wish(today), {}, today, today};
    engine::Offer const offer = engine::offer_replan(books, *order_.rules, order_.authority, plan, wanted);
    auto const* const proposal = any_of(stream_, offer.proposals.all);
    if (proposal == nullptr) return;
    c.instalments = sizes_of(*proposal);
  } else if (stream_.chance_per_mille(600)) {
    c.change = Change::kMoveDate;
    auto const next = view.standing.next();
    if (!next) return;
    c.from = plan.instalments[*next].date;
    c.to = base::Date{c.from.days + static_cast<std::int32_t>(stream_.between(-10, 20))};
  }
  made_.push_back(submission("clerk:anna", std::move(c)));
}

void PeopleWithPlans::click(engine::BooksService& books, std::vector<base::DebtorId> const& debtors, base::Now now) {
  auto const* const debtor = any_of(stream_, debtors);
  if (debtor == nullptr) return;
  engine::DebtorPlans plans{books, [this] { return order_.rules; }};
  engine::PlanAsker const asker{order_.authority, *debtor, {}, "debtor:" + std::to_string(debtor->value)};
  auto const twice = [&](auto&& press) {
    try {
      press();
    } catch (NoAnswer const&) {
      press();
    }
  };
  auto const view = plans.find(asker, now.date);
  if (view && !arrangements::is_ended(view->plan.state)) {
    std::vector<base::Date> const days = plans.days_to_move_to(*view, order_.authority, now.date);
    auto const next = view->standing.next();
    auto const* const day = any_of(stream_, days);
    if (day != nullptr && next && stream_.chance_per_mille(300)) {
      twice([&] { (void)plans.move(asker, view->plan.instalments[*next].date, *day, now); });
    } else if (plans.may_pause(*view, order_.authority, now.date) && stream_.chance_per_mille(150)) {
      twice([&] { (void)plans.pause(asker, now); });
    }
    return;
  }
  engine::Offer const offer = plans.offer(asker, wish(now.date), now);
  std::vector<arrangements::Proposal> const shown = engine::DebtorPlans::shown(offer);
  auto const* const proposal = any_of(stream_, shown);
  if (proposal != nullptr) twice([&] { (void)plans.accept(asker, *proposal, offer.claims, now); });
}

}  // namespace simulation

// Those who pay in instalments: on paper or by telephone through a caseworker, now and then entered late, or on their
// phone. Most keep what they agreed on, some a few days late, some not at all; dates are moved, plans paused, made anew
// and given up. Now and then nonsense: what does not add up, or lies in the past.
#pragma once

#include <map>

#include "arrangements/proposal.h"
#include "engine/arrangement_offer.h"
#include "simulation/help_strand.h"

namespace simulation {

class PeopleWithPlans : public HelpStrand {
 public:
  explicit PeopleWithPlans(StrandOrder order);

  std::vector<engine::Submission> of_the_day(ports::BooksReader& books, std::vector<base::DebtorId> const& debtors,
                                             base::Date today) override;
  void click(engine::BooksService& books, std::vector<base::DebtorId> const& debtors, base::Now now) override;

 private:
  [[nodiscard]] engine::Submission submission(std::string const& actor, engine::Command command);
  void ask(ports::BooksReader& books, base::DebtorId debtor, base::Date today);
  void decide(arrangements::Arrangement const& request, base::Date today);
  void live(ports::BooksReader& books, arrangements::Arrangement const& plan, base::Date today);
  void pay(engine::PlanView const& view, base::Date today);
  void change(ports::BooksReader& books, engine::PlanView const& view, base::Date today);
  [[nodiscard]] arrangements::Wish wish(base::Date today);

  StrandOrder order_;
  base::SeededStream stream_;
  std::map<base::ArrangementId, bool> keeps_;
  std::int64_t next_key_ = 0;
  std::vector<engine::Submission> made_;
};

}  // namespace simulation

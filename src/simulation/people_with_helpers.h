// Those who are helped, and those who help: people who are referred to organisations that accept, decline or are not
// heard of again; people whom staff mark as needing other handling, with somebody who decides about their next step;
// and people who act for others.
#pragma once

#include "simulation/help_strand.h"

namespace simulation {

class PeopleWithHelpers : public HelpStrand {
 public:
  explicit PeopleWithHelpers(StrandOrder order);

  std::vector<engine::Submission> of_the_day(ports::BooksReader& books, std::vector<base::DebtorId> const& debtors,
                                             base::Date today) override;

 private:
  struct Mark {
    base::DebtorId debtor;
    std::string key;
  };
  engine::Submission& submit(std::string const& actor, engine::Command command);
  void refer(base::DebtorId debtor, base::Date today);
  void see_to(help::Referral const& referral, base::Date today);
  void mark(base::DebtorId debtor, base::Date today);
  void decide(ports::BooksReader& books, base::DebtorId debtor);
  void grant(base::DebtorId debtor, base::Date today);
  void end_representations(ports::BooksReader& books, base::DebtorId debtor);

  StrandOrder order_;
  base::SeededStream stream_;
  std::int64_t next_key_ = 0;
  std::vector<Mark> marks_;  // that were wished for, the last of them
  std::vector<engine::Submission> made_;
};

}  // namespace simulation

// Those who pay by direct debit, their bank, and whoever delivers to it: most mandates are confirmed, most collections
// come in, some are rejected, stopped or taken back; now and then nobody delivers for weeks, and some answers come
// twice.
#pragma once

#include "simulation/help_strand.h"

namespace simulation {

class PeopleWithDirectDebit : public HelpStrand {
 public:
  explicit PeopleWithDirectDebit(StrandOrder order);

  std::vector<engine::Submission> of_the_day(ports::BooksReader& books, std::vector<base::DebtorId> const& debtors,
                                             base::Date today) override;

 private:
  void submit(engine::Command command);
  void answer(payments::Collection const& collection, base::Date today);

  StrandOrder order_;
  base::SeededStream stream_;
  std::int64_t next_key_ = 0;
  std::int64_t delivery_ = 0;
  std::vector<engine::Submission> made_;
};

}  // namespace simulation
